"""Days as people type them into three fields."""

from collections.abc import Mapping
from datetime import date, datetime, time

from chassis.clock import LONDON
from services.portal.pages.page import Fault

DAY_PARTS = ("day", "month", "year")


def day_in(values: Mapping[str, str], name: str, called: str, faults: list[Fault]) -> date | None:
    """The day of the three fields; what is wrong with it goes to ``faults``, at the first field."""
    typed = [values[f"{name}-{part}"] for part in DAY_PARTS]
    if not any(typed):
        faults.append(Fault(f"{name}-day", f"Enter the {called}"))
        return None
    for part, value in zip(DAY_PARTS, typed, strict=True):
        if not value:
            faults.append(Fault(f"{name}-{part}", f"The {called} must include a {part}"))
            return None
    try:
        day, month, year = map(int, typed)
        return date(year, month, day)
    except (ValueError, OverflowError):
        faults.append(Fault(f"{name}-day", f"The {called} must be a real date"))
        return None


def time_in(values: Mapping[str, str], name: str, called: str, faults: list[Fault]) -> time | None:
    """A time of day, as 9:30 or 14:00; what is wrong with it goes to ``faults``."""
    try:
        hour, minute = values[name].replace(".", ":").split(":")
        return time(int(hour), int(minute))
    except ValueError:
        faults.append(Fault(name, f"Enter the {called}, such as 9:30 or 14:00"))
        return None


def at(on: date | None, hour: time | None) -> str | None:
    """A moment in London, as services take it."""
    return datetime.combine(on, hour, LONDON).isoformat() if on and hour else None


def day_fields(*names: str) -> tuple[str, ...]:
    """The three fields of each day."""
    return tuple(f"{name}-{part}" for name in names for part in DAY_PARTS)


def typed(**days: date | None) -> dict[str, str]:
    """Days as they stand in their fields; of none, empty ones."""
    return {f"{name}-{part}": str(getattr(on, part)) if on else "" for name, on in days.items() for part in DAY_PARTS}


def day_written(day: date | None) -> str | None:
    return day.isoformat() if day else None
