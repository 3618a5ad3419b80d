"""What the registry says of pledges, vacancies and what is due before placements, as it stands."""

from sqlalchemy import Boolean, Column, Date, Table, Text, Uuid

from services.reporting.store.tables.metadata import metadata

vacancy = Table(
    "vacancy",
    metadata,
    Column("vacancy_id", Uuid, primary_key=True),
    Column("trust", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("since", Date, nullable=False),
)

placement_information = Table(
    "placement_information",
    metadata,
    Column("placement_id", Uuid, primary_key=True),
    Column("information", Text, primary_key=True),
    Column("host", Text, primary_key=True),  # whose it is: where the placement moves, the next host owes its own
    Column("happened_on", Date),  # none: only its doctor has spoken
    Column("not_received", Boolean, nullable=False),
)

commitment = Table(
    "commitment",
    metadata,
    Column("commitment_id", Uuid, primary_key=True),
    Column("trust", Text, nullable=False),
    Column("signed_on", Date, nullable=False),
    Column("review_due", Date, nullable=False),
    Column("withdrawn_on", Date),
)
