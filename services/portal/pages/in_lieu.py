"""Days off that leave falls on, each with the day that is off instead: as many as somebody needs (R23)."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.portal.pages import facts
from services.portal.pages.dates import day_fields, day_in, day_written, typed
from services.portal.pages.page import Fault
from services.portal.pages.repeated import Repeated
from services.portal.pages.visit import Visit

DAYS_OFF = Repeated(
    counted="days-off",
    another="another-day",
    at_most=60,
    names=lambda n: day_fields(f"off_{n}", f"instead_{n}"),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """The names of its two days, and what tells it from the others."""

    off: str
    instead: str
    which: str


def typed_in(visit: Visit) -> dict[str, str]:
    return {**DAYS_OFF.typed_in(visit), "within_hours": visit.text("within_hours")}


def pairs(values: Mapping[str, str]) -> tuple[Pair, ...]:
    return tuple(map(_pair, DAYS_OFF.numbers(values)))


def days_in(values: Mapping[str, str], today: date, faults: list[Fault]) -> dict[str, Any]:
    """As the leave service takes them, without pairs that are left empty."""
    found = []
    for pair in map(_pair, DAYS_OFF.filled(values)):
        off = day_in(values, pair.off, "day off", faults)
        instead = day_in(values, pair.instead, "day to be off instead", faults)
        if instead and instead <= today:
            faults.append(Fault(f"{pair.instead}-day", "The day to be off instead must be after today"))
        found.append({"off": day_written(off), "instead": day_written(instead)})
    within_hours = values["within_hours"] == "yes"
    if found and not within_hours:
        faults.append(Fault("within_hours", "Say that your hours keep to their limits"))
    return {"in_lieu": found, "within_hours": bool(found) and within_hours}


def typed_before(days: Collection[tuple[date, date]]) -> dict[str, str]:
    """Those of a request, as they stand in its form."""
    numbered = enumerate(days, start=1)
    each_day = (typed(**{f"off_{n}": off, f"instead_{n}": instead}) for n, (off, instead) in numbered)
    return {
        DAYS_OFF.counted: str(len(days)),
        **{name: text for fields in each_day for name, text in fields.items()},
        "within_hours": "yes" if days else "",
    }


def field_of(named: str, values: Mapping[str, str]) -> str | None:
    """Where the service says no to a day: the first field of that day. It counts those that are filled."""
    found = re.fullmatch(r"in_lieu(?:\.(\d+)\.(off|instead))?", named)
    if found is None:
        return None
    filled = DAYS_OFF.filled(values) or (1,)
    return f"{found[2] or 'off'}_{filled[int(found[1] or 0)]}-day"


def told(days: Iterable[tuple[date, date]]) -> str:
    return ", ".join(f"{facts.day(instead)} for {facts.day(off)}" for off, instead in days)


def _pair(n: int) -> Pair:
    return Pair(f"off_{n}", f"instead_{n}", f" ({n})" if n > 1 else "")
