"""The tables of role modelling."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from chassis.columns import coded, when
from contracts.vocabulary import CancellationReason, Role, ShadowingKind
from services.role_modelling.domain import BookingStatus, Status

metadata = MetaData()

placements = Table(
    "placement",
    metadata,
    Column("placement_id", Uuid, primary_key=True),
    Column("doctor_id", Uuid, nullable=False, index=True),
    Column("host", Text, nullable=False),
    Column("grade", Text, nullable=False),
    Column("start", Date, nullable=False),
    Column("end", Date, nullable=False),
    Column("cancelled", Boolean, nullable=False),
)

appointments = Table(
    "appointment",
    metadata,
    Column("appointment_id", Uuid, primary_key=True),
    Column("person_id", Uuid, nullable=False, index=True),
    Column("role", coded(Role), nullable=False),
    Column("scope", Text, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date),
)

slots = Table(
    "slot",
    metadata,
    Column("slot_id", Uuid, primary_key=True),
    Column("trust", Text, nullable=False),
    Column("kind", coded(ShadowingKind), nullable=False),
    Column("title", Text, nullable=False),
    Column("host_id", Uuid, nullable=False),
    when("starts_at"),
    when("ends_at"),
    Column("places", Integer, nullable=False),
    Column("grades", ARRAY(Text), nullable=False),
    when("offered_at"),
    Column("status", coded(Status), nullable=False),
    Column("reason", coded(CancellationReason)),
    when("cancelled_at", nullable=True),
    Column("version", Integer, nullable=False),
    # Derived from its start: the London date, on which its host must still be there.
    Column("day", Date, nullable=False),
    Index("slot_at_trust", "trust", "starts_at", "slot_id"),
    Index("slot_of_host", "host_id", "starts_at", "slot_id"),
)

bookings = Table(
    "booking",
    metadata,
    Column("booking_id", Uuid, primary_key=True),
    Column("slot_id", Uuid, ForeignKey("slot.slot_id"), nullable=False),
    Column("doctor_id", Uuid, nullable=False),
    Column("objective", Text, nullable=False),
    when("booked_at"),
    Column("status", coded(BookingStatus), nullable=False),
    Column("reason", coded(CancellationReason)),
    when("ended_at", nullable=True),
    Column("minutes", Integer, nullable=False),
    Column("debrief", Text),
    when("debriefed_at", nullable=True),
    Index("booking_of_slot", "slot_id"),
    Index("booking_of_doctor", "doctor_id", "booked_at", "booking_id"),
    # One place for each doctor, whatever the domain thinks.
    Index(
        "booking_held",
        "slot_id",
        "doctor_id",
        unique=True,
        postgresql_where=text("status IN ('booked', 'attended', 'missed')"),
    ),
)
