"""The tables of opportunities."""

from typing import Any

from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from chassis.columns import coded
from contracts.vocabulary import (
    ClosingReason,
    DeclineReason,
    OpportunityFamily,
    OpportunitySetting,
    ParticipationRole,
    Recurrence,
    Role,
)
from services.opportunities.domain import Entry, Status


def _when(name: str, *, nullable: bool = False) -> Column[Any]:
    return Column(name, DateTime(timezone=True), nullable=nullable)


metadata = MetaData()

# Dated: a kind that changes gets a further row, one that ends a last one with valid_to.
kinds = Table(
    "kind",
    metadata,
    Column("code", Text, primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("valid_to", Date),
    Column("family", coded(OpportunityFamily), nullable=False),
    Column("title", Text, nullable=False),
    Column("setting", coded(OpportunitySetting)),
    Column("chairing", Boolean, nullable=False),
    Column("entry", coded(Entry), nullable=False),
    Column("place", Integer, nullable=False),
)

opportunities = Table(
    "opportunity",
    metadata,
    Column("opportunity_id", Uuid, primary_key=True),
    Column("trust", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("family", coded(OpportunityFamily), nullable=False),
    Column("title", Text, nullable=False),
    Column("setting", coded(OpportunitySetting), nullable=False),
    Column("chairing", Boolean, nullable=False),
    Column("lead_id", Uuid, nullable=False, index=True),
    Column("co_producer_id", Uuid, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date),
    Column("recurrence", coded(Recurrence), nullable=False),
    Column("places", Integer, nullable=False),
    Column("grades", ARRAY(Text, as_tuple=True), nullable=False),
    Column("protected_minutes", Integer, nullable=False),
    Column("published_by", Uuid, nullable=False),
    _when("published_at"),
    _when("closed_at", nullable=True),
    Column("closed_because", coded(ClosingReason)),
    Column("version", Integer, nullable=False),
    Index("opportunity_of_trust", "trust", "published_at", "opportunity_id"),
)

participations = Table(
    "participation",
    metadata,
    Column("participation_id", Uuid, primary_key=True),
    Column("opportunity_id", ForeignKey("opportunity.opportunity_id"), nullable=False),
    Column("doctor_id", Uuid, nullable=False),
    Column("status", coded(Status), nullable=False),
    Column("why", Text),
    _when("expressed_at"),
    Column("answer_by", Date, nullable=False),
    Column("reason", coded(DeclineReason)),
    Column("words", Text),
    Column("answered_by", Uuid),
    _when("answered_at", nullable=True),
    Column("role", coded(ParticipationRole)),
    Column("first_day", Date),
    Column("last_day", Date),
    Column("minutes", Integer),
    Column("confirmed_by", Uuid),
    _when("confirmed_at", nullable=True),
    Column("version", Integer, nullable=False),
    UniqueConstraint("opportunity_id", "doctor_id", name="participation_once"),
    Index("participation_of_doctor", "doctor_id", "expressed_at", "participation_id"),
)

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
