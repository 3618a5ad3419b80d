"""Files that are brought in, until they are, and their reports."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from services.registry.store.tables.metadata import metadata


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default=text("0"))


imports = Table(
    "import",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("dry_run", Boolean, nullable=False),
    Column("confirm", Boolean, nullable=False),
    Column("snapshot", Boolean, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    Column("asked_by", Uuid, nullable=False),
    Column("asked_as", JSONB, nullable=False, server_default=text("'[]'")),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    Column("finished_at", DateTime(timezone=True)),
    Column("traceparent", Text),
    Column("taken_as", Uuid),
    _count("attempts"),
    _count("done"),
    _count("total"),
    *(_count(name) for name in ("rows", "added", "changed", "unchanged", "removed", "absent", "rejected")),
    *(_count(f"said_{name}") for name in ("announced", "changed", "cancelled")),
    Column("warnings", JSONB, nullable=False, server_default=text("'{}'")),
    Column("header", JSONB, nullable=False, server_default=text("'[]'")),
    Index("import_waiting", "id", postgresql_where=text("state IN ('queued', 'reading', 'applying')")),
)


upload = Table(
    "upload",
    metadata,
    Column("import_id", Uuid, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)


rejected_row = Table(
    "rejected_row",
    metadata,
    Column("import_id", Uuid, primary_key=True),
    Column("row", Integer, primary_key=True),
    Column("faults", JSONB, nullable=False),
    Column("cells", JSONB),
    Index("rejected_row_kept", "import_id", postgresql_where=text("cells IS NOT NULL")),
)


import_change = Table(
    "import_change",
    metadata,
    Column("import_id", Uuid, primary_key=True),
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("change", Text, nullable=False),
    Column("placement_id", Uuid, nullable=False),
    Column("tis_id", Text),
    Column("host", Text, nullable=False),
    Column("fields", ARRAY(Text), nullable=False),
)
