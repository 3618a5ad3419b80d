"""Self-development time: whoever plans the rota says how much, its doctor whether they get it (T-E2)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field, StrictBool

from chassis.errors import NotFound
from chassis.http import Begun, Match, Router
from chassis.work import UnitOfWork
from services.leave import domain, store
from services.leave.domain import Desk, Placement
from services.leave.domain.time import Hours, SelfDevelopment

router = Router(prefix="/api/leave/self-development", tags=["protected time"])


class NewSchedule(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    minutes_per_week: Annotated[int, Field(ge=0, le=2400)]
    """On average: four hours a fortnight are 120."""
    in_work_schedule: StrictBool


class NewConfirmation(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    gets_it: StrictBool


class TimeView(BaseModel):
    """A placement, the time it is to have, and the time it has."""

    model_config = ConfigDict(frozen=True)

    placement_id: UUID
    doctor_id: UUID
    trust: str
    site: str
    start: date
    end: date
    wte: Decimal
    required_per_week: int
    minutes_per_week: int | None
    """None: nobody has scheduled any."""
    in_work_schedule: bool
    enough: bool
    scheduled_at: datetime | None
    gets_it: bool | None
    answered_at: datetime | None
    version: int | None

    @classmethod
    def of(cls, placement: Placement, time: SelfDevelopment | None, hours: Hours) -> Self:
        required = domain.time.required_minutes(placement, hours)
        return cls(
            placement_id=placement.placement_id,
            doctor_id=placement.doctor_id,
            trust=placement.host,
            site=placement.site,
            start=placement.start,
            end=placement.end,
            wte=placement.wte,
            required_per_week=required,
            minutes_per_week=time.minutes if time else None,
            in_work_schedule=time is not None and time.in_work_schedule,
            enough=time is not None and time.in_work_schedule and time.minutes >= required,
            scheduled_at=time.scheduled_at if time else None,
            gets_it=time.gets_it if time else None,
            answered_at=time.answered_at if time else None,
            version=time.version if time else None,
        )


class MyTime(BaseModel):
    items: list[TimeView]
    uses: tuple[str, ...]
    """What it is for where they are, or where they go next (R39)."""


class TimePage(BaseModel):
    """One page; ``next`` is the ``after`` of the following one."""

    items: list[TimeView]
    next: UUID | None


@router.get("")
async def my_self_development(work: Begun) -> MyTime:
    """Of your own placements that are not over."""
    mine = await store.known_placements(work, work.actor.person_id)
    open_ones = [one for one in mine if not one.cancelled and one.end >= work.today]
    ahead = sorted(open_ones, key=lambda one: (one.start, one.placement_id))
    here = domain.covering(mine, work.today) or next(iter(ahead), None)
    return MyTime(items=await _views(work, ahead), uses=await store.time.sdt_uses(work, here.host if here else None))


@router.get("/at-my-trust")
async def self_development_at_my_trust(
    work: Begun, after: UUID | None = None, limit: Annotated[int, Query(ge=1, le=100)] = 50
) -> TimePage:
    """Of all placements in post, now or later, whose time is yours to plan."""
    page = await store.time.placements_to_plan(work, actor=work.actor, after=after, limit=limit)
    following = page[-1].placement_id if len(page) == limit else None
    return TimePage(items=await _views(work, page), next=following)


@router.get("/{placement_id}")
async def look_at_self_development(placement_id: UUID, work: Begun) -> TimeView:
    """Of one placement, for whoever plans its time."""
    placement = await store.time.look_at_placement(work, placement_id)
    if not domain.time.plans_for(placement, work.actor, staffed=await _staffed(work, placement)):
        raise NotFound
    (view,) = await _views(work, [placement])
    return view


@router.put("/{placement_id}", status_code=204)
async def schedule_self_development(placement_id: UUID, body: NewSchedule, work: Begun, match: Match) -> None:
    placement = await store.time.placement_to_plan(work, placement_id)
    known = await store.time.self_development_of(work, [placement_id])
    hours = await store.time.sdt_hours(work, [placement.host])
    scheduled = domain.time.schedule(
        known.get(placement_id),
        placement=placement,
        staffed=await _staffed(work, placement),
        minutes=body.minutes_per_week,
        in_work_schedule=body.in_work_schedule,
        required=domain.time.required_minutes(placement, hours[placement.host]),
        by=work.actor,
        at=work.now,
        today=work.today,
        match=match,
    )
    await store.time.keep_self_development(work, scheduled.time)
    work.say(*scheduled.events)


@router.post("/{placement_id}/answer", status_code=204)
async def confirm_self_development(placement_id: UUID, body: NewConfirmation, work: Begun) -> None:
    """You get it, or you do not."""
    placement = domain.time.own(await store.time.placement_to_plan(work, placement_id), work.actor)
    known = await store.time.self_development_of(work, [placement_id])
    planned_at = domain.time.planned_at(placement, staffed=await _staffed(work, placement))
    confirmed = domain.time.confirm(known.get(placement_id), gets_it=body.gets_it, planned_at=planned_at, at=work.now)
    await store.time.keep_self_development(work, confirmed.time)
    work.say(*confirmed.events)


async def _staffed(work: UnitOfWork, placement: Placement) -> frozenset[Desk]:
    holders = await store.who_holds(work, domain.time.planning_desks(placement))
    return domain.staffed(holders, besides={placement.doctor_id})


async def _views(work: UnitOfWork, placements: list[Placement]) -> list[TimeView]:
    times = await store.time.look_at_self_development(work, [one.placement_id for one in placements])
    hours = await store.time.sdt_hours(work, {one.host for one in placements})
    return [TimeView.of(one, times.get(one.placement_id), hours[one.host]) for one in placements]
