"""What of leave was asked for, decided and taken."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Integer,
    Table,
    Text,
    Uuid,
    text,
)

from services.reporting.store.tables.metadata import metadata

leave_decision = Table(
    "leave_decision",
    metadata,
    Column("leave_id", Uuid, primary_key=True),
    Column("trust", Text, nullable=False),
    Column("decided_on", Date, nullable=False),
    Column("leadership", Boolean, nullable=False),
    Column("approved", Boolean, nullable=False),
    Column("avoidable", Boolean, nullable=False),
    Column("alternative_taken", Boolean, nullable=False),
    Column("release", Boolean, nullable=False),
    Column("doctor_id", Uuid),  # none, with the day, where it was heard of before these were kept
    Column("first_day", Date),  # of the leave
)

leave_step = Table(
    "leave_step",
    metadata,
    Column("event_id", Uuid, primary_key=True),
    Column("trust", Text, nullable=False),
    Column("reached_on", Date, nullable=False),
    Column("due_on", Date),  # none: not said, as of steps decided before it was
    Column("decided_on", Date, nullable=False),
    Column("leadership", Boolean, nullable=False),
    Column("doctor_id", Uuid),  # none, with the day, where it was heard of before these were kept
    Column("first_day", Date),  # of the leave
)

leave_asked = Table(
    "leave_asked",
    metadata,
    Column("leave_id", Uuid, primary_key=True),
    Column("trust", Text, nullable=False),
    Column("submitted_on", Date, nullable=False),
    Column("leadership", Boolean, nullable=False),
    Column("no_response", Boolean, nullable=False),
    Column("days_with_doctor", Integer, nullable=False, server_default=text("0")),  # after it was returned
    Column("doctor_id", Uuid),  # none, with the day, where it was heard of before these were kept
    Column("first_day", Date),  # of the leave
)

leave_appeal = Table(
    "leave_appeal",
    metadata,
    Column("leave_id", Uuid, primary_key=True),
    Column("appealed_at", DateTime(timezone=True), primary_key=True),
    Column("trust", Text, nullable=False),
    Column("appealed_on", Date, nullable=False),
    Column("late", Boolean, nullable=False),
    Column("doctor_id", Uuid),  # none, with the day, where it was heard of before these were kept
    Column("first_day", Date),  # of the leave
)

leave_year = Table(
    "leave_year",
    metadata,
    Column("doctor_id", Uuid, primary_key=True),
    Column("last_day", Date, primary_key=True),
    Column("trust", Text, nullable=False),
    Column("half_days", Integer, nullable=False),
    Column("half_days_taken", Integer, nullable=False),
)

capacity = Table(
    "capacity",
    metadata,
    Column("capacity_id", Uuid, primary_key=True),
    Column("trust", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("half_days_owed", Integer, nullable=False),
    Column("half_days_free", Integer, nullable=False),
    Column("first_published_on", Date, nullable=False),
    Column("publish_by", Date),  # when leave says that it is due (R32); none where it did not say
)
