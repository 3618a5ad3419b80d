"""Yes, or no with a reason and words: what a doctor did that somebody can confirm, or needs that somebody arranges."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

from fastapi import Response

from chassis.errors import LostUpdate
from contracts.vocabulary import ActivityDeclineReason
from contracts.vocabulary.labels import ACTIVITIES, ADAPTATION_REFUSALS
from services.portal.gateway import SaidNo
from services.portal.pages import arranging, facts, recording, shapes, words
from services.portal.pages.facts import Fact
from services.portal.pages.faults import told, too_long
from services.portal.pages.listing import Listed, ListPage, older
from services.portal.pages.page import OVERTAKEN, Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting
from services.portal.pages.words import Tag

router = Pages()
_API = "/api/opportunities"
_ARRANGEMENTS = Link("Arrangements", "/arrangements")
"""That they are adaptations stands in no address and no title."""

Choices = tuple[tuple[str, str], ...]
_CONFIRM: Choices = (("yes", "It was so"), ("no", "I cannot confirm it"))
_NOT_CONFIRMED: Choices = (
    (ActivityDeclineReason.NOT_THE_LEAD.value, "Somebody else would know"),
    (ActivityDeclineReason.NOT_AS_RECORDED.value, "It was not as recorded"),
)
_ARRANGE: Choices = (("yes", "It is arranged"), ("no", "I cannot arrange it"))
_NOT_ARRANGED: Choices = tuple((reason.value, words.sentence(text)) for reason, text in ADAPTATION_REFUSALS.items())
_FIELDS = ("answer", "reason", "words")


@dataclass(frozen=True, kw_only=True)
class AnswerPage(Page):
    template: ClassVar = "answer.html.jinja"
    path: str
    tag: Tag
    facts: tuple[Fact, ...]
    version: int
    may_answer: bool
    answers: Choices
    reasons: Choices
    asked: str
    """What the words are for."""
    again: Link | None = None
    """For the doctor, while they may ask otherwise or somebody else."""
    values: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What came with the form, as far as the page shows it again."""

    values: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    notice: str = ""
    status: int | None = None


@router.get("/activities")
async def activities(visit: Visiting, waiting: bool = False, after: UUID | None = None, done: str = "") -> Response:
    """One's own; with ``waiting`` those that name one as who would know."""
    page = await visit.ask.get(shapes.Activities, f"{_API}/activities", waiting=waiting, after=after)
    called = await facts.names_shown(visit, {each.doctor_id for each in page.items}) if waiting else {}
    others = Link("See what waits for you to confirm", "/activities?waiting=true")
    return visit.show(
        ListPage(
            title="Activities to confirm" if waiting else recording.MINE.text,
            begin=recording.NEW if visit.is_a_doctor and not waiting else None,
            links=() if waiting else (others,),
            listed=tuple(
                Listed(
                    f"/activities/{each.id}",
                    f"{facts.doctor(each.doctor_id, called)}: {each.title}" if waiting else each.title,
                    facts.days(each.first_day, each.last_day),
                    words.ACTIVITY_STATUSES[each.status],
                )
                for each in page.items
            ),
            empty="Nothing waits for you to confirm." if waiting else "You have recorded nothing.",
            older=older(others.href if waiting else recording.MINE.href, page.next),
            notice=_DONE.get(done, ""),
        )
    )


@router.get("/activities/{activity_id:uuid}")
async def activity(activity_id: UUID, visit: Visiting, done: str = "") -> Response:
    return await _show_activity(visit, activity_id, _Said(notice=_DONE.get(done, "")))


@router.post("/activities/{activity_id:uuid}")
async def answer_activity(activity_id: UUID, visit: Visiting) -> Response:
    said, body = _read(visit, _NOT_CONFIRMED, needs_words=False)
    if body:
        api = f"{_API}/activities/{activity_id}"
        said = await _send(visit, f"{api}/{'refusal' if 'reason' in body else 'confirmation'}", body, said)
    if said.faults or said.notice:
        return await _show_activity(visit, activity_id, said)
    return visit.go("/activities?waiting=true&done=answered")


@router.get("/arrangements")
async def arrangements(visit: Visiting, after: UUID | None = None, done: str = "") -> Response:
    """What one needs, and what waits for one to arrange."""
    page = await visit.ask.get(shapes.Adaptations, f"{_API}/adaptations", after=after)
    called = await facts.names_shown(visit, {each.doctor_id for each in page.items})
    return visit.show(
        ListPage(
            title=_ARRANGEMENTS.text,
            listed=tuple(
                Listed(
                    f"/arrangements/{each.id}",
                    "What you need" if each.doctor_id == visit.person_id else facts.doctor(each.doctor_id, called),
                    f"To be answered by {facts.day(each.answer_by)}" if each.status == "requested" else "",
                    words.ARRANGEMENTS[each.status],
                )
                for each in page.items
            ),
            empty="There is nothing here.",
            older=older("/arrangements", page.next),
            notice=_DONE.get(done, ""),
        )
    )


@router.get("/arrangements/{adaptation_id:uuid}")
async def arrangement(adaptation_id: UUID, visit: Visiting) -> Response:
    return await _show_arrangement(visit, adaptation_id, _Said())


@router.post("/arrangements/{adaptation_id:uuid}")
async def answer_arrangement(adaptation_id: UUID, visit: Visiting) -> Response:
    said, body = _read(visit, _NOT_ARRANGED, needs_words=True)
    if body:
        api = f"{_API}/adaptations/{adaptation_id}"
        said = await _send(visit, f"{api}/{'refusal' if 'reason' in body else 'arrangement'}", body, said)
    if said.faults or said.notice:
        return await _show_arrangement(visit, adaptation_id, said)
    return visit.go("/arrangements?done=answered")


_CHANGED = "This has changed since you opened it, so nothing was sent. Below is how it stands now."
_DONE = {
    OVERTAKEN: _CHANGED,
    "answered": "Your answer is sent. The doctor is told.",
    "sent": "It is sent. You are told when it is answered.",
}


def _read(visit: Visit, reasons: Choices, *, needs_words: bool) -> tuple[_Said, dict[str, Any] | None]:
    """The body to send; None where something is missing."""
    values = {name: visit.text(name) for name in _FIELDS}
    faults = list(too_long("words", values["words"]))
    if values["answer"] not in ("yes", "no"):
        faults.append(Fault("answer", "Select your answer"))
    if values["answer"] == "no" and values["reason"] not in dict(reasons):
        faults.append(Fault("reason", "Select why not"))
    if values["answer"] == "no" and needs_words and not values["words"]:
        faults.append(Fault("words", "Write what was tried, and what else might do"))
    if faults:
        return _Said(values=values, faults=tuple(faults)), None
    body: dict[str, Any] = {"words": values["words"] or None}
    return _Said(values=values), body | ({"reason": values["reason"]} if values["answer"] == "no" else {})


async def _send(visit: Visit, path: str, body: Mapping[str, Any], said: _Said) -> _Said:
    """What came of it; nothing to show where it was taken."""
    try:
        await visit.ask.post(path, body, key=visit.key, version=visit.version)
    except LostUpdate:
        return _Said(values=said.values, notice=_CHANGED, status=409)
    except SaidNo as no:
        if no.answered == 422:
            return _Said(values=said.values, faults=told(no, _FIELDS, otherwise="words"))
        return _Said(values=said.values, notice=words.sentence(no.detail), status=409)
    return said


async def _show_activity(visit: Visit, activity_id: UUID, said: _Said) -> Response:
    found = await visit.ask.get(shapes.Activity, f"{_API}/activities/{activity_id}")
    is_theirs = found.lead_id == visit.person_id
    called = {**await facts.names_shown(visit, {found.doctor_id}), **await facts.names(visit, {found.lead_id})}
    told_of = [
        Fact("Doctor", facts.doctor(found.doctor_id, called)),
        Fact("What it was", words.sentence(ACTIVITIES[found.kind])),
        Fact("When", facts.days(found.first_day, found.last_day)),
        Fact("Time spent", words.time_spent(found.minutes)),
        Fact("Where", await facts.place(visit, found.trust)),
        Fact("Who can confirm it", called.get(found.lead_id, facts.NOT_GIVEN)),
    ]
    if found.words:
        told_of.append(Fact("The answer", found.words))
    page = AnswerPage(
        title=found.title,
        back=Link("Activities to confirm", "/activities?waiting=true") if is_theirs else recording.MINE,
        path=f"/activities/{activity_id}",
        tag=words.ACTIVITY_STATUSES[found.status],
        facts=tuple(told_of),
        version=found.version,
        may_answer=is_theirs and found.status == "recorded",
        answers=_CONFIRM,
        reasons=_NOT_CONFIRMED,
        asked="A few words to the doctor (optional)",
        again=recording.again(visit, found),
        values=said.values,
        faults=said.faults,
        notice=said.notice,
    )
    return visit.show(page, status=said.status)


async def _show_arrangement(visit: Visit, adaptation_id: UUID, said: _Said) -> Response:
    found = await visit.ask.get(shapes.Adaptation, f"{_API}/adaptations/{adaptation_id}")
    called = await facts.names_shown(visit, {found.doctor_id})
    told_of = [
        Fact("Doctor", facts.doctor(found.doctor_id, called)),
        Fact("What is needed", found.needs),
        Fact("Where", await facts.place(visit, found.trust)),
        Fact("To be answered by", facts.day(found.answer_by)),
    ]
    if found.reason:
        told_of.append(Fact("Why not", words.sentence(ADAPTATION_REFUSALS[found.reason])))
    if found.words:
        told_of.append(Fact("The answer", found.words))
    page = AnswerPage(
        title="Something to arrange" if found.host_id == visit.person_id else "What you asked for",
        back=_ARRANGEMENTS,
        path=f"/arrangements/{adaptation_id}",
        tag=words.ARRANGEMENTS[found.status],
        facts=tuple(told_of),
        version=found.version,
        may_answer=found.host_id == visit.person_id and found.status == "requested",
        answers=_ARRANGE,
        reasons=_NOT_ARRANGED,
        asked="What you arranged; or what was tried, and what else might do",
        again=arranging.again(visit, found),
        values=said.values,
        faults=said.faults,
        notice=said.notice,
    )
    return visit.show(page, status=said.status)
