"""Which cells a fact may move: those of the indicators that name its type among their sources."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from contracts import Event
from contracts.registry import Placement, PlacementAnnounced, PlacementChanged
from contracts.vocabulary import Role
from services.reporting.domain.figures import Cell
from services.reporting.domain.indicators import INDICATORS, Indicator, Period
from services.reporting.domain.quarters import quarter_of, quarters

NOTICE_FIELDS = frozenset({"host", "site", "start"})
"""A change of one of these is news that needs its notice again (R30)."""

FIGURE_FIELDS = NOTICE_FIELDS | {"end", "type", "employer"}


@dataclass(frozen=True, slots=True)
class Reach:
    """Where and when a placement counts: at two hosts, where one succeeded the other."""

    hosts: frozenset[str]
    start: date
    end: date


@cache
def resting_on(event: type[Event]) -> tuple[Indicator, ...]:
    """The indicators that this type is a source of."""
    return tuple(one for one in INDICATORS.values() if event in one.sources)


@lru_cache(maxsize=16_384)
def touched_by(event: type[Event], *, trust: str, on: date, today: date, office: Role | None = None) -> frozenset[Cell]:
    """The cells of a trust that a fact of this type, dated to a day, may move.

    One of an ``office`` moves those that ask for it alone.
    """
    return frozenset(
        Cell(one.code, trust, quarter_of(today if one.period is Period.TODAY else on).first_day)
        for one in resting_on(event)
        if office is None or office in one.offices
    )


def is_evidence(event: type[Event], cell: Cell) -> bool:
    """Whether a fact of this type shows that the promise was kept, or broken where fewer are better."""
    return event in INDICATORS[cell.code].kept


def needs_notice(event: PlacementChanged) -> bool:
    """A merger takes nobody elsewhere: the new codes of host and site are no news to anybody's rota."""
    news = NOTICE_FIELDS - {"host", "site"} if event.follows_a_merger else NOTICE_FIELDS
    return any(change.field in news for change in event.changes)


def begins_anew(event: PlacementChanged) -> bool:
    """Whether it starts on another day or somewhere else: what is owed before the start is said by today's rules only
    then, and else by those of its day."""
    news = {"start"} if event.follows_a_merger else {"start", "host"}
    return any(change.field in news for change in event.changes)


def touched_by_change(event: PlacementChanged, *, today: date) -> frozenset[Cell]:
    """The cells of the placement as it was and as it is; none when no figure rests on what changed."""
    old = {change.field: change.old for change in event.changes}
    if not old.keys() & FIGURE_FIELDS:
        return frozenset()
    was = {field: old.get(field, getattr(event.placement, field)) for field in ("host", "start", "end")}
    return _touched(**was, today=today) | touched_by_placement(event.placement, today=today)


def touched_by_placement(placement: Placement, *, today: date) -> frozenset[Cell]:
    """The cells whose figures may be others once this placement comes, changes or goes."""
    return _touched(placement.host, placement.start, placement.end, today)


def touched_over(event: type[Event], reach: Reach, *, today: date) -> frozenset[Cell]:
    """The cells that a fact of this type about a placement may move, in every quarter so far that it reaches into."""
    hosts = sorted(reach.hosts)
    return frozenset().union(*(_touched(host, reach.start, reach.end, today, event) for host in hosts))


@lru_cache(maxsize=16_384)  # a changeover has few hosts and few dates, and tens of thousands of placements
def _touched(
    host: str, start: date, end: date, today: date, event: type[Event] = PlacementAnnounced
) -> frozenset[Cell]:
    return frozenset(
        Cell(one.code, host, quarter)
        for one in resting_on(event)
        for quarter in _quarters(one.period, start, end, today)
    )


def _quarters(period: Period, start: date, end: date, today: date) -> Iterator[date]:
    """The first days of the quarters in which a placement counts."""
    match period:
        case Period.QUARTER | Period.QUARTER_ONCE_DUE:
            yield quarter_of(start).first_day
        case Period.QUARTER_SO_FAR:
            yield from (quarter.first_day for quarter in quarters(start, min(end, today)))
        case Period.TODAY:
            yield quarter_of(today).first_day
