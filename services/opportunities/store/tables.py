"""The tables of opportunities."""

from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)

from chassis.columns import coded, when
from contracts.vocabulary import (
    ActivityDeclineReason,
    ActivityKind,
    AdaptationRefusal,
    ClosingReason,
    DeclineReason,
    OpportunityFamily,
    OpportunitySetting,
    PackOccasion,
    ParticipationRole,
    PlaceBasis,
    PlacementType,
    Recurrence,
    Role,
    TurnDownReason,
)
from services.opportunities.domain import ActivityStatus, AdaptationStatus, Entry, Status, SuggestionStatus

metadata = MetaData()

_UNANSWERED = text("status = 'interested' AND overdue_at IS NULL")
_HOST_OWES = text("status = 'requested' AND overdue_at IS NULL")

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
    Column("entry", coded(Entry), nullable=False),
    Column("chairing", Boolean, nullable=False),
    Column("lead_id", Uuid, nullable=False, index=True),
    Column("co_producer_id", Uuid, nullable=False, index=True),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date),
    Column("recurrence", coded(Recurrence), nullable=False),
    Column("places", Integer, nullable=False),
    Column("grades", ARRAY(Text, as_tuple=True), nullable=False),
    Column("protected_minutes", Integer, nullable=False),
    Column("suggested_by", Uuid),
    Column("published_by", Uuid, nullable=False),
    when("drafted_at"),
    when("published_at", nullable=True),
    Column("review_due", Date),
    Column("review_noticed_for", Date),
    when("closed_at", nullable=True),
    Column("closed_because", coded(ClosingReason)),
    Column("turned_down_because", coded(TurnDownReason)),
    Column("contact", Text),
    Column("route", Text),
    Column("version", Integer, nullable=False),
    Index("opportunity_of_trust", "trust", "published_at", "opportunity_id"),
)

suggestions = Table(
    "suggestion",
    metadata,
    Column("suggestion_id", Uuid, primary_key=True),
    Column("trust", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("family", coded(OpportunityFamily), nullable=False),
    Column("title", Text, nullable=False),
    Column("words", Text),
    Column("suggested_by", Uuid, nullable=False),
    when("suggested_at"),
    Column("status", coded(SuggestionStatus), nullable=False),
    Column("reason", coded(TurnDownReason)),
    Column("answer", Text),
    Column("decided_by", Uuid),
    when("decided_at", nullable=True),
    Column("version", Integer, nullable=False),
    Index("suggestion_of_trust", "trust", "suggested_at", "suggestion_id"),
    Index("suggestion_of_doctor", "suggested_by", "suggested_at", "suggestion_id"),
)

participations = Table(
    "participation",
    metadata,
    Column("participation_id", Uuid, primary_key=True),
    Column("opportunity_id", ForeignKey("opportunity.opportunity_id"), nullable=False),
    Column("doctor_id", Uuid, nullable=False),
    Column("status", coded(Status), nullable=False),
    Column("why", Text),
    when("expressed_at"),
    Column("answer_by", Date, nullable=False),
    when("overdue_at", nullable=True),
    Column("reason", coded(DeclineReason)),
    Column("words", Text),
    Column("basis", coded(PlaceBasis)),
    Column("answered_by", Uuid),
    when("answered_at", nullable=True),
    Column("role", coded(ParticipationRole)),
    Column("first_day", Date),
    Column("last_day", Date),
    Column("minutes", Integer),
    Column("confirmed_by", Uuid),
    when("confirmed_at", nullable=True),
    Column("version", Integer, nullable=False),
    UniqueConstraint("opportunity_id", "doctor_id", name="participation_once"),
    Index("participation_of_doctor", "doctor_id", "expressed_at", "participation_id"),
    Index("participation_unanswered", "answer_by", postgresql_where=_UNANSWERED),
)

activities = Table(
    "activity",
    metadata,
    Column("activity_id", Uuid, primary_key=True),
    Column("doctor_id", Uuid, nullable=False),
    Column("trust", Text, nullable=False),
    Column("kind", coded(ActivityKind), nullable=False),
    Column("title", Text, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("lead_id", Uuid, nullable=False, index=True),
    when("recorded_at"),
    Column("status", coded(ActivityStatus), nullable=False),
    Column("reason", coded(ActivityDeclineReason)),
    Column("words", Text),
    when("decided_at", nullable=True),
    Column("version", Integer, nullable=False),
    Column("asked", Integer, nullable=False, server_default=text("1")),
    Index("activity_of_doctor", "doctor_id", "recorded_at", "activity_id"),
)

adaptations = Table(
    "adaptation",
    metadata,
    Column("adaptation_id", Uuid, primary_key=True),
    Column("participation_id", ForeignKey("participation.participation_id"), nullable=False, unique=True),
    Column("doctor_id", Uuid, nullable=False, index=True),
    Column("trust", Text, nullable=False),
    Column("host_id", Uuid, nullable=False, index=True),
    Column("needs", Text, nullable=False),
    Column("answer_by", Date, nullable=False),
    when("requested_at"),
    Column("status", coded(AdaptationStatus), nullable=False),
    Column("reason", coded(AdaptationRefusal)),
    Column("words", Text),
    when("answered_at", nullable=True),
    when("overdue_at", nullable=True),
    Column("version", Integer, nullable=False),
    Column("asked", Integer, nullable=False, server_default=text("1")),
    Index("adaptation_unanswered", "answer_by", postgresql_where=_HOST_OWES),
)

packs = Table(
    "pack",
    metadata,
    Column("pack_id", Uuid, primary_key=True),
    Column("placement_id", Uuid, nullable=False),
    Column("doctor_id", Uuid, nullable=False),
    Column("trust", Text, nullable=False),
    Column("occasion", coded(PackOccasion), nullable=False),
    Column("due_on", Date, nullable=False),
    Column("opportunities", ARRAY(Uuid, as_tuple=True), nullable=False),
    Column("matches", Integer, nullable=False),
    when("sent_at"),
    UniqueConstraint("placement_id", "trust", "occasion", name="pack_once"),
    Index("pack_of_doctor", "doctor_id", "sent_at", "pack_id"),
)

searches = Table(
    "search",
    metadata,
    Column("search_id", Uuid, primary_key=True),
    Column("doctor_id", Uuid, nullable=False, index=True),
    Column("families", ARRAY(coded(OpportunityFamily), as_tuple=True), nullable=False),
    Column("kinds", ARRAY(Text, as_tuple=True), nullable=False),
    Column("settings", ARRAY(coded(OpportunitySetting), as_tuple=True), nullable=False),
    Column("chairing", Boolean, nullable=False),
    when("saved_at"),
)

placements = Table(
    "placement",
    metadata,
    Column("placement_id", Uuid, primary_key=True),
    Column("doctor_id", Uuid, nullable=False, index=True),
    Column("host", Text, nullable=False),
    Column("grade", Text, nullable=False),
    Column("type", coded(PlacementType), nullable=False),
    Column("start", Date, nullable=False),
    Column("end", Date, nullable=False),
    Column("cancelled", Boolean, nullable=False),
    Index("placement_start", "start"),
    Index("placement_host", "host", "start"),
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

organisations = Table(
    "organisation",
    metadata,
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
)
