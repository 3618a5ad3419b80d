"""With which codes release for a course is refused, as a rule (R17)."""

from datetime import date

from alembic import op

from chassis.tables import rule

revision = "opportunities_0027"
down_revision = "opportunities_0026"
branch_labels = None
depends_on = None

NAME = "opportunities.refusal_codes"
CODES = ["minimum_staffing", "leave_cap_reached", "on_call_clash", "short_notice", "clashes_mandatory_teaching"]


def upgrade() -> None:
    op.bulk_insert(rule, [{"name": NAME, "valid_from": date(1900, 1, 1), "value": CODES}])


def downgrade() -> None:
    op.execute(rule.delete().where(rule.c.name == NAME))
