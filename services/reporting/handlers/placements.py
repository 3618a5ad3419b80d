"""Placements, as they were last said."""

from collections.abc import Sequence
from datetime import date

from chassis.clock import london_date
from chassis.door import Heard, hears
from chassis.work import UnitOfWork
from contracts.registry import PlacementAnnounced, PlacementCancelled, PlacementChanged
from services.reporting import domain, store
from services.reporting.domain import Cell
from services.reporting.handlers.noting import Rows, Touches

AnyPlacementEvent = PlacementAnnounced | PlacementChanged | PlacementCancelled


@hears.batch(PlacementAnnounced, PlacementChanged, PlacementCancelled)
async def keep_placements(heard: Sequence[Heard], work: UnitOfWork) -> None:
    rows: Rows = {}
    touches = Touches(today=work.today)
    for one in heard:
        announced_on, cells = _news_of(one.event, today=work.today)
        placement = one.event.placement
        begins = _begins(one.event)
        known = rows.get(placement.placement_id, {})
        rows[placement.placement_id] = {
            "placement_id": placement.placement_id,
            "doctor_id": placement.doctor_id,
            "host": placement.host,
            "site": placement.site,
            "employer": placement.lead_employer or placement.employer,
            "type": placement.type,
            "grade": placement.grade,
            "specialty": placement.specialty,
            "wte": placement.wte,
            "starts_on": placement.start,
            "ends_on": placement.end,
            "cancelled": isinstance(one.event, PlacementCancelled),
            "source": placement.source,
            "last_announced_on": announced_on or known.get("last_announced_on"),
            "former_host": placement.former_host,
            "host_since": placement.host_since,
            "work_schedule_by": begins.work_schedule_by if begins else known.get("work_schedule_by"),
            "rota_by": begins.rota_by if begins else known.get("rota_by"),
        }
        touches.of(one, cells)
    await store.keep_placements(work, rows.values())
    await touches.note(work, heard)


def _begins(event: AnyPlacementEvent) -> PlacementAnnounced | PlacementChanged | None:
    """The event, where it says what is owed before the start."""
    match event:
        case PlacementAnnounced():
            return event
        case PlacementChanged() if domain.begins_anew(event):
            return event
        case _:
            return None


def _news_of(event: AnyPlacementEvent, *, today: date) -> tuple[date | None, frozenset[Cell]]:
    """The London date on which host, site or start became known, where it is news of them; and the cells it touches."""
    match event:
        case PlacementAnnounced():
            return london_date(event.announced_at), domain.touched_by_placement(event.placement, today=today)
        case PlacementChanged():
            announced_on = london_date(event.changed_at) if domain.needs_notice(event) else None
            return announced_on, domain.touched_by_change(event, today=today)
        case PlacementCancelled():
            return None, domain.touched_by_placement(event.placement, today=today)
