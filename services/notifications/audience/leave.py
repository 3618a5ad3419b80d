"""Who is told of leave: its doctor, the desk whose turn it is, and who is asked because that desk did not answer."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from contracts import Event
from contracts.leave import (
    EntitlementAdjusted,
    EntitlementUnused,
    LeaveAlternativeTaken,
    LeaveAppealAcknowledged,
    LeaveAppealAnswered,
    LeaveAppealed,
    LeaveAppealOverdue,
    LeaveApproved,
    LeaveLapsed,
    LeaveOverdue,
    LeavePlacementAffected,
    LeaveRefused,
    LeaveReminded,
    LeaveResubmitted,
    LeaveReturned,
    LeaveReturnReminded,
    LeaveStepDecided,
    LeaveSubmitted,
    LeaveWithdrawalAsked,
    LeaveWithdrawn,
    Step,
)
from contracts.vocabulary import Lateness, Role
from services.notifications.audience.terms import Category, Holders, Telling, Urgency

_OfDoctor = (
    LeaveStepDecided
    | LeaveApproved
    | LeaveRefused
    | LeaveReturned
    | LeaveReturnReminded
    | LeaveLapsed
    | LeaveOverdue
    | LeaveAppealAcknowledged
    | LeaveAppealOverdue
    | LeaveAppealAnswered
    | LeavePlacementAffected
    | EntitlementAdjusted
    | EntitlementUnused
)


def _doctor(event: _OfDoctor) -> Iterable[UUID]:
    return (event.doctor_id,)


def _at(step: Step) -> Iterable[Holders]:
    return (Holders(step.role, step.scope),)


def _first_step(event: LeaveSubmitted) -> Iterable[Holders]:
    return _at(event.steps[0]) if event.steps else ()


def _next_step(event: LeaveStepDecided | LeaveResubmitted | LeaveReminded | LeaveWithdrawalAsked) -> Iterable[Holders]:
    return _at(event.waiting)


def _desk_or_director(event: LeaveOverdue) -> Iterable[Holders]:
    """The desk with its deputies, and once that has not answered the director (R16)."""
    director = [Holders(Role.DME, event.director_at or event.trust)] if event.lateness is Lateness.NO_RESPONSE else []
    return dict.fromkeys([*_at(event.waiting), *director])


def _who_did_not_decide(event: LeaveLapsed) -> Iterable[Holders]:
    """The desk, and the director as of what gets no response (R16); where it was with its doctor, nobody."""
    if event.waiting is None:
        return ()
    return dict.fromkeys([*_at(event.waiting), Holders(Role.DME, event.director_at or event.trust)])


def _doctor_who_waited(event: LeaveWithdrawn) -> Iterable[UUID]:
    """Where a desk had to confirm; else they did it themselves (R28)."""
    return (event.doctor_id,) if event.confirmed_by else ()


def _who_offered(event: LeaveAlternativeTaken) -> Iterable[Holders]:
    return (Holders(event.offered_by, event.offered_at_desk),)


def _who_answers(event: LeaveAppealed | LeaveAppealOverdue) -> Iterable[Holders]:
    return (Holders(event.answering, event.answering_at),)


def _who_decides_again(event: LeaveAppealAnswered) -> Iterable[Holders]:
    return _at(event.waiting) if event.waiting else ()


def _approvers(event: LeavePlacementAffected) -> Iterable[UUID]:
    return event.approvers


_YOUR_LEAVE = Telling(_doctor, Category.YOUR_LEAVE, Urgency.AT_ONCE)

LEAVE: Mapping[type[Event], tuple[Telling, ...]] = {
    LeaveSubmitted: (Telling(_first_step, Category.LEAVE_TO_DECIDE, Urgency.NO_MAIL),),
    LeaveStepDecided: (_YOUR_LEAVE, Telling(_next_step, Category.LEAVE_TO_DECIDE, Urgency.NO_MAIL)),
    LeaveReminded: (Telling(_next_step, Category.LEAVE_TO_DECIDE, Urgency.NO_MAIL),),
    LeaveOverdue: (
        Telling(_desk_or_director, Category.LEAVE_TO_DECIDE, Urgency.AT_ONCE),
        Telling(_doctor, Category.YOUR_LEAVE, Urgency.NO_MAIL),
    ),
    LeaveApproved: (_YOUR_LEAVE,),
    LeaveRefused: (_YOUR_LEAVE,),
    LeaveLapsed: (_YOUR_LEAVE, Telling(_who_did_not_decide, Category.LEAVE_TO_DECIDE, Urgency.NO_MAIL)),
    LeaveReturned: (_YOUR_LEAVE,),
    LeaveReturnReminded: (_YOUR_LEAVE,),
    LeaveResubmitted: (Telling(_next_step, Category.LEAVE_TO_DECIDE, Urgency.NO_MAIL),),
    LeaveWithdrawalAsked: (Telling(_next_step, Category.LEAVE_TO_DECIDE, Urgency.NO_MAIL),),
    LeaveWithdrawn: (Telling(_doctor_who_waited, Category.YOUR_LEAVE, Urgency.AT_ONCE),),
    LeaveAlternativeTaken: (Telling(_who_offered, Category.LEAVE_YOU_DECIDED, Urgency.NO_MAIL),),
    LeaveAppealed: (Telling(_who_answers, Category.APPEAL_TO_ANSWER, Urgency.AT_ONCE),),
    LeaveAppealOverdue: (
        Telling(_who_answers, Category.APPEAL_TO_ANSWER, Urgency.AT_ONCE),
        Telling(_doctor, Category.YOUR_LEAVE, Urgency.NO_MAIL),
    ),
    LeaveAppealAcknowledged: (Telling(_doctor, Category.YOUR_LEAVE, Urgency.NO_MAIL),),
    LeaveAppealAnswered: (_YOUR_LEAVE, Telling(_who_decides_again, Category.LEAVE_TO_DECIDE, Urgency.NO_MAIL)),
    EntitlementAdjusted: (Telling(_doctor, Category.YOUR_ENTITLEMENT, Urgency.AT_ONCE),),
    EntitlementUnused: (Telling(_doctor, Category.YOUR_ENTITLEMENT, Urgency.AT_ONCE),),
    LeavePlacementAffected: (
        Telling(_doctor, Category.YOUR_LEAVE_TOUCHED, Urgency.NO_MAIL),
        Telling(_approvers, Category.TEAM_LEAVE_TOUCHED, Urgency.WHILE_ITS_IMPORT_WAITS),
    ),
}
