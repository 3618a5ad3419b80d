"""Calendars of departments: their days, the study leave that those earn, and who is away on them already."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import delete, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from chassis.paging import page_of
from chassis.work import UnitOfWork
from services.leave.domain import (
    OPEN,
    Capacity,
    DayOff,
    Department,
    Earning,
    LeaveYear,
    Owed,
    Placement,
    Status,
    owed,
    written,
)
from services.leave.domain.capacity_obstacles import CalendarsOverlap
from services.leave.store.entitlement import earned_parts
from services.leave.store.leave_years import year_months
from services.leave.store.tables import capacities, capacity_days, placements, requests

_FIELDS = tuple(field.name for field in fields(Capacity))
_WHOLE = select(*(capacities.c[name] for name in _FIELDS))


async def capacity(work: UnitOfWork, capacity_id: UUID) -> Capacity:
    """Load it and hold it. Raises NotFound."""
    return Capacity(**await work.one(_WHOLE.where(capacities.c.capacity_id == capacity_id).with_for_update()))


async def look_at_capacity(work: UnitOfWork, capacity_id: UUID) -> Capacity:
    """Load it without holding it, to show. Raises NotFound."""
    return Capacity(**await work.one(_WHOLE.where(capacities.c.capacity_id == capacity_id)))


async def capacities_at(
    work: UnitOfWork, trusts: Collection[str], *, after: UUID | None, limit: int
) -> Sequence[Capacity]:
    """The calendars of these trusts that are not over, one page, last published first."""
    of = capacities.c
    theirs = _WHOLE.where(of.trust.in_(sorted(trusts)), of.last_day >= work.today)
    page = page_of(theirs, of.published_at, of.capacity_id, after=after, limit=limit)
    return [Capacity(**row) for row in await work.all(page)]


async def keep_capacity(work: UnitOfWork, kept: Capacity, days: Mapping[date, int]) -> None:
    """Keep a calendar with its days in place of those it had. Raises CalendarsOverlap where another has one of them."""
    stated = insert(capacities).values(asdict(kept))
    news = {name: stated.excluded[name] for name in _FIELDS if name != "capacity_id"}
    await work.run(stated.on_conflict_do_update(index_elements=["capacity_id"], set_=news))
    await work.run(delete(capacity_days).where(capacity_days.c.capacity_id == kept.capacity_id))
    of = {"capacity_id": kept.capacity_id, "trust": kept.trust, "department": kept.department}
    rows = [{**of, "day": day, "most_away": most} for day, most in sorted(days.items())]
    if not rows:
        return
    added = insert(capacity_days).values(rows).on_conflict_do_nothing().returning(capacity_days.c.day)
    taken = days.keys() - {row["day"] for row in await work.all(added)}
    if taken:
        raise CalendarsOverlap(f"{written(min(taken))} is in another calendar of {kept.department}.", field="first_day")


async def most_away(work: UnitOfWork, capacity_id: UUID) -> dict[date, int]:
    """A calendar's days with how many may be away."""
    of = capacity_days.c
    asked = select(of.day, of.most_away).where(of.capacity_id == capacity_id).order_by(of.day)
    return {row["day"]: row["most_away"] for row in await work.all(asked)}


async def departments_at(work: UnitOfWork, trusts: Collection[str]) -> list[Department]:
    """Those in which somebody is placed today or later."""
    of = placements.c
    placed = (of.host.in_(sorted(trusts)), ~of.cancelled, of.end >= work.today, of.specialty.is_not(None))
    rows = await work.all(select(of.host, of.specialty).where(*placed).distinct().order_by(of.host, of.specialty))
    return [Department(row["host"], row["specialty"]) for row in rows]


async def owed_to(work: UnitOfWork, department: Department, *, first_day: date, last_day: date) -> Owed:
    """What those placed in a department earn on these days, each by the leave years of their own programme (R25)."""
    of = placements.c
    there = (of.host == department.trust, of.specialty == department.name, ~of.cancelled)
    rows = await work.all(select(placements).where(*there, of.start <= last_day, of.end >= first_day))
    months = await year_months(work, {(row["programme"] or "", row["host"]) for row in rows}, on=first_day)
    parts: list[tuple[LeaveYear, Earning]] = []
    for month in sorted(set(months.values())):
        placed = [Placement(**row) for row in rows if months[row["programme"] or "", row["host"]] == month]
        year = LeaveYear.around(first_day, month=month)
        while year.first_day <= last_day:
            parts += [(year, part) for part in await earned_parts(work, placed, year)]
            year = LeaveYear.around(year.last_day + timedelta(days=1), month=month)
    return owed(parts, first_day=first_day, last_day=last_day)


async def days_off(
    work: UnitOfWork, placement_id: UUID, *, first_day: date, last_day: date, besides: UUID | None = None
) -> tuple[DayOff, ...]:
    """The days of a placement's department that are in a calendar, with who is away; one request may be left out."""
    mine = select(placements.c.host, placements.c.specialty).where(placements.c.placement_id == placement_id)
    of = capacity_days.c
    its_days = select(of.day, of.most_away, of.trust, of.department).where(
        tuple_(of.trust, of.department).in_(mine), of.day.between(first_day, last_day)
    )
    caps = await work.all(its_days.order_by(of.day))
    if not caps:
        return ()
    department = Department(caps[0]["trust"], caps[0]["department"])
    return await _counted(work, department, {row["day"]: row["most_away"] for row in caps}, besides=besides)


async def days_of(work: UnitOfWork, kept: Capacity) -> tuple[DayOff, ...]:
    """A calendar's days, with who is away."""
    caps = await most_away(work, kept.capacity_id)
    return await _counted(work, Department(kept.trust, kept.department), caps)


async def _counted(
    work: UnitOfWork, department: Department, caps: Mapping[date, int], *, besides: UUID | None = None
) -> tuple[DayOff, ...]:
    of = requests.c
    asked = (
        select(of.doctor_id, of.first_day, of.last_day, of.status)
        .join(placements, placements.c.placement_id == of.placement_id)
        .where(placements.c.host == department.trust, placements.c.specialty == department.name)
        .where(of.status.in_(OPEN - {Status.RETURNED}), of.leave_id.is_distinct_from(besides))
        .where(of.first_day <= max(caps, default=date.min), of.last_day >= min(caps, default=date.max))
    )
    away: dict[date, set[UUID]] = {day: set() for day in caps}
    waiting: dict[date, set[UUID]] = {day: set() for day in caps}
    for row in await work.all(asked):
        among = waiting if row["status"] is Status.WAITING else away
        for day in caps:
            if row["first_day"] <= day <= row["last_day"]:
                among[day].add(row["doctor_id"])
    return tuple(DayOff(day, most, len(away[day]), len(waiting[day] - away[day])) for day, most in caps.items())
