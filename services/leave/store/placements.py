"""Leave's own copy of the placements, kept in batches."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY, insert

from chassis.work import UnitOfWork
from contracts.registry import PlacementAnnounced, PlacementCancelled, PlacementChanged
from services.leave.domain import Placement
from services.leave.store.tables import placements

_COLUMNS = tuple(placements.columns)
_NEWEST = (
    func.unnest(*(bindparam(c.name, type_=ARRAY(c.type)) for c in _COLUMNS))
    .table_valued(*(c.name for c in _COLUMNS), name="newest")
    .render_derived()
)
_UPSERT = insert(placements).from_select([c.name for c in _COLUMNS], select(*_NEWEST.c))
_KEEP = _UPSERT.on_conflict_do_update(
    index_elements=["placement_id"], set_={c.name: _UPSERT.excluded[c.name] for c in _COLUMNS[1:]}
)


async def keep_placements(
    work: UnitOfWork, events: Sequence[PlacementAnnounced | PlacementChanged | PlacementCancelled]
) -> None:
    """Keep what each placement is by the last of its events, in one statement; the door keeps their order."""
    newest = {event.placement.placement_id: event for event in events}
    rows = [
        (
            *(placement_id, event.placement.doctor_id, event.placement.host, event.placement.site),
            *(event.placement.programme, event.placement.type, event.placement.wte),
            *(event.placement.start, event.placement.end, isinstance(event, PlacementCancelled)),
        )
        for placement_id, event in sorted(newest.items(), key=lambda item: item[0].bytes)
    ]
    await work.run(_KEEP, dict(zip((c.name for c in _COLUMNS), map(list, zip(*rows, strict=True)), strict=True)))


async def placements_of(work: UnitOfWork, doctor_id: UUID) -> list[Placement]:
    """All of a doctor's placements, held: a change of one waits until we commit, and then sees what we kept."""
    rows = await work.all(select(placements).where(placements.c.doctor_id == doctor_id).with_for_update(read=True))
    return [Placement(**row) for row in rows]
