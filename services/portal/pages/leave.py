"""A doctor's own leave: what was asked for, how it stands, and taking it back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from fastapi import Response

from chassis.clock import london_date
from chassis.errors import LostUpdate, NotFound
from contracts.vocabulary.labels import ROLES
from services.portal.gateway.services import SaidNo
from services.portal.pages import facts, leave_facts, shapes, standing, words
from services.portal.pages.checking import SentPage, reference
from services.portal.pages.dates import typed
from services.portal.pages.facts import Fact, Happened
from services.portal.pages.page import HOME, OVERTAKEN, Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting
from services.portal.pages.words import Tag

router = Pages()
BACK = Link("My leave", "/leave")


@dataclass(frozen=True, slots=True)
class Line:
    """One request in a list."""

    id: UUID
    heading: str
    text: str
    tag: Tag
    is_touched: bool


@dataclass(frozen=True, kw_only=True)
class LeavePage(Page):
    template: ClassVar = "leave.html.jinja"
    title: str = "My leave"
    back: Link | None = HOME
    standing: tuple[str, ...]
    lines: tuple[Line, ...]
    next: UUID | None


@dataclass(frozen=True, kw_only=True)
class RequestPage(Page):
    template: ClassVar = "leave_request.html.jinja"
    title: str = "Your request for leave"
    back: Link | None = BACK
    id: UUID
    tag: Tag
    facts: tuple[Fact, ...]
    refusal: tuple[Fact, ...]
    story: tuple[Happened, ...]
    appeal: tuple[Fact, ...]
    offered: str
    """Days that were offered instead, to be taken with one tap."""
    may_take: bool
    may_appeal: bool
    missing: str
    ended: str
    """What it means that its days are over, where nobody decided."""
    may_withdraw: bool
    claim: tuple[Fact, ...]
    may_claim: bool
    values: Mapping[str, str]
    """Of its claim."""
    version: int
    notice: str = ""


@dataclass(frozen=True, kw_only=True)
class WithdrawPage(Page):
    template: ClassVar = "withdraw.html.jinja"
    title: str = "Do you want to withdraw this request?"
    path: str
    facts: tuple[Fact, ...]
    version: int
    consequence: str


@router.get("/leave")
async def my_leave(visit: Visiting, after: UUID | None = None) -> Response:
    page = await visit.ask.get(shapes.Leaves, "/api/leave/requests", after=after)
    told = await standing.told(visit, await standing.asked_of(visit))
    return visit.show(LeavePage(standing=told, lines=tuple(map(_line, page.items)), next=page.next))


@router.get("/leave/{leave_id:uuid}")
async def my_request(leave_id: UUID, visit: Visiting, done: str = "") -> Response:
    return await show(visit, await mine(visit, leave_id), notice=_DONE.get(done, ""))


@router.get("/leave/{leave_id:uuid}/sent")
async def leave_sent(leave_id: UUID, visit: Visiting) -> Response:
    leave = await mine(visit, leave_id)
    links = (Link("See your request", f"/leave/{leave_id}"), BACK)
    elsewhere = standing.after_asking(leave)
    if leave.status == "recorded":
        return visit.show(SentPage(title="Noted", reference=reference(leave.id), next=elsewhere, links=links))
    waiting = leave.waiting_step
    first = "Your request waits for a decision."
    if waiting:
        due = f" by {facts.day(london_date(waiting.due_at))}" if waiting.due_at else ""
        first = f"The {ROLES[waiting.role]} decides{due}."
    told = (
        "You are told by mail and in your inbox when somebody has decided. You can withdraw it at any time until then."
    )
    steps = (first, told, *elsewhere)
    return visit.show(SentPage(title="Request sent", reference=reference(leave.id), next=steps, links=links))


@router.get("/leave/{leave_id:uuid}/withdraw")
async def withdraw_form(leave_id: UUID, visit: Visiting) -> Response:
    leave = await mine(visit, leave_id)
    if not _may_withdraw(leave, visit):
        return visit.go(f"/leave/{leave_id}")
    return visit.show(
        WithdrawPage(
            back=Link("Back", f"/leave/{leave_id}"),
            path=f"/leave/{leave_id}/withdraw",
            facts=leave_facts.of_leave(leave),
            version=leave.version,
            consequence=_ASKED if leave.status == "approved" else "It ends at once. Nobody has to agree.",
        )
    )


@router.post("/leave/{leave_id:uuid}/withdraw")
async def withdraw(leave_id: UUID, visit: Visiting) -> Response:
    await mine(visit, leave_id)
    path = f"/api/leave/requests/{leave_id}/withdrawal"
    try:
        await visit.ask.post(path, key=visit.key, version=visit.version)
    except LostUpdate:
        notice = "This request has changed since you opened it, so nothing was sent. Read it again first."
        return await show(visit, await mine(visit, leave_id), notice=notice, status=409)
    except SaidNo as no:
        return await show(visit, await mine(visit, leave_id), notice=words.sentence(no.detail), status=409)
    return visit.go(f"/leave/{leave_id}?done=withdrawn")


_ASKED = "It is approved, and others plan by it: whoever released the days has to confirm."
_LAPSED = (
    "Its days are over and nobody decided. It is not refused, and takes no days of your entitlement. Ask for other "
    "days in a new request. If you were away on these days, talk to your rota coordinator."
)
_DONE = {
    "withdrawn": "Your withdrawal is sent.",
    "taken": "You have taken the alternative. Whoever offered it is told.",
    "not-taken": "The alternative can no longer be taken as it was offered. Below is how your request stands now.",
    "claimed": "Your claim is noted.",
    "appealed": "Your appeal is sent. You are told when somebody looks at it.",
    OVERTAKEN: "This request has changed since you opened it, so nothing was sent. Below is how it stands now.",
}


async def mine(visit: Visit, leave_id: UUID) -> shapes.Leave:
    """One's own request. Raises NotFound for what others asked for, though one may decide about it."""
    leave = await visit.ask.get(shapes.Leave, f"/api/leave/requests/{leave_id}")
    if leave.doctor_id != visit.person_id:
        raise NotFound
    return leave


async def show(
    visit: Visit,
    leave: shapes.Leave,
    *,
    notice: str = "",
    status: int | None = None,
    values: Mapping[str, str] | None = None,
    faults: tuple[Fault, ...] = (),
) -> Response:
    """One's own request; with ``values`` and ``faults``, its claim as it was filled in and what is wrong with it."""
    called = await facts.names(visit, leave.deciders)
    page = RequestPage(
        id=leave.id,
        tag=words.LEAVE_STATUSES[leave.status],
        facts=(*leave_facts.of_leave(leave), Fact("Decided at", await facts.place(visit, leave.trust))),
        refusal=await leave_facts.refusal(visit, leave),
        story=leave_facts.story(leave, called, leave.trust),
        appeal=await leave_facts.of_appeal(visit, leave.appeals[-1]) if leave.appeals else (),
        offered=leave_facts.offered(leave),
        may_take=leave.is_for_its_doctor,
        may_appeal=leave.is_for_its_doctor and leave.appeal is not None and visit.today <= leave.appeal.until,
        missing=leave.missing,
        ended=_LAPSED if leave.status == "lapsed" else "",
        may_withdraw=_may_withdraw(leave, visit),
        claim=leave_facts.of_claim(leave),
        may_claim=leave.claim_by is not None,
        values=values or _claimed(leave.claim),
        faults=faults,
        version=leave.version,
        notice=notice,
    )
    return visit.show(page, status=status)


def _may_withdraw(leave: shapes.Leave, visit: Visit) -> bool:
    return leave.status in ("waiting", "returned", "approved") and leave.first_day > visit.today


def _claimed(claim: shapes.Claim | None) -> Mapping[str, str]:
    """As it stands in the form."""
    days = typed(claimed_on=claim.claimed_on if claim else None, paid_on=claim.paid_on if claim else None)
    return days | {"attended": "no" if claim and not claim.attended else "yes"}


def _line(leave: shapes.Leave) -> Line:
    heading = f"{leave_facts.kind(leave)}, {facts.days(leave.first_day, leave.last_day)}"
    return Line(leave.id, heading, leave.activity, words.LEAVE_STATUSES[leave.status], leave.placement_affected)
