"""What a notice says: title and lines for the inbox, and what of it may stand in a mail."""

from collections.abc import Mapping
from uuid import UUID

from contracts import Event
from contracts.feedback import FeedbackGiven
from contracts.leave import LeaveApproved, LeavePlacementAffected, LeaveRefused, LeaveStepDecided, LeaveSubmitted
from contracts.opportunities import (
    AdaptationArranged,
    AdaptationOverdue,
    AdaptationRefused,
    AdaptationRequested,
    OpportunityCoproductionConfirmed,
    OpportunityDrafted,
    OpportunityPublished,
    OpportunitySuggested,
    OpportunityTurnedDown,
    TrainingCancelled,
)
from contracts.recognition import CertificateIssued, CertificateRevoked
from contracts.registry import (
    AppointmentSuccessionDue,
    CodeChange,
    CommitmentLapsing,
    CommitmentRenewed,
    CommitmentSigned,
    CommitmentWithdrawn,
    DeclarationMade,
    DeclarationRefused,
    PlacementAnnounced,
    PlacementCancelled,
    PlacementChanged,
    PlacementDisputeClosed,
    PlacementDisputed,
    PlacementInformationNotReceived,
    PlacementInformationRecorded,
    SupervisorChange,
)
from contracts.role_modelling import ShadowingBooked, ShadowingCancelled, ShadowingCompleted
from contracts.vocabulary.labels import REFUSALS, ROLES
from services.notifications.audience import Category
from services.notifications.domain.activity_words import ACTIVITY_TELLERS
from services.notifications.domain.adaptation_words import ADAPTATION_TELLERS
from services.notifications.domain.appointment_words import APPOINTMENT_TELLERS
from services.notifications.domain.certificate_words import CERTIFICATE_TELLERS
from services.notifications.domain.commitment_words import COMMITMENT_TELLERS
from services.notifications.domain.declaration_words import DECLARATION_TELLERS
from services.notifications.domain.fellowship_words import FELLOWSHIP_TELLERS
from services.notifications.domain.forum_words import FORUM_TELLERS
from services.notifications.domain.happening import LeaveEvent
from services.notifications.domain.information_words import INFORMATION_TELLERS
from services.notifications.domain.notice import Teller, Words, same
from services.notifications.domain.opportunity_words import OPPORTUNITY_TELLERS
from services.notifications.domain.placement_words import FIELDS, PLACEMENT_TELLERS
from services.notifications.domain.plain_words import Names, day, days, moment
from services.notifications.domain.portfolio_words import PORTFOLIO_TELLERS, people_in_portfolio
from services.notifications.domain.shadowing_words import SHADOWING_TELLERS, people_in
from services.notifications.domain.training_words import TRAINING_TELLERS


def words(event: Event, category: Category, names: Names) -> Words:
    return _TELLERS[type(event), category](event, names)


def mentions(event: Event) -> tuple[set[str], set[UUID]]:
    """Codes of the organisations and ids of the people whose names its words need."""
    match event:
        case (
            PlacementAnnounced()
            | PlacementChanged()
            | PlacementCancelled()
            | PlacementDisputed()
            | PlacementDisputeClosed()
            | PlacementInformationRecorded()
            | PlacementInformationNotReceived()
        ):
            codes, people = {event.placement.host, event.placement.site}, {event.placement.doctor_id}
            for change in event.changes if isinstance(event, PlacementChanged) else ():
                if isinstance(change, CodeChange):
                    codes |= {code for code in (change.old, change.new) if code}
                if isinstance(change, SupervisorChange):
                    people |= {person for person in (change.old, change.new) if person}
            return codes, people
        case DeclarationMade() | DeclarationRefused():
            return {event.host}, {event.doctor_id}
        case CommitmentSigned() | CommitmentRenewed() | CommitmentWithdrawn() | CommitmentLapsing():
            return {event.trust}, {event.champion_id}
        case AppointmentSuccessionDue():
            return {event.code}, {event.person_id}
        case _:
            trust = getattr(event, "trust", None)
            return {trust} if trust else set(), _named(event)


def _named(event: Event) -> set[UUID]:
    match event:
        case (
            OpportunitySuggested()
            | OpportunityTurnedDown()
            | OpportunityDrafted()
            | OpportunityCoproductionConfirmed()
            | OpportunityPublished()
        ):
            return people_in_portfolio(event)
        case AdaptationRequested() | AdaptationArranged() | AdaptationRefused() | AdaptationOverdue():
            return {event.doctor_id, event.host_id}
        case FeedbackGiven():
            return {event.giver_id}
        case CertificateIssued() | CertificateRevoked() | TrainingCancelled():
            return set()
        case ShadowingBooked() | ShadowingCancelled() | ShadowingCompleted():
            return people_in(event)
        case _:
            return {doctor} if (doctor := getattr(event, "doctor_id", None)) else set()


def _leave(event: LeaveEvent) -> str:
    kind = f"{event.leave_type.capitalize()} leave" + (" for leadership" if event.leadership else "")
    return f"{kind}: {days(event.first_day, event.last_day)}"


def _to_decide(event: LeaveSubmitted | LeaveStepDecided, names: Names) -> Words:
    step = event.waiting if isinstance(event, LeaveStepDecided) else event.steps[0]
    due = [f"Decide by: {moment(step.due_at)}"] if step.due_at else []
    asked = f"Asked by: {names.doctor(event.doctor_id)}"
    return same(
        "A leave request waits for your decision",
        asked,
        _leave(event),
        f"Where: {names.organisation(event.trust)}",
        *due,
    )


def _step_decided(event: LeaveStepDecided, _: Names) -> Words:
    by, to = ROLES[event.decided_by], ROLES[event.waiting.role]
    return same("Your leave request has moved on", _leave(event), f"Agreed by: {by}", f"Now with: {to}")


_READ_DECISION = "Sign in to read the decision, what it rests on, any alternative, and how you can appeal."


def _approved(event: LeaveApproved, _: Names) -> Words:
    return Words(
        "There is a decision on your leave request",
        "Your leave is approved",
        (_leave(event), "Every approver has agreed."),
        (_leave(event), _READ_DECISION),
    )


def _refused(event: LeaveRefused, _: Names) -> Words:
    behind_sign_in = (
        _leave(event),
        f"Reason: {REFUSALS[event.reason]}",
        f"Decided by: {ROLES[event.decided_by]}",
        "The request shows the explanation, the alternative offered and your next step.",
        f"You can appeal to the director of medical education until {day(event.appeal_by)}.",
    )
    subject = "There is a decision on your leave request"
    return Words(subject, "Your leave is refused", behind_sign_in, (_leave(event), _READ_DECISION))


def _touch(event: LeavePlacementAffected) -> str:
    if event.cancelled:
        return "The placement it falls in is cancelled."
    changed = ", ".join(FIELDS.get(f, f.replace("_", " ")).lower() for f in event.fields)
    return f"Changed in the placement it falls in: {changed}"


def _your_leave_touched(event: LeavePlacementAffected, _: Names) -> Words:
    return same("A placement change touches your leave", _leave(event), _touch(event))


def _team_leave_touched(event: LeavePlacementAffected, names: Names) -> Words:
    title = f"Leave touched by a placement change: {names.doctor(event.doctor_id)}"
    return same("A placement change touches a leave request", _leave(event), _touch(event), title=title)


def _feedback(event: FeedbackGiven, names: Names) -> Words:
    subject, on = "You have written feedback to read", f"Activity on: {day(event.activity_date)}"
    lines = (on, f"Where: {names.organisation(event.trust)}", f"From: {names.person(event.giver_id)}")
    return Words(subject, "You have been given written feedback", lines, (on, "Sign in to read it."))


_TELLERS: Mapping[tuple[type[Event], Category], Teller] = {
    **PLACEMENT_TELLERS,
    **PORTFOLIO_TELLERS,
    **INFORMATION_TELLERS,
    **DECLARATION_TELLERS,
    **OPPORTUNITY_TELLERS,
    **ACTIVITY_TELLERS,
    **ADAPTATION_TELLERS,
    **TRAINING_TELLERS,
    **FORUM_TELLERS,
    **FELLOWSHIP_TELLERS,
    **SHADOWING_TELLERS,
    (LeaveSubmitted, Category.LEAVE_TO_DECIDE): _to_decide,
    (LeaveStepDecided, Category.YOUR_LEAVE): _step_decided,
    (LeaveStepDecided, Category.LEAVE_TO_DECIDE): _to_decide,
    (LeaveApproved, Category.YOUR_LEAVE): _approved,
    (LeaveRefused, Category.YOUR_LEAVE): _refused,
    (LeavePlacementAffected, Category.YOUR_LEAVE_TOUCHED): _your_leave_touched,
    (LeavePlacementAffected, Category.TEAM_LEAVE_TOUCHED): _team_leave_touched,
    (FeedbackGiven, Category.YOUR_FEEDBACK): _feedback,
    **CERTIFICATE_TELLERS,
    **COMMITMENT_TELLERS,
    **APPOINTMENT_TELLERS,
}
