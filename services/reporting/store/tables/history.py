"""How the figures moved, and because of what."""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    Identity,
    Integer,
    Table,
    Text,
    Uuid,
)

from services.reporting.store.tables.metadata import metadata

# Append-only and unordered, so that batches of different partitions never wait for one another or for the recorder.
touched = Table(
    "touched",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("code", Text, nullable=False),
    Column("trust", Text, nullable=False),
    Column("quarter", Date, nullable=False),
    Column("because", Uuid, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("evidence", Integer, nullable=False, server_default="0"),  # how many of the batch's events are evidence
    Column("last_evidence", Uuid),
    Column("evidence_at", DateTime(timezone=True)),
)

evidence = Table(
    "evidence",
    metadata,
    Column("code", Text, primary_key=True),
    Column("trust", Text, primary_key=True),
    Column("quarter", Date, primary_key=True),
    Column("events", BigInteger, nullable=False),
    Column("last_event", Uuid, nullable=False),
    Column("last_at", DateTime(timezone=True), nullable=False),
)

movement = Table(
    "movement",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("code", Text, nullable=False),
    Column("trust", Text),
    Column("quarter", Date, nullable=False),
    Column("numerator", BigInteger, nullable=False),
    Column("denominator", BigInteger, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("because", Uuid),  # none: only time passed
)
