"""For how many days after a placement its doctor goes on reading what is for those who work there (R36)."""

from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "opportunities_0014"
down_revision = "opportunities_0013"
branch_labels = None
depends_on = None

READING = "opportunities.reading_days_after_placement"


def upgrade() -> None:
    rules = sa.table("rule", sa.column("name"), sa.column("valid_from", sa.Date), sa.column("value", JSONB))
    op.bulk_insert(rules, [{"name": READING, "valid_from": date(1900, 1, 1), "value": 30}])


def downgrade() -> None:
    rules = sa.table("rule", sa.column("name"))
    op.execute(rules.delete().where(rules.c.name == READING))
