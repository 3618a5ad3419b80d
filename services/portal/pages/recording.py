"""What a doctor led of their own accord: written down in five answers, for somebody who would know to confirm."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar
from uuid import UUID

from fastapi import Response

from chassis.errors import LostUpdate, NotFound
from contracts.vocabulary import ActivityKind
from contracts.vocabulary.labels import ACTIVITIES
from services.portal.gateway import SaidNo
from services.portal.pages import facts, shapes, words
from services.portal.pages.checking import CheckPage
from services.portal.pages.dates import day_fields, day_in, day_written, typed
from services.portal.pages.facts import Fact
from services.portal.pages.faults import told, too_long
from services.portal.pages.page import Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()
MINE = Link("What you led of your own accord", "/activities")
NEW = Link("Record what you led", "/activities/new")
_API = "/api/opportunities/activities"
_KINDS = tuple((kind.value, words.sentence(text)) for kind, text in ACTIVITIES.items())
_FIELDS = ("kind", "title", "hours", "lead", *day_fields("first_day", "last_day"))
_MOST_HOURS = 1000
_MINUTES = 60
"""Of an hour."""

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class RecordForm(Page):
    """What it was; or, with ``leads``, who would know."""

    template: ClassVar = "record_form.html.jinja"
    path: str
    version: int | None
    values: Mapping[str, str]
    kinds: Choices = _KINDS
    leads: Choices = ()
    carried: tuple[tuple[str, str], ...] = field(default=())


@router.get(NEW.href)
async def record_form(visit: Visiting) -> Response:
    return _form(visit, NEW.href, {}, version=None)


@router.post(NEW.href)
async def record_activity(visit: Visiting) -> Response:
    return await _record(visit, NEW.href)


@router.get("/activities/{activity_id:uuid}/change")
async def change_activity_form(activity_id: UUID, visit: Visiting) -> Response:
    found = await _mine(visit, activity_id)
    values = {
        "kind": found.kind,
        "title": found.title,
        "hours": f"{found.minutes / _MINUTES:.2f}".rstrip("0").rstrip("."),
        "lead": f"{found.trust}/{found.lead_id}",
        **typed(first_day=found.first_day, last_day=found.last_day),
    }
    return _form(visit, f"/activities/{activity_id}/change", values, version=found.version)


@router.post("/activities/{activity_id:uuid}/change")
async def change_activity(activity_id: UUID, visit: Visiting) -> Response:
    """While it is not confirmed: its lead, or another one, is asked anew."""
    return await _record(visit, f"/activities/{activity_id}/change", activity_id=activity_id)


def again(visit: Visit, of: shapes.Activity) -> Link | None:
    """For its doctor, while it is not confirmed."""
    may_change = of.doctor_id == visit.person_id and visit.is_a_doctor and of.status != "confirmed"
    return Link("Change it, or ask somebody else", f"{MINE.href}/{of.id}/change") if may_change else None


async def _record(visit: Visit, path: str, *, activity_id: UUID | None = None) -> Response:
    """What it was, then who would know, then all of it to check; from there it is sent."""
    values, step = {name: visit.text(name) for name in _FIELDS}, visit.text("step")
    body, faults = _read(values, visit.today)
    if step == "change" or faults:
        return _form(visit, path, values, version=visit.version, faults=() if step == "change" else faults)
    leads = await _leads(visit, body["last_day"])
    if not leads:
        nobody = Fault("last_day-day", "Nobody can confirm it: you had no placement then, or nobody holds a role there")
        return _form(visit, path, values, version=visit.version, faults=(nobody,))
    if step not in ("who", "send") or values["lead"] not in dict(leads):
        nobody = Fault("lead", "Select who can confirm it")
        return _who(visit, path, values, leads, faults=(nobody,) if step in ("who", "send") else ())
    if step == "send":
        trust, _, lead_id = values["lead"].partition("/")
        return await _send(visit, path, values, body | {"trust": trust, "lead_id": lead_id}, activity_id)
    return _check(visit, path, values, body, leads)


async def _send(
    visit: Visit, path: str, values: Mapping[str, str], body: Mapping[str, Any], activity_id: UUID | None
) -> Response:
    try:
        if activity_id:
            await visit.ask.put(f"{_API}/{activity_id}", body, version=visit.version)
        else:
            await visit.ask.post(_API, body, key=visit.key)
    except LostUpdate:
        return visit.go(f"/activities/{activity_id}?done=overtaken")
    except SaidNo as no:
        faults = told(no, _FIELDS, otherwise="last_day-day")
        return _form(visit, path, values, version=visit.version, faults=faults)
    return visit.go(f"{MINE.href}?done=sent")


def _check(visit: Visit, path: str, values: Mapping[str, str], body: Mapping[str, Any], leads: Choices) -> Response:
    first, last = (date.fromisoformat(body[name]) for name in ("first_day", "last_day"))
    page = CheckPage(
        back=Link("Back", path),
        path=path,
        checked=(
            Fact("What it was", dict(_KINDS)[values["kind"]]),
            Fact("What you call it", values["title"]),
            Fact("When", facts.days(first, last)),
            Fact("Time spent", words.time_spent(body["minutes"])),
            Fact("Who can confirm it", dict(leads)[values["lead"]]),
        ),
        carried=(*values.items(), ("_version", visit.text("_version"))),
        send="Send",
        note="They read all of this, and nobody else does. You are told what they answer.",
    )
    return visit.show(page)


def _form(
    visit: Visit, path: str, values: Mapping[str, str], *, version: int | None, faults: tuple[Fault, ...] = ()
) -> Response:
    page = RecordForm(
        title="What did you lead?",
        back=MINE if path == NEW.href else Link("Back", path.removesuffix("/change")),
        path=path,
        version=version,
        values=values,
        faults=faults,
    )
    return visit.show(page)


def _who(visit: Visit, path: str, values: Mapping[str, str], leads: Choices, *, faults: tuple[Fault, ...]) -> Response:
    page = RecordForm(
        title="Who can confirm it?",
        back=Link("Back", path),
        path=path,
        version=visit.version,
        values=values,
        leads=leads,
        carried=tuple((name, text) for name, text in values.items() if name != "lead"),
        faults=faults,
    )
    return visit.show(page)


async def _leads(visit: Visit, on: str) -> Choices:
    """Who serves where they worked on that day, by trust and name."""
    there = (await visit.ask.get(shapes.Leads, f"{_API}/leads", on=on)).items
    called = await facts.names(visit, {person for each in there for person in each.people})
    choices = [
        (f"{each.trust}/{person}", called[person] + (f", {await facts.place(visit, each.trust)}" if there[1:] else ""))
        for each in there
        for person in each.people
        if person in called
    ]
    return tuple(sorted(choices, key=lambda each: each[1]))


async def _mine(visit: Visit, activity_id: UUID) -> shapes.Activity:
    """One's own, to be changed. Raises NotFound for what others did, or is confirmed."""
    found = await visit.ask.get(shapes.Activity, f"{_API}/{activity_id}")
    if found.doctor_id != visit.person_id or found.status == "confirmed":
        raise NotFound
    return found


def _read(values: Mapping[str, str], today: date) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """As the service takes it but for who would know, and what is missing."""
    faults: list[Fault] = []
    if values["kind"] not in set(ActivityKind):
        faults.append(Fault("kind", "Select what it was"))
    if not values["title"]:
        faults.append(Fault("title", "Enter what you call it"))
    faults += too_long("title", values["title"], at_most=200)
    first = day_in(values, "first_day", "first day", faults)
    last = day_in(values, "last_day", "last day", faults)
    if last and last > today:
        faults.append(Fault("last_day-day", "The last day must be today or in the past"))
    if first and last and last < first:
        faults.append(Fault("last_day-day", "The last day must be the same as or after the first day"))
    minutes = _minutes(values["hours"])
    if minutes is None:
        faults.append(Fault("hours", f"Enter the hours as a number, such as 12 or 7.5, at most {_MOST_HOURS:,}"))
    days = {"first_day": day_written(first), "last_day": day_written(last)}
    return {"kind": values["kind"], "title": values["title"], **days, "minutes": minutes}, tuple(faults)


def _minutes(hours: str) -> int | None:
    """Whole ones; none where it is no time at all, or no number of hours."""
    try:
        spent = Decimal(hours)
        return round(spent * _MINUTES) or None if 0 < spent <= _MOST_HOURS else None
    except InvalidOperation:
        return None
