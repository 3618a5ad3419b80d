"""Which courses are agreed beforehand (R12), and that what the curriculum requires comes before leave abroad (R14)."""

from datetime import date
from typing import Any

from alembic import op

from chassis.tables import rule

revision = "leave_0030"
down_revision = "leave_0029"
branch_labels = None
depends_on = None

RULES: dict[str, Any] = {
    "leave.standard_activities": {stage: [] for stage in ("f1", "f2", "gp", "other", "local")},
    "leave.international_curriculum_first": True,
}


def upgrade() -> None:
    always = date(1900, 1, 1)
    op.bulk_insert(rule, [{"name": name, "valid_from": always, "value": value} for name, value in RULES.items()])


def downgrade() -> None:
    op.execute(rule.delete().where(rule.c.name.in_(list(RULES))))
