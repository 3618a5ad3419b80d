"""Who hears what: one table, which a test holds equal to the services' real handlers."""

from collections.abc import Mapping

from contracts._event import Event, Topic, families_read_by
from contracts.feedback import FeedbackGiven
from contracts.leave import (
    CapacityPublished,
    EntitlementAdjusted,
    EntitlementClosed,
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
    NoticeDue,
    ProtectedTimeCounted,
    SdtConfirmed,
    SdtOwed,
    SdtScheduled,
)
from contracts.opportunities import (
    ActivityConfirmed,
    ActivityDeclined,
    ActivityRecorded,
    AdaptationArranged,
    AdaptationOverdue,
    AdaptationRefused,
    AdaptationRequested,
    AreaUpdated,
    CataloguePlanned,
    CatalogueReleased,
    FellowshipAppointed,
    FellowshipEnded,
    FellowshipShareReported,
    ForumActionAgreed,
    ForumActionClosed,
    ForumCalled,
    ForumCalledOff,
    ForumFounded,
    ForumMet,
    ForumOverdue,
    ForumProposed,
    ForumRequested,
    InductionPackSent,
    InterestAnswered,
    InterestExpressed,
    InterestOverdue,
    InterestWithdrawn,
    OpportunityClosed,
    OpportunityCoproductionConfirmed,
    OpportunityDrafted,
    OpportunityPublished,
    OpportunityReviewDue,
    OpportunityReviewed,
    OpportunitySuggested,
    OpportunityTurnedDown,
    ParticipationConfirmed,
    ParticipationMissed,
    SearchMatched,
    TrainingAttended,
    TrainingBooked,
    TrainingCancelled,
    TrainingGivenBack,
    TrainingMissed,
    TrainingReleaseAppealAnswered,
    TrainingReleaseAppealed,
    TrainingReleaseRefused,
)
from contracts.recognition import CertificateIssued, CertificateRevoked
from contracts.registry import (
    AppointmentEnded,
    AppointmentMade,
    AppointmentSuccessionDue,
    CommitmentLapsing,
    CommitmentRenewed,
    CommitmentSigned,
    CommitmentWithdrawn,
    DeclarationMade,
    DeclarationRefused,
    EnquiryAnswered,
    EnquiryMade,
    ImportCompleted,
    OrganisationClosed,
    OrganisationRegistered,
    PersonContactChanged,
    PersonRegistered,
    PlacementAnnounced,
    PlacementCancelled,
    PlacementChanged,
    PlacementDisputeClosed,
    PlacementDisputed,
    PlacementInformationNotReceived,
    PlacementInformationRecorded,
    VacancyReported,
)
from contracts.role_modelling import ShadowingBooked, ShadowingCancelled, ShadowingCompleted, ShadowingOffered

_Types = set[type[Event]]

_PLACEMENTS: _Types = {PlacementAnnounced, PlacementChanged, PlacementCancelled}
_DECLARATIONS: _Types = {DeclarationMade, DeclarationRefused}
_ENQUIRIES: _Types = {EnquiryMade, EnquiryAnswered}
_INFORMATION: _Types = {PlacementInformationRecorded, PlacementInformationNotReceived}
_DISPUTES: _Types = {PlacementDisputed, PlacementDisputeClosed}
_APPOINTMENTS: _Types = {AppointmentMade, AppointmentEnded}
_COMMITMENTS: _Types = {CommitmentSigned, CommitmentRenewed, CommitmentWithdrawn}
_COMING_NEAR: _Types = {CommitmentLapsing, AppointmentSuccessionDue, VacancyReported}
_ORGANISATIONS: _Types = {OrganisationRegistered, OrganisationClosed}
_PEOPLE: _Types = {PersonRegistered, PersonContactChanged}
_LEAVE: _Types = {
    *(LeaveSubmitted, LeaveStepDecided, LeaveReminded, LeaveOverdue, LeaveApproved, LeaveRefused),
    *(LeaveAlternativeTaken, LeaveAppealed, LeaveAppealAcknowledged, LeaveAppealOverdue, LeaveAppealAnswered),
    *(LeaveReturned, LeaveReturnReminded, LeaveResubmitted, LeaveWithdrawalAsked, LeaveWithdrawn),
    *(LeavePlacementAffected, LeaveLapsed),
    *(EntitlementAdjusted, EntitlementUnused),
}
_TIME: _Types = {SdtScheduled, SdtConfirmed, CapacityPublished}
_DRAFTS: _Types = {OpportunitySuggested, OpportunityTurnedDown, OpportunityDrafted, OpportunityCoproductionConfirmed}
_CATALOGUES: _Types = {CataloguePlanned, CatalogueReleased}
_OPPORTUNITIES: _Types = {OpportunityPublished, OpportunityReviewed, AreaUpdated, OpportunityClosed}
_INTERESTS: _Types = {InterestExpressed, InterestOverdue, InterestAnswered}
_PARTICIPATIONS: _Types = _INTERESTS | {InterestWithdrawn, ParticipationConfirmed, ParticipationMissed}
_ACTIVITIES: _Types = {ActivityRecorded, ActivityConfirmed, ActivityDeclined}
_ADAPTATIONS: _Types = {AdaptationRequested, AdaptationArranged, AdaptationRefused, AdaptationOverdue}
_TRAINING: _Types = {
    TrainingBooked,
    TrainingGivenBack,
    TrainingReleaseAppealAnswered,
    TrainingReleaseRefused,
    TrainingAttended,
    TrainingMissed,
    TrainingCancelled,
}
_FORUMS: _Types = {ForumRequested, ForumFounded, ForumActionAgreed, ForumActionClosed}
_INVITATIONS: _Types = {ForumOverdue, ForumProposed, ForumCalled, ForumCalledOff}
_FELLOWSHIPS: _Types = {FellowshipAppointed, FellowshipShareReported, FellowshipEnded}
_CERTIFICATES: _Types = {CertificateIssued, CertificateRevoked}
_FOUND: _Types = {InductionPackSent, SearchMatched}
_SHADOWING: _Types = {ShadowingBooked, ShadowingCancelled}

HEARS: Mapping[str, frozenset[type[Event]]] = {
    "registry": frozenset(),
    "opportunities": frozenset(_PLACEMENTS | _APPOINTMENTS | _ORGANISATIONS),
    "leave": frozenset(_PLACEMENTS | _APPOINTMENTS | _ORGANISATIONS | {PlacementInformationRecorded}),
    "feedback": frozenset(_PLACEMENTS),
    "recognition": frozenset({ParticipationConfirmed, OrganisationRegistered}),
    "role_modelling": frozenset(_PLACEMENTS | _APPOINTMENTS),
    "notifications": frozenset(
        _PEOPLE
        | _APPOINTMENTS
        | _PLACEMENTS
        | _DISPUTES
        | _INFORMATION
        | _DECLARATIONS
        | _ENQUIRIES
        | _LEAVE
        | _TIME
        | _DRAFTS
        | _CATALOGUES
        | _PARTICIPATIONS
        | _ACTIVITIES
        | _ADAPTATIONS
        | _FOUND
        | _TRAINING
        | {TrainingReleaseAppealed}
        | _FORUMS
        | _FELLOWSHIPS
        | _CERTIFICATES
        | _SHADOWING
        | _INVITATIONS
        | _COMMITMENTS
        | _COMING_NEAR
        | _ORGANISATIONS
        | {ImportCompleted, OpportunityPublished, OpportunityReviewDue, FeedbackGiven, ShadowingCompleted, NoticeDue}
    ),
    "reporting": frozenset(
        _PLACEMENTS
        | _INFORMATION
        | _APPOINTMENTS
        | _OPPORTUNITIES
        | _CATALOGUES
        | _INTERESTS
        | {InductionPackSent}
        | _TRAINING
        | _FORUMS
        | _FELLOWSHIPS
        | _CERTIFICATES
        | _SHADOWING
        | _COMMITMENTS
        | _TIME
        | {
            VacancyReported,
            OrganisationRegistered,
            OrganisationClosed,
            ParticipationConfirmed,
            ForumMet,
            LeaveSubmitted,
            LeaveResubmitted,
            LeaveStepDecided,
            LeaveReturned,
            LeaveOverdue,
            LeaveApproved,
            LeaveRefused,
            LeaveLapsed,
            LeaveAlternativeTaken,
            LeaveAppealed,
            LeaveAppealOverdue,
            EntitlementClosed,
            FeedbackGiven,
            ShadowingOffered,
            SdtOwed,
            ProtectedTimeCounted,
        }
    ),
    "portal": frozenset(),
}
"""Service → types it has a handler for. Reporting's journal notes every other type it may read as well."""

KEEPS_A_JOURNAL = "reporting"
"""Notes every event of every topic it may read."""


def topics_heard(service: str) -> list[Topic]:
    """The topics a service listens to."""
    if service == KEEPS_A_JOURNAL:
        return sorted(families_read_by(service))
    return sorted({event.topic for event in HEARS[service]})


def heard_by(event: type[Event]) -> list[str]:
    return sorted(service for service, heard in HEARS.items() if event in heard)
