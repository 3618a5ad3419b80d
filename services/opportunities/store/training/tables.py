"""The tables of training."""

from sqlalchemy import ARRAY, Column, Date, ForeignKey, Index, Integer, Table, Text, Uuid, text

from chassis.columns import coded, when
from contracts.vocabulary import AppealOutcome, RefusalReason, TrainingCancellationReason, TrainingKind
from services.opportunities.domain.training import BookingStatus
from services.opportunities.store.tables import metadata

courses = Table(
    "course",
    metadata,
    Column("course_id", Uuid, primary_key=True),
    Column("trust", Text, nullable=False),
    Column("kind", coded(TrainingKind), nullable=False),
    Column("title", Text, nullable=False),
    Column("organiser_id", Uuid, nullable=False, index=True),
    Column("seats", Integer, nullable=False),
    Column("grades", ARRAY(Text, as_tuple=True), nullable=False),
    Column("scheduled_by", Uuid, nullable=False),
    when("scheduled_at"),
    Column("reason", coded(TrainingCancellationReason)),
    when("cancelled_at", nullable=True),
    Column("version", Integer, nullable=False),
    # Derived from its sessions, to be asked for.
    when("starts_at"),
    when("ends_at"),
    Column("first_day", Date, nullable=False),
    Index("course_of_trust", "trust", "starts_at", "course_id"),
)

sessions = Table(
    "course_session",
    metadata,
    Column("course_id", ForeignKey("course.course_id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    when("starts_at"),
    when("ends_at"),
)

bookings = Table(
    "course_booking",
    metadata,
    Column("booking_id", Uuid, primary_key=True),
    Column("course_id", ForeignKey("course.course_id"), nullable=False, index=True),
    Column("doctor_id", Uuid, nullable=False),
    when("booked_at"),
    Column("status", coded(BookingStatus), nullable=False),
    Column("reason", coded(RefusalReason)),
    Column("words", Text),
    Column("alternative", Text),
    Column("next_step", Text),
    Column("decided_by", Uuid),
    Column("refused_by", Uuid),
    when("ended_at", nullable=True),
    Column("minutes", Integer, nullable=False),
    Column("appeal", Text),
    when("appealed_at", nullable=True),
    Column("appeal_outcome", coded(AppealOutcome)),
    Column("appeal_answer", Text),
    Column("appeal_answered_by", Uuid),
    when("appeal_answered_at", nullable=True),
    Index("course_booking_of_doctor", "doctor_id", "booked_at", "booking_id"),
    # One seat for each doctor, whatever the domain thinks.
    Index(
        "course_booking_held",
        "course_id",
        "doctor_id",
        unique=True,
        postgresql_where=text("status IN ('booked', 'attended', 'missed')"),
    ),
)
