"""How many declarations of one doctor may wait for an answer: each asks a trust at once."""

from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "registry_0014"
down_revision = "registry_0013"
branch_labels = None
depends_on = None

WAITING = "registry.most_declarations_waiting"


def upgrade() -> None:
    rules = sa.table("rule", sa.column("name"), sa.column("valid_from", sa.Date), sa.column("value", JSONB))
    op.bulk_insert(rules, [{"name": WAITING, "valid_from": date(1900, 1, 1), "value": 3}])


def downgrade() -> None:
    rules = sa.table("rule", sa.column("name"))
    op.execute(rules.delete().where(rules.c.name == WAITING))
