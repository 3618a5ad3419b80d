"""Where no file has it, a doctor says where they work, and medical education there confirms or refuses it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar, Literal
from uuid import UUID

from fastapi import Response
from pydantic import BaseModel, ConfigDict

from chassis.errors import LostUpdate
from contracts.vocabulary import Role
from services.portal.gateway import SaidNo
from services.portal.pages import facts, words
from services.portal.pages.checking import CheckPage
from services.portal.pages.dates import day_fields, day_in, day_written
from services.portal.pages.facts import Fact
from services.portal.pages.faults import told, too_long
from services.portal.pages.listing import Listed, ListPage, older
from services.portal.pages.page import HOME, Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting
from services.portal.pages.words import Tag

router = Pages()
PATH, _NEW, _API = "/declarations", "/declarations/new", "/api/registry/declarations"
_WAITING, _CONFIRMED, _REFUSED = Tag("Waits for an answer", "blue"), Tag("Confirmed", "green"), Tag("Refused", "red")
_TEXTS = ("site", "grade", "specialty", "wte")
_FIELDS = (*_TEXTS, *day_fields("start", "end"))


class Declaration(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    doctor_id: UUID
    doctor: str | None
    host: str
    site: str
    grade: str
    specialty: str | None
    wte: Decimal
    above_full_time: Decimal | None = None
    start: date
    end: date
    answer: Literal["confirmed", "refused"] | None
    words: str | None
    version: int


class Declarations(BaseModel):
    items: tuple[Declaration, ...]
    next: UUID | None


@dataclass(frozen=True, kw_only=True)
class DeclarationForm(Page):
    template: ClassVar = "declaration_form.html.jinja"
    title: str = "Where do you work?"
    path: str = _NEW
    values: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class DeclarationPage(Page):
    template: ClassVar = "declaration.html.jinja"
    path: str
    tag: Tag
    facts: tuple[Fact, ...]
    version: int
    may_answer: bool
    values: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""


@router.get(PATH)
async def declarations(visit: Visiting, after: UUID | None = None, done: str = "") -> Response:
    """One's own; for who answers, those that wait."""
    waiting = Role.MEDED_ADMIN in visit.roles
    page = await visit.ask.get(Declarations, _API, waiting=waiting, after=after)
    return visit.show(
        ListPage(
            title="Placements that doctors declare" if waiting else "Placements that you declared",
            back=Link("My placements", "/placements") if visit.is_a_doctor and not waiting else HOME,
            begin=None if waiting else Link("Declare a placement", _NEW),
            listed=tuple([await _listed(visit, each) for each in page.items]),
            empty="Nothing waits for your answer." if waiting else "You have declared nothing.",
            older=older(PATH, page.next),
            notice=_DONE.get(done, ""),
        )
    )


@router.get(_NEW)
async def declaration_form(visit: Visiting) -> Response:
    return visit.show(DeclarationForm(back=Link("Back", PATH), values={"wte": "1.0"}))


@router.post(_NEW)
async def declare_placement(visit: Visiting) -> Response:
    values = {name: visit.text(name) for name in _FIELDS}
    body, faults = _read(values)
    where = await facts.known_place(visit, values["site"].upper())
    if values["site"] and where is None:
        faults = (Fault("site", "No organisation is known by this code"), *faults)
    step = visit.text("step")
    if step == "send" and not faults:
        try:
            made = await visit.ask.post(_API, body, key=visit.key)
            return visit.go(f"{PATH}/{made['id']}?done=declared")
        except SaidNo as no:
            faults = told(no, _FIELDS, otherwise="site")
    if step == "change" or faults:
        shown = () if step == "change" else faults
        return visit.show(DeclarationForm(back=Link("Back", PATH), values=values, faults=shown))
    first, last = date.fromisoformat(body["start"]), date.fromisoformat(body["end"])
    page = CheckPage(
        back=Link("Back", _NEW),
        path=_NEW,
        checked=(
            Fact("Where", where or values["site"]),
            Fact("Grade", values["grade"]),
            Fact("Specialty", values["specialty"] or facts.NOT_GIVEN),
            Fact("Working time (WTE)", values["wte"]),
            Fact("Dates", facts.days(first, last)),
        ),
        carried=tuple(values.items()),
        send="Send to the trust",
        note="The medical education team there confirms it or says why not, and you are told.",
    )
    return visit.show(page)


@router.get(PATH + "/{declaration_id:uuid}")
async def declaration(declaration_id: UUID, visit: Visiting, done: str = "") -> Response:
    return await _show(visit, declaration_id, notice=_DONE.get(done, ""))


@router.post(PATH + "/{declaration_id:uuid}/confirm")
async def confirm_declaration(declaration_id: UUID, visit: Visiting) -> Response:
    return await _answer(visit, declaration_id, "confirmation", None, done="confirmed")


@router.post(PATH + "/{declaration_id:uuid}/refuse")
async def refuse_declaration(declaration_id: UUID, visit: Visiting) -> Response:
    said = {"words": visit.text("words")}
    faults = too_long("words", said["words"])
    if not said["words"]:
        faults = (Fault("words", "Write why, for the doctor to read"),)
    if faults:
        return await _show(visit, declaration_id, values=said, faults=faults)
    return await _answer(visit, declaration_id, "refusal", said, done="refused")


_DONE = {
    "declared": "It is sent. You are told when the trust has answered.",
    "confirmed": "It is a placement now. Whoever is told of a new one is told of it.",
    "refused": "Your answer is sent. The doctor is told.",
}
_CHANGED = "This has changed since you opened it, so nothing was sent. Below is how it stands now."


async def _answer(
    visit: Visit, declaration_id: UUID, what: str, body: Mapping[str, str] | None, *, done: str
) -> Response:
    try:
        await visit.ask.post(f"{_API}/{declaration_id}/{what}", body, key=visit.key, version=visit.version)
    except LostUpdate:
        return await _show(visit, declaration_id, values=body, notice=_CHANGED, status=409)
    except SaidNo as no:
        if no.answered == 422 and body:
            return await _show(visit, declaration_id, values=body, faults=told(no, ("words",), otherwise="words"))
        return await _show(visit, declaration_id, values=body, notice=words.sentence(no.detail), status=409)
    return visit.go(f"{PATH}?done={done}")


async def _show(
    visit: Visit,
    declaration_id: UUID,
    *,
    values: Mapping[str, str] | None = None,
    faults: tuple[Fault, ...] = (),
    notice: str = "",
    status: int | None = None,
) -> Response:
    found = await visit.ask.get(Declaration, f"{_API}/{declaration_id}")
    told_of = [
        Fact("Where", await facts.place(visit, found.site)),
        Fact("Dates", facts.days(found.start, found.end)),
        Fact("Grade", found.grade),
        Fact("Specialty", found.specialty or facts.NOT_GIVEN),
        Fact("Working time (WTE)", facts.wte(found.wte)),
    ]
    if found.above_full_time:
        told_of.append(Fact("With other placements", f"{facts.wte(found.above_full_time)}: more than full time"))
    if found.words:
        told_of.append(Fact("The trust's answer", found.words))
    mine = found.doctor_id == visit.person_id
    page = DeclarationPage(
        title="Your declared placement" if mine else f"Placement declared by {_doctor(found)}",
        back=Link("Declared placements", PATH),
        path=f"{PATH}/{declaration_id}",
        tag=_standing(found),
        facts=tuple(told_of),
        version=found.version,
        may_answer=not mine and found.answer is None,
        values=values or {},
        faults=faults,
        notice=notice,
    )
    return visit.show(page, status=status)


def _read(values: Mapping[str, str]) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """As the registry takes it, and what is missing."""
    faults: list[Fault] = []
    if not values["site"]:
        faults.append(Fault("site", "Enter the code of where you work"))
    if not values["grade"]:
        faults.append(Fault("grade", "Enter your grade"))
    try:
        if not 0 < Decimal(values["wte"]) <= 1:
            raise InvalidOperation
    except InvalidOperation:
        faults.append(Fault("wte", "Enter a number from 0.1 to 1"))
    first = day_in(values, "start", "first day", faults)
    last = day_in(values, "end", "last day", faults)
    if first and last and last < first:
        faults.append(Fault("end-day", "The last day must be the same as or after the first day"))
    said = {"site": values["site"].upper(), "grade": values["grade"], "specialty": values["specialty"] or None}
    return said | {"wte": values["wte"], "start": day_written(first), "end": day_written(last)}, tuple(faults)


async def _listed(visit: Visit, of: Declaration) -> Listed:
    where = await facts.place(visit, of.site)
    heading = where if of.doctor_id == visit.person_id else f"{_doctor(of)}, {where}"
    return Listed(f"{PATH}/{of.id}", heading, facts.days(of.start, of.end), _standing(of))


def _standing(of: Declaration) -> Tag:
    return {"confirmed": _CONFIRMED, "refused": _REFUSED}[of.answer] if of.answer else _WAITING


def _doctor(of: Declaration) -> str:
    return f"Dr {of.doctor}" if of.doctor else "a doctor whose name is not known yet"
