"""The tables of recognition."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Uuid,
    text,
)

metadata = MetaData()

records = Table(
    "record",
    metadata,
    Column("participation_id", Uuid, primary_key=True),
    Column("doctor_id", Uuid, nullable=False),
    Column("trust", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("confirmed_at", DateTime(timezone=True), nullable=False),
    Index("record_of_trust", "trust", "confirmed_at", "participation_id"),
)

organisations = Table(
    "organisation",
    metadata,
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
)

certificates = Table(
    "certificate",
    metadata,
    Column("certificate_id", Uuid, primary_key=True),
    Column("code", Text, nullable=False),
    Column("participation_id", Uuid, nullable=False),
    Column("doctor_id", Uuid, nullable=False),
    Column("trust", Text, nullable=False),
    Column("issuer", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("signatory_name", Text, nullable=False),
    Column("signatory_title", Text, nullable=False),
    Column("confirmed_at", DateTime(timezone=True), nullable=False),
    Column("issued_by", Uuid, nullable=False),
    Column("issued_at", DateTime(timezone=True), nullable=False),
    Column("sha256", Text, nullable=False),
    Column("shareable", Boolean, nullable=False),
    Column("revoked_at", DateTime(timezone=True)),
    Column("revoked_by", Uuid),
    Column("revoked_for", Text),
    Column("version", Integer, nullable=False),
    Index("certificate_verified_by", "code", unique=True),
    Index("certificate_standing", "participation_id", unique=True, postgresql_where=text("revoked_at IS NULL")),
    Index("certificate_held", "doctor_id", "issued_at", "certificate_id"),
    Index("certificate_of_trust", "trust", "issued_at", "certificate_id"),
)

documents = Table(
    "document",
    metadata,
    Column("certificate_id", Uuid, ForeignKey("certificate.certificate_id", ondelete="CASCADE"), primary_key=True),
    Column("pdf", LargeBinary, nullable=False),
)
