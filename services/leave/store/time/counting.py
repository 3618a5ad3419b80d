"""What there is to count of a month: who reported at each organisation, and who could have."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select

from chassis.work import UnitOfWork
from contracts.leave import CountedReports
from contracts.vocabulary import PlacementType
from services.leave.domain.time import REINSTATED, Status, Tally
from services.leave.store.tables import placements
from services.leave.store.time.tables import counted_months, lost_time

Month = tuple[str, date]
"""An organisation, and a month's first day."""


async def uncounted_months(work: UnitOfWork, *, until: date) -> list[Month]:
    """Organisations and months, the one named included, with reports that nobody has looked at to count them.

    None of a month with a report that still has time, as it was promised by the rule of its day.
    """
    month = func.date_trunc("month", lost_time.c.reported_on).cast(counted_months.c.month.type)
    known = select(counted_months.c.trust).where(
        counted_months.c.trust == lost_time.c.trust, counted_months.c.month == month
    )
    asked = (
        select(lost_time.c.trust, month.label("month"))
        .where(month <= until, ~known.exists())
        .group_by(lost_time.c.trust, month)
        .having(func.max(lost_time.c.resolve_by) < work.now)
    )
    return [(row["trust"], row["month"]) for row in await work.all(asked.order_by("trust", "month"))]


async def tallies(work: UnitOfWork, month: Month, *, census: date) -> list[Tally]:
    """Each department with anybody in it: its reports of the month, and its residents in post on the census day.

    What its doctor withdrew does not count.
    """
    reported = await _reports(work, month)
    in_post = await _in_post(work, month[0], on=census)
    return [_tally(one, reported.get(one, ()), in_post.get(one, set())) for one in {*reported, *in_post}]


async def note_counted(work: UnitOfWork, month: Month, said: Sequence[CountedReports]) -> None:
    """Keep what is said of a month, for ever as it was said; nothing where it is too small."""
    trust, first_day = month
    row = {"trust": trust, "month": first_day, "counted_at": work.now, "said": tuple(said)}
    await work.run(insert(counted_months).values(row))


async def counts_of(work: UnitOfWork, trust: str, *, at_most: int) -> list[tuple[date, tuple[CountedReports, ...]]]:
    """What was said of a trust's months, the newest first; a month of which nothing was said is not named."""
    of = counted_months.c
    newest = select(of.month, of.said).where(of.trust == trust, func.jsonb_array_length(of.said) > 0)
    rows = await work.all(newest.order_by(of.month.desc()).limit(at_most))
    return [(row["month"], row["said"]) for row in rows]


async def _reports(work: UnitOfWork, month: Month) -> Mapping[str | None, list[Any]]:
    trust, first_day = month
    following = (first_day + timedelta(days=31)).replace(day=1)
    rows = await work.all(
        select(lost_time).where(
            lost_time.c.trust == trust,
            lost_time.c.reported_on >= first_day,
            lost_time.c.reported_on < following,
            lost_time.c.status != Status.WITHDRAWN,
        )
    )
    found: dict[str | None, list[Any]] = defaultdict(list)
    for row in rows:
        found[row["department"]].append(row)
    return found


async def _in_post(work: UnitOfWork, trust: str, *, on: date) -> Mapping[str | None, set[UUID]]:
    there = placements.c
    rows = await work.all(
        select(there.specialty, there.doctor_id).where(
            func.coalesce(there.employer, there.host) == trust,
            there.type == PlacementType.IN_POST,
            ~there.cancelled,
            there.start <= on,
            there.end >= on,
        )
    )
    found: dict[str | None, set[UUID]] = defaultdict(set)
    for row in rows:
        found[row["specialty"]].add(row["doctor_id"])
    return found


def _tally(department: str | None, reports: Iterable[Any], doctors: Iterable[UUID]) -> Tally:
    every = list(reports)
    return Tally(
        department=department,
        reporters=frozenset(row["doctor_id"] for row in every),
        doctors=frozenset(doctors),
        reports=len(every),
        minutes_lost=sum(row["minutes"] for row in every),
        acknowledged_in_time=sum(_by(row["acknowledged_at"], row["acknowledge_by"]) for row in every),
        resolved_in_time=sum(_by(row["resolved_at"], row["resolve_by"]) for row in every),
        reinstated=sum(row["outcome"] in REINSTATED for row in every),
    )


def _by(at: Any, due: Any) -> bool:
    return at is not None and at <= due
