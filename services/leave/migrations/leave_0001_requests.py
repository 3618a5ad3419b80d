"""Requests, the placements and appointments they rest on, and the default rules."""

from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "leave_0001"
down_revision = None
branch_labels = ("leave",)
depends_on = "chassis_0001"

RULES = {
    "leave.notice_days": 42,
    "leave.decide_within_days": 7,
    "leave.avoidable_days_ahead": 42,
    "leave.appeal_working_days": 10,
    "leave.refusal_min_chars": 20,
}


def upgrade() -> None:
    op.create_table(
        "placement",
        sa.Column("placement_id", sa.Uuid, primary_key=True),
        sa.Column("doctor_id", sa.Uuid, nullable=False, index=True),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("site", sa.Text, nullable=False),
        sa.Column("programme", sa.Text),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("wte", sa.Numeric(4, 3), nullable=False),
        sa.Column("start", sa.Date, nullable=False),
        sa.Column("end", sa.Date, nullable=False),
        sa.Column("cancelled", sa.Boolean, nullable=False),
    )
    op.create_table(
        "appointment",
        sa.Column("appointment_id", sa.Uuid, primary_key=True),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("ends_on", sa.Date),
    )
    op.create_index("appointment_desk", "appointment", ["role", "scope"])
    op.create_table(
        "leave_request",
        sa.Column("leave_id", sa.Uuid, primary_key=True),
        sa.Column("doctor_id", sa.Uuid, nullable=False),
        sa.Column("placement_id", sa.Uuid, nullable=False),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("leadership", sa.Boolean, nullable=False),
        sa.Column("activity", sa.Text, nullable=False),
        sa.Column("provider", sa.Text, nullable=False),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
        sa.Column("short_notice_reason", sa.Text),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_on", sa.Date, nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("steps", JSONB, nullable=False),
        sa.Column("refusal", JSONB),
        sa.Column("appeal_by", sa.Date),
        sa.Column("affected", JSONB),
        sa.Column("withdrawal_asked_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("waiting_role", sa.String(40)),
        sa.Column("waiting_scope", sa.Text),
    )
    op.create_index("leave_request_of_doctor", "leave_request", ["doctor_id", "submitted_at", "leave_id"])
    op.create_index(
        "leave_request_waiting",
        "leave_request",
        ["waiting_role", "waiting_scope", "submitted_at", "leave_id"],
        postgresql_where=sa.text("waiting_role IS NOT NULL"),
    )
    rules = sa.table("rule", sa.column("name"), sa.column("valid_from", sa.Date), sa.column("value", JSONB))
    always = date(1900, 1, 1)
    op.bulk_insert(rules, [{"name": name, "valid_from": always, "value": value} for name, value in RULES.items()])


def downgrade() -> None:
    for table in ("leave_request", "appointment", "placement"):
        op.drop_table(table)
    op.execute(sa.text("DELETE FROM rule WHERE name LIKE 'leave.%'"))
