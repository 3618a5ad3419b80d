"""Quarters of the financial year: Q1 is April to June."""

import contextlib
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from chassis.errors import Declined

_WEDNESDAY = 2


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


def census_day(quarter: Quarter, *, month: int) -> date:
    """The first Wednesday of the quarter's first, second or third month, on which residents are counted (R85)."""
    first = quarter.first_day.replace(month=quarter.first_day.month + month - 1)
    return first + timedelta(days=(_WEDNESDAY - first.weekday()) % 7)
