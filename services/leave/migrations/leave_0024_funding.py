"""What share of its costs a study budget funds, by category (R20): nothing is said until a region says it."""

from datetime import date

from alembic import op

from chassis.tables import rule

revision = "leave_0024"
down_revision = "leave_0023"
branch_labels = None
depends_on = None

NAME = "leave.funded_percent"
UNSAID = {"curriculum_required": None, "curriculum_supporting": None, "discretionary": None}


def upgrade() -> None:
    op.bulk_insert(rule, [{"name": NAME, "valid_from": date(1900, 1, 1), "value": UNSAID}])


def downgrade() -> None:
    op.execute(rule.delete().where(rule.c.name == NAME))
