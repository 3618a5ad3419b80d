"""Disputes: the owner of the data reads and answers them, the doctor sees how they stand."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from fastapi import Response

from chassis.errors import LostUpdate, NotFound
from contracts.vocabulary import DisputeOutcome, Role
from contracts.vocabulary.labels import ROLES
from services.portal.gateway.services import SaidNo
from services.portal.pages import facts, shapes, words
from services.portal.pages.facts import Fact
from services.portal.pages.page import HOME, Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting
from services.portal.pages.words import Tag

router = Pages()
_OUTCOMES = (
    (DisputeOutcome.CORRECTED.value, "It was wrong, and is corrected or will be with the next file of the deanery"),
    (DisputeOutcome.STANDS.value, "It is right as it stands"),
)


@dataclass(frozen=True, kw_only=True)
class DisputesPage(Page):
    template: ClassVar = "disputes.html.jinja"
    title: str = "Disputed placements"
    back: Link | None = HOME
    waiting: tuple[shapes.Dispute, ...]
    mine: tuple[tuple[shapes.Dispute, Tag], ...]
    answers: bool
    """Whether who visits is somebody who answers."""
    next: UUID | None


@dataclass(frozen=True, kw_only=True)
class DisputePage(Page):
    template: ClassVar = "dispute.html.jinja"
    tag: Tag
    facts: tuple[Fact, ...]
    placement: tuple[Fact, ...]
    answered: tuple[Fact, ...]
    path: str
    version: int
    may_answer: bool
    outcomes: tuple[tuple[str, str], ...] = _OUTCOMES
    outcome: str = ""
    answer: str = ""
    notice: str = ""
    """What became of an answer that was sent just now."""


@router.get("/disputes")
async def disputes(visit: Visiting, after: UUID | None = None) -> Response:
    ask, answers = visit.ask, Role.MEDED_ADMIN in visit.roles
    own = await ask.get(shapes.Disputes, "/api/registry/disputes")
    waiting = shapes.Disputes(items=(), next=None)
    if answers:
        waiting = await ask.get(shapes.Disputes, "/api/registry/disputes", waiting=True, after=after)
    mine = tuple((each, facts.tag_of(each)) for each in own.items)
    return visit.show(DisputesPage(waiting=waiting.items, mine=mine, answers=answers, next=waiting.next))


@router.get("/disputes/{dispute_id:uuid}")
async def dispute(dispute_id: UUID, visit: Visiting, answered: bool = False) -> Response:
    said = "Your answer is sent. The doctor is told." if answered else ""
    return await _show(visit, dispute_id, notice=said)


@router.post("/disputes/{dispute_id:uuid}")
async def answer_dispute(dispute_id: UUID, visit: Visiting) -> Response:
    outcome, answer = visit.text("outcome"), visit.text("answer")
    if faults := _faults(outcome, answer):
        return await _show(visit, dispute_id, outcome=outcome, answer=answer, faults=faults)
    body, version = {"outcome": outcome, "answer": answer}, visit.version
    try:
        await visit.ask.post(f"/api/registry/disputes/{dispute_id}/closure", body, key=visit.key, version=version)
    except LostUpdate:
        return await _show(visit, dispute_id, status=409, notice=_OVERTAKEN)
    except SaidNo as no:
        if no.said == "dispute-closed":
            return await _show(visit, dispute_id, status=409, notice=_OVERTAKEN)
        told = (Fault("answer", words.sentence(no.detail)),)
        return await _show(visit, dispute_id, outcome=outcome, answer=answer, faults=told)
    return visit.go(f"/disputes/{dispute_id}?answered=true")


_OVERTAKEN = "Somebody has answered this before you."


async def _show(
    visit: Visit,
    dispute_id: UUID,
    *,
    status: int | None = None,
    notice: str = "",
    outcome: str = "",
    answer: str = "",
    faults: tuple[Fault, ...] = (),
) -> Response:
    found = await visit.ask.get(shapes.Dispute, f"/api/registry/disputes/{dispute_id}")
    mine = found.doctor_id == visit.person_id
    who = "your placement" if mine else f"a placement of {_doctor(found)}"
    page = DisputePage(
        title=f"Dispute about {who}",
        back=Link("My placements", "/placements") if mine else Link("Disputed placements", "/disputes"),
        tag=facts.tag_of(found),
        facts=(*facts.of_dispute(found), *await _who_answers(visit, found)),
        placement=await _placement(visit, found),
        answered=facts.answer_of(found),
        path=f"/disputes/{dispute_id}",
        version=found.version,
        may_answer=not mine and found.outcome is None,
        outcome=outcome,
        answer=answer,
        notice=notice,
        faults=faults,
    )
    return visit.show(page, status=status)


async def _who_answers(visit: Visit, dispute: shapes.Dispute) -> tuple[Fact, ...]:
    """While it is open."""
    if dispute.outcome is not None:
        return ()
    if not dispute.has_owner:
        return (Fact("Who answers", await facts.without_owner(visit, dispute.host)),)
    return (Fact("Who answers", f"The {ROLES[Role.MEDED_ADMIN]} of {await facts.place(visit, dispute.host)}"),)


async def _placement(visit: Visit, dispute: shapes.Dispute) -> tuple[Fact, ...]:
    """As it stands today; nothing, where it has moved out of sight."""
    try:
        found = await visit.ask.get(shapes.Placement, f"/api/registry/placements/{dispute.placement_id}")
    except NotFound:
        return ()
    places = {"host_name": await facts.place(visit, found.host), "site_name": await facts.place(visit, found.site)}
    clinical, educational = found.clinical_supervisor_id, found.educational_supervisor_id
    called = await facts.names(visit, (clinical, educational))
    names = {
        "clinical_supervisor": called.get(clinical) if clinical else None,
        "educational_supervisor": called.get(educational) if educational else None,
    }
    return facts.of_placement(found.model_copy(update=places | names))


def _faults(outcome: str, answer: str) -> tuple[Fault, ...]:
    faults = [] if outcome in dict(_OUTCOMES) else [Fault("outcome", "Select whether it was corrected or stands")]
    if not answer:
        faults.append(Fault("answer", "Write what you found, for the doctor to read"))
    elif len(answer) > 2000:
        faults.append(Fault("answer", "Write at most 2,000 characters"))
    return tuple(faults)


def _doctor(dispute: shapes.Dispute) -> str:
    return f"Dr {dispute.doctor}" if dispute.doctor else "a doctor whose name is not known yet"
