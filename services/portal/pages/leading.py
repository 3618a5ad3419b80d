"""What waits for who leads an opportunity: an answer to those interested, and afterwards that they took part."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from fastapi import Response

from chassis.errors import LostUpdate, NotFound
from contracts.vocabulary import Answer, DeclineReason, ParticipationRole
from contracts.vocabulary.labels import DECLINES, PARTS
from services.portal.gateway import SaidNo
from services.portal.pages import facts, shapes, words
from services.portal.pages.dates import day_fields, day_in, day_written, typed
from services.portal.pages.facts import Fact
from services.portal.pages.faults import told, too_long, whole_number
from services.portal.pages.listing import older
from services.portal.pages.page import HOME, Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting
from services.portal.pages.words import Tag

router = Pages()
BACK = Link("What you lead", "/leading")
_ANSWER = ("answer", "reason", "words")
_DEED = ("role", "minutes", *day_fields("first_day", "last_day"))

_PLACED = frozenset({"offered", "no_show"})
"""Of these it may be confirmed that they took part."""

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    id: UUID
    heading: str
    text: str


@dataclass(frozen=True, kw_only=True)
class LeadingPage(Page):
    template: ClassVar = "leading.html.jinja"
    title: str = "What you lead"
    back: Link | None = HOME
    waiting: tuple[Waiting, ...]
    empty: str = "Nobody waits for you."
    missed: str = ""
    """Where those are who did not take part; none on their own page."""
    older: str | None
    notice: str = ""


@dataclass(frozen=True, kw_only=True)
class LedPage(Page):
    """One doctor's interest, with the form that its status asks for."""

    template: ClassVar = "led.html.jinja"
    back: Link | None = BACK
    path: str
    tag: Tag
    facts: tuple[Fact, ...]
    version: int
    may_answer: bool
    may_confirm: bool
    may_miss: bool
    answers: Choices = ((Answer.OFFERED.value, "Offer a place"), (Answer.DECLINED.value, "Offer no place"))
    reasons: Choices = tuple((reason.value, words.sentence(text)) for reason, text in DECLINES.items())
    parts: Choices = tuple((part.value, words.sentence(text)) for part, text in PARTS.items())
    values: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""


@router.get("/leading")
async def leading(visit: Visiting, missed: bool = False, after: UUID | None = None, done: str = "") -> Response:
    """What waits; or with ``missed`` who did not take part, which can be put right."""
    which = {"missed": True} if missed else {"waiting": True}
    page = await visit.ask.get(shapes.Participations, "/api/opportunities/participations", **which, after=after)
    called = await facts.names_shown(visit, {each.doctor_id for each in page.items})
    waiting = tuple(Waiting(each.id, facts.doctor(each.doctor_id, called), _todo(each)) for each in page.items)
    if missed:
        following = older(_MISSED, page.next)
        shown = LeadingPage(title=_ABSENT, back=BACK, waiting=waiting, older=following, empty=_ALL_CAME)
    else:
        following = older(BACK.href, page.next)
        shown = LeadingPage(waiting=waiting, older=following, missed=_MISSED, notice=_DONE.get(done, ""))
    return visit.show(shown)


@router.get("/leading/{participation_id:uuid}")
async def led(participation_id: UUID, visit: Visiting) -> Response:
    return await _show(visit, participation_id)


@router.post("/leading/{participation_id:uuid}/answer")
async def answer_interest(participation_id: UUID, visit: Visiting) -> Response:
    values = {name: visit.text(name) for name in _ANSWER}
    faults = _faults_of_answer(values)
    verdict = {
        "answer": values["answer"],
        "reason": values["reason"] if values["answer"] == Answer.DECLINED else None,
        "words": values["words"] or None,
    }
    return await _tell(visit, participation_id, "answer", verdict, values, faults, done=values["answer"])


@router.post("/leading/{participation_id:uuid}/confirm")
async def confirm_participation(participation_id: UUID, visit: Visiting) -> Response:
    """Certificates rest on it (C-D3)."""
    values, faults = {name: visit.text(name) for name in _DEED}, list[Fault]()
    minutes = whole_number(values["minutes"])
    if values["role"] not in set(ParticipationRole):
        faults.append(Fault("role", "Select what the doctor did"))
    first = day_in(values, "first_day", "first day", faults)
    last = day_in(values, "last_day", "last day", faults)
    if not minutes:
        faults.append(Fault("minutes", "Enter the minutes spent in all, as a whole number"))
    days = {"first_day": day_written(first), "last_day": day_written(last)}
    deed = {"role": values["role"], "minutes": minutes, **days}
    return await _tell(visit, participation_id, "confirmation", deed, values, tuple(faults), done="confirmed")


@router.post("/leading/{participation_id:uuid}/miss")
async def miss_participation(participation_id: UUID, visit: Visiting) -> Response:
    return await _tell(visit, participation_id, "absence", {}, {}, (), done="missed")


_MISSED, _ABSENT = "/leading?missed=true", "Who did not take part"
_ALL_CAME = "Of nobody is it recorded that they did not take part."
_DONE = {
    "offered": "You have offered a place. The doctor is told.",
    "declined": "You have offered no place. The doctor is told, with your reason.",
    "confirmed": "It is confirmed. A certificate can be issued now.",
    "missed": "It is recorded that the doctor did not take part. They are told. You can still put it right.",
}
_OVERTAKEN = "This has changed since you opened it, so nothing was sent. Below is how it stands now."
_SAID_BEFORE = frozenset({"already-answered", "already-confirmed", "not-offered", "already-missed"})


async def _tell(
    visit: Visit,
    participation_id: UUID,
    how: str,
    body: Mapping[str, Any],
    values: Mapping[str, str],
    faults: tuple[Fault, ...],
    *,
    done: str,
) -> Response:
    """Send it in, where it has no faults. Of two who answer at the same time one does; the other sees how it stands.
    What has no ``values`` has no field to say at what stands in the way."""
    if faults:
        return await _show(visit, participation_id, values=values, faults=faults)
    path = f"/api/opportunities/participations/{participation_id}/{how}"
    try:
        await visit.ask.post(path, body, key=visit.key, version=visit.version)
    except LostUpdate:
        return await _show(visit, participation_id, status=409, notice=_OVERTAKEN)
    except SaidNo as no:
        if no.said in _SAID_BEFORE:
            return await _show(visit, participation_id, status=409, notice=_OVERTAKEN)
        if not values:
            return await _show(visit, participation_id, status=409, notice=words.sentence(no.detail))
        told_at = told(no, tuple(values), otherwise=next(iter(values)))
        return await _show(visit, participation_id, values=values, faults=told_at)
    return visit.go(f"/leading?done={done}")


async def _show(
    visit: Visit,
    participation_id: UUID,
    *,
    values: Mapping[str, str] | None = None,
    faults: tuple[Fault, ...] = (),
    status: int | None = None,
    notice: str = "",
) -> Response:
    found = await visit.ask.get(shapes.Participation, f"/api/opportunities/participations/{participation_id}")
    if found.doctor_id == visit.person_id:
        raise NotFound
    called = await facts.names_shown(visit, {found.doctor_id})
    begun = await _begun(visit, found)
    page = LedPage(
        title=f"{facts.doctor(found.doctor_id, called)}: {found.title}",
        path=f"/leading/{participation_id}",
        tag=words.PARTICIPATIONS[found.status],
        facts=facts.of_participation(found, where=await facts.place(visit, found.trust)),
        version=found.version,
        may_answer=found.status == "interested",
        may_confirm=found.status in _PLACED,
        may_miss=found.status == "offered" and begun is not None,
        values=values or (_expected(begun, visit.today) if begun else {}),
        faults=faults,
        notice=notice,
    )
    return visit.show(page, status=status)


async def _begun(visit: Visit, found: shapes.Participation) -> shapes.Opportunity | None:
    """What the doctor has a place in, from its first day on."""
    if found.status not in _PLACED:
        return None
    opportunity = await visit.ask.get(shapes.Opportunity, f"/api/opportunities/published/{found.opportunity_id}")
    return opportunity if opportunity.first_day <= visit.today else None


def _expected(opportunity: shapes.Opportunity, today: date) -> Mapping[str, str]:
    """What a confirmation ordinarily says: the opportunity's own days, as far as they are over."""
    return typed(first_day=opportunity.first_day, last_day=min(opportunity.last_day or today, today))


def _faults_of_answer(values: Mapping[str, str]) -> tuple[Fault, ...]:
    faults = [] if values["answer"] in set(Answer) else [Fault("answer", "Select whether you offer a place")]
    if values["answer"] == Answer.DECLINED and values["reason"] not in set(DeclineReason):
        faults.append(Fault("reason", "Select why you offer no place"))
    return (*faults, *too_long("words", values["words"]))


def _todo(found: shapes.Participation) -> str:
    if found.status == "no_show":
        return found.title
    by = f"answer by {facts.day(found.answer_by)}"
    return f"{found.title}: {by if found.status == 'interested' else 'confirm afterwards that they took part'}"
