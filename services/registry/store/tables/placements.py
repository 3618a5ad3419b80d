"""Placements, what is said to be wrong with them, what is due before them, and what doctors declare."""

from sqlalchemy import Boolean, Column, Date, DateTime, Index, Integer, Numeric, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY

from chassis.columns import coded
from contracts.vocabulary import PlacementInformation
from services.registry.domain.declarations import Answer
from services.registry.store.tables.metadata import metadata

placement = Table(
    "placement",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("tis_id", Text),
    Column("doctor_id", Uuid, nullable=False, index=True),
    Column("post", Text, nullable=False),
    Column("host", Text, nullable=False),
    Column("site", Text, nullable=False),
    Column("employer", Text),
    Column("programme", Text),
    Column("grade", Text, nullable=False),
    Column("specialty", Text),
    Column("type", Text, nullable=False),
    Column("wte", Numeric(4, 3), nullable=False),
    Column("start", Date, nullable=False),
    Column("end", Date, nullable=False),
    Column("clinical_supervisor_id", Uuid, index=True),
    Column("educational_supervisor_id", Uuid, index=True),
    Column("cancelled", Boolean, nullable=False),
    Column("source", Text, nullable=False, server_default=text("'tis'")),
    Column("former_host", Text),
    Column("host_since", Date),
    Column("lead_employer", Text),
    Index("placement_tis_id", "tis_id", postgresql_where=text("tis_id IS NOT NULL")),
    Index("placement_at_host", "host", "start", "id"),
)

term = Table(
    "term",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("folded", Text, primary_key=True),
    Column("spelling", Text, nullable=False),
)

placement_information = Table(
    "placement_information",
    metadata,
    Column("placement_id", Uuid, primary_key=True),
    Column("information", coded(PlacementInformation), primary_key=True),
    Column("happened_on", Date),
    Column("recorded_by", Uuid),
    Column("recorded_at", DateTime(timezone=True)),
    Column("not_received_at", DateTime(timezone=True)),
    Column("host", Text, primary_key=True),
)

dispute = Table(
    "dispute",
    metadata,
    Column("dispute_id", Uuid, primary_key=True),
    Column("placement_id", Uuid, nullable=False),
    Column("doctor_id", Uuid, nullable=False),
    Column("host", Text, nullable=False),
    Column("fields", ARRAY(Text), nullable=False),
    Column("words", Text, nullable=False),
    Column("disputed_at", DateTime(timezone=True), nullable=False),
    Column("outcome", Text),
    Column("answer", Text),
    Column("closed_by", Uuid),
    Column("closed_at", DateTime(timezone=True)),
    Column("version", Integer, nullable=False),
    Index("dispute_of_doctor", "doctor_id", "disputed_at", "dispute_id"),
    Index("dispute_waiting", "host", "disputed_at", "dispute_id", postgresql_where=text("outcome IS NULL")),
)

disputed_field = Table(
    "disputed_field",
    metadata,
    Column("placement_id", Uuid, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("dispute_id", Uuid, nullable=False, index=True),
)

declaration = Table(
    "declaration",
    metadata,
    Column("declaration_id", Uuid, primary_key=True),
    Column("doctor_id", Uuid, nullable=False),
    Column("host", Text, nullable=False),
    Column("site", Text, nullable=False),
    Column("grade", Text, nullable=False),
    Column("specialty", Text),
    Column("wte", Numeric(4, 3), nullable=False),
    Column("start", Date, nullable=False),
    Column("end", Date, nullable=False),
    Column("declared_at", DateTime(timezone=True), nullable=False),
    Column("answer", coded(Answer)),
    Column("words", Text),
    Column("answered_by", Uuid),
    Column("answered_at", DateTime(timezone=True)),
    Column("placement_id", Uuid),
    Column("version", Integer, nullable=False),
    Index("declaration_of_doctor", "doctor_id", "declared_at", "declaration_id"),
    Index("declaration_waiting", "host", "declared_at", "declaration_id", postgresql_where=text("answer IS NULL")),
)

enquiry = Table(
    "enquiry",
    metadata,
    Column("enquiry_id", Uuid, primary_key=True),
    Column("placement_id", Uuid, nullable=False),
    Column("doctor_id", Uuid, nullable=False),
    Column("trust", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("asked_by", Uuid, nullable=False),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    Column("due_on", Date, nullable=False),
    Column("answer", Text),
    Column("answered_at", DateTime(timezone=True)),
    Index("enquiry_to_doctor", "doctor_id", "asked_at", "enquiry_id"),
    Index("enquiry_of_trust", "trust", "asked_at", "enquiry_id"),
)
