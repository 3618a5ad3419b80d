"""The tables of protected time. What is in them about a doctor leaves this database over HTTP only (R42)."""

from sqlalchemy import BigInteger, Boolean, Column, Date, Identity, Index, Integer, Table, Text, Uuid, text

from chassis.columns import coded, when
from contracts.leave import CountedReports
from contracts.vocabulary import Role
from services.leave.domain.time import ExceptionReport, LostBecause, LostKind, Outcome, Status
from services.leave.store.tables import Json, metadata

lost_time = Table(
    "lost_time",
    metadata,
    Column("report_id", Uuid, primary_key=True),
    Column("doctor_id", Uuid, nullable=False),
    Column("placement_id", Uuid, nullable=False),
    Column("trust", Text, nullable=False),
    Column("department", Text),
    Column("session_on", Date, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("kind", coded(LostKind), nullable=False),
    Column("because", coded(LostBecause), nullable=False),
    Column("exception_report", coded(ExceptionReport), nullable=False),
    Column("exception_reference", Text),
    when("reported_at"),
    Column("reported_on", Date, nullable=False),
    when("acknowledge_by"),
    when("resolve_by"),
    Column("status", coded(Status), nullable=False),
    when("acknowledged_at", nullable=True),
    when("resolved_at", nullable=True),
    Column("outcome", coded(Outcome)),
    Column("outcome_note", Text),
    when("answered_at", nullable=True),
    when("concluded_at", nullable=True),
    Column("version", Integer, nullable=False),
    Index("lost_time_of_doctor", "doctor_id", "reported_at", "report_id"),
    Index("lost_time_at_trust", "trust", "reported_at", "report_id"),
)

consents = Table(
    "lost_time_consent",
    metadata,
    Column("consent_id", Uuid, primary_key=True),
    Column("report_id", Uuid, nullable=False, index=True),
    Column("recipient_id", Uuid, nullable=False, index=True),
    when("given_at"),
    when("revoked_at", nullable=True),
)

# Only ever added to: who read somebody else's report, by itself or in a list (R47).
readings = Table(
    "lost_time_reading",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("report_id", Uuid, nullable=False, index=True),
    Column("reader_id", Uuid, nullable=False),
    Column("in_list", Boolean, nullable=False),
    when("at"),
)

# A month of an organisation that was looked at is never looked at again, whatever was said of it or not (R83).
counted_months = Table(
    "lost_time_counted",
    metadata,
    Column("trust", Text, primary_key=True),
    Column("month", Date, primary_key=True),
    when("counted_at"),
    Column("said", Json(tuple[CountedReports, ...]), nullable=False, server_default=text("'[]'::jsonb")),
)

exception_access = Table(
    "exception_access",
    metadata,
    Column("placement_id", Uuid, primary_key=True),
    Column("doctor_id", Uuid, nullable=False),
    Column("asked_from", Date, nullable=False),
    Column("has_access", Boolean),
    when("answered_at", nullable=True),
)

self_development = Table(
    "self_development",
    metadata,
    Column("placement_id", Uuid, primary_key=True),
    Column("doctor_id", Uuid, nullable=False),
    Column("trust", Text, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("required", Integer, nullable=False),
    Column("in_work_schedule", Boolean, nullable=False),
    when("scheduled_at"),
    Column("gets_it", Boolean),
    when("answered_at", nullable=True),
    Column("version", Integer, nullable=False),
)

# What was last said of the time that a placement is to have, and when that was looked at: none, it is to be again.
time_owed = Table(
    "time_owed",
    metadata,
    Column("placement_id", Uuid, primary_key=True),
    Column("minutes", Integer, nullable=False),
    Column("looked_on", Date),
)

# Who has something to read, and from when on they may hear so; nothing of what it is.
notices = Table(
    "private_notice",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("person_id", Uuid),
    Column("role", coded(Role)),
    Column("scope", Text),
    when("say_at"),
    Index("private_notice_say_at", "say_at"),
)
