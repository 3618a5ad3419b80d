"""The tables of leave."""

from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    Date,
    Dialect,
    Index,
    Integer,
    MetaData,
    Numeric,
    Table,
    Text,
    TypeDecorator,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from chassis.columns import coded, when
from contracts.vocabulary import LeavePurpose, LeaveType, OrganisationKind, PlacementType, Role
from services.leave.domain import Affected, Appeal, Checkpoint, Claim, Cost, FormerWte, InLieu, Refusal, Status, Step


class Json(TypeDecorator[Any]):
    """A frozen dataclass or a part of an event, or a tuple of them, kept as jsonb."""

    impl = JSONB(none_as_null=True)
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.kind = kind
        self._adapter: TypeAdapter[Any] = TypeAdapter(kind)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else self._adapter.dump_python(value, mode="json")

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else self._adapter.validate_python(value)


metadata = MetaData()

UNDECIDED = text("status IN ('waiting', 'returned')")
"""Of requests: what lapses once its days are over, in the words of their index."""

placements = Table(
    "placement",
    metadata,
    Column("placement_id", Uuid, primary_key=True),
    Column("doctor_id", Uuid, nullable=False, index=True),
    Column("host", Text, nullable=False),
    Column("site", Text, nullable=False),
    Column("programme", Text),
    Column("grade", Text),
    Column("type", coded(PlacementType), nullable=False),
    Column("wte", Numeric(4, 3), nullable=False),
    Column("start", Date, nullable=False),
    Column("end", Date, nullable=False),
    Column("cancelled", Boolean, nullable=False),
    Column("employer", Text),
    Column("specialty", Text),
    Column("former_wtes", Json(tuple[FormerWte, ...]), nullable=False, server_default=text("'[]'::jsonb")),
    Index("placement_department", "host", "specialty"),
)

organisations = Table(
    "organisation",
    metadata,
    Column("code", Text, primary_key=True),
    Column("kind", coded(OrganisationKind), nullable=False),
    Column("region", Text),
    Column("closed_on", Date),
)

deanery_trusts = Table(
    "deanery_trusts",
    metadata,
    Column("deanery", Text, primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("trusts", ARRAY(Text), nullable=False),
)

appointments = Table(
    "appointment",
    metadata,
    Column("appointment_id", Uuid, primary_key=True),
    Column("person_id", Uuid, nullable=False),
    Column("role", coded(Role), nullable=False),
    Column("scope", Text, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date),
    Index("appointment_desk", "role", "scope"),
)

delegations = Table(
    "delegation",
    metadata,
    Column("delegation_id", Uuid, primary_key=True),
    Column("role", coded(Role), nullable=False),
    Column("scope", Text, nullable=False),
    Column("by", Uuid, nullable=False, index=True),
    Column("to", Uuid, nullable=False, index=True),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    when("ended_at", nullable=True),
)

capacities = Table(
    "capacity",
    metadata,
    Column("capacity_id", Uuid, primary_key=True),
    Column("trust", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("doctors", Integer, nullable=False),
    Column("half_days_owed", Integer, nullable=False),
    Column("half_days_free", Integer, nullable=False),
    Column("first_published_on", Date, nullable=False),
    Column("published_by", Uuid, nullable=False),
    when("published_at"),
    Column("version", Integer, nullable=False),
    Index("capacity_at", "trust", "published_at", "capacity_id"),
)

# A day of a department is in one calendar: its key says so.
capacity_days = Table(
    "capacity_day",
    metadata,
    Column("trust", Text, primary_key=True),
    Column("department", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("capacity_id", Uuid, nullable=False),
    Column("most_away", Integer, nullable=False),
    Index("capacity_day_of", "capacity_id"),
)

adjustments = Table(
    "entitlement_adjustment",
    metadata,
    Column("adjustment_id", Uuid, primary_key=True),
    Column("doctor_id", Uuid, nullable=False, index=True),
    Column("type", coded(LeaveType), nullable=False),
    Column("on", Date, nullable=False),
    Column("days", Numeric(5, 1), nullable=False),
    Column("reason", Text, nullable=False),
    Column("role", coded(Role), nullable=False),
    Column("scope", Text, nullable=False),
    Column("adjusted_by", Uuid, nullable=False),
    when("adjusted_at"),
)

looked_at = Table(
    "looked_at",
    metadata,
    Column("doctor_id", Uuid, primary_key=True),
    Column("year_ends", Date, primary_key=True),
    Column("checkpoint", coded(Checkpoint), primary_key=True),
    # Of a year that is over: what was said of it, and whether something has changed since that it rested on.
    Column("trust", Text),
    Column("half_days", Integer),
    Column("half_days_taken", Integer),
    Column("changed", Boolean, nullable=False, server_default=text("false")),
    Index("looked_at_changed", "doctor_id", postgresql_where=text("changed")),
)

requests = Table(
    "leave_request",
    metadata,
    Column("leave_id", Uuid, primary_key=True),
    Column("doctor_id", Uuid, nullable=False),
    Column("placement_id", Uuid, nullable=False),
    Column("trust", Text, nullable=False),
    Column("type", coded(LeaveType), nullable=False),
    Column("leadership", Boolean, nullable=False),
    Column("activity", Text, nullable=False),
    Column("provider", Text, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("purpose", coded(LeavePurpose), nullable=False),
    Column("from_midday", Boolean, nullable=False),
    Column("until_midday", Boolean, nullable=False),
    Column("days", Numeric(5, 1), nullable=False),
    Column("additional_days", Numeric(5, 1), nullable=False),
    Column("exam_on", Date),
    Column("cost", Numeric(8, 2), nullable=False),
    Column("international", Boolean, nullable=False),
    Column("supervisor_agrees", Boolean, nullable=False),
    Column("rota_agrees", Boolean, nullable=False),
    Column("short_notice_reason", Text),
    when("submitted_at"),
    Column("submitted_on", Date, nullable=False),
    Column("status", coded(Status), nullable=False),
    Column("steps", Json(tuple[Step, ...]), nullable=False),
    Column("refusal", Json(Refusal)),
    Column("appeal_by", Date),
    Column("appeals", Json(tuple[Appeal, ...]), nullable=False),
    when("alternative_taken_at", nullable=True),
    Column("instead_of", Uuid),
    Column("external_ref", Text),
    Column("about", Uuid),
    Column("location", Text),
    Column("remote", Boolean, nullable=False),
    Column("costs", Json(tuple[Cost, ...]), nullable=False),
    Column("in_lieu", Json(tuple[InLieu, ...]), nullable=False),
    Column("within_hours", Boolean, nullable=False),
    Column("claim_by", Date),
    Column("claim", Json(Claim)),
    Column("affected", Json(Affected)),
    Column("director_at", Text),
    Column("days_asked_on", Date),
    when("withdrawal_asked_at", nullable=True),
    Column("version", Integer, nullable=False),
    # Derived from steps at every keep, so that "what waits for me" is one index look-up.
    Column("waiting_role", coded(Role)),
    Column("waiting_scope", Text),
    # Derived likewise: when there is something to say of a step that waits, and whether its director decides as well.
    when("next_rung_at", nullable=True),
    Column("waits_for_director", Boolean, nullable=False),
    Index("leave_request_of_doctor", "doctor_id", "submitted_at", "leave_id"),
    Index(
        "leave_request_waiting",
        "waiting_role",
        "waiting_scope",
        "submitted_at",
        "leave_id",
        postgresql_where=text("waiting_role IS NOT NULL"),
    ),
    Index("leave_request_of_placement", "placement_id"),
    Index("leave_request_next_rung", "next_rung_at", postgresql_where=text("next_rung_at IS NOT NULL")),
    Index("leave_request_undecided", "last_day", postgresql_where=UNDECIDED),
)
