"""What was issued before placements, and what their doctors say of it (R31 to R33)."""

from collections.abc import Mapping, Sequence

from chassis.door import Heard, hears
from chassis.work import UnitOfWork
from contracts import Event
from contracts.registry import PlacementInformationNotReceived, PlacementInformationRecorded
from contracts.vocabulary import PlacementInformation
from services.reporting import domain, store
from services.reporting.handlers.noting import Rows, Touches

_RULES: Mapping[PlacementInformation, str] = {
    PlacementInformation.WORK_SCHEDULE: "R31",
    PlacementInformation.ROTA: "R32",
}
"""By which rule each is measured; that details came is measured where placements are announced (R30)."""


@hears.batch(PlacementInformationRecorded, PlacementInformationNotReceived)
async def keep_information(heard: Sequence[Heard], work: UnitOfWork) -> None:
    rows: Rows = {}
    touches = Touches(today=work.today)
    for one in heard:
        event, placement = one.event, one.event.placement
        key = (placement.placement_id, event.information, placement.first_host)
        recorded = isinstance(event, PlacementInformationRecorded)
        rows[key] = {
            "placement_id": placement.placement_id,
            "information": event.information,
            "host": placement.first_host,
            "happened_on": event.happened_on if recorded else rows.get(key, {}).get("happened_on"),
            "not_received": not recorded,
        }
        if rule := _RULES.get(event.information):
            kind: type[Event] = type(event)
            cells = domain.touched_by(kind, trust=placement.first_host, on=placement.start, today=work.today)
            touches.of(one, frozenset(cell for cell in cells if cell.code.startswith(rule)))
    await store.keep_information(work, rows.values())
    await touches.note(work, heard)
