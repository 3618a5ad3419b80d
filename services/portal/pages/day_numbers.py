"""A number for each of some days, a line for a day or for several on end: 24/12/2026 to 31/12/2026 1."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from chassis.clock import is_working_day
from services.portal.pages.page import Fault

_DAY = r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})"
_LINE = re.compile(rf"{_DAY}(?:\s+to\s+{_DAY})?[\s:,]+(\d{{1,3}})", re.ASCII)
_LONGEST = timedelta(days=371)
"""As long as a calendar is at most."""


def numbers_in(text: str, field: str, faults: list[Fault]) -> dict[date, int]:
    """The days of each line with its number; of several on end those that are worked. What is wrong is told by line."""
    found: dict[date, int] = {}
    for line, typed in enumerate(text.splitlines(), 1):
        if not typed.strip():
            continue
        try:
            first, last, number = _read(typed.strip())
        except ValueError:
            faults.append(Fault(field, f"Line {line}: write a day and a number, such as 24/12/2026 1"))
            return {}
        days = [first] if first == last else [day for day in _from(first, last) if is_working_day(day)]
        if repeated := found.keys() & set(days):
            on = min(repeated)
            faults.append(Fault(field, f"Line {line}: {_written(on)} has a number already"))
            return {}
        found |= dict.fromkeys(days, number)
    return found


def usual(numbers: Mapping[date, int]) -> int:
    """What most of the days have."""
    return Counter(numbers.values()).most_common(1)[0][0] if numbers else 0


def lines_of(numbers: Mapping[date, int], *, but: int) -> str:
    """As they are typed, without the days that have the usual number; those on end are one line."""
    lines, days = list[str](), sorted(numbers)
    for at, day in enumerate(days):
        number = numbers[day]
        if at and numbers[days[at - 1]] == number:
            continue
        last = day
        for following in days[at + 1 :]:
            if numbers[following] != number:
                break
            last = following
        if number != but:
            lines.append(f"{_written(day)}{f' to {_written(last)}' if last > day else ''} {number}")
    return "\n".join(lines)


def _read(line: str) -> tuple[date, date, int]:
    """Raises ValueError."""
    found = _LINE.fullmatch(line)
    if found is None:
        raise ValueError(line)
    *parts, number = found.groups()
    first = _day(parts[:3])
    last = _day(parts[3:]) if parts[3] else first
    if last < first or last - first >= _LONGEST:
        raise ValueError(line)
    return first, last, int(number)


def _day(parts: list[str]) -> date:
    day, month, year = map(int, parts)
    return date(year, month, day)


def _from(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _written(day: date) -> str:
    return f"{day:%d/%m/%Y}"
