"""Desks that decide about leave: whose they are today, and handing one over while one is away (R89)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from fastapi import Response

from contracts.vocabulary import Role
from contracts.vocabulary.labels import ROLES
from services.portal.domain.offices import DECIDERS
from services.portal.gateway import SaidNo
from services.portal.pages import facts, shapes, words
from services.portal.pages.dates import day_fields, day_in, day_written, typed
from services.portal.pages.faults import told
from services.portal.pages.page import HOME, Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()
PATH, _NEW, _API = "/out-of-office", "/out-of-office/new", "/api/leave/delegations"
BACK = Link("Out of office", PATH)
_FIELDS = ("desk", "colleague", *day_fields("first_day", "last_day"))

Desk = tuple[Role, str]
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class HandedOver:
    id: UUID
    heading: str
    text: str


@dataclass(frozen=True, kw_only=True)
class DesksPage(Page):
    template: ClassVar = "out_of_office.html.jinja"
    title: str = BACK.text
    back: Link | None = HOME
    path: str = PATH
    handed_over: tuple[HandedOver, ...]
    notice: str = ""


@dataclass(frozen=True, kw_only=True)
class HandOverForm(Page):
    template: ClassVar = "hand_over.html.jinja"
    title: str = "Who decides while you are away?"
    back: Link | None = BACK
    path: str = _NEW
    desks: Choices
    colleagues: Choices
    values: Mapping[str, str]


@router.get(PATH)
async def out_of_office(visit: Visiting, done: str = "") -> Response:
    known = await visit.ask.get(list[shapes.Delegation], _API)
    called = await facts.names(visit, {person for each in known for person in (each.by, each.to)})
    handed_over = tuple([await _handed_over(visit, each, called) for each in known])
    return visit.show(DesksPage(handed_over=handed_over, notice=_DONE.get(done, "")))


@router.get(_NEW)
async def hand_over_form(visit: Visiting) -> Response:
    own = _own(visit)
    return await _form(visit, {"desk": _code(own[0]) if len(own) == 1 else "", **typed(first_day=visit.today)})


@router.post(_NEW)
async def hand_over(visit: Visiting) -> Response:
    """From now on, or later; it can be ended at any time."""
    values = {name: visit.text(name) for name in _FIELDS}
    desk, faults = _read(visit, values)
    if faults:
        return await _form(visit, values, faults)
    try:
        await visit.ask.post(_API, desk, key=visit.key)
    except SaidNo as no:
        return await _form(visit, values, told(no, _FIELDS, otherwise="colleague"))
    return visit.go(f"{PATH}?done=handed-over")


@router.post(PATH + "/{delegation_id:uuid}/end")
async def end_hand_over(delegation_id: UUID, visit: Visiting) -> Response:
    await visit.ask.post(f"{_API}/{delegation_id}/end", key=visit.key)
    return visit.go(f"{PATH}?done=ended")


_DONE = {
    "handed-over": "Your desk is handed over for these days.",
    "ended": "It is ended. Whoever holds the desk decides again.",
}


def _own(visit: Visit) -> tuple[Desk, ...]:
    return tuple(sorted((one.role, one.scope) for one in visit.grants if one.role in DECIDERS and one.scope))


def _code(desk: Desk) -> str:
    return "/".join(desk)


async def _called(visit: Visit, role: Role, scope: str) -> str:
    return f"{words.sentence(ROLES[role])}, {await facts.place(visit, scope)}"


async def _handed_over(visit: Visit, of: shapes.Delegation, called: Mapping[UUID, str]) -> HandedOver:
    is_mine = of.by == visit.person_id
    other = called.get(of.to if is_mine else of.by, facts.NOT_GIVEN)
    text = f"{other} decides for you" if is_mine else f"You decide for {other}"
    return HandedOver(
        of.id, f"{text}, {facts.days(of.first_day, of.last_day)}", await _called(visit, of.role, of.scope)
    )


async def _form(visit: Visit, values: Mapping[str, str], faults: tuple[Fault, ...] = ()) -> Response:
    own, people = _own(visit), set[UUID]()
    for role, scope in own:
        found = await visit.ask.get(shapes.Colleagues, f"{_API}/colleagues", role=role.value, scope=scope)
        people |= set(found.items)
    called = await facts.names(visit, people)
    page = HandOverForm(
        desks=tuple([(_code(desk), await _called(visit, *desk)) for desk in own]),
        colleagues=tuple(sorted(((str(person), name) for person, name in called.items()), key=lambda each: each[1])),
        values=values,
        faults=faults,
    )
    return visit.show(page)


def _read(visit: Visit, values: Mapping[str, str]) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """As the leave service takes it, and what is missing."""
    faults: list[Fault] = []
    desk = {_code(each): each for each in _own(visit)}.get(values["desk"])
    if desk is None:
        faults.append(Fault("desk", "Select what you hand over"))
    if not values["colleague"]:
        faults.append(Fault("colleague", "Select who decides"))
    first = day_in(values, "first_day", "first day", faults)
    last = day_in(values, "last_day", "last day", faults)
    role, scope = desk or (None, None)
    asked = {"role": role, "scope": scope, "to": values["colleague"]}
    return asked | {"first_day": day_written(first), "last_day": day_written(last)}, tuple(faults)
