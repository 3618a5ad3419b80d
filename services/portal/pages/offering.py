"""Hours beside oneself that a host offers, at a trust where they lead (M-E1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from fastapi import Response

from contracts.vocabulary import ShadowingKind
from services.portal.domain.offices import HOSTS
from services.portal.gateway import SaidNo
from services.portal.pages import facts, shapes, words
from services.portal.pages.checking import CheckPage
from services.portal.pages.dates import at, day_fields, day_in, time_in
from services.portal.pages.facts import Fact
from services.portal.pages.faults import listed, told, too_long, whole_number
from services.portal.pages.page import Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()
NEW = Link("Offer hours", "/hosting/new")
BACK = Link("Shadowing that you host", "/hosting")
_API = "/api/role_modelling/slots"
_KINDS = tuple((kind.value, words.SHADOWING[kind]) for kind in ShadowingKind)
_FIELDS = (
    *("trust", "kind", "title", "starts_at", "ends_at", "places", "grades"),
    *day_fields("starts_on", "ends_on"),
)

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class OfferForm(Page):
    template: ClassVar = "offer_form.html.jinja"
    title: str = "Which hours do you offer?"
    back: Link | None = BACK
    path: str = NEW.href
    trusts: Choices
    kinds: Choices = _KINDS
    values: Mapping[str, str]


@router.get(NEW.href)
async def offer_form(visit: Visiting) -> Response:
    return await _form(visit, {"places": "1"})


@router.post(NEW.href)
async def offer_hours(visit: Visiting) -> Response:
    """Everybody who works there reads it: it is checked first."""
    values, step = {name: visit.text(name) for name in _FIELDS}, visit.text("step")
    trusts = await _trusts(visit)
    body, faults = _read(values, trusts)
    if step == "change" or faults:
        return await _form(visit, values, faults=() if step == "change" else faults)
    if step == "send":
        try:
            made = await visit.ask.post(_API, body, key=visit.key)
        except SaidNo as no:
            return await _form(visit, values, faults=told(no, _FIELDS, otherwise="title"))
        return visit.go(f"{BACK.href}/{shapes.Raised.model_validate(made).id}?done=offered")
    page = CheckPage(
        back=Link("Back", NEW.href),
        path=NEW.href,
        checked=(
            Fact("Where", dict(trusts)[body["trust"]]),
            Fact("What is seen", dict(_KINDS)[values["kind"]]),
            Fact("What you call it", values["title"]),
            Fact("When", facts.hours(*(datetime.fromisoformat(body[edge]) for edge in ("starts_at", "ends_at")))),
            Fact("Places", values["places"]),
            Fact("For", ", ".join(body["grades"]) or "All grades"),
        ),
        carried=tuple(values.items()),
        send="Offer these hours",
        note="Doctors who work there can book them until they begin. You are told who does.",
    )
    return visit.show(page)


async def _form(visit: Visit, values: Mapping[str, str], *, faults: tuple[Fault, ...] = ()) -> Response:
    return visit.show(OfferForm(trusts=await _trusts(visit), values=values, faults=faults))


async def _trusts(visit: Visit) -> Choices:
    """Where they hold a role that others can follow."""
    return await facts.places(visit, visit.places_as(HOSTS))


def _read(values: Mapping[str, str], trusts: Choices) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """As the service takes it, and what is missing."""
    faults: list[Fault] = []
    trust = trusts[0][0] if len(trusts) == 1 else values["trust"]
    if trust not in dict(trusts):
        faults.append(Fault("trust", "Select where it is"))
    if values["kind"] not in set(ShadowingKind):
        faults.append(Fault("kind", "Select what is seen"))
    if not values["title"]:
        faults.append(Fault("title", "Enter what you call it"))
    faults += too_long("title", values["title"], at_most=200)
    moments = {}
    for edge in ("starts", "ends"):
        on = day_in(values, f"{edge}_on", f"day it {edge}", faults)
        moments[f"{edge}_at"] = at(on, time_in(values, f"{edge}_at", f"time it {edge}", faults))
    places = whole_number(values["places"])
    if not places:
        faults.append(Fault("places", "Enter how many places there are in whole numbers"))
    grades = listed(values["grades"])
    what = {"trust": trust, "kind": values["kind"], "title": values["title"]}
    return what | moments | {"places": places, "grades": grades}, tuple(faults)
