"""The tables of the registry."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

metadata = MetaData()

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
)

deanery = Table(
    "deanery",
    metadata,
    Column("code", Text, primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("trusts", ARRAY(Text), nullable=False),
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
    UniqueConstraint("register", "registration"),
    Index("person_registration", "registration"),
    Index("person_email", func.lower(text("email"))),
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
    Index("placement_tis_id", "tis_id", postgresql_where=text("tis_id IS NOT NULL")),
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
)

term = Table(
    "term",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("folded", Text, primary_key=True),
    Column("spelling", Text, nullable=False),
)


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
