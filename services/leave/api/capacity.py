"""A department's calendar: how many may be away on each day, against the study leave that its doctors have (T-D1)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Annotated, Self
from uuid import UUID

from fastapi import Query, Response
from pydantic import Field, StringConstraints

from chassis.errors import NotFound
from chassis.http import READABLE, Begun, IsoDate, Match, Router, etag
from chassis.ids import uuid7
from chassis.work import UnitOfWork
from services.leave import domain, store
from services.leave.api.bodies import Asked, DayView, Shown
from services.leave.api.entitlement import Days
from services.leave.api.trying import trying
from services.leave.domain import Capacity, Department, Owed, Plan, Published, spoken

router = Router(prefix="/api/leave/capacity", tags=["leave"])

_MostAway = Annotated[int, Field(ge=0, le=999)]


class OtherDay(Asked):
    day: IsoDate
    most_away: _MostAway


class NewPlan(Asked):
    first_day: IsoDate
    last_day: IsoDate
    most_away: _MostAway
    """On each working day, at once."""
    exceptions: Annotated[tuple[OtherDay, ...], Field(max_length=371)] = ()

    def plan(self) -> Plan:
        exceptions = {each.day: each.most_away for each in self.exceptions}
        return Plan(self.first_day, self.last_day, self.most_away, exceptions)


class NewCapacity(NewPlan):
    trust: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{1,9}$")]
    department: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80), READABLE]
    """A specialty, as the placements there name it."""


class Compared(Shown):
    """What of study leave the days of a calendar are to hold, and can; nothing is refused by it."""

    doctors: int
    days_owed: Days
    """Of study leave beside teaching, that these days earn its doctors."""
    days_free: Days
    days_short: Days


class CheckedCapacity(Compared):
    """What publishing would say now; nothing is published."""

    warnings: tuple[str, ...]


class CapacityView(Compared):
    """A calendar, as it was last published."""

    id: UUID
    trust: str
    department: str
    first_day: date
    last_day: date
    first_published_on: date
    published_at: datetime
    version: int

    @classmethod
    def of(cls, kept: Capacity) -> Self:
        return cls(
            id=kept.capacity_id,
            trust=kept.trust,
            department=kept.department,
            first_day=kept.first_day,
            last_day=kept.last_day,
            doctors=kept.doctors,
            days_owed=domain.half_days(kept.half_days_owed),
            days_free=domain.half_days(kept.half_days_free),
            days_short=domain.half_days(kept.half_days_short),
            first_published_on=kept.first_published_on,
            published_at=kept.published_at,
            version=kept.version,
        )


class PublishedView(CapacityView):
    warnings: tuple[str, ...]


class CalendarView(CapacityView):
    days: tuple[DayView, ...]


class DepartmentView(Shown):
    trust: str
    name: str


class CapacityPage(Shown):
    """One page, last published first; ``next`` is the ``after`` of the following one."""

    items: tuple[CapacityView, ...]
    next: UUID | None
    departments: tuple[DepartmentView, ...]
    """Of your trusts, in which somebody is placed today or later."""


@router.post("", status_code=201)
async def publish_capacity(body: NewCapacity, work: Begun) -> PublishedView:
    """Say how many of a department may be away on each day, before its roster is made."""
    return await _published(work, body)


@router.post("/check")
async def check_capacity(body: NewCapacity, work: Begun) -> CheckedCapacity:
    """What publishing it would be answered now: the same obstacles, what is compared, and the same warnings."""
    async with trying(work):
        published = await _published(work, body)
    return CheckedCapacity.model_validate(published)


@router.put("/{capacity_id}")
async def publish_capacity_anew(capacity_id: UUID, body: NewPlan, work: Begun, match: Match) -> PublishedView:
    """Say it again from the same day on: because it is longer or fuller, or others are placed there now."""
    return await _published_anew(work, capacity_id, body, match)


@router.post("/{capacity_id}/check")
async def check_capacity_anew(capacity_id: UUID, body: NewPlan, work: Begun, match: Match) -> CheckedCapacity:
    """The same of saying it again."""
    async with trying(work):
        published = await _published_anew(work, capacity_id, body, match)
    return CheckedCapacity.model_validate(published)


@router.get("")
async def capacity_at_my_trust(
    work: Begun, after: UUID | None = None, limit: Annotated[int, Query(ge=1, le=100)] = 50
) -> CapacityPage:
    """The calendars that are not over, where you plan rotas or look after medical education."""
    trusts = {grant.scope for grant in work.actor.grants if grant.role in domain.PUBLISHERS and grant.scope}
    page = await store.capacities_at(work, trusts, after=after, limit=limit)
    return CapacityPage(
        items=tuple(map(CapacityView.of, page)),
        next=page[-1].capacity_id if len(page) == limit else None,
        departments=tuple(DepartmentView(**each._asdict()) for each in await store.departments_at(work, trusts)),
    )


@router.get("/{capacity_id}")
async def look_at_capacity(capacity_id: UUID, work: Begun, response: Response) -> CalendarView:
    """A calendar with its days, and how many are away on each."""
    kept = await store.look_at_capacity(work, capacity_id)
    if not domain.publishes_for(kept.trust, work.actor):
        raise NotFound
    etag(response, kept.version)
    days = tuple(map(DayView.model_validate, await store.days_of(work, kept)))
    return CalendarView(**CapacityView.of(kept).model_dump(), days=days)


async def _published(work: UnitOfWork, body: NewCapacity) -> PublishedView:
    department, plan = Department(body.trust, body.department), body.plan()
    domain.check_plan(plan, trust=body.trust, by=work.actor, today=work.today)
    owed = await store.owed_to(work, department, first_day=plan.first_day, last_day=plan.last_day)
    publish_by = await _publish_by(work, department, plan)
    published = domain.publish(
        uuid7(work.now),
        department,
        plan,
        owed=owed,
        publish_by=publish_by,
        by=work.actor,
        at=work.now,
        today=work.today,
    )
    return await _said(work, published, owed, publish_by=publish_by)


async def _published_anew(work: UnitOfWork, capacity_id: UUID, body: NewPlan, match: int | None) -> PublishedView:
    kept, plan = await store.capacity(work, capacity_id), body.plan()
    department = Department(kept.trust, kept.department)
    domain.check_plan(plan, trust=kept.trust, by=work.actor, today=work.today)
    owed = await store.owed_to(work, department, first_day=plan.first_day, last_day=plan.last_day)
    publish_by = await _publish_by(work, department, plan)
    published = domain.publish(
        capacity_id,
        department,
        plan,
        known=Published(kept, await store.most_away(work, capacity_id)),
        owed=owed,
        publish_by=publish_by,
        by=work.actor,
        at=work.now,
        today=work.today,
        match=match,
    )
    return await _said(work, published, owed, publish_by=publish_by)


async def _publish_by(work: UnitOfWork, department: Department, plan: Plan) -> date:
    return plan.first_day - timedelta(days=await store.capacity_ahead_days(work, department.trust))


async def _said(work: UnitOfWork, published: Published, owed: Owed, *, publish_by: date) -> PublishedView:
    kept = published.capacity
    if published.events:
        await store.keep_capacity(work, kept, published.days)
    work.say(*published.events)
    warnings = tuple(_warnings(kept, owed, publish_by=publish_by))
    return PublishedView(**CapacityView.of(kept).model_dump(), warnings=warnings)


def _warnings(kept: Capacity, owed: Owed, *, publish_by: date) -> Iterator[str]:
    if kept.half_days_short:
        owed_days, free = domain.half_days(kept.half_days_owed), domain.half_days(kept.half_days_free)
        yield (
            f"These days earn the doctors placed here {spoken(owed_days)} of study leave and can hold {spoken(free)}: "
            f"{spoken(owed_days - free)} too few. Let more be away on some days before the roster is made."
        )
    if owed.unsaid:
        yield (
            f"Of {owed.unsaid} of the {owed.doctors} doctors nobody has set how much study leave they have: "
            "none is counted."
        )
    if kept.first_published_on > publish_by:
        was_due = domain.written(publish_by)
        yield f"The roster of these days was due on {was_due}: publish the next calendar before its own is."
