"""What may be decided about leave, by whom, and what follows."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypedDict
from uuid import UUID

from chassis.errors import NotFound
from contracts import Actor, Event
from contracts import leave as facts
from contracts.vocabulary import LeaveType, RefusalReason, Role
from services.leave.domain.chain import Desk, held_or_escalated
from services.leave.domain.claims import claim
from services.leave.domain.days import written
from services.leave.domain.explained import check_explained
from services.leave.domain.obstacles import AlreadyDecided, AlternativeDaysDoNotFit, NothingToClaim
from services.leave.domain.refusal import Refusal
from services.leave.domain.request import LeaveRequest
from services.leave.domain.status import Status
from services.leave.domain.step import Step, Verdict
from services.leave.domain.terms import Terms
from services.leave.domain.used import check_used

ADMINISTRATORS = frozenset({Role.MEDED_ADMIN})
"""Who reads the leave of their trust without a say in it."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The request as it is from now on, and the facts that made it so."""

    request: LeaveRequest
    events: tuple[Event, ...] = ()


class Which(TypedDict):
    """What every fact of leave says first."""

    leave_id: UUID
    doctor_id: UUID
    trust: str
    leave_type: LeaveType
    leadership: bool
    first_day: date
    last_day: date


def approve(
    request: LeaveRequest,
    *,
    by: Actor,
    note: str | None,
    staffed: Collection[Desk],
    terms: Terms,
    match: int | None = None,
) -> Decision:
    """Agree at the step that is waiting; the last step's yes is the answer, an earlier one's hands on (R13, R15).

    The next step's desk may have emptied since the request was made: then it is the director's.
    Raises NotFound, LostUpdate, AlreadyDecided.
    """
    step = deciders_step(request, by=by, match=match)
    agreed = step.decided(Verdict.AGREED, by=by, at=terms.at, note=note)
    answered = request.with_waiting(agreed)
    following = answered.waiting_step
    if following is None:
        approved = replace(answered, status=Status.APPROVED, claim_by=_claim_by(request, terms))
        said = facts.LeaveApproved(
            **which(request), approved_at=terms.at, reached_at=step.reached_at, due_on=step.due_on
        )
        return Decision(approved, (said,))
    desk = held_or_escalated(following.desk, director=request.director, staffed=staffed)
    reached = following.at(desk).begun(terms)
    handed_on = facts.LeaveStepDecided(
        **which(request),
        decided_by=step.role,
        decided_at=terms.at,
        waiting=said_of(reached),
        reached_at=step.reached_at,
        due_on=step.due_on,
    )
    return Decision(answered.with_waiting(reached), (handed_on,))


def _claim_by(request: LeaveRequest, terms: Terms) -> date | None:
    """Until when its costs are claimed (R24); to be released inside the trust costs nothing."""
    if request.type is LeaveType.RELEASE:
        return None
    return max(request.last_day, terms.today) + timedelta(days=terms.claim_days)


def refuse(request: LeaveRequest, *, by: Actor, refusal: Refusal, terms: Terms, match: int | None = None) -> Decision:
    """Refuse at the step that is waiting (R17); whether that was avoidable is R18, until when to appeal R19.

    Raises NotFound, LostUpdate, AlreadyDecided, NotUsedHere, ReasonTooShort, AlternativeDaysDoNotFit.
    """
    step = deciders_step(request, by=by, match=match)
    check_used(refusal.reason, terms.refusal_codes, field="reason")
    check_explained(refusal.explanation, at_least=terms.refusal_min_chars, field="explanation")
    _check_alternative(refusal, terms)
    answered = request.with_waiting(step.decided(Verdict.REFUSED, by=by, at=terms.at))
    refused = replace(answered, status=Status.REFUSED, refusal=refusal, appeal_by=terms.appeal_by)
    early_enough = request.days_ahead >= terms.avoidable_days_ahead
    said = facts.LeaveRefused(
        **which(request),
        decided_by=step.role,
        reason=refusal.reason,
        refused_at=terms.at,
        days_ahead=request.days_ahead,
        avoidable=refusal.reason == RefusalReason.MINIMUM_STAFFING and early_enough,
        appeal_by=terms.appeal_by,
        reached_at=step.reached_at,
        due_on=step.due_on,
    )
    return Decision(refused, (said,))


def note_claim(
    request: LeaveRequest,
    *,
    by: Actor,
    claimed_on: date,
    paid_on: date | None,
    attended: bool,
    terms: Terms,
    match: int | None = None,
) -> Decision:
    """Note when its costs were claimed and paid (R24).

    Raises NotFound, LostUpdate, NothingToClaim, ClaimDatesDoNotFit.
    """
    if by.person_id != request.doctor_id:
        raise NotFound
    request.seen_at(match)
    if request.claim_by is None:
        raise NothingToClaim(f"The status of this request is {request.status}.")
    noted = claim(claimed_on=claimed_on, paid_on=paid_on, attended=attended, pay_days=terms.pay_days, today=terms.today)
    return Decision(replace(request, claim=noted))


def seen_by(request: LeaveRequest, actor: Actor, *, employer: str | None) -> LeaveRequest:
    """The request, for its doctor, the desks it has reached, and who administers at its trust or its employer's.

    Raises NotFound for everybody else.
    """
    administers = not administered_by(actor).isdisjoint({request.trust, employer})
    if actor.person_id != request.doctor_id and not administers and not _has_reached(request, actor):
        raise NotFound
    return request


def administered_by(actor: Actor) -> frozenset[str]:
    """The trusts whose leave they read as its medical education team; they decide nothing of it."""
    return frozenset(grant.scope for grant in actor.grants if grant.role in ADMINISTRATORS and grant.scope)


def _check_alternative(refusal: Refusal, terms: Terms) -> None:
    """Days that are offered can be asked for: not before the first on which any can (R9)."""
    first_day, last_day = refusal.alternative_first_day, refusal.alternative_last_day
    if first_day is None and last_day is None:
        return
    if first_day is None or first_day < terms.earliest:
        raise AlternativeDaysDoNotFit(
            f"What you offer instead starts on {written(terms.earliest)} or later; leave both days out where you offer "
            "none.",
            field="alternative_first_day",
        )
    if last_day is not None and last_day < first_day:
        raise AlternativeDaysDoNotFit(
            f"What you offer instead ends on {written(first_day)}, when it starts, or later.",
            field="alternative_last_day",
        )


def deciders_step(request: LeaveRequest, *, by: Actor, match: int | None, of: Status = Status.WAITING) -> Step:
    """The waiting step of a request of this status, when it is theirs. Who may not see it learns nothing about it."""
    if by.person_id == request.doctor_id or not _has_reached(request, by):
        raise NotFound
    request.seen_at(match)
    waiting = request.waiting_step
    if waiting is None or request.status != of:
        raise AlreadyDecided(f"The status of this request is {request.status}.", **request.by_whom)
    theirs = request.turn_of(by)
    if theirs is None:
        raise AlreadyDecided(
            f"Your step is decided; the request waits for the {waiting.role} of {waiting.scope}.", **request.by_whom
        )
    return theirs


def _has_reached(request: LeaveRequest, actor: Actor) -> bool:
    reached = any(step.is_held_by(actor) for step in request.reached_steps)
    appealed_to = any(actor.holds(each.role, at=each.scope) for each in request.appeals)
    left_by_others = request.lapsed_step is not None and actor.holds(request.director.role, at=request.director.scope)
    return reached or appealed_to or left_by_others or request.turn_of(actor) is not None


def said_of(step: Step) -> facts.Step:
    return facts.Step(role=step.role, scope=step.scope, due_at=step.due_at)


def which(request: LeaveRequest) -> Which:
    """The beginning of every fact about this request."""
    return Which(
        leave_id=request.leave_id,
        doctor_id=request.doctor_id,
        trust=request.trust,
        leave_type=request.type,
        leadership=request.leadership,
        first_day=request.first_day,
        last_day=request.last_day,
    )
