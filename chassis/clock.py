"""The time, and England's calendar: the zone is Europe/London, deadlines end at 23:59 local (R90)."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Protocol
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")


class Clock(Protocol):
    def now(self) -> datetime:
        """The time now, aware, in UTC."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class SetClock:
    """A clock that stands where it was set: for tests, and for moving through days in seconds."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def set(self, at: datetime) -> None:
        self._at = at

    def forward(self, **by: float) -> None:
        self._at += timedelta(**by)


def london_date(at: datetime) -> date:
    return at.astimezone(LONDON).date()


def end_of_day(day: date) -> datetime:
    """The last minute of a day in London, in UTC."""
    return datetime.combine(day, time(23, 59), LONDON).astimezone(UTC)


def morning_of(day: date) -> datetime:
    """Nine o'clock of a day in London, in UTC: when people hear what a day brings, after quiet hours (R87)."""
    return datetime.combine(day, time(9), LONDON).astimezone(UTC)


@cache
def _bank_holidays() -> Mapping[date, str]:
    return holidays.country_holidays("GB", subdiv="ENG")


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in _bank_holidays()


def add_working_days(day: date, count: int) -> date:
    """The ``count``-th working day after ``day`` (R90)."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def add_months(day: date, count: int) -> date:
    """The same day so many months later; the last of its month where that has no such day."""
    years, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
