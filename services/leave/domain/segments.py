"""From when a changed WTE holds: a placement's days in runs of the same WTE (R2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from chassis.clock import london_date
from contracts.registry import PlacementChanged, WteChange

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FormerWte:
    """What a placement's WTE was until the day before this one."""

    wte: Decimal
    before: date


@dataclass(frozen=True, slots=True)
class Segment:
    first_day: date
    last_day: date
    wte: Decimal


def former_wte(news: PlacementChanged) -> FormerWte | None:
    """The WTE that this change ends; none where it ends none.

    A change says no day of its own: while the placement lasts it holds from the London day on which it was made. What
    is put right before the first day, or on it, or after the last, holds instead of what was said before.
    """
    change = next((each for each in news.changes if isinstance(each, WteChange)), None)
    day = london_date(news.changed_at)
    if change is None or not news.placement.start < day <= news.placement.end:
        return None
    return FormerWte(change.old, before=day)


def segments(start: date, end: date, former: Iterable[FormerWte], *, now: Decimal) -> tuple[Segment, ...]:
    """Earliest first. Of several changes on one day, what stood before the first of them held until then."""
    found, begins = [], start
    for each in sorted(former, key=lambda one: one.before):
        last = min(each.before - _A_DAY, end)
        if begins <= last:
            found.append(Segment(begins, last, each.wte))
            begins = last + _A_DAY
    if begins <= end:
        found.append(Segment(begins, end, now))
    return tuple(found)
