"""What waits for one's decision: everything needed for it, yes in one tap, and no with its reasons there too (R17)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from fastapi import Response

from chassis.errors import LostUpdate
from contracts.vocabulary.labels import REFUSALS
from services.portal.gateway.services import SaidNo
from services.portal.pages import facts, leave_facts, shapes, standing, words
from services.portal.pages.facts import Fact, Happened
from services.portal.pages.page import HOME, Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting
from services.portal.pages.words import Tag

router = Pages()
BACK = Link("Leave to decide", "/approvals")


@dataclass(frozen=True, slots=True)
class Waiting:
    """One request of the queue."""

    id: UUID
    heading: str
    doctor: str
    text: str
    due_at: datetime | None
    is_withdrawal: bool
    is_appeal: bool
    path: str


@dataclass(frozen=True, kw_only=True)
class ApprovalsPage(Page):
    template: ClassVar = "approvals.html.jinja"
    title: str = "Leave to decide"
    back: Link | None = HOME
    standing: tuple[str, ...]
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
    reasons: tuple[tuple[str, str], ...]
    """That are used where it was asked for."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Of a refusal, or of what is missing, that lacks something."""
    notice: str = ""


@router.get("/approvals")
async def approvals(visit: Visiting, after: UUID | None = None, done: str = "") -> Response:
    page = await visit.ask.get(shapes.Leaves, "/api/leave/requests", waiting=True, after=after)
    called = await facts.names_shown(visit, {leave.doctor_id for leave in page.items})
    lines = tuple(_waiting(leave, called) for leave in page.items)
    told = await standing.told(visit, page.items)
    return visit.show(ApprovalsPage(standing=told, waiting=lines, next=page.next, notice=_DONE.get(done, "")))


@router.get("/approvals/{leave_id:uuid}")
async def approval(leave_id: UUID, visit: Visiting) -> Response:
    return await show(visit, leave_id)


@router.post("/approvals/{leave_id:uuid}/approve")
async def approve_leave(leave_id: UUID, visit: Visiting) -> Response:
    return await decide(visit, leave_id, "approval", {}, done="approved")


@router.post("/approvals/{leave_id:uuid}/withdrawal")
async def confirm_withdrawal(leave_id: UUID, visit: Visiting) -> Response:
    return await decide(visit, leave_id, "withdrawal", None, done="withdrawn")


async def decide(visit: Visit, leave_id: UUID, how: str, body: object, *, done: str) -> Response:
    """Of two who decide at the same time one does, the other sees who did. Raises SaidNo for words that do not do."""
    path = f"/api/leave/requests/{leave_id}/{how}"
    try:
        await visit.ask.post(path, body, key=visit.key, version=visit.version)
    except LostUpdate:
        return await show(visit, leave_id, status=409, notice=_OVERTAKEN)
    except SaidNo as no:
        if no.said != "already-decided":
            raise
        return await show(visit, leave_id, status=409, notice=_OVERTAKEN)
    return visit.go(f"/approvals?done={done}")


_OVERTAKEN = "This request has changed since you opened it, so your decision was not taken. Below is how it stands now."
_DONE = {
    "approved": "You have agreed. The doctor is told.",
    "returned": "You have returned it. The doctor is told what is missing.",
    "refused": "You have refused. The doctor is told, with your reasons.",
    "answered": "Your answer to the appeal is sent. The doctor is told.",
    "withdrawn": "The withdrawal is confirmed. The days are free again.",
}


async def show(
    visit: Visit,
    leave_id: UUID,
    *,
    status: int | None = None,
    notice: str = "",
    values: Mapping[str, str] | None = None,
    faults: tuple[Fault, ...] = (),
    back: Link = BACK,
) -> Response:
    """One request; with ``values`` and ``faults``, its refusal or return as it was filled in and what that lacks."""
    leave = await visit.ask.get(shapes.Leave, f"/api/leave/requests/{leave_id}")
    if faults and not leave.is_to_decide:
        faults, status, notice = (), 409, _OVERTAKEN
    called = await facts.names(visit, leave.deciders)
    called = {**called, **await facts.names_shown(visit, {leave.doctor_id})}
    page = ApprovalPage(
        title=f"Leave for {doctor(leave, called)}",
        back=back,
        id=leave.id,
        tag=words.LEAVE_STATUSES[leave.status],
        facts=(*leave_facts.of_leave(leave), Fact("Where", await facts.place(visit, leave.trust))),
        refusal=await leave_facts.refusal(visit, leave),
        story=leave_facts.story(leave, called, leave.trust),
        version=leave.version,
        may_decide=leave.is_to_decide,
        is_withdrawal=leave.status == "withdrawal_asked",
        is_touched=leave.placement_affected,
        reasons=tuple((reason.value, words.sentence(REFUSALS[reason])) for reason in leave.refusal_codes),
        values=values or {},
        faults=faults,
        notice=notice,
    )
    return visit.show(page, status=status)


def doctor(leave: shapes.Leave, called: Mapping[UUID, str]) -> str:
    name = called.get(leave.doctor_id)
    return f"Dr {name}" if name else "a doctor whose name is not known yet"


def _waiting(leave: shapes.Leave, called: Mapping[UUID, str]) -> Waiting:
    step, appeal = leave.waiting_step, leave.open_appeal
    return Waiting(
        id=leave.id,
        heading=f"{leave_facts.kind(leave)}, {facts.days(leave.first_day, leave.last_day)}",
        doctor=doctor(leave, called),
        text=leave.activity,
        due_at=step.due_at if step else None,
        is_withdrawal=leave.status == "withdrawal_asked",
        is_appeal=appeal is not None,
        path=f"/appeals/{leave.id}" if appeal else f"/approvals/{leave.id}",
    )
