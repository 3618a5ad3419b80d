"""How often somebody is asked about the same activity or adaptation: each time they get a mail at once."""

from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "opportunities_0015"
down_revision = "opportunities_0014"
branch_labels = None
depends_on = None

ASKINGS = "opportunities.most_askings"


def upgrade() -> None:
    for table in ("activity", "adaptation"):
        op.add_column(table, sa.Column("asked", sa.Integer, nullable=False, server_default=sa.text("1")))
    rules = sa.table("rule", sa.column("name"), sa.column("valid_from", sa.Date), sa.column("value", JSONB))
    op.bulk_insert(rules, [{"name": ASKINGS, "valid_from": date(1900, 1, 1), "value": 5}])


def downgrade() -> None:
    rules = sa.table("rule", sa.column("name"))
    op.execute(rules.delete().where(rules.c.name == ASKINGS))
    for table in ("activity", "adaptation"):
        op.drop_column(table, "asked")
