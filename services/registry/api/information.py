"""What is due 12, 8 and 6 weeks before a placement: recorded by the trust, contradicted by the doctor (R30 to R33)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from chassis.errors import NotFound
from chassis.http import Begun, IsoDate, Router
from chassis.work import UnitOfWork
from contracts.vocabulary import PlacementInformation
from services.registry import store
from services.registry.api.places import is_visible
from services.registry.domain import information as domain
from services.registry.domain.placements import DaysAhead, Placement

router = Router(prefix="/api/registry", tags=["registry"])

Known = Mapping[tuple[UUID, PlacementInformation], domain.Recorded]


class Recording(BaseModel):
    model_config = ConfigDict(extra="forbid")

    information: PlacementInformation
    on: IsoDate
    placements: frozenset[UUID] = Field(min_length=1, max_length=500)


class RecordedCount(BaseModel):
    recorded: int
    unchanged: int
    """Recorded for the same day before."""


class ClockView(BaseModel):
    """One of the three: due by a day, and met, late by so many days, not recorded, or not due yet."""

    information: PlacementInformation
    due: date
    state: domain.State
    days_late: int
    recorded_on: date | None
    not_received_at: datetime | None


class Clocks(BaseModel):
    items: tuple[ClockView, ...]


class PlacementClocks(BaseModel):
    placement_id: UUID
    doctor_id: UUID
    doctor: str | None
    start: date
    clocks: tuple[ClockView, ...]


class PlacementClocksPage(BaseModel):
    """One page in the order of the start; ``next`` is the ``after`` of the following one."""

    items: tuple[PlacementClocks, ...]
    next: UUID | None


@router.post("/placements/information")
async def record_information(body: Recording, work: Begun) -> RecordedCount:
    """Note when it was received or issued for these placements, all of them or none. Their doctors can see it."""
    known = await store.information_of(work, body.placements)
    placements = await store.placements_held(work, body.placements)
    desks = await store.desks(work, body.placements, domain.RECORDERS)
    decisions = [
        domain.record(
            placement,
            body.information,
            known.get((placement.id, body.information)),
            desk=desks[placement.id],
            on=body.on,
            by=work.actor,
            at=work.now,
        )
        for placement in placements
    ]
    new = [decision for decision in decisions if decision.events]
    await store.keep_information(work, [decision.recorded for decision in new])
    for decision in new:
        work.say(*decision.events)
    return RecordedCount(recorded=len(new), unchanged=len(decisions) - len(new))


@router.post("/placements/{placement_id}/information/{information}/not-received", status_code=204)
async def miss_information(placement_id: UUID, information: PlacementInformation, work: Begun) -> None:
    """Say that your work schedule or your rota has not come. Who owes it to you is told."""
    placement = await store.placement_held(work, placement_id)
    days = await store.days_before_start(work, [placement.first_host])
    decision = domain.miss(
        placement,
        information,
        (await store.information_of(work, [placement_id])).get((placement_id, information)),
        desk=(await store.desks(work, [placement_id], domain.RECORDERS))[placement_id],
        days=days[placement.first_host][information],
        by=work.actor,
        at=work.now,
    )
    await store.keep_information(work, [decision.recorded])
    work.say(*decision.events)


@router.get("/placements/{placement_id}/information")
async def show_information(placement_id: UUID, work: Begun) -> Clocks:
    """The three clocks of a placement, for whoever may see it."""
    row = await store.placement(work, placement_id)
    if not is_visible(work.actor, row):
        raise NotFound
    known, host = await store.information_of(work, [placement_id]), row["former_host"] or row["host"]
    days = (await store.days_before_start(work, [host]))[host]
    return Clocks(items=_clocks(placement_id, row["start"], known, days, today=work.today))


@router.get("/placements/information")
async def list_information(
    work: Begun, since: date | None = None, after: UUID | None = None, limit: Annotated[int, Query(ge=1, le=100)] = 50
) -> PlacementClocksPage:
    """The clocks of placements that start from a day on (today), the soonest first.

    Those at your trust, and those of its doctors at a host that has nobody who records, as a practice has.
    """
    codes = {grant.scope for grant in work.actor.grants if grant.role in domain.RECORDERS and grant.scope}
    theirs = store.acted_for_at(work, codes, domain.RECORDERS)
    page = await store.placements_starting(work, theirs, since=since or work.today, after=after, limit=limit)
    items = await _page(work, [one for one in page if one.doctor_id != work.actor.person_id])
    return PlacementClocksPage(items=items, next=page[-1].id if len(page) == limit else None)


async def _page(work: UnitOfWork, page: Sequence[Placement]) -> tuple[PlacementClocks, ...]:
    known = await store.information_of(work, [one.id for one in page])
    days = await store.days_before_start(work, {one.first_host for one in page})
    names = await store.names(work, {one.doctor_id for one in page})
    return tuple(
        PlacementClocks(
            placement_id=one.id,
            doctor_id=one.doctor_id,
            doctor=names.get(one.doctor_id),
            start=one.start,
            clocks=_clocks(one.id, one.start, known, days[one.first_host], today=work.today),
        )
        for one in page
    )


def _clocks(placement_id: UUID, start: date, known: Known, days: DaysAhead, *, today: date) -> tuple[ClockView, ...]:
    shown = []
    for each in PlacementInformation:
        recorded = known.get((placement_id, each))
        standing = domain.standing(recorded, start, days[each], today=today)
        shown.append(
            ClockView(
                information=each,
                due=standing.due,
                state=standing.state,
                days_late=standing.days_late,
                recorded_on=recorded.happened_on if recorded else None,
                not_received_at=recorded.not_received_at if recorded else None,
            )
        )
    return tuple(shown)
