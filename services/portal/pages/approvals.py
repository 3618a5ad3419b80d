"""What waits for one's decision: everything needed for it, and yes in one tap; no with its reasons (R17)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from fastapi import Response

from chassis.errors import LostUpdate
from contracts.vocabulary import RefusalReason
from contracts.vocabulary.labels import REFUSALS
from services.portal.gateway.services import SaidNo
from services.portal.pages import facts, leave_facts, shapes, words
from services.portal.pages.checking import CheckPage
from services.portal.pages.facts import Fact, Happened
from services.portal.pages.page import HOME, Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting
from services.portal.pages.words import Tag

router = Pages()
BACK = Link("Leave to decide", "/approvals")
_REFUSAL = {
    "explanation": ("Explain", "Explain why, for the doctor to read"),
    "alternative": ("Alternative", "Offer an alternative, such as other days"),
    "next_step": ("Next step", "Write what the doctor can do next"),
}
"""The words of a refusal: what they are called, and what is said where they are missing."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One request of the queue."""

    id: UUID
    heading: str
    doctor: str
    text: str
    due_at: datetime | None
    is_withdrawal: bool


@dataclass(frozen=True, kw_only=True)
class ApprovalsPage(Page):
    template: ClassVar = "approvals.html.jinja"
    title: str = "Leave to decide"
    back: Link | None = HOME
    waiting: tuple[Waiting, ...]
    next: UUID | None
    notice: str = ""


@dataclass(frozen=True, kw_only=True)
class ApprovalPage(Page):
    template: ClassVar = "approval.html.jinja"
    back: Link | None = BACK
    id: UUID
    tag: Tag
    facts: tuple[Fact, ...]
    refusal: tuple[Fact, ...]
    story: tuple[Happened, ...]
    version: int
    may_decide: bool
    is_withdrawal: bool
    is_touched: bool
    notice: str = ""


@dataclass(frozen=True, kw_only=True)
class RefusalForm(Page):
    template: ClassVar = "refusal_form.html.jinja"
    title: str = "Why do you refuse this leave?"
    path: str
    about: str
    version: int
    reasons: tuple[tuple[str, str], ...] = tuple(
        (reason.value, words.sentence(text)) for reason, text in REFUSALS.items()
    )
    values: Mapping[str, str]


@router.get("/approvals")
async def approvals(visit: Visiting, after: UUID | None = None, done: str = "") -> Response:
    page = await visit.ask.get(shapes.Leaves, "/api/leave/requests", waiting=True, after=after)
    called = await facts.names_shown(visit, {leave.doctor_id for leave in page.items})
    lines = tuple(_waiting(leave, called) for leave in page.items)
    return visit.show(ApprovalsPage(waiting=lines, next=page.next, notice=_DONE.get(done, "")))


@router.get("/approvals/{leave_id:uuid}")
async def approval(leave_id: UUID, visit: Visiting) -> Response:
    return await _show(visit, leave_id)


@router.post("/approvals/{leave_id:uuid}/approve")
async def approve_leave(leave_id: UUID, visit: Visiting) -> Response:
    return await _decide(visit, leave_id, "approval", {}, done="approved")


@router.post("/approvals/{leave_id:uuid}/withdrawal")
async def confirm_withdrawal(leave_id: UUID, visit: Visiting) -> Response:
    return await _decide(visit, leave_id, "withdrawal", None, done="withdrawn")


@router.get("/approvals/{leave_id:uuid}/refuse")
async def refusal_form(leave_id: UUID, visit: Visiting) -> Response:
    leave = await visit.ask.get(shapes.Leave, f"/api/leave/requests/{leave_id}")
    if not _may_decide(leave, visit) or leave.status != "waiting":
        return visit.go(f"/approvals/{leave_id}")
    return visit.show(await _form(visit, leave, {}, version=leave.version))


@router.post("/approvals/{leave_id:uuid}/refuse")
async def refuse_leave(leave_id: UUID, visit: Visiting) -> Response:
    """From the form to the answers to check, and back to change them; from there it is said."""
    leave = await visit.ask.get(shapes.Leave, f"/api/leave/requests/{leave_id}")
    values = {name: visit.text(name) for name in ("reason", *_REFUSAL)}
    faults, step = _faults(values), visit.text("step")
    if step == "change":
        return visit.show(await _form(visit, leave, values, version=visit.version))
    if not faults:
        try:
            if step == "send":
                return await _decide(visit, leave_id, "refusal", values, done="refused")
            return await _sent(visit, leave_id, "refusal/check", values) or _check(visit, leave_id, values)
        except SaidNo as no:
            faults = (Fault("explanation", words.sentence(no.detail)),)
    return visit.show(await _form(visit, leave, values, version=visit.version, faults=faults))


def _check(visit: Visit, leave_id: UUID, values: Mapping[str, str]) -> Response:
    """The answers, once the service would take them."""
    labels = {"reason": "Reason", "explanation": "Explanation", "alternative": "Alternative", "next_step": "Next step"}
    said = {**values, "reason": words.sentence(REFUSALS[RefusalReason(values["reason"])])}
    return visit.show(
        CheckPage(
            title="Check your answers before refusing",
            back=Link("Back", f"/approvals/{leave_id}/refuse"),
            path=f"/approvals/{leave_id}/refuse",
            checked=tuple(Fact(labels[name], said[name]) for name in labels),
            carried=(*values.items(), ("_version", visit.text("_version"))),
            send="Refuse this leave",
            note="The doctor reads all of this, and how to appeal.",
        )
    )


async def _decide(visit: Visit, leave_id: UUID, how: str, body: object, *, done: str) -> Response:
    """Raises SaidNo for words that do not do."""
    return await _sent(visit, leave_id, how, body, key=visit.key) or visit.go(f"/approvals?done={done}")


async def _sent(visit: Visit, leave_id: UUID, how: str, body: object, *, key: str | None = None) -> Response | None:
    """None where it was taken. Of two who decide at the same time one does, the other sees who did. Raises SaidNo."""
    path = f"/api/leave/requests/{leave_id}/{how}"
    try:
        await visit.ask.post(path, body, key=key, version=visit.version)
    except LostUpdate:
        return await _show(visit, leave_id, status=409, notice=_OVERTAKEN)
    except SaidNo as no:
        if no.said != "already-decided":
            raise
        return await _show(visit, leave_id, status=409, notice=_OVERTAKEN)
    return None


_OVERTAKEN = "This request has changed since you opened it, so your decision was not taken. Below is how it stands now."
_DONE = {
    "approved": "You have agreed. The doctor is told.",
    "refused": "You have refused. The doctor is told, with your reasons.",
    "withdrawn": "The withdrawal is confirmed. The days are free again.",
}


async def _show(visit: Visit, leave_id: UUID, *, status: int | None = None, notice: str = "") -> Response:
    leave = await visit.ask.get(shapes.Leave, f"/api/leave/requests/{leave_id}")
    called = await facts.names(visit, {step.decided_by for step in leave.steps})
    called = {**called, **await facts.names_shown(visit, {leave.doctor_id})}
    page = ApprovalPage(
        title=f"Leave for {_doctor(leave, called)}",
        id=leave.id,
        tag=words.LEAVE_STATUSES[leave.status],
        facts=(*leave_facts.of_leave(leave), Fact("Where", await facts.place(visit, leave.trust))),
        refusal=await leave_facts.refusal(visit, leave),
        story=leave_facts.story(leave, called, leave.trust),
        version=leave.version,
        may_decide=_may_decide(leave, visit),
        is_withdrawal=leave.status == "withdrawal_asked",
        is_touched=leave.placement_affected,
        notice=notice,
    )
    return visit.show(page, status=status)


async def _form(
    visit: Visit, leave: shapes.Leave, values: Mapping[str, str], *, version: int | None, faults: tuple[Fault, ...] = ()
) -> RefusalForm:
    called = await facts.names_shown(visit, {leave.doctor_id})
    return RefusalForm(
        back=Link("Back", f"/approvals/{leave.id}"),
        path=f"/approvals/{leave.id}/refuse",
        about=f"{_doctor(leave, called)}, {facts.days(leave.first_day, leave.last_day)}, {leave.activity}",
        version=version or leave.version,
        values=values,
        faults=faults,
    )


def _faults(values: Mapping[str, str]) -> tuple[Fault, ...]:
    faults = [] if values["reason"] in set(RefusalReason) else [Fault("reason", "Select a reason")]
    for name, (called, missing) in _REFUSAL.items():
        if not values[name]:
            faults.append(Fault(name, missing))
        elif len(values[name]) > 2000:
            faults.append(Fault(name, f"{called}: write at most 2,000 characters"))
    return tuple(faults)


def _may_decide(leave: shapes.Leave, visit: Visit) -> bool:
    """Whether the waiting step is one of the desks that they hold; the leave service has the last word."""
    step, session = leave.waiting_step, visit.session
    if step is None or session is None or leave.doctor_id == session.person_id:
        return False
    return any(grant.role is step.role and grant.scope == step.scope for grant in session.grants)


def _doctor(leave: shapes.Leave, called: Mapping[UUID, str]) -> str:
    name = called.get(leave.doctor_id)
    return f"Dr {name}" if name else "a doctor whose name is not known yet"


def _waiting(leave: shapes.Leave, called: Mapping[UUID, str]) -> Waiting:
    step = leave.waiting_step
    return Waiting(
        id=leave.id,
        heading=f"{words.LEAVE_TYPES[leave.type]}, {facts.days(leave.first_day, leave.last_day)}",
        doctor=_doctor(leave, called),
        text=leave.activity,
        due_at=step.due_at if step else None,
        is_withdrawal=leave.status == "withdrawal_asked",
    )
