"""What each import did, placement by placement: its diff report (R35), kept as long as the import is."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from uuid import UUID

from chassis.work import UnitOfWork
from contracts import Event
from contracts.registry import PlacementAnnounced, PlacementCancelled, PlacementChanged
from services.registry.store.tables import import_change

_COLUMNS = ("import_id", "change", "placement_id", "tis_id", "host", "fields")
_CHANGE: Mapping[type[Event], str] = {
    PlacementAnnounced: "added",
    PlacementChanged: "changed",
    PlacementCancelled: "removed",
}

# Read by PostgreSQL into the file itself: 75,000 rows never stand in Python.
_AS_FILE = """
    SELECT change, tis_id, placement_id, host, array_to_string(fields, ' ') AS fields
    FROM import_change WHERE import_id = $1 ORDER BY id
"""


async def add_changes(work: UnitOfWork, import_id: UUID, events: Iterable[Event]) -> None:
    rows = [
        (
            *(import_id, _CHANGE[type(event)], event.placement.placement_id),
            *(event.placement.tis_id, event.placement.host),
            [change.field for change in event.changes] if isinstance(event, PlacementChanged) else [],
        )
        for event in events
        if isinstance(event, PlacementAnnounced | PlacementChanged | PlacementCancelled)
    ]
    if rows:
        await work.copy(import_change, _COLUMNS, rows)


async def changes_of(work: UnitOfWork, import_id: UUID) -> bytes:
    """As csv, in the order in which they were made."""
    file = BytesIO()
    await work.driver.copy_from_query(_AS_FILE, import_id, output=file, format="csv", header=True)
    return file.getvalue()
