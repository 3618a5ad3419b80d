"""A desk is handed over for so many days at most (R89)."""

from datetime import date

from alembic import op

from chassis.tables import rule

revision = "leave_0010"
down_revision = "leave_0009"
branch_labels = None
depends_on = None

NAME = "leave.delegation_days"


def upgrade() -> None:
    op.bulk_insert(rule, [{"name": NAME, "valid_from": date(1900, 1, 1), "value": 84}])


def downgrade() -> None:
    op.execute(rule.delete().where(rule.c.name == NAME))
