"""What notices about leave say: that something was decided, who is waited for; reasons stay behind sign-in."""

from collections.abc import Mapping

from contracts import Event
from contracts.leave import (
    EntitlementAdjusted,
    EntitlementUnused,
    LeaveAlternativeTaken,
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
)
from contracts.vocabulary import Lateness, LeaveType
from contracts.vocabulary.labels import LEAVE_TYPES, REFUSALS, ROLES
from services.notifications.audience import Category
from services.notifications.domain.happening import LeaveEvent
from services.notifications.domain.notice import Teller, Words, same
from services.notifications.domain.placement_words import FIELDS
from services.notifications.domain.plain_words import Names, day, days, halves, moment


def of_leave(event: LeaveEvent) -> str:
    kind = LEAVE_TYPES[event.leave_type].capitalize() + (" for leadership" if event.leadership else "")
    return f"{kind}: {days(event.first_day, event.last_day)}"


def _what(event: LeaveEvent) -> str:
    return "release from duty" if event.leave_type is LeaveType.RELEASE else "leave"


def _to_decide(
    event: LeaveSubmitted | LeaveResubmitted | LeaveStepDecided | LeaveReminded | LeaveOverdue, names: Names
) -> Words:
    step = event.steps[0] if isinstance(event, LeaveSubmitted) else event.waiting
    due = [f"Decide by: {moment(step.due_at)}"] if step.due_at else []
    asked = f"Asked by: {names.doctor(event.doctor_id)}"
    return same(
        _WAITS.get(type(event), "A leave request waits for your decision"),
        asked,
        of_leave(event),
        f"Where: {names.organisation(event.trust)}",
        *due,
    )


def _step_decided(event: LeaveStepDecided, _: Names) -> Words:
    by, to = ROLES[event.decided_by], ROLES[event.waiting.role]
    return same("Your leave request has moved on", of_leave(event), f"Agreed by: {by}", f"Now with: {to}")


_WAITS: Mapping[type[Event], str] = {
    LeaveResubmitted: "A leave request is back for your decision",
    LeaveReminded: "A leave request is due for your decision soon",
    LeaveOverdue: "A leave request is overdue for a decision",
}

_READ_DECISION = "Sign in to read the decision, what it rests on, any alternative, and how you can appeal."


def _approved(event: LeaveApproved, _: Names) -> Words:
    return Words(
        "There is a decision on your leave request",
        f"Your {_what(event)} is approved",
        (of_leave(event), "Every approver has agreed."),
        (of_leave(event), _READ_DECISION),
    )


def _refused(event: LeaveRefused, _: Names) -> Words:
    behind_sign_in = (
        of_leave(event),
        f"Reason: {REFUSALS[event.reason]}",
        f"Decided by: {ROLES[event.decided_by]}",
        "The request shows the explanation, the alternative offered and your next step.",
        f"You can appeal to the director of medical education until {day(event.appeal_by)}.",
    )
    subject = "There is a decision on your leave request"
    return Words(subject, f"Your {_what(event)} is refused", behind_sign_in, (of_leave(event), _READ_DECISION))


def _returned(event: LeaveReturned | LeaveReturnReminded, _: Names) -> Words:
    news = "is returned to you" if isinstance(event, LeaveReturned) else "is still with you"
    return same(
        f"Your leave request {news}",
        of_leave(event),
        f"Returned by: {ROLES[event.returned_by]}",
        "It is not refused. The request shows what is missing: complete or change it and send it again.",
    )


def _touch(event: LeavePlacementAffected) -> str:
    if event.cancelled:
        return "The placement it falls in is cancelled."
    changed = ", ".join(FIELDS.get(f, f.replace("_", " ")).lower() for f in event.fields)
    return f"Changed in the placement it falls in: {changed}"


def _your_leave_touched(event: LeavePlacementAffected, _: Names) -> Words:
    return same("A placement change touches your leave", of_leave(event), _touch(event))


def _team_leave_touched(event: LeavePlacementAffected, names: Names) -> Words:
    title = f"Leave touched by a placement change: {names.doctor(event.doctor_id)}"
    return same("A placement change touches a leave request", of_leave(event), _touch(event), title=title)


def _late(event: LeaveOverdue, _: Names) -> Words:
    with_whom = ROLES[event.waiting.role]
    asked_too = "The director of medical education is asked as well."
    told = (asked_too,) if event.lateness is Lateness.NO_RESPONSE else ()
    return same("Your leave request has not been decided in time", of_leave(event), f"It is with: {with_whom}", *told)


def _lapsed(event: LeaveLapsed, _: Names) -> Words:
    """Never in the words of a refusal: nobody said no (R16)."""
    if event.waiting is None:
        return same(
            "Your leave request has ended with you",
            of_leave(event),
            "It was returned to you, and its days are over. It is not refused.",
            "What next: ask for other days in a new request.",
        )
    return same(
        "Your leave request ended without a decision",
        of_leave(event),
        f"It was with: {ROLES[event.waiting.role]}",
        "Its days are over, and nobody decided. It is not refused, and takes no days of your entitlement.",
        "What next: ask for other days in a new request.",
        "If you were away on these days, talk to your rota coordinator.",
    )


def _lapsed_with_a_desk(event: LeaveLapsed, names: Names) -> Words:
    with_whom = [f"It was with: {ROLES[event.waiting.role]}"] if event.waiting else []
    return same(
        "A leave request ended without a decision",
        f"Asked by: {names.doctor(event.doctor_id)}",
        of_leave(event),
        f"Where: {names.organisation(event.trust)}",
        *with_whom,
        "Its days are over, so it can no longer be decided. The doctor is told.",
    )


def _to_confirm(event: LeaveWithdrawalAsked, names: Names) -> Words:
    due = [f"Confirm by: {moment(event.waiting.due_at)}"] if event.waiting.due_at else []
    return same(
        "A withdrawal of approved leave waits for you to confirm",
        f"Asked by: {names.doctor(event.doctor_id)}",
        f"Approved: {of_leave(event)}",
        f"Where: {names.organisation(event.trust)}",
        *due,
    )


def _withdrawn(event: LeaveWithdrawn, _: Names) -> Words:
    by = [f"Confirmed by: {ROLES[event.confirmed_by]}"] if event.confirmed_by else []
    return same("The withdrawal of your leave is confirmed", of_leave(event), *by)


def _alternative_taken(event: LeaveAlternativeTaken, names: Names) -> Words:
    days_asked = ("The days that were offered are asked for.",) if event.instead_id else ()
    asked = f"Asked by: {names.doctor(event.doctor_id)}"
    return same("The alternative that you offered is taken", asked, f"Refused: {of_leave(event)}", *days_asked)


def _adjusted(event: EntitlementAdjusted, _: Names) -> Words:
    how = "more" if event.half_days > 0 else "fewer"
    return same(
        f"You have {how} days of leave",
        f"{LEAVE_TYPES[event.leave_type].capitalize()}: {halves(abs(event.half_days))} {how}",
        f"Leave year: {days(event.first_day, event.last_day)}",
        f"Decided by: {ROLES[event.adjusted_by]}",
        "Your leave shows why.",
    )


def _unused(event: EntitlementUnused, _: Names) -> Words:
    return same(
        "You have study leave left to take",
        f"Left to take: {halves(event.half_days_left)}",
        f"Until: {day(event.last_day)}",
        "Courses in leading and managing count. It is not carried over into the next leave year.",
    )


LEAVE_TELLERS: Mapping[tuple[type[Event], Category], Teller] = {
    (LeaveSubmitted, Category.LEAVE_TO_DECIDE): _to_decide,
    (LeaveStepDecided, Category.YOUR_LEAVE): _step_decided,
    (LeaveStepDecided, Category.LEAVE_TO_DECIDE): _to_decide,
    (LeaveApproved, Category.YOUR_LEAVE): _approved,
    (LeaveRefused, Category.YOUR_LEAVE): _refused,
    (LeaveLapsed, Category.YOUR_LEAVE): _lapsed,
    (LeaveLapsed, Category.LEAVE_TO_DECIDE): _lapsed_with_a_desk,
    (LeaveReturned, Category.YOUR_LEAVE): _returned,
    (LeaveReturnReminded, Category.YOUR_LEAVE): _returned,
    (LeaveResubmitted, Category.LEAVE_TO_DECIDE): _to_decide,
    (LeavePlacementAffected, Category.YOUR_LEAVE_TOUCHED): _your_leave_touched,
    (LeavePlacementAffected, Category.TEAM_LEAVE_TOUCHED): _team_leave_touched,
    (EntitlementAdjusted, Category.YOUR_ENTITLEMENT): _adjusted,
    (EntitlementUnused, Category.YOUR_ENTITLEMENT): _unused,
    (LeaveReminded, Category.LEAVE_TO_DECIDE): _to_decide,
    (LeaveOverdue, Category.LEAVE_TO_DECIDE): _to_decide,
    (LeaveOverdue, Category.YOUR_LEAVE): _late,
    (LeaveWithdrawalAsked, Category.LEAVE_TO_DECIDE): _to_confirm,
    (LeaveWithdrawn, Category.YOUR_LEAVE): _withdrawn,
    (LeaveAlternativeTaken, Category.LEAVE_YOU_DECIDED): _alternative_taken,
}
