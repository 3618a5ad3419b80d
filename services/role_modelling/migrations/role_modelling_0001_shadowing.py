"""Slots and bookings, the placements and appointments they rest on, and the default rules."""

from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "role_modelling_0001"
down_revision = None
branch_labels = ("role_modelling",)
depends_on = "chassis_0001"

RULES = {
    "role_modelling.most_places": 20,
    "role_modelling.longest_days": 14,
    "role_modelling.offer_days_ahead": 365,
}


def upgrade() -> None:
    op.create_table(
        "placement",
        sa.Column("placement_id", sa.Uuid, primary_key=True),
        sa.Column("doctor_id", sa.Uuid, nullable=False, index=True),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("grade", sa.Text, nullable=False),
        sa.Column("start", sa.Date, nullable=False),
        sa.Column("end", sa.Date, nullable=False),
        sa.Column("cancelled", sa.Boolean, nullable=False),
    )
    op.create_table(
        "appointment",
        sa.Column("appointment_id", sa.Uuid, primary_key=True),
        sa.Column("person_id", sa.Uuid, nullable=False, index=True),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("ends_on", sa.Date),
    )
    op.create_table(
        "slot",
        sa.Column("slot_id", sa.Uuid, primary_key=True),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("host_id", sa.Uuid, nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("places", sa.Integer, nullable=False),
        sa.Column("grades", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("reason", sa.String(40)),
        sa.Column("cancelled_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
    )
    op.create_index("slot_at_trust", "slot", ["trust", "starts_at", "slot_id"])
    op.create_index("slot_of_host", "slot", ["host_id", "starts_at", "slot_id"])
    op.create_table(
        "booking",
        sa.Column("booking_id", sa.Uuid, primary_key=True),
        sa.Column("slot_id", sa.Uuid, sa.ForeignKey("slot.slot_id"), nullable=False),
        sa.Column("doctor_id", sa.Uuid, nullable=False),
        sa.Column("objective", sa.Text, nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("reason", sa.String(40)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("debrief", sa.Text),
        sa.Column("debriefed_at", sa.DateTime(timezone=True)),
    )
    op.create_index("booking_of_slot", "booking", ["slot_id"])
    op.create_index("booking_of_doctor", "booking", ["doctor_id", "booked_at", "booking_id"])
    op.create_index(
        "booking_held",
        "booking",
        ["slot_id", "doctor_id"],
        unique=True,
        postgresql_where=sa.text("status IN ('booked', 'attended', 'missed')"),
    )
    rules = sa.table("rule", sa.column("name"), sa.column("valid_from", sa.Date), sa.column("value", JSONB))
    op.bulk_insert(
        rules, [{"name": name, "valid_from": date(1900, 1, 1), "value": value} for name, value in RULES.items()]
    )


def downgrade() -> None:
    for name in ("booking", "slot", "appointment", "placement"):
        op.drop_table(name)
    op.execute(sa.text("DELETE FROM rule WHERE name LIKE 'role_modelling.%'"))
