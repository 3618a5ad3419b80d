"""The tables of the delivery core; every service's database has them."""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData()


def _when(name: str, *, nullable: bool = False) -> Column[object]:
    return Column(name, DateTime(timezone=True), nullable=nullable)


# Rows leave as fast as they come: no secondary index, so that a delete leaves one dead tuple and nothing else.
outbox = Table(
    "outbox",
    metadata,
    Column("id", BigInteger, Identity(always=True, cache=1), primary_key=True),
    Column("shard", SmallInteger, nullable=False, server_default=text("0")),
    Column("topic", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("event_id", Uuid, nullable=False),
    Column("type", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    _when("time"),
    Column("correlation", Uuid, nullable=False),
    Column("causation", Uuid),
    Column("traceparent", Text, nullable=False),
    Column("extensions", Text),
    Column("data", LargeBinary),
    postgresql_with={"autovacuum_vacuum_scale_factor": "0", "autovacuum_vacuum_threshold": "20000"},
)

_ROOM = {"fillfactor": "70"}
"""Every event updates a row: with room in its page no index is touched."""

stream = Table(
    "stream",
    metadata,
    Column("topic", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("last", BigInteger, nullable=False),
    postgresql_with=_ROOM,
)

inbox = Table(
    "inbox",
    metadata,
    Column("consumer", Text, primary_key=True),
    Column("event_id", Uuid, primary_key=True),
    _when("time"),
    Index("inbox_time", "time", postgresql_using="brin"),  # for upkeep; costs nothing to keep
)

stream_position = Table(
    "stream_position",
    metadata,
    Column("consumer", Text, primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("sequence", BigInteger, nullable=False),
    postgresql_with=_ROOM,
)

ledger = Table(
    "ledger",
    metadata,
    Column("reader", Text, primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("partition", Integer, primary_key=True),
    Column("hour", DateTime(timezone=True), primary_key=True),
    Column("count", BigInteger, nullable=False),
    Column("hash", Numeric, nullable=False),
)

held = Table(
    "held",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("consumer", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("partition", Integer, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("key", Text, nullable=False),
    Column("event_id", Uuid, nullable=False),
    Column("type", Text),
    Column("subject", Text),
    Column("reason", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("record", LargeBinary, comment="gone once it was replayed or discarded"),
    Column("state", Text, nullable=False, server_default="held"),
    _when("held_at"),
    _when("ended_at", nullable=True),
    UniqueConstraint("consumer", "topic", "partition", "offset", "event_id"),
    Index("held_key", "consumer", "topic", "key", postgresql_where=text("state = 'held'")),
)

relay = Table(
    "relay",
    metadata,
    Column("shard", SmallInteger, primary_key=True),
    Column("pid", Integer, nullable=False),
    _when("seen_at"),
)

lease = Table(
    "lease",
    metadata,
    Column("name", Text, primary_key=True),
    Column("holder", Uuid, nullable=False),
    _when("until"),
)

idempotency = Table(
    "idempotency",
    metadata,
    Column("key", Text, primary_key=True),
    Column("person_id", Uuid, primary_key=True),
    Column("route", Text, primary_key=True),
    Column("fingerprint", LargeBinary, nullable=False),
    Column("status", Integer),
    Column("headers", JSONB),
    Column("body", LargeBinary),
    Column("at", DateTime(timezone=True), nullable=False, server_default=func.now()),
)

rule = Table(
    "rule",
    metadata,
    Column("name", Text, primary_key=True),
    Column("region", Text, primary_key=True, server_default=""),
    Column("valid_from", Date, primary_key=True),
    Column("value", JSONB, nullable=False),
)

journal = Table(
    "journal",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("type", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("source", Text, nullable=False),
    Column("causation", Uuid, index=True),
    Column("correlation", Uuid, nullable=False, index=True),
    Column("traceparent", Text, nullable=False),
    _when("time"),
    _when("noted_at"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    _when("at"),
    Column("person_id", Uuid, nullable=False),
    Column("deed", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("place", Text, nullable=False, server_default=""),
)
