"""What some requests for leave need beside their days: a place, an exam, half days, what a region has agreed first."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from contracts.vocabulary import LeavePurpose
from services.portal.pages import facts, shapes, words
from services.portal.pages.dates import day_fields, day_in, day_written
from services.portal.pages.facts import Fact
from services.portal.pages.page import Fault

HALVES: tuple[tuple[str, str], ...] = (
    ("from_midday", "The first day begins at midday"),
    ("until_midday", "The last day ends at midday"),
    ("international", "It is abroad"),
)
_REFERENCE = "external_ref"
FIELDS = (*(name for name, _ in HALVES), "days", *day_fields("exam_on"), *words.DECLARATIONS, _REFERENCE)


PLACE = ("location", "remote")


def place_in(values: Mapping[str, str], faults: list[Fault]) -> dict[str, Any]:
    """Where it is, as the leave service takes it; what can be seen to be wrong with it goes to ``faults``.

    Only what is said of it: a leave service of before takes no field that it does not know.
    """
    if len(values["location"]) > 200:
        faults.append(Fault("location", "Write at most 200 characters"))
    located = {"location": values["location"]} if values["location"] else {}
    return {**located, **({"remote": True} if values["remote"] == "yes" else {})}


def place(location: str | None, *, remote: bool) -> Iterator[Fact]:
    """Of a request, or of what is about to be asked, where something is said of it."""
    if location or remote:
        yield Fact("Place", ", ".join([*([location] if location else []), *(["joined remotely"] if remote else [])]))


def particulars_in(values: Mapping[str, str], faults: list[Fault]) -> dict[str, Any]:
    """As the leave service takes them; what can be seen to be wrong with them goes to ``faults``."""
    has_exam = values["purpose"] == LeavePurpose.PRIVATE_STUDY or any(values[name] for name in day_fields("exam_on"))
    exam = day_in(values, "exam_on", "day of the exam", faults) if has_exam else None
    ticked = {name: values[name] == "yes" for name in (*dict(HALVES), *words.DECLARATIONS)}
    if len(values[_REFERENCE]) > 200:
        faults.append(Fault(_REFERENCE, "Write at most 200 characters"))
    return {
        **ticked,
        "exam_on": day_written(exam),
        "days": days_typed(values["days"], faults),
        _REFERENCE: values[_REFERENCE] or None,
    }


def typed(leave: shapes.Leave) -> dict[str, str]:
    """Place, halves, days and what is agreed of a request, as they stand in its form."""
    ticked = ("remote", *dict(HALVES), *words.DECLARATIONS)
    return {
        "location": leave.location or "",
        **{name: "yes" if getattr(leave, name) else "" for name in ticked},
        "days": str(leave.days_said or ""),
        _REFERENCE: leave.external_ref or "",
    }


def told(leave: shapes.Leave) -> Iterator[Fact]:
    """Of a request, what of it there is."""
    if leave.days is not None:
        yield Fact("Days of leave", words.in_days(leave.days))
    if leave.exam_on:
        yield Fact("Day of the exam", facts.day(leave.exam_on))
    if leave.international:
        yield Fact("Abroad", "\n".join(_abroad(leave.abroad)))
    if agreed := _agreed(name for name in words.DECLARATIONS if getattr(leave, name)):
        yield Fact("Said to be agreed", agreed)
    if leave.external_ref:
        yield Fact("Reference in the other system", leave.external_ref)


def checked(wish: Mapping[str, Any]) -> Iterator[Fact]:
    """The same of what is about to be asked."""
    if wish["days"]:
        yield Fact("Days of leave", wish["days"])
    if wish["exam_on"]:
        yield Fact("Day of the exam", facts.day(date.fromisoformat(wish["exam_on"])))
    if wish["international"]:
        yield Fact("Abroad", "Yes")
    if agreed := _agreed(name for name in words.DECLARATIONS if wish[name]):
        yield Fact("Agreed", agreed)
    if wish[_REFERENCE]:
        yield Fact("Reference in the other system", wish[_REFERENCE])


def _abroad(minded: shapes.Abroad | None) -> Iterator[str]:
    yield "Yes"
    if minded and minded.others:
        yield f"Asked for {minded.others} more in the same leave year; {minded.usual} in all is usual"
    if minded and minded.curriculum_first:
        yield "What the curriculum requires comes first: it is asked whether that is met"


def midday(*, begins: bool, ends: bool) -> str:
    """What is added to the days."""
    return (", from midday of the first" if begins else "") + (", until midday of the last" if ends else "")


def _agreed(names: Iterable[str]) -> str:
    return "\n".join(words.DECLARATIONS[name] for name in names)


def days_typed(typed: str, faults: list[Fault]) -> str | None:
    """How many days of leave it uses, where that is said; in halves, which the service looks at."""
    if not typed:
        return None
    try:
        days = Decimal(typed)
    except InvalidOperation:
        days = Decimal("NaN")
    if days.is_finite() and len(typed) <= 5:
        return str(days)
    faults.append(Fault("days", "Enter days as a number, such as 2 or 1.5"))
    return None
