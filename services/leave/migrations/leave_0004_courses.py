"""Which desks a request passes, as regions have it (R11-R14)."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

from chassis.tables import rule

revision = "leave_0004"
down_revision = "leave_0003"
branch_labels = None
depends_on = None

_REQUIRED = ["curriculum_required"]
RULES: dict[str, Any] = {
    "leave.declarations": [],
    "leave.standard_purposes": dict.fromkeys(("f1", "f2", "gp", "other", "local"), _REQUIRED),
    "leave.programme_office": ["gp"],
    "leave.cost_above": 1000,
    "leave.cost_first": False,
    "leave.international_step": True,
    "leave.international_events": 1,
    "leave.school": "",
}


def upgrade() -> None:
    op.add_column("leave_request", sa.Column("cost", sa.Numeric(8, 2), nullable=False, server_default="0"))
    for name in ("international", "supervisor_agrees", "rota_agrees"):
        op.add_column("leave_request", sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false()))
    always = date(1900, 1, 1)
    op.bulk_insert(rule, [{"name": name, "valid_from": always, "value": value} for name, value in RULES.items()])


def downgrade() -> None:
    for name in ("rota_agrees", "supervisor_agrees", "international", "cost"):
        op.drop_column("leave_request", name)
    op.execute(rule.delete().where(rule.c.name.in_(list(RULES))))
