"""The tables of a trust's training, forum and fellows."""

from sqlalchemy import Boolean, Column, Date, Integer, Table, Text, Uuid

from services.reporting.store.tables.metadata import metadata

training_booking = Table(
    "training_booking",
    metadata,
    Column("booking_id", Uuid, primary_key=True),
    Column("doctor_id", Uuid, nullable=False, index=True),
    Column("trust", Text, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("state", Text, nullable=False),
    Column("event_id", Uuid, nullable=False),  # the last that said so, and its London date
    Column("said_on", Date, nullable=False),
)

forum_request = Table(
    "forum_request",
    metadata,
    Column("forum_id", Uuid, primary_key=True),
    Column("trust", Text, nullable=False),
    Column("requested_on", Date, nullable=False),
    Column("found_by", Date, nullable=False),
    Column("founded_on", Date),
)

forum_meeting = Table(
    "forum_meeting",
    metadata,
    Column("meeting_id", Uuid, primary_key=True),
    Column("trust", Text, nullable=False),
    Column("met_on", Date, nullable=False),
    Column("residents", Integer),  # how many came; none where it was heard of before this was kept
)

forum_action = Table(
    "forum_action",
    metadata,
    Column("action_id", Uuid, primary_key=True),
    Column("trust", Text, nullable=False),
    Column("agreed_on", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("closed_on", Date),
)

fellowship = Table(
    "fellowship",
    metadata,
    Column("fellowship_id", Uuid, primary_key=True),
    Column("trust", Text, nullable=False),
    Column("protected_percent", Integer, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("in_error", Boolean, nullable=False),
    Column("reported_percent", Integer),
    Column("grade", Text),  # as its event has it; null: of fellowships heard of before it was kept
)
