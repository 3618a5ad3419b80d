"""One report of lost time: what it says, what was done about it, and who may and did read it (R42-R47)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

from fastapi import Response

from chassis.clock import london_date
from chassis.errors import LostUpdate
from contracts.vocabulary import Role
from services.portal.gateway import SaidNo
from services.portal.pages import facts, shapes, words
from services.portal.pages.checking import CheckPage
from services.portal.pages.facts import Fact
from services.portal.pages.faults import told, too_long
from services.portal.pages.lost_time import API, BACK, PATH, Choices, labels
from services.portal.pages.lost_time_sharing import NOBODY, Shared, shared_by_its_doctor
from services.portal.pages.page import Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting
from services.portal.pages.words import Tag

router = Pages()
_AGREES = (("yes", "Yes, I agree"), ("no", "No, the guardian of safe working hours shall look at it"))
_OPEN = frozenset({"reported", "acknowledged"})


@dataclass(frozen=True, kw_only=True)
class ReportPage(Page):
    template: ClassVar = "lost_time_report.html.jinja"
    back: Link | None = BACK
    path: str
    tag: Tag
    facts: tuple[Fact, ...]
    version: int
    is_mine: bool
    may_acknowledge: bool
    may_resolve: bool
    may_answer: bool
    may_withdraw: bool
    outcomes: Choices
    agrees: Choices = _AGREES
    shared: Shared
    values: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""


@dataclass(frozen=True, kw_only=True)
class WithdrawPage(Page):
    template: ClassVar = "withdraw.html.jinja"
    title: str = "Do you want to withdraw this?"
    path: str
    facts: tuple[Fact, ...] = ()
    version: int
    consequence: str = "It ends at once. Nobody has to agree, and it is not counted."


@router.get(PATH + "/{report_id:uuid}")
async def private_item(report_id: UUID, visit: Visiting, done: bool = False) -> Response:
    return await _show(visit, report_id, done=done)


@router.post(PATH + "/{report_id:uuid}/acknowledge")
async def acknowledge_report(report_id: UUID, visit: Visiting) -> Response:
    return await _send(visit, report_id, "acknowledgement", None)


@router.post(PATH + "/{report_id:uuid}/resolve")
async def resolve_report(report_id: UUID, visit: Visiting) -> Response:
    """What was done stands once it is said: it is checked first."""
    said = await visit.ask.get(shapes.LostTimeForm, f"{API}/form")
    values = {name: visit.text(name) for name in ("outcome", "note")}
    known, faults = dict(labels(said.outcomes)), too_long("note", values["note"])
    if values["outcome"] not in known:
        faults = (Fault("outcome", "Select what is done about it"), *faults)
    checked = (
        Fact("What is done about it", known.get(values["outcome"], "")),
        Fact("In your words", values["note"] or facts.NOT_GIVEN),
    )
    note = "The doctor reads this, and says whether they agree. It cannot be changed afterwards."
    body = {**values, "note": values["note"] or None}
    return await _checked(visit, report_id, "outcome", values, body, faults=faults, checked=checked, note=note)


@router.post(PATH + "/{report_id:uuid}/answer")
async def answer_outcome(report_id: UUID, visit: Visiting) -> Response:
    """Said once."""
    agrees = visit.text("agrees")
    faults = () if agrees in dict(_AGREES) else (Fault("agrees", "Select whether you agree"),)
    return await _checked(
        visit,
        report_id,
        "answer",
        {"agrees": agrees},
        {"agrees": agrees == "yes"},
        faults=faults,
        checked=(Fact("Do you agree?", dict(_AGREES).get(agrees, "")),),
        note="You answer once. The director reads your answer.",
    )


@router.get(PATH + "/{report_id:uuid}/withdraw")
async def withdraw_report_form(report_id: UUID, visit: Visiting) -> Response:
    found = await visit.ask.get(shapes.LostTime, f"{API}/{report_id}")
    back = f"{PATH}/{report_id}"
    if found.doctor_id != visit.person_id or found.status not in _OPEN:
        return visit.go(back)
    return visit.show(WithdrawPage(back=Link("Back", back), path=f"{back}/withdraw", version=found.version))


@router.post(PATH + "/{report_id:uuid}/withdraw")
async def withdraw_report(report_id: UUID, visit: Visiting) -> Response:
    return await _send(visit, report_id, "withdrawal", None)


@router.post(PATH + "/{report_id:uuid}/share")
async def share_report(report_id: UUID, visit: Visiting) -> Response:
    """With one person, until it is taken back."""
    recipient = visit.text("recipient")
    if not recipient:
        return await _show(visit, report_id, faults=(Fault("recipient", "Select who may read it"),))
    return await _send(visit, report_id, "consents", {"recipient_id": recipient}, at="recipient")


@router.post(PATH + "/{report_id:uuid}/sharing/{consent_id:uuid}/stop")
async def stop_sharing_report(report_id: UUID, consent_id: UUID, visit: Visiting) -> Response:
    await visit.ask.delete(f"{API}/{report_id}/consents/{consent_id}")
    return visit.go(f"{PATH}/{report_id}")


_DONE: Mapping[str, str] = {
    "reported": "It is sent.",
    "acknowledged": "The doctor is told that you have read it.",
    "resolved": "It is sent. The doctor is told to sign in.",
    "agreed": "Your answer is sent.",
    "disagreed": "Your answer is sent. The guardian is told to sign in.",
    "concluded": "It is sent. The doctor is told to sign in.",
    "withdrawn": "It is withdrawn.",
}
"""What is said of a step that was taken just now, by where the report stands: the address does not tell."""
_CHANGED = "This has changed since you opened it, so nothing was sent. Below is how it stands now."


async def _checked(
    visit: Visit,
    report_id: UUID,
    what: str,
    values: Mapping[str, str],
    body: Any,
    *,
    faults: tuple[Fault, ...],
    checked: tuple[Fact, ...],
    note: str,
) -> Response:
    """From the form to the answers to check, and back to change them; from there it is said."""
    step, path = visit.text("step"), f"{PATH}/{report_id}"
    if faults or step == "change":
        return await _show(visit, report_id, values=values, faults=() if step == "change" else faults)
    if step == "send":
        return await _send(visit, report_id, what, body, values=values, at=next(iter(values)))
    page = CheckPage(
        back=Link("Back", path),
        path=f"{path}/{'resolve' if what == 'outcome' else what}",
        checked=checked,
        carried=(*values.items(), ("_version", visit.text("_version"))),
        send="Send",
        note=note,
    )
    return visit.show(page)


async def _send(
    visit: Visit, report_id: UUID, what: str, body: Any, *, values: Mapping[str, str] | None = None, at: str = ""
) -> Response:
    try:
        await visit.ask.post(f"{API}/{report_id}/{what}", body, key=visit.key, version=visit.version)
    except LostUpdate:
        return await _show(visit, report_id, values=values, notice=_CHANGED, status=409)
    except SaidNo as no:
        if no.answered == 422 and at:
            return await _show(visit, report_id, values=values, faults=told(no, tuple(values or ()), otherwise=at))
        return await _show(visit, report_id, values=values, notice=words.sentence(no.detail), status=409)
    return visit.go(f"{PATH}/{report_id}" + ("" if what == "consents" else "?done=true"))


async def _show(
    visit: Visit,
    report_id: UUID,
    *,
    values: Mapping[str, str] | None = None,
    faults: tuple[Fault, ...] = (),
    notice: str = "",
    status: int | None = None,
    done: bool = False,
) -> Response:
    found = await visit.ask.get(shapes.LostTime, f"{API}/{report_id}")
    said = await visit.ask.get(shapes.LostTimeForm, f"{API}/form")
    mine = found.doctor_id == visit.person_id
    called = {} if mine else await facts.names_shown(visit, {found.doctor_id})
    shared = await shared_by_its_doctor(visit, report_id) if mine else NOBODY
    is_director, is_guardian = (_holds(visit, found, role) for role in (Role.DME, Role.GUARDIAN))
    page = ReportPage(
        title="Your private report" if mine else f"Private report of {facts.doctor(found.doctor_id, called)}",
        path=f"{PATH}/{report_id}",
        tag=words.LOST_TIME[found.status],
        facts=await _facts(visit, found, said),
        version=found.version,
        is_mine=mine,
        may_acknowledge=is_director and found.status == "reported",
        may_resolve=(is_director and found.status in _OPEN) or (is_guardian and found.status == "disagreed"),
        may_answer=mine and found.status == "resolved",
        may_withdraw=mine and found.status in _OPEN,
        outcomes=tuple(one for one in labels(said.outcomes) if found.may_be_given(one[0])),
        shared=shared,
        values=values or {},
        faults=faults,
        notice=notice or (_DONE[found.status] if done else ""),
    )
    return visit.show(page, status=status)


async def _facts(visit: Visit, of: shapes.LostTime, said: shapes.LostTimeForm) -> tuple[Fact, ...]:
    told_of = [
        Fact("Day", facts.day(of.session_on)),
        Fact("Time lost", words.time_spent(of.minutes)),
        Fact("What it was for", dict(labels(said.kinds))[of.kind]),
        Fact("Why it was lost", dict(labels(said.causes))[of.because]),
        Fact("Exception report", dict(labels(said.exception_reports))[of.exception_report]),
        Fact("Employed by", await facts.place(visit, of.trust)),
    ]
    if of.exception_reference:
        told_of.insert(-1, Fact("Its reference", of.exception_reference))
    if of.status == "reported":
        told_of.append(Fact("To be acknowledged by", facts.day(london_date(of.acknowledge_by))))
    if of.status in _OPEN:
        told_of.append(Fact("To be resolved by", facts.day(london_date(of.resolve_by))))
    if of.outcome:
        told_of.append(Fact("What is done about it", dict(labels(said.outcomes))[of.outcome]))
    if of.outcome_note:
        told_of.append(Fact("In their words", of.outcome_note))
    return tuple(told_of)


def _holds(visit: Visit, of: shapes.LostTime, role: Role) -> bool:
    """An office over this report, which nobody holds over their own; the leave service has the last word."""
    mine = of.doctor_id == visit.person_id
    return not mine and visit.holds({role}, at=of.trust)
