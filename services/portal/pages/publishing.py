"""Publishing a department's calendar: the numbers, what they are held against, and on its way (T-D1)."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from fastapi import Response

from chassis.errors import LostUpdate
from services.portal.gateway import SaidNo
from services.portal.pages import facts
from services.portal.pages.calendars import (
    API,
    BACK,
    NEW,
    PATH,
    Calendars,
    CalendarWhole,
    Checked,
    Department,
    compared,
)
from services.portal.pages.checking import CheckPage
from services.portal.pages.dates import day_fields, day_in, day_written, typed
from services.portal.pages.day_numbers import lines_of, numbers_in, usual
from services.portal.pages.facts import Fact
from services.portal.pages.faults import told, whole_number
from services.portal.pages.page import Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()
_PLAN = (*day_fields("last_day"), "most_away", "exceptions")
_FIELDS = ("department", *day_fields("first_day"), *_PLAN)


@dataclass(frozen=True, slots=True)
class _Choice:
    """A department that somebody plans, by its name and its trust's."""

    department: Department
    called: str

    @property
    def asked(self) -> dict[str, str]:
        return {"trust": self.department.trust, "department": self.department.name}


@dataclass(frozen=True, kw_only=True)
class CalendarForm(Page):
    template: ClassVar = "calendar_form.html.jinja"
    title: str = "Publish a calendar"
    back: Link | None = BACK
    path: str = NEW
    departments: tuple[tuple[str, str], ...] = ()
    """None where it is published anew: it keeps its department and its first day."""
    about: tuple[Fact, ...] = ()
    """What it keeps then."""
    version: int | None = None
    values: Mapping[str, str]


Send = Callable[[Mapping[str, Any]], Awaitable[str]]
"""Publishes what was asked for; the address of the calendar."""


@router.get(NEW)
async def calendar_form(visit: Visiting) -> Response:
    return visit.show(CalendarForm(departments=_choices(await _departments(visit)), values={}))


@router.post(NEW)
async def publish_calendar(visit: Visiting) -> Response:
    departments = await _departments(visit)
    values, faults = {name: visit.text(name) for name in _FIELDS}, list[Fault]()
    chosen = departments.get(values["department"])
    if chosen is None:
        faults.append(Fault("department", "Select the department"))
    first = day_in(values, "first_day", "first day", faults)
    asked = {**(chosen.asked if chosen else {}), "first_day": day_written(first), **_plan(values, faults)}
    form = CalendarForm(departments=_choices(departments), values=values, faults=tuple(faults))

    async def send(body: Mapping[str, Any]) -> str:
        published = await visit.ask.post(API, body, key=visit.key)
        return f"{PATH}/{published['id']}"

    about = (Fact("Department", chosen.called),) if chosen else ()
    return await _answered(visit, form, asked, send, about=about, check=f"{API}/check")


@router.get(PATH + "/{calendar_id:uuid}/anew")
async def calendar_anew_form(calendar_id: UUID, visit: Visiting) -> Response:
    found = await visit.ask.get(CalendarWhole, f"{API}/{calendar_id}")
    numbers = {each.day: each.most_away for each in found.days}
    most = usual(numbers)
    kept = {**typed(last_day=found.last_day), "most_away": str(most), "exceptions": lines_of(numbers, but=most)}
    return visit.show(await _anew(visit, found, kept, version=found.version))


@router.post(PATH + "/{calendar_id:uuid}/anew")
async def publish_calendar_anew(calendar_id: UUID, visit: Visiting) -> Response:
    """Because it is longer or fuller, or others are placed there now."""
    found = await visit.ask.get(CalendarWhole, f"{API}/{calendar_id}")
    values, faults = {name: visit.text(name) for name in _PLAN}, list[Fault]()
    asked = {"first_day": day_written(found.first_day), **_plan(values, faults)}
    form = replace(await _anew(visit, found, values, version=visit.version), faults=tuple(faults))
    address = f"{PATH}/{calendar_id}"

    async def send(body: Mapping[str, Any]) -> str:
        await visit.ask.put(f"{API}/{calendar_id}", body, version=visit.version)
        return address

    try:
        return await _answered(visit, form, asked, send, about=form.about[:1], check=f"{API}/{calendar_id}/check")
    except LostUpdate:
        return visit.go(f"{address}?done=overtaken")


async def _answered(
    visit: Visit, form: CalendarForm, asked: Mapping[str, Any], send: Send, *, about: tuple[Fact, ...], check: str
) -> Response:
    """From the form to what it is held against, and back to change it; from there it is published.

    Raises LostUpdate.
    """
    if visit.text("step") == "change":
        return visit.show(replace(form, faults=()))
    if form.faults:
        return visit.show(form)
    try:
        if visit.text("step") == "send":
            return visit.go(f"{await send(asked)}?done=published")
        found = Checked.model_validate(await visit.ask.post(check, asked, version=visit.version))
    except SaidNo as no:
        return visit.show(replace(form, faults=told(no, tuple(form.values), otherwise="last_day-day")))
    return visit.show(_check(form, asked, found, about))


def _check(form: CalendarForm, asked: Mapping[str, Any], found: Checked, about: tuple[Fact, ...]) -> CheckPage:
    first, last = date.fromisoformat(asked["first_day"]), date.fromisoformat(asked["last_day"])
    version = () if form.version is None else (("_version", str(form.version)),)
    return CheckPage(
        title="Check what these days can hold before publishing",
        back=Link("Back", form.path),
        path=form.path,
        checked=(
            *about,
            Fact("Days", facts.days(first, last)),
            Fact("May be away on each day", str(asked["most_away"])),
            Fact("Other days", form.values["exceptions"] or "None"),
        ),
        held_against=compared(found),
        carried=(*form.values.items(), *version),
        send="Publish",
        note="Whoever plans rotas there is told. It warns whoever asks for leave, and refuses nothing.",
        warnings=found.warnings,
    )


async def _anew(visit: Visit, found: CalendarWhole, values: Mapping[str, str], *, version: int | None) -> CalendarForm:
    where = f"{found.department}, {await facts.place(visit, found.trust)}"
    return CalendarForm(
        title="Publish a calendar anew",
        back=Link("The calendar", f"{PATH}/{found.id}"),
        path=f"{PATH}/{found.id}/anew",
        about=(Fact("Department", where), Fact("First day", facts.day(found.first_day))),
        version=version,
        values=values,
    )


async def _departments(visit: Visit) -> dict[str, _Choice]:
    found = (await visit.ask.get(Calendars, API, limit=1)).departments
    return {
        f"{each.trust}/{each.name}": _Choice(each, f"{each.name}, {await facts.place(visit, each.trust)}")
        for each in found
    }


def _choices(departments: Mapping[str, _Choice]) -> tuple[tuple[str, str], ...]:
    return tuple((code, each.called) for code, each in departments.items())


def _plan(values: Mapping[str, str], faults: list[Fault]) -> dict[str, Any]:
    """As the leave service takes it; what is missing goes to ``faults``."""
    last = day_in(values, "last_day", "last day", faults)
    most = whole_number(values["most_away"])
    if most is None or most > 999:
        faults.append(Fault("most_away", "Enter how many may be away, in whole numbers"))
    others = numbers_in(values["exceptions"], "exceptions", faults)
    return {
        "last_day": day_written(last),
        "most_away": most,
        "exceptions": [{"day": day_written(day), "most_away": number} for day, number in others.items()],
    }
