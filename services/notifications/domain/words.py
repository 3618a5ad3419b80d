"""What a notice says: title and lines for the inbox, and what of it may stand in a mail."""

from collections.abc import Mapping
from uuid import UUID

from contracts import Event
from contracts.feedback import FeedbackGiven
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
    OrganisationClosed,
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
from services.notifications.audience import Category
from services.notifications.domain.activity_words import ACTIVITY_TELLERS
from services.notifications.domain.adaptation_words import ADAPTATION_TELLERS
from services.notifications.domain.appeal_words import APPEAL_TELLERS
from services.notifications.domain.appointment_words import APPOINTMENT_TELLERS
from services.notifications.domain.certificate_words import CERTIFICATE_TELLERS
from services.notifications.domain.commitment_words import COMMITMENT_TELLERS
from services.notifications.domain.declaration_words import DECLARATION_TELLERS
from services.notifications.domain.enquiry_words import ENQUIRY_TELLERS
from services.notifications.domain.fellowship_words import FELLOWSHIP_TELLERS
from services.notifications.domain.forum_words import FORUM_TELLERS
from services.notifications.domain.information_words import INFORMATION_TELLERS
from services.notifications.domain.leave_words import LEAVE_TELLERS
from services.notifications.domain.notice import Teller, Words
from services.notifications.domain.opportunity_words import OPPORTUNITY_TELLERS
from services.notifications.domain.placement_words import PLACEMENT_TELLERS
from services.notifications.domain.plain_words import Names, day
from services.notifications.domain.portfolio_words import PORTFOLIO_TELLERS, people_in_portfolio
from services.notifications.domain.shadowing_words import SHADOWING_TELLERS, people_in
from services.notifications.domain.time_words import TIME_TELLERS
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
        case OrganisationClosed():
            return {event.code, event.successor or event.code}, set()
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


def _feedback(event: FeedbackGiven, names: Names) -> Words:
    subject, on = "You have written feedback to read", f"Activity on: {day(event.activity_date)}"
    lines = (on, f"Where: {names.organisation(event.trust)}", f"From: {names.person(event.giver_id)}")
    return Words(subject, "You have been given written feedback", lines, (on, "Sign in to read it."))


_TELLERS: Mapping[tuple[type[Event], Category], Teller] = {
    **PLACEMENT_TELLERS,
    **PORTFOLIO_TELLERS,
    **INFORMATION_TELLERS,
    **DECLARATION_TELLERS,
    **ENQUIRY_TELLERS,
    **OPPORTUNITY_TELLERS,
    **ACTIVITY_TELLERS,
    **ADAPTATION_TELLERS,
    **TRAINING_TELLERS,
    **FORUM_TELLERS,
    **FELLOWSHIP_TELLERS,
    **SHADOWING_TELLERS,
    **LEAVE_TELLERS,
    **APPEAL_TELLERS,
    **TIME_TELLERS,
    (FeedbackGiven, Category.YOUR_FEEDBACK): _feedback,
    **CERTIFICATE_TELLERS,
    **COMMITMENT_TELLERS,
    **APPOINTMENT_TELLERS,
}
