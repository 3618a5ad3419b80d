"""After a refusal: the alternative taken with one tap, or an appeal, and its answer (R17, R19)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from fastapi import Response

from chassis.errors import LostUpdate, NotFound
from contracts.vocabulary import AppealOutcome
from services.portal.gateway import SaidNo
from services.portal.pages import facts, leave_facts, shapes, words
from services.portal.pages.checking import CheckPage
from services.portal.pages.facts import Fact, Happened
from services.portal.pages.faults import told, too_long
from services.portal.pages.page import Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting
from services.portal.pages.words import Tag

router = Pages()
_API = "/api/leave/requests"
_QUEUE = Link("Leave to decide", "/approvals")
_OUTCOMES = tuple((outcome.value, tag.text) for outcome, tag in words.APPEALS.items())


@dataclass(frozen=True, kw_only=True)
class AppealForm(Page):
    template: ClassVar = "appeal_form.html.jinja"
    title: str = "Appeal against this decision"
    path: str
    version: int | None
    facts: tuple[Fact, ...]
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class AppealPage(Page):
    template: ClassVar = "appeal.html.jinja"
    back: Link | None = _QUEUE
    path: str
    tag: Tag
    appeal: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    refusal: tuple[Fact, ...]
    story: tuple[Happened, ...]
    version: int
    may_acknowledge: bool
    may_answer: bool
    outcomes: tuple[tuple[str, str], ...] = _OUTCOMES
    values: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""


@router.post("/leave/{leave_id:uuid}/alternative")
async def take_alternative(leave_id: UUID, visit: Visiting) -> Response:
    """One tap: what was offered is asked for, with all else as it was."""
    try:
        taken = await visit.ask.post(f"{_API}/{leave_id}/alternative", key=visit.key, version=visit.version)
    except (LostUpdate, SaidNo):
        return visit.go(f"/leave/{leave_id}?done=not-taken")
    instead = taken["instead"]
    return visit.go(f"/leave/{instead['id']}/sent" if instead else f"/leave/{leave_id}?done=taken")


@router.get("/leave/{leave_id:uuid}/appeal")
async def appeal_form(leave_id: UUID, visit: Visiting) -> Response:
    leave = await _mine(visit, leave_id)
    if not leave.is_for_its_doctor:
        return visit.go(f"/leave/{leave_id}")
    return await _form(visit, leave, {}, version=leave.version)


@router.post("/leave/{leave_id:uuid}/appeal")
async def appeal_refusal(leave_id: UUID, visit: Visiting) -> Response:
    """Made once: from the form to the words to check, and from there it is on its way."""
    leave = await _mine(visit, leave_id)
    values, step = {"what_went_wrong": visit.text("what_went_wrong")}, visit.text("step")
    faults = too_long("what_went_wrong", values["what_went_wrong"])
    if not values["what_went_wrong"]:
        faults = (Fault("what_went_wrong", "Write what went wrong in how it was decided"),)
    if step == "change" or faults:
        return await _form(visit, leave, values, version=visit.version, faults=() if step == "change" else faults)
    if step == "send":
        try:
            await visit.ask.post(f"{_API}/{leave_id}/appeal", values, key=visit.key, version=visit.version)
        except LostUpdate:
            return visit.go(f"/leave/{leave_id}?done=overtaken")
        except SaidNo as no:
            faults = told(no, tuple(values), otherwise="what_went_wrong")
            return await _form(visit, leave, values, version=visit.version, faults=faults)
        return visit.go(f"/leave/{leave_id}?done=appealed")
    page = CheckPage(
        back=Link("Back", f"/leave/{leave_id}/appeal"),
        path=f"/leave/{leave_id}/appeal",
        checked=(Fact("What went wrong", values["what_went_wrong"]),),
        carried=(*values.items(), ("_version", visit.text("_version"))),
        send="Send the appeal",
        note="You can appeal once against this decision, and the answer is final. Taking the alternative ends then.",
    )
    return visit.show(page)


@router.get("/appeals/{leave_id:uuid}")
async def appeal(leave_id: UUID, visit: Visiting) -> Response:
    return await _show(visit, leave_id)


@router.post("/appeals/{leave_id:uuid}/acknowledge")
async def acknowledge_appeal(leave_id: UUID, visit: Visiting) -> Response:
    return await _send(visit, leave_id, "acknowledgement", None) or visit.go(f"/appeals/{leave_id}")


@router.post("/appeals/{leave_id:uuid}/answer")
async def answer_appeal(leave_id: UUID, visit: Visiting) -> Response:
    """For good: it is checked first."""
    values, step = {name: visit.text(name) for name in ("outcome", "explanation")}, visit.text("step")
    faults = too_long("explanation", values["explanation"])
    if not values["explanation"]:
        faults = (Fault("explanation", "Explain your answer, for the doctor to read"),)
    if values["outcome"] not in set(AppealOutcome):
        faults = (Fault("outcome", "Select what your answer is"), *faults)
    if step == "change" or faults:
        return await _show(visit, leave_id, values=values, faults=() if step == "change" else faults)
    if step == "send":
        return await _send(visit, leave_id, "answer", values) or visit.go("/approvals?done=answered")
    page = CheckPage(
        back=Link("Back", f"/appeals/{leave_id}"),
        path=f"/appeals/{leave_id}/answer",
        checked=(Fact("Your answer", dict(_OUTCOMES)[values["outcome"]]), Fact("Explanation", values["explanation"])),
        carried=(*values.items(), ("_version", visit.text("_version"))),
        send="Send the answer",
        note="The doctor reads it. It is final; if you uphold the appeal, the same desk decides again.",
    )
    return visit.show(page)


_OVERTAKEN = "This has changed since you opened it, so nothing was sent. Below is how it stands now."


async def _send(visit: Visit, leave_id: UUID, what: str, body: Mapping[str, str] | None) -> Response | None:
    """None where it was taken."""
    try:
        await visit.ask.post(f"{_API}/{leave_id}/appeal/{what}", body, key=visit.key, version=visit.version)
    except LostUpdate:
        return await _show(visit, leave_id, values=body, notice=_OVERTAKEN, status=409)
    except SaidNo as no:
        if no.answered == 422:
            faults = told(no, ("outcome", "explanation"), otherwise="explanation")
            return await _show(visit, leave_id, values=body, faults=faults)
        return await _show(visit, leave_id, values=body, notice=words.sentence(no.detail), status=409)
    return None


async def _mine(visit: Visit, leave_id: UUID) -> shapes.Leave:
    """Raises NotFound for what others asked for."""
    leave = await visit.ask.get(shapes.Leave, f"{_API}/{leave_id}")
    if leave.doctor_id != visit.person_id:
        raise NotFound
    return leave


async def _form(
    visit: Visit, leave: shapes.Leave, values: Mapping[str, str], *, version: int | None, faults: tuple[Fault, ...] = ()
) -> Response:
    page = AppealForm(
        back=Link("Back", f"/leave/{leave.id}"),
        path=f"/leave/{leave.id}/appeal",
        version=version,
        facts=(*leave_facts.of_leave(leave), *await leave_facts.refusal(visit, leave)),
        values=values,
        faults=faults,
    )
    return visit.show(page)


async def _show(
    visit: Visit,
    leave_id: UUID,
    *,
    values: Mapping[str, str] | None = None,
    faults: tuple[Fault, ...] = (),
    notice: str = "",
    status: int | None = None,
) -> Response:
    """Raises NotFound where nobody appealed, and to its doctor, who has another page."""
    leave = await visit.ask.get(shapes.Leave, f"{_API}/{leave_id}")
    if not leave.appeals or leave.doctor_id == visit.person_id:
        raise NotFound
    last = leave.appeals[-1]
    called = await facts.names(visit, leave.deciders)
    called = {**called, **await facts.names_shown(visit, {leave.doctor_id})}
    is_theirs = leave.open_appeal is not None and leave.waits_for_you
    page = AppealPage(
        title=f"Appeal of {facts.doctor(leave.doctor_id, called)}",
        path=f"/appeals/{leave_id}",
        tag=words.APPEALS[last.outcome] if last.outcome else words.OPEN_APPEAL,
        appeal=await leave_facts.of_appeal(visit, last),
        facts=leave_facts.of_leave(leave),
        refusal=await leave_facts.refusal(visit, leave),
        story=leave_facts.story(leave, called, leave.trust),
        version=leave.version,
        may_acknowledge=is_theirs and last.acknowledged_at is None,
        may_answer=is_theirs,
        values=values or {},
        faults=faults,
        notice=notice,
    )
    return visit.show(page, status=status)
