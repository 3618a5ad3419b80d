"""Which counts of reports are large enough to be said: parts that do not overlap, each passing R48, so that none
follows from the others by subtraction (R83)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import reduce
from uuid import UUID

from contracts.leave import CountedReports

_WEDNESDAY = 2


@dataclass(frozen=True, slots=True)
class Tally:
    """The reports of one department in one month, or of several together; who reported, and who could have."""

    department: str | None
    """None: of several, or of a specialty that is not recorded."""
    reporters: frozenset[UUID] = frozenset()
    doctors: frozenset[UUID] = frozenset()
    reports: int = 0
    minutes_lost: int = 0
    acknowledged_in_time: int = 0
    resolved_in_time: int = 0
    reinstated: int = 0

    def and_also(self, other: "Tally") -> "Tally":
        return Tally(
            None,
            self.reporters | other.reporters,
            self.doctors | other.doctors,
            self.reports + other.reports,
            self.minutes_lost + other.minutes_lost,
            self.acknowledged_in_time + other.acknowledged_in_time,
            self.resolved_in_time + other.resolved_in_time,
            self.reinstated + other.reinstated,
        )

    def said(self) -> CountedReports:
        return CountedReports(
            department=self.department,
            reports=self.reports,
            reporters=len(self.reporters),
            doctors=len(self.doctors),
            minutes_lost=self.minutes_lost,
            acknowledged_in_time=self.acknowledged_in_time,
            resolved_in_time=self.resolved_in_time,
            reinstated=self.reinstated,
        )


@dataclass(frozen=True, slots=True)
class Fewest:
    """How many there must be at least behind anything that is said (R48)."""

    reporters: int
    doctors: int

    def let(self, tally: Tally) -> bool:
        return len(tally.reporters) >= self.reporters and len(tally.doctors) >= self.doctors


@dataclass(frozen=True, slots=True)
class Counting:
    """When an organisation's months are counted, and how large a count must be."""

    open_days: int
    """That a report has to be resolved (R46)."""
    fewest: Fewest


_NOBODY = Tally(None)


@dataclass
class _Parted:
    by_themselves: list[Tally] = field(default_factory=list)
    rest: Tally = _NOBODY


def parts(departments: Collection[Tally], fewest: Fewest) -> list[Tally]:
    """Every department in exactly one part: by itself where it is large enough, all others in one that is.

    Where the others are too few together, the smallest department that could stand by itself joins them, for else the
    organisation's total would give them away. None where the whole organisation is too small.
    """
    parted = _parted(departments, fewest)
    standing, rest = sorted(parted.by_themselves, key=_size), parted.rest
    while rest != _NOBODY and not fewest.let(rest):
        if not standing:
            return []
        rest = rest.and_also(standing.pop(0))
    return [*sorted(standing, key=lambda tally: tally.department or ""), *([rest] if rest != _NOBODY else [])]


def _parted(departments: Collection[Tally], fewest: Fewest) -> _Parted:
    alone = [each for each in departments if each.department is not None and fewest.let(each)]
    others: Iterable[Tally] = (each for each in departments if each not in alone)
    return _Parted(alone, reduce(Tally.and_also, others, _NOBODY))


def _size(tally: Tally) -> tuple[int, int, str]:
    return len(tally.reporters), len(tally.doctors), tally.department or ""


def census_day(month: date) -> date:
    """The month's first Wednesday, on which residents change places (R85)."""
    first = month.replace(day=1)
    return first + timedelta(days=(_WEDNESDAY - first.weekday()) % 7)


def last_closed_month(today: date, *, open_days: int) -> date:
    """The first day of the last month whose reports have all had so many days to be resolved."""
    last_day = today - timedelta(days=open_days + 1)
    following = last_day + timedelta(days=1)
    whole = last_day.replace(day=1)
    return whole if following.day == 1 else (whole - timedelta(days=1)).replace(day=1)
