"""Whose leave year is to be looked at, and who was looked at already."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Date, Uuid, cast, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from chassis.rules import rules_named
from chassis.work import UnitOfWork
from contracts.leave import EntitlementClosed
from services.leave.domain import Calendar, Checkpoint, ClosedYear, LeaveYear
from services.leave.store.leave_years import Place, year_months
from services.leave.store.tables import looked_at, placements


@dataclass(frozen=True, slots=True)
class ToLookAt:
    """One checkpoint of one leave year, and the places whose doctors have it."""

    checkpoint: Checkpoint
    year: LeaveYear
    places: tuple[Place, ...]

    def day(self, today: date) -> date:
        """On which its doctors are found: today, or the last day of a year that is over."""
        return min(today, self.year.last_day)


async def to_look_at(work: UnitOfWork) -> list[ToLookAt]:
    """The checkpoints that leave years have reached by today, by the programmes' own calendars (R25).

    Where somebody works is found by a scan of the placements: once for all checkpoints.
    """
    calendar = await _calendar(work)
    found: dict[tuple[Checkpoint, LeaveYear], list[Place]] = {}
    for place, year in (await _years(work, on=work.today)).items():
        if checkpoint := calendar.due(year, today=work.today):
            found.setdefault((checkpoint, year), []).append(place)
        if calendar.closes(year, today=work.today):
            found.setdefault((Checkpoint.CLOSED, _before(year)), []).append(place)
    return [ToLookAt(*which, tuple(sorted(places))) for which, places in found.items()]


async def doctors_to_look_at(work: UnitOfWork, asked: ToLookAt, *, at_most: int) -> list[tuple[UUID, str]]:
    """Doctors who worked at these places, each with one of their hosts, and were not looked at yet."""
    day = asked.day(work.today)
    done = looked_at.c
    already = select(done.doctor_id).where(
        done.doctor_id == placements.c.doctor_id,
        done.year_ends == asked.year.last_day,
        done.checkpoint == asked.checkpoint,
    )
    there = (
        placements.c.cancelled.is_(False),
        placements.c.start <= day,
        placements.c.end >= day,
        tuple_(func.coalesce(placements.c.programme, ""), placements.c.host).in_(asked.places),
        ~already.exists(),
    )
    query = select(placements.c.doctor_id, func.min(placements.c.host).label("host")).where(*there)
    rows = await work.all(query.group_by(placements.c.doctor_id).order_by(placements.c.doctor_id).limit(at_most))
    return [(row["doctor_id"], row["host"]) for row in rows]


async def note_looked_at(work: UnitOfWork, asked: ToLookAt, said: Mapping[UUID, EntitlementClosed | None]) -> None:
    """These doctors were looked at, and of a year that is over so much was said."""
    rows = [
        {"doctor_id": doctor, "year_ends": asked.year.last_day, "checkpoint": asked.checkpoint, **_closed(event)}
        for doctor, event in said.items()
    ]
    if rows:
        await work.run(insert(looked_at).on_conflict_do_nothing(), rows)


async def look_again(work: UnitOfWork, since: Mapping[UUID, date]) -> None:
    """What years rest on has changed for these doctors, from these days on: those that were closed are looked at again.

    Hardly any are: what is still to come touches no year that is over.
    """
    if not since:
        return
    of, doctors = looked_at.c, sorted(since)
    given = select(
        func.unnest(cast(doctors, ARRAY(Uuid))).label("doctor_id"),
        func.unnest(cast([since[doctor] for doctor in doctors], ARRAY(Date))).label("day"),
    ).subquery()
    closed = (of.checkpoint == Checkpoint.CLOSED, of.doctor_id == given.c.doctor_id, of.year_ends >= given.c.day)
    await work.run(update(looked_at).where(*closed).values(changed=True))


async def look_at_changed_wtes_again(work: UnitOfWork) -> None:
    """The same of whoever had another WTE while a placement lasted, from its start on (R2)."""
    of = placements.c
    theirs = select(of.doctor_id, func.min(of.start).label("since")).where(func.jsonb_array_length(of.former_wtes) > 0)
    rows = await work.all(theirs.group_by(of.doctor_id))
    await look_again(work, {row["doctor_id"]: row["since"] for row in rows})


async def changed_years(work: UnitOfWork, *, at_most: int) -> list[ClosedYear]:
    """Closed years of which something has changed since, held."""
    of = looked_at.c
    rows = await work.all(
        select(of.doctor_id, of.year_ends, of.trust, of.half_days, of.half_days_taken)
        .where(of.changed)
        .order_by(of.doctor_id, of.year_ends)
        .limit(at_most)
        .with_for_update(skip_locked=True)
    )
    return [ClosedYear(**row) for row in rows]


async def note_looked_again(work: UnitOfWork, year: ClosedYear, said: EntitlementClosed | None) -> None:
    of = looked_at.c
    mine = (of.doctor_id == year.doctor_id, of.year_ends == year.year_ends, of.checkpoint == Checkpoint.CLOSED)
    news = _closed(said) if said else {}
    await work.run(update(looked_at).where(*mine).values(changed=False, **news))


def _closed(said: EntitlementClosed | None) -> dict[str, Any]:
    names = ("trust", "half_days", "half_days_taken")
    return {name: getattr(said, name) if said else None for name in names}


async def _calendar(work: UnitOfWork) -> Calendar:
    names = ["leave.unused_first_days", "leave.unused_again_days", "leave.closing_days"]
    found = await rules_named(work, names, on=work.today)
    return Calendar(*(found[name] for name in names))


async def _years(work: UnitOfWork, *, on: date) -> dict[Place, LeaveYear]:
    """The leave year that each place where somebody works has on a day."""
    programme = func.coalesce(placements.c.programme, "")
    query = select(programme.label("programme"), placements.c.host).where(placements.c.cancelled.is_(False)).distinct()
    places = [(row["programme"], row["host"]) for row in await work.all(query)]
    months = await year_months(work, places, on=on)
    return {place: LeaveYear.around(on, month=month) for place, month in months.items()}


def _before(year: LeaveYear) -> LeaveYear:
    return LeaveYear.around(year.first_day - timedelta(days=1), month=year.first_day.month)
