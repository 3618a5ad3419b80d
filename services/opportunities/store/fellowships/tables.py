"""The table of fellowships."""

from sqlalchemy import Boolean, Column, Date, Index, Integer, Table, Text, Uuid, text

from chassis.columns import coded, when
from contracts.vocabulary import FellowshipEnding, FellowshipKind
from services.opportunities.store.tables import metadata

fellowships = Table(
    "fellowship",
    metadata,
    Column("fellowship_id", Uuid, primary_key=True),
    Column("doctor_id", Uuid, nullable=False),
    Column("trust", Text, nullable=False),
    Column("kind", coded(FellowshipKind), nullable=False),
    Column("grade", Text, nullable=False),
    Column("grade_equivalent", Boolean, nullable=False),
    Column("protected_percent", Integer, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    Column("out_of_programme", Boolean, nullable=False),
    Column("funder", Text, nullable=False),
    Column("appointed_by", Uuid, nullable=False),
    when("appointed_at"),
    Column("reported_percent", Integer),
    when("reported_at", nullable=True),
    Column("reason", coded(FellowshipEnding)),
    Column("ended_on", Date),
    Column("ended_by", Uuid),
    when("ended_at", nullable=True),
    Column("version", Integer, nullable=False),
    Index("fellowship_of_trust", "trust", "starts_on", "fellowship_id"),
    # What two write down at once is one fellowship; one that ended may be written down anew.
    Index(
        "fellowship_once",
        "doctor_id",
        "trust",
        "kind",
        "starts_on",
        unique=True,
        postgresql_where=text("ended_on IS NULL"),
    ),
)
