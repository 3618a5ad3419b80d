"""Whose leave year is to be looked at, and who was looked at already."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from chassis.rules import rules_named
from chassis.work import UnitOfWork
from services.leave.domain import Calendar, Checkpoint, LeaveYear
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
    """The checkpoints that leave years have reached by today, by the programmes' own calendars (R25)."""
    calendar = await _calendar(work)
    found: dict[tuple[Checkpoint, LeaveYear], list[Place]] = {}
    for place, year in (await _years(work, on=work.today)).items():
        if checkpoint := calendar.due(year, today=work.today):
            found.setdefault((checkpoint, year), []).append(place)
    for place, year in (await _years(work, on=work.today, last=True)).items():
        following = LeaveYear.around(year.last_day + timedelta(days=1), month=year.first_day.month)
        if calendar.closes(following, today=work.today):
            found.setdefault((Checkpoint.CLOSED, year), []).append(place)
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


async def note_looked_at(work: UnitOfWork, asked: ToLookAt, doctors: Iterable[UUID]) -> None:
    rows = [
        {"doctor_id": doctor, "year_ends": asked.year.last_day, "checkpoint": asked.checkpoint} for doctor in doctors
    ]
    if rows:
        await work.run(insert(looked_at).on_conflict_do_nothing(), rows)


async def _calendar(work: UnitOfWork) -> Calendar:
    names = ["leave.unused_first_days", "leave.unused_again_days", "leave.closing_days"]
    found = await rules_named(work, names, on=work.today)
    return Calendar(*(found[name] for name in names))


async def _years(work: UnitOfWork, *, on: date, last: bool = False) -> dict[Place, LeaveYear]:
    """The leave year that each place where somebody works has on a day, or the one before it."""
    programme = func.coalesce(placements.c.programme, "")
    query = select(programme.label("programme"), placements.c.host).where(placements.c.cancelled.is_(False)).distinct()
    places = [(row["programme"], row["host"]) for row in await work.all(query)]
    months = await year_months(work, places, on=on)
    years = {place: LeaveYear.around(on, month=month) for place, month in months.items()}
    return {place: _before(year) for place, year in years.items()} if last else years


def _before(year: LeaveYear) -> LeaveYear:
    return LeaveYear.around(year.first_day - timedelta(days=1), month=year.first_day.month)
