"""Courses, their sessions and bookings; the default rules for them (O-E2)."""

from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "opportunities_0008"
down_revision = "opportunities_0007"
branch_labels = None
depends_on = None

RULES = {"training_most_seats": 200, "training_days_ahead": 365, "refusal_min_chars": 20}


def upgrade() -> None:
    op.create_table(
        "course",
        sa.Column("course_id", sa.Uuid, primary_key=True),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("organiser_id", sa.Uuid, nullable=False, index=True),
        sa.Column("seats", sa.Integer, nullable=False),
        sa.Column("grades", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("scheduled_by", sa.Uuid, nullable=False),
        sa.Column("scheduled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(40)),
        sa.Column("cancelled_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_day", sa.Date, nullable=False),
    )
    op.create_index("course_of_trust", "course", ["trust", "starts_at", "course_id"])
    op.create_table(
        "course_session",
        sa.Column("course_id", sa.Uuid, sa.ForeignKey("course.course_id"), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
    )
    _bookings()
    rules = sa.table("rule", sa.column("name"), sa.column("valid_from", sa.Date), sa.column("value", JSONB))
    since = date(1900, 1, 1)
    rows = [{"name": f"opportunities.{name}", "valid_from": since, "value": value} for name, value in RULES.items()]
    op.bulk_insert(rules, rows)


def _bookings() -> None:
    op.create_table(
        "course_booking",
        sa.Column("booking_id", sa.Uuid, primary_key=True),
        sa.Column("course_id", sa.Uuid, sa.ForeignKey("course.course_id"), nullable=False, index=True),
        sa.Column("doctor_id", sa.Uuid, nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("reason", sa.String(40)),
        sa.Column("words", sa.Text),
        sa.Column("decided_by", sa.Uuid),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("minutes", sa.Integer, nullable=False),
    )
    op.create_index("course_booking_of_doctor", "course_booking", ["doctor_id", "booked_at", "booking_id"])
    held = sa.text("status IN ('booked', 'attended', 'missed')")
    columns = ["course_id", "doctor_id"]
    op.create_index("course_booking_held", "course_booking", columns, unique=True, postgresql_where=held)


def downgrade() -> None:
    for table in ("course_booking", "course_session", "course"):
        op.drop_table(table)
    rules = sa.table("rule", sa.column("name"))
    op.execute(rules.delete().where(rules.c.name.in_([f"opportunities.{name}" for name in RULES])))
