"""How soon leave may begin, how much is carried over, and how many tasters are usual in all, as rules (R5, R9, R25)."""

from datetime import date

from alembic import op

from chassis.tables import rule

revision = "leave_0019"
down_revision = "leave_0018"
branch_labels = None
depends_on = None

RULES = {"leave.earliest_days": 1, "leave.carried_days": 0, "leave.taster_days_in_all": 10}


def upgrade() -> None:
    always = date(1900, 1, 1)
    op.bulk_insert(rule, [{"name": name, "valid_from": always, "value": value} for name, value in RULES.items()])


def downgrade() -> None:
    op.execute(rule.delete().where(rule.c.name.in_(list(RULES))))
