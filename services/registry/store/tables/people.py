"""Organisations and what they have signed, people, and who holds which role where."""

from sqlalchemy import Boolean, Column, Date, DateTime, Index, Integer, Table, Text, UniqueConstraint, Uuid, func, text
from sqlalchemy.dialects.postgresql import ARRAY

from chassis.columns import coded
from contracts.vocabulary import BoardRole, CommitmentText, Role, WithdrawalReason
from services.registry.store.tables.metadata import metadata

organisation = Table(
    "organisation",
    metadata,
    Column("code", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("parent", Text),
    Column("region", Text),
    Column("opened_on", Date),
    Column("closed_on", Date),
    Column("confirmed", Boolean, nullable=False),
    Column("successor", Text),
)

deanery = Table(
    "deanery",
    metadata,
    Column("code", Text, primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("trusts", ARRAY(Text), nullable=False),
)

commitment = Table(
    "commitment",
    metadata,
    Column("commitment_id", Uuid, primary_key=True),
    Column("trust", Text, nullable=False),
    Column("text", coded(CommitmentText), nullable=False),
    Column("signatory", Text, nullable=False),
    Column("board_role", coded(BoardRole), nullable=False),
    Column("champion_id", Uuid, nullable=False),
    Column("endorsed_on", Date),
    Column("signed_on", Date, nullable=False),
    Column("review_due", Date, nullable=False),
    Column("renewed_on", Date),
    Column("lapsing_said", Date),
    Column("withdrawn_on", Date),
    Column("reason", coded(WithdrawalReason)),
    Column("words", Text),
    Column("version", Integer, nullable=False),
    Index("commitment_standing", "trust", unique=True, postgresql_where=text("withdrawn_on IS NULL")),
)

person = Table(
    "person",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("register", Text),
    Column("registration", Text),
    Column("given_names", Text),
    Column("family_name", Text),
    Column("known_as", Text),
    Column("email", Text),
    Column("confirmed", Boolean, nullable=False),
    Column("addresses", ARRAY(Text), nullable=False),
    Column("wished", Text),
    UniqueConstraint("register", "registration"),
    Index("person_registration", "registration"),
    Index("person_email", func.lower(text("email"))),
)

adjustment = Table(
    "adjustment",
    metadata,
    Column("person_id", Uuid, primary_key=True),
    Column("words", Text, nullable=False),
    Column("readers", ARRAY(Uuid), nullable=False),
    Column("written_at", DateTime(timezone=True), nullable=False),
)

membership = Table(
    "membership",
    metadata,
    Column("person_id", Uuid, primary_key=True),
    Column("programme", Text, primary_key=True),
    Column("name", Text),
    Column("starts_on", Date),
    Column("ends_on", Date),
)

appointment = Table(
    "appointment",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("person_id", Uuid, nullable=False, index=True),
    Column("role", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date),
    Column("deputy", Boolean, nullable=False),
    Column("contact", Text),
)

vacancy = Table(
    "vacancy",
    metadata,
    Column("vacancy_id", Uuid, primary_key=True),
    Column("trust", Text, nullable=False),
    Column("role", coded(Role), nullable=False),
    Column("since", Date, nullable=False),
    Column("trust_told", Boolean, nullable=False),
    Column("region_told", Boolean, nullable=False),
    Column("filled_on", Date),
    Index("vacancy_open", "trust", "role", unique=True, postgresql_where=text("filled_on IS NULL")),
)

succession = Table(
    "succession",
    metadata,
    Column("appointment_id", Uuid, primary_key=True),
    Column("leaves_on", Date, primary_key=True),
)
