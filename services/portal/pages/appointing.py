"""A fellow is entered in their trust's register, with the share of time that is promised for leading (O-D3, R78)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from fastapi import Response

from contracts.vocabulary import FellowshipKind
from contracts.vocabulary.labels import FELLOWSHIPS
from services.portal.domain.offices import KEEPERS
from services.portal.gateway import SaidNo
from services.portal.pages import facts, shapes, words
from services.portal.pages.checking import CheckPage
from services.portal.pages.dates import day_fields, day_in, day_written
from services.portal.pages.facts import Fact
from services.portal.pages.faults import listed, told, whole_number
from services.portal.pages.page import Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()
BACK = Link("Leadership fellows", "/fellowships")
NEW = Link("Enter a fellow", "/fellowships/new")
_KINDS = tuple((kind.value, words.sentence(text)) for kind, text in FELLOWSHIPS.items())
_YES_NO = {"yes": "Yes", "no": "No"}
_FIELDS = (
    *("trust", "kind", "registration", "protected_percent", *day_fields("starts_on", "ends_on"), "grades"),
    *("grade_equivalent", "out_of_programme", "funder"),
)

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class AppointmentForm(Page):
    template: ClassVar = "fellow_form.html.jinja"
    title: str = "Who is appointed, to which post?"
    back: Link | None = BACK
    path: str = NEW.href
    trusts: Choices
    kinds: Choices = _KINDS
    values: Mapping[str, str]


@router.get(NEW.href)
async def appoint_form(visit: Visiting) -> Response:
    trusts = await _trusts(visit)
    return _form(visit, trusts, {"funder": trusts[0][0] if len(trusts) == 1 else "", **dict.fromkeys(_JUDGED, "no")})


@router.post(NEW.href)
async def appoint(visit: Visiting) -> Response:
    """It is checked first: with the doctor's name, where whoever appoints may know it."""
    values, step, trusts = {name: visit.text(name) for name in _FIELDS}, visit.text("step"), await _trusts(visit)
    body, faults = _read(values, trusts)
    doctor_id = await facts.whose(visit, values["registration"])
    if values["registration"] and doctor_id is None:
        faults = (*faults, Fault("registration", "Nobody is known by this number"))
    funder = await facts.known_place(visit, body["funder"])
    if values["funder"] and funder is None:
        faults = (*faults, Fault("funder", "No organisation is known by this code"))
    if step == "change" or faults:
        return _form(visit, trusts, values, faults=() if step == "change" else faults)
    if step == "send":
        try:
            path = "/api/opportunities/fellowships"
            made = await visit.ask.post(path, body | {"doctor_id": str(doctor_id)}, key=visit.key)
        except SaidNo as no:
            return _form(visit, trusts, values, faults=told(no, _FIELDS, otherwise="registration"))
        return visit.go(f"{BACK.href}/{shapes.Raised.model_validate(made).id}?done=appointed")
    called = await facts.names(visit, {doctor_id})
    first, last = (date.fromisoformat(body[name]) for name in ("starts_on", "ends_on"))
    page = CheckPage(
        back=Link("Back", NEW.href),
        path=NEW.href,
        checked=(
            Fact("Where", dict(trusts)[body["trust"]]),
            Fact("Post", dict(_KINDS)[values["kind"]]),
            Fact("Doctor", ", ".join([*(f"Dr {name}" for name in called.values()), values["registration"]])),
            Fact("When", facts.days(first, last)),
            Fact("Time promised for leading", f"{body['protected_percent']}%"),
            Fact("For", ", ".join(body["grades"]) or "All grades"),
            *(Fact(label, _YES_NO[values[name]]) for name, (label, _) in _JUDGED.items()),
            Fact("Who pays", funder or values["funder"]),
        ),
        carried=tuple(values.items()),
        send="Enter this fellow",
        note="The doctor is told, and whoever works at the trust can read it.",
    )
    return visit.show(page)


_JUDGED = {
    "grade_equivalent": ("Another grade is worth one of them", "Select whether you judge another grade to be enough"),
    "out_of_programme": ("Leaves their training programme", "Select whether the doctor leaves their programme"),
}


def _form(visit: Visit, trusts: Choices, values: Mapping[str, str], *, faults: tuple[Fault, ...] = ()) -> Response:
    return visit.show(AppointmentForm(trusts=trusts, values=values, faults=faults))


async def _trusts(visit: Visit) -> Choices:
    """Whose register they keep."""
    return await facts.places(visit, visit.places_as(KEEPERS))


def _read(values: Mapping[str, str], trusts: Choices) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """As the service takes it but for who the doctor is, and what is missing."""
    faults: list[Fault] = []
    trust = trusts[0][0] if len(trusts) == 1 else values["trust"]
    if trust not in dict(trusts):
        faults.append(Fault("trust", "Select where it is"))
    if values["kind"] not in set(FellowshipKind):
        faults.append(Fault("kind", "Select which post it is"))
    if not values["registration"]:
        faults.append(Fault("registration", "Enter the doctor's registration number"))
    percent = whole_number(values["protected_percent"])
    if percent is None or not 1 <= percent <= 100:
        faults.append(Fault("protected_percent", "Enter a whole number from 1 to 100"))
    first = day_in(values, "starts_on", "first day", faults)
    last = day_in(values, "ends_on", "last day", faults)
    if first and last and last < first:
        faults.append(Fault("ends_on-day", "The last day must be the same as or after the first day"))
    faults += [Fault(name, missing) for name, (_, missing) in _JUDGED.items() if values[name] not in _YES_NO]
    if not values["funder"]:
        faults.append(Fault("funder", "Enter the code of who pays"))
    what = {"trust": trust, "kind": values["kind"], "protected_percent": percent}
    days = {"starts_on": day_written(first), "ends_on": day_written(last)}
    grades = listed(values["grades"])
    judged = {name: values[name] == "yes" for name in _JUDGED}
    return what | days | judged | {"grades": grades, "funder": values["funder"].upper()}, tuple(faults)
