"""Protected time: what placements have of it, and counts of what was lost."""

from sqlalchemy import Boolean, Column, Date, Integer, Table, Text, Uuid

from services.reporting.store.tables.metadata import metadata

# The empty department: all of the trust's that are not told by themselves.
lost_time = Table(
    "lost_time",
    metadata,
    Column("trust", Text, primary_key=True),
    Column("month", Date, primary_key=True),
    Column("department", Text, primary_key=True),
    Column("reports", Integer, nullable=False),
    Column("reporters", Integer, nullable=False),
    Column("doctors", Integer, nullable=False),
    Column("minutes_lost", Integer, nullable=False),
    Column("acknowledged_in_time", Integer, nullable=False),
    Column("resolved_in_time", Integer, nullable=False),
    Column("reinstated", Integer, nullable=False),
)

self_development = Table(
    "self_development",
    metadata,
    Column("placement_id", Uuid, primary_key=True),
    Column("minutes", Integer, nullable=False),
    Column("required", Integer, nullable=False),
    Column("in_work_schedule", Boolean, nullable=False),
    Column("gets_it", Boolean),  # what its doctor says of this very schedule; none: nothing yet
)
