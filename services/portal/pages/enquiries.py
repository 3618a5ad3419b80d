"""What an employer asks a doctor about a placement: asked in words, and answered by a day (R34)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from fastapi import Response
from pydantic import BaseModel, ConfigDict

from chassis.clock import london_date
from chassis.errors import NotFound
from services.portal.domain.offices import ASKERS
from services.portal.gateway import SaidNo
from services.portal.pages import facts, words
from services.portal.pages.facts import Fact
from services.portal.pages.faults import told, too_long
from services.portal.pages.listing import Listed, ListPage, older
from services.portal.pages.page import HOME, Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting
from services.portal.pages.words import Tag

router = Pages()
PATH, _NEW, _API = "/enquiries", "/enquiries/new", "/api/registry"
BACK, _WHOM = Link("Questions about placements", PATH), Link("Whom do you ask?", _NEW)
MINE = Link("What you were asked", f"{PATH}?asked=false")
_WAITING, _OVERDUE, _ANSWERED = Tag("To be answered", "blue"), Tag("Overdue", "red"), Tag("Answered", "green")


class Enquiry(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    placement_id: UUID
    doctor_id: UUID
    doctor: str | None
    trust: str
    question: str
    asked_by: str | None
    asked_at: datetime
    due_on: date
    overdue: bool
    answer: str | None
    answered_at: datetime | None

    @property
    def tag(self) -> Tag:
        if self.answer is not None:
            return _ANSWERED
        return _OVERDUE if self.overdue else _WAITING


class Enquiries(BaseModel):
    items: tuple[Enquiry, ...]
    next: UUID | None


class Starter(BaseModel):
    """A placement that begins soon, of a doctor who can be asked about it."""

    placement_id: UUID
    doctor_id: UUID
    doctor: str | None
    start: date


class Starters(BaseModel):
    items: tuple[Starter, ...]
    next: UUID | None


class Start(BaseModel):
    """Of a placement, whose it is and from when."""

    doctor_id: UUID
    start: date


@dataclass(frozen=True, kw_only=True)
class EnquiryPage(Page):
    template: ClassVar = "enquiry.html.jinja"
    back: Link | None = BACK
    path: str
    tag: Tag
    facts: tuple[Fact, ...]
    may_answer: bool
    values: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""


@dataclass(frozen=True, kw_only=True)
class EnquiryForm(Page):
    template: ClassVar = "enquiry_form.html.jinja"
    title: str = "What do you need to know?"
    back: Link | None = _WHOM
    path: str
    about: tuple[Fact, ...]
    values: Mapping[str, str]


@router.get(PATH)
async def enquiries(visit: Visiting, after: UUID | None = None, *, asked: bool = True) -> Response:
    """Those made to a doctor; for who asks, those of their trust, unless they want what they are asked themselves."""
    asks = asked and bool(visit.roles & ASKERS)
    page = await visit.ask.get(Enquiries, f"{_API}/enquiries", asked=asks, after=after)
    return visit.show(
        ListPage(
            title=BACK.text if asks else MINE.text,
            back=HOME if asks else Link("My placements", "/placements"),
            begin=Link("Ask a doctor", _NEW) if asks else None,
            listed=tuple([await _listed(visit, each) for each in page.items]),
            empty="You have asked nothing." if asks else "You are asked nothing.",
            older=older(PATH if asks else MINE.href, page.next),
        )
    )


@router.get(_NEW)
async def whom_to_ask(visit: Visiting, after: UUID | None = None) -> Response:
    """The doctors who begin at the trust from today on."""
    page = await visit.ask.get(Starters, f"{_API}/placements/information", after=after)
    return visit.show(
        ListPage(
            title=_WHOM.text,
            back=BACK,
            intro="Doctors whose placement with you is still to begin, the soonest first.",
            listed=tuple(
                Listed(f"{_NEW}/{one.placement_id}", _doctor(one.doctor), f"Begins on {facts.day(one.start)}")
                for one in page.items
            ),
            empty="No placement with you is known that is still to begin.",
            older=older(_NEW, page.next),
        )
    )


@router.get(_NEW + "/{placement_id:uuid}")
async def enquiry_form(placement_id: UUID, visit: Visiting) -> Response:
    return await _form(visit, placement_id, {})


@router.post(_NEW + "/{placement_id:uuid}")
async def make_enquiry(placement_id: UUID, visit: Visiting) -> Response:
    values = {"question": visit.text("question")}
    faults = too_long("question", values["question"]) if values["question"] else (_empty("question", "what you ask"),)
    if not faults:
        try:
            made = await visit.ask.post(f"{_API}/placements/{placement_id}/enquiries", values, key=visit.key)
            return visit.go(f"{PATH}/{made['id']}?done=asked")
        except SaidNo as no:
            faults = told(no, ("question",), otherwise="question")
    return await _form(visit, placement_id, values, faults)


@router.get(PATH + "/{enquiry_id:uuid}")
async def enquiry(enquiry_id: UUID, visit: Visiting, done: str = "") -> Response:
    return await _show(visit, enquiry_id, notice=_DONE.get(done, ""))


@router.post(PATH + "/{enquiry_id:uuid}/answer")
async def answer_enquiry(enquiry_id: UUID, visit: Visiting) -> Response:
    values = {"answer": visit.text("answer")}
    faults = too_long("answer", values["answer"]) if values["answer"] else (_empty("answer", "your answer"),)
    if faults:
        return await _show(visit, enquiry_id, values=values, faults=faults)
    try:
        await visit.ask.post(f"{_API}/enquiries/{enquiry_id}/answer", values, key=visit.key)
    except SaidNo as no:
        if no.answered == 422:
            return await _show(visit, enquiry_id, values=values, faults=told(no, ("answer",), otherwise="answer"))
        return await _show(visit, enquiry_id, notice=words.sentence(no.detail), status=409)
    return visit.go(f"{PATH}/{enquiry_id}?done=answered")


async def to_answer(visit: Visit) -> tuple[Enquiry, ...]:
    """What a doctor is asked and has not answered, of the newest hundred."""
    try:
        page = await visit.ask.get(Enquiries, f"{_API}/enquiries", limit=100)
    except NotFound:  # of a registry that is older than this page
        return ()
    return tuple(each for each in page.items if each.answer is None)


_DONE = {
    "asked": "It is sent. The doctor is told, and by when to answer.",
    "answered": "Your answer is sent. Whoever asked is told.",
}


async def _form(
    visit: Visit, placement_id: UUID, values: Mapping[str, str], faults: tuple[Fault, ...] = ()
) -> Response:
    """Raises NotFound for a placement that is not with them."""
    found = await visit.ask.get(Start, f"{_API}/placements/{placement_id}")
    called = await facts.names(visit, {found.doctor_id})
    about = (Fact("Doctor", facts.doctor(found.doctor_id, called)), Fact("Begins on", facts.day(found.start)))
    return visit.show(EnquiryForm(path=f"{_NEW}/{placement_id}", about=about, values=values, faults=faults))


async def _show(
    visit: Visit,
    enquiry_id: UUID,
    *,
    values: Mapping[str, str] | None = None,
    faults: tuple[Fault, ...] = (),
    notice: str = "",
    status: int | None = None,
) -> Response:
    found = await visit.ask.get(Enquiry, f"{_API}/enquiries/{enquiry_id}")
    mine = found.doctor_id == visit.person_id
    where = await facts.place(visit, found.trust)
    told_of = [
        Fact("Question", found.question),
        Fact("Asked by", f"{found.asked_by}, {where}" if found.asked_by else where),
        Fact("Asked on", facts.day(london_date(found.asked_at))),
        Fact("Answer by", facts.day(found.due_on)),
    ]
    if found.answer is not None:
        told_of.append(Fact("Answer", found.answer))
    page = EnquiryPage(
        back=MINE if mine else BACK,
        title="A question from your employer" if mine else f"Asked of {_doctor(found.doctor)}",
        path=f"{PATH}/{enquiry_id}",
        tag=found.tag,
        facts=tuple(told_of),
        may_answer=mine and found.answer is None,
        values=values or {},
        faults=faults,
        notice=notice,
    )
    return visit.show(page, status=status)


async def _listed(visit: Visit, of: Enquiry) -> Listed:
    mine = of.doctor_id == visit.person_id
    heading = await facts.place(visit, of.trust) if mine else _doctor(of.doctor)
    return Listed(f"{PATH}/{of.id}", heading, f"Answer by {facts.day(of.due_on)}", of.tag)


def _empty(name: str, what: str) -> Fault:
    return Fault(name, f"Write {what}")


def _doctor(name: str | None) -> str:
    return f"Dr {name}" if name else "a doctor whose name is not known yet"
