"""Steps that wait too long (R16), alternatives taken (R17) and appeals (R19)."""

from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from chassis.tables import rule

revision = "leave_0003"
down_revision = "leave_0002"
branch_labels = None
depends_on = None

RULES = {
    "leave.remind_on_day": 5,
    "leave.no_response_on_day": 14,
    "leave.acknowledge_working_days": 10,
    "leave.answer_working_days": 15,
}


def upgrade() -> None:
    for column in (
        sa.Column("appeals", JSONB, nullable=False, server_default="[]"),
        sa.Column("alternative_taken_at", sa.DateTime(timezone=True)),
        sa.Column("instead_of", sa.Uuid),
        sa.Column("next_rung_at", sa.DateTime(timezone=True)),
        sa.Column("waits_for_director", sa.Boolean, nullable=False, server_default=sa.false()),
    ):
        op.add_column("leave_request", column)
    op.create_index(
        "leave_request_next_rung",
        "leave_request",
        ["next_rung_at"],
        postgresql_where=sa.text("next_rung_at IS NOT NULL"),
    )
    always = date(1900, 1, 1)
    op.bulk_insert(rule, [{"name": name, "valid_from": always, "value": value} for name, value in RULES.items()])


def downgrade() -> None:
    op.drop_index("leave_request_next_rung", "leave_request")
    for column in ("waits_for_director", "next_rung_at", "instead_of", "alternative_taken_at", "appeals"):
        op.drop_column("leave_request", column)
    op.execute(rule.delete().where(rule.c.name.in_(list(RULES))))
