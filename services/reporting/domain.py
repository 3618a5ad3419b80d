"""What the figures mean: quarters, cells, indicators, who may ask about which deanery. Pure."""

import contextlib
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from chassis.errors import Declined, NotFound
from contracts import Actor
from contracts.registry import Placement, PlacementChanged
from contracts.vocabulary import Role

HEADING = "management information, not for publication"

MEANINGS: Mapping[str, str] = {
    "R30": "Placements starting in the quarter, and those announced or last moved early enough before their start",
    "O-E1": "The four families of opportunities at each trust that hosts placements, and those with a live one today",
    "O-E1-CO": "Opportunities published in the quarter, and those made together with a resident doctor",
    "R18": "Refusals of leave, and those that were avoidable: minimum staffing although asked early enough",
    "T-E1": "Decisions on leave for leadership development, and those that approved it",
    "F-E1": "Residents in post, and those given written feedback on a leadership activity in the quarter",
    "C-D3": "Participations confirmed, and those for which a certificate was issued soon enough, and stands",
    "M-E1": "Places in shadowing slots that start in the quarter, and those that are booked",
    "M-E1-NC": "Shadowing slots that start in the quarter, and those that are non-clinical; the others are clinical",
    "M-E1-HC": "Bookings of shadowing that starts in the quarter, and those that the host's side cancelled",
    "M-E3": "Trusts that host placements, and those with a leadership champion in post today",
}
"""Per code: the denominator, and the part of it that is the numerator."""

MOVED_BY_TIME = frozenset({"F-E1", "M-E3", "O-E1"})
"""These change with the calendar alone: a placement begins, an appointment ends, an opportunity is over."""

KNOWN_FOR_TODAY = frozenset({"M-E3", "O-E1"})
"""Who is in post and what is live is only known for today; past quarters stay as they were recorded."""

ALWAYS = date(1900, 1, 1)
"""From when a list without a date counts."""

FIGURE_ROLES = frozenset({Role.DEANERY_ANALYST, Role.DEAN})


class WhichDeanery(Declined):
    status = 422
    slug = "which-deanery"
    title = "Say which of your deaneries"


class NoSuchQuarter(Declined):
    status = 422
    slug = "no-such-quarter"
    title = "There is no such quarter"


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of the financial year: Q1 is April to June. Both days belong to it."""

    label: str
    first_day: date
    last_day: date


@lru_cache(maxsize=4096)
def quarter_of(day: date) -> Quarter:
    """The quarter of a London date: 22 November 2026 is in ``2026-27-Q3``."""
    year = day.year if day.month >= 4 else day.year - 1
    number = (day.month - 4) % 12 // 3 + 1
    first_month = (day.month - 1) // 3 * 3 + 1
    first_day = day.replace(month=first_month, day=1)
    last_day = day.replace(month=first_month + 2, day=monthrange(day.year, first_month + 2)[1])
    return Quarter(f"{year}-{(year + 1) % 100:02d}-Q{number}", first_day, last_day)


def quarter_named(label: str) -> Quarter:
    """The quarter of a label like ``2026-27-Q3``. Raises NoSuchQuarter."""
    found = re.fullmatch(r"(\d{4})-\d\d-Q([1-4])", label)
    if found:
        year, number = int(found[1]), int(found[2])
        with contextlib.suppress(ValueError):  # a year that no calendar has
            quarter = quarter_of(date(year + number // 4, (number * 3) % 12 + 1, 1))
            if quarter.label == label:
                return quarter
    raise NoSuchQuarter(f"period {label!r} is no quarter of a financial year: write it as 2026-27-Q3")


def quarters(first: date, last: date) -> Iterator[Quarter]:
    """Every quarter that has a day from ``first`` to ``last``, oldest first; none when ``last`` is before ``first``."""
    while first <= last:
        quarter = quarter_of(first)
        yield quarter
        first = quarter.last_day + timedelta(days=1)


class Cell(NamedTuple):
    """Where a figure stands: an indicator, a host (``None``: the whole region), a quarter by its first day."""

    code: str
    trust: str | None
    quarter: date

    @property
    def period(self) -> str:
        return quarter_of(self.quarter).label


@dataclass(frozen=True, slots=True)
class Figure:
    """A numerator that is part of its denominator; both count whole things."""

    numerator: int
    denominator: int

    @property
    def value(self) -> float | None:
        return round(self.numerator / self.denominator, 4) if self.denominator else None


NOTHING = Figure(0, 0)

Figures = Mapping[Cell, Figure]


def moved(cells: Iterable[Cell], *, before: Figures, now: Figures) -> dict[Cell, Figure]:
    """Of these cells, those whose figure differs from what was last recorded; a vanished figure becomes 0 of 0."""
    return {cell: now.get(cell, NOTHING) for cell in cells if now.get(cell, NOTHING) != before.get(cell, NOTHING)}


def is_standing(cell: Cell, *, today: date) -> bool:
    """Whether facts still tell this figure."""
    return cell.code not in KNOWN_FOR_TODAY or cell.quarter == quarter_of(today).first_day


NOTICE_FIELDS = frozenset({"host", "site", "start"})
"""A change of one of these is news that needs its notice again (R30)."""

FIGURE_FIELDS = NOTICE_FIELDS | {"end", "type"}


def needs_notice(event: PlacementChanged) -> bool:
    return any(change.field in NOTICE_FIELDS for change in event.changes)


def touched_by_change(event: PlacementChanged, *, today: date) -> frozenset[Cell]:
    """The cells of the placement as it was and as it is; none when no figure rests on what changed."""
    old = {change.field: change.old for change in event.changes}
    if not old.keys() & FIGURE_FIELDS:
        return frozenset()
    was = {field: old.get(field, getattr(event.placement, field)) for field in ("host", "start", "end")}
    return _touched(**was, today=today) | touched_by(event.placement, today=today)


def touched_by(placement: Placement, *, today: date) -> frozenset[Cell]:
    """The cells whose figures may be others once this placement comes, changes or goes."""
    return _touched(placement.host, placement.start, placement.end, today)


@lru_cache(maxsize=16_384)  # a changeover has few hosts and few dates, and tens of thousands of placements
def _touched(host: str, start: date, end: date, today: date) -> frozenset[Cell]:
    in_post = (Cell("F-E1", host, quarter.first_day) for quarter in quarters(start, min(end, today)))
    hosting = (Cell(code, host, quarter_of(today).first_day) for code in KNOWN_FOR_TODAY)
    return frozenset((Cell("R30", host, quarter_of(start).first_day), *hosting, *in_post))


def deanery_for(actor: Actor, *, asked: str | None) -> str | None:
    """The deanery whose figures they may see: their own, or the one asked for; ``None`` is all of them.

    Raises NotFound for a deanery that is not theirs, WhichDeanery when they serve several and named none.
    """
    scopes = {grant.scope for grant in actor.grants if grant.role in FIGURE_ROLES}
    if None in scopes or asked in scopes:
        return asked
    if asked is None and len(scopes) == 1:
        return scopes.pop()
    if asked is None:
        raise WhichDeanery(f"you serve {', '.join(sorted(filter(None, scopes)))}: name one as ?deanery=CODE")
    raise NotFound(f"there is no deanery {asked}, or none that you may see")
