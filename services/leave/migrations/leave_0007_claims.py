"""When costs are claimed (R24), and leave that another system decides (R29)."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from chassis.tables import rule

revision = "leave_0007"
down_revision = "leave_0006"
branch_labels = None
depends_on = None

RULES: dict[str, Any] = {
    "leave.claim_within_days": 56,
    "leave.pay_within_days": 42,
    "leave.system_of_record": "here",
}


def upgrade() -> None:
    op.add_column("leave_request", sa.Column("external_ref", sa.Text))
    op.add_column("leave_request", sa.Column("claim_by", sa.Date))
    op.add_column("leave_request", sa.Column("claim", JSONB))
    always = date(1900, 1, 1)
    op.bulk_insert(rule, [{"name": name, "valid_from": always, "value": value} for name, value in RULES.items()])


def downgrade() -> None:
    for name in ("claim", "claim_by", "external_ref"):
        op.drop_column("leave_request", name)
    op.execute(rule.delete().where(rule.c.name.in_(list(RULES))))
