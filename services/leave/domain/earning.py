"""What a leave year holds: each of a doctor's placements earns its share, by the policy of its own place."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import Self

from contracts.vocabulary import PlacementType
from services.leave.domain.chain import Placement

NOTHING = Decimal(0)
_WEDNESDAY = 2


@dataclass(frozen=True, slots=True)
class LeaveYear:
    """From a changeover, the first Wednesday of its month, to the day before the next one: whole weeks (R25)."""

    first_day: date
    last_day: date

    @classmethod
    def around(cls, day: date, *, month: int) -> Self:
        """The leave year that has this day, of a programme whose years begin in this month."""
        began = day.year if _changeover(day.year, month) <= day else day.year - 1
        return cls(_changeover(began, month), _changeover(began + 1, month) - timedelta(days=1))

    @property
    def length(self) -> int:
        """364 days or 371, also where it has a 29 February."""
        return (self.last_day - self.first_day).days + 1

    def has(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def overlaps(self, first_day: date, last_day: date) -> bool:
        return first_day <= self.last_day and last_day >= self.first_day


def _changeover(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(_WEDNESDAY - first.weekday()) % 7)


class Stage(StrEnum):
    """What of a doctor's grade entitlement depends on (R1, R4, R5, R6)."""

    F1 = "f1"
    F2 = "f2"
    GP = "gp"
    LOCAL = "local"
    """Locally employed, on no programme: the trust's own policy."""
    OTHER = "other"


def stage_of(placement: Placement, stages: Mapping[str, Collection[str]]) -> Stage:
    """The stage whose list names this placement's grade, however it is spaced or capitalised.

    A grade that no list names is one of the others; whoever is on no programme is locally employed.
    """
    if placement.programme is None:
        return Stage.LOCAL
    grade = plain(placement.grade or "")
    return next((Stage(stage) for stage, names in stages.items() if grade in map(plain, names)), Stage.OTHER)


def plain(name: str) -> str:
    """As it is compared: however it is spaced or capitalised."""
    return "".join(name.casefold().split())


@dataclass(frozen=True, slots=True)
class Policy:
    """What a region, or for locally employed doctors a trust, grants for twelve months of full time (R1, R4, R26)."""

    study_days: Mapping[Stage, Decimal | None]
    """None: the trust has not said."""
    reserved_days: Mapping[Stage, Decimal]
    """Study days that regional and local teaching takes (R5, R6)."""
    professional_days: Decimal | None
    """None: no upper limit (R27)."""
    borrowed_days: Decimal
    """What an F1 may take of next year's days for tasters and presenting (R5)."""
    carried_days: Decimal
    """How many days that are left of a year are carried into the one that begins under this policy (R25)."""
    rounded_to: Decimal
    """Half a day or a whole one, to which a year that begins under this policy is rounded (R2)."""
    earning: frozenset[PlacementType]
    stages: Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class Earning:
    """A placement's part of a leave year at one WTE, and what it earns by its own region's policy (R2, R26)."""

    placement: Placement
    first_day: date
    last_day: date
    wte: Decimal
    stage: Stage
    policy: Policy

    @property
    def study_days(self) -> Decimal | None:
        return self.policy.study_days.get(self.stage, self.policy.study_days[Stage.OTHER])

    @property
    def reserved_days(self) -> Decimal:
        return self.policy.reserved_days.get(self.stage, NOTHING)


def earnings(policies: Sequence[tuple[Placement, Policy]], year: LeaveYear) -> tuple[Earning, ...]:
    """The parts of the year that count, each under the policy it is paired with, earliest first."""
    found = [
        Earning(
            placement,
            max(each.first_day, year.first_day),
            min(each.last_day, year.last_day),
            each.wte,
            stage_of(placement, policy.stages),
            policy,
        )
        for placement, policy in policies
        if not placement.cancelled and placement.type in policy.earning
        for each in placement.segments
        if year.overlaps(each.first_day, each.last_day)
    ]
    return tuple(sorted(found, key=lambda each: (each.first_day, each.last_day, each.placement.placement_id)))


@dataclass(frozen=True, slots=True)
class Grant:
    """What a leave year holds before anything is taken, rounded half up (R2)."""

    study: Decimal | None
    """None: a trust that employs the doctor locally has not said how much (R4)."""
    reserved: Decimal
    professional: Decimal | None
    """None: no upper limit (R27)."""
    may_borrow: Decimal


def granted(parts: Sequence[Earning], year: LeaveYear) -> Grant:
    """Each part earns by its share of the year and its WTE; the sum is rounded once, as the first one has it (R2).

    Where split posts come to more than full time, each earns in proportion: nobody earns more than full time.
    """
    unsaid = any(part.study_days is None for part in parts)
    uncapped = not parts or any(part.policy.professional_days is None for part in parts)
    first_years = [part for part in parts if part.stage is Stage.F1]
    return Grant(
        study=None if unsaid else _earned([(part, part.study_days or NOTHING) for part in parts], year),
        reserved=_earned([(part, part.reserved_days) for part in parts], year),
        professional=None
        if uncapped
        else _earned([(part, part.policy.professional_days or NOTHING) for part in parts], year),
        may_borrow=max((part.policy.borrowed_days for part in first_years), default=NOTHING),
    )


def _earned(parts: Sequence[tuple[Earning, Decimal]], year: LeaveYear) -> Decimal:
    if not parts:
        return NOTHING
    bounds = sorted({bound for part, _ in parts for bound in (part.first_day, part.last_day + timedelta(days=1))})
    total = Fraction(0)
    for begin, end in pairwise(bounds):
        running = [(part, days) for part, days in parts if part.first_day <= begin and end <= part.last_day + _A_DAY]
        full = max(Fraction(1), sum((Fraction(part.wte) for part, _ in running), Fraction(0)))
        for part, days in running:
            total += Fraction(days) * Fraction(part.wte) / full * Fraction((end - begin).days, year.length)
    return half_up(total, to=parts[0][0].policy.rounded_to)


_A_DAY = timedelta(days=1)


def half_up(days: Fraction, *, to: Decimal) -> Decimal:
    """To the nearest multiple of this part of a day, upwards from the middle between two (R2)."""
    return floor(days / Fraction(to) + Fraction(1, 2)) * to
