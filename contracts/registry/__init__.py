"""Facts of the registry: organisations and their commitment, people, appointments, placements and their imports."""

from contracts.registry.appointments import (
    AppointmentEnded,
    AppointmentMade,
    AppointmentSuccessionDue,
    VacancyReported,
)
from contracts.registry.commitments import (
    CommitmentLapsing,
    CommitmentRenewed,
    CommitmentSigned,
    CommitmentWithdrawn,
)
from contracts.registry.declarations import DeclarationMade, DeclarationRefused
from contracts.registry.enquiries import EnquiryAnswered, EnquiryMade
from contracts.registry.imports import ImportCompleted
from contracts.registry.organisations import OrganisationClosed, OrganisationRegistered
from contracts.registry.people import PersonContactChanged, PersonRegistered
from contracts.registry.placements import (
    Change,
    CodeChange,
    DateChange,
    Placement,
    PlacementAnnounced,
    PlacementCancelled,
    PlacementChanged,
    PlacementDisputeClosed,
    PlacementDisputed,
    PlacementInformationNotReceived,
    PlacementInformationRecorded,
    PostChange,
    SupervisorChange,
    TermChange,
    TypeChange,
    Wte,
    WteChange,
)

__all__ = [
    "AppointmentEnded",
    "AppointmentMade",
    "AppointmentSuccessionDue",
    "Change",
    "CodeChange",
    "CommitmentLapsing",
    "CommitmentRenewed",
    "CommitmentSigned",
    "CommitmentWithdrawn",
    "DateChange",
    "DeclarationMade",
    "DeclarationRefused",
    "EnquiryAnswered",
    "EnquiryMade",
    "ImportCompleted",
    "OrganisationClosed",
    "OrganisationRegistered",
    "PersonContactChanged",
    "PersonRegistered",
    "Placement",
    "PlacementAnnounced",
    "PlacementCancelled",
    "PlacementChanged",
    "PlacementDisputeClosed",
    "PlacementDisputed",
    "PlacementInformationNotReceived",
    "PlacementInformationRecorded",
    "PostChange",
    "SupervisorChange",
    "TermChange",
    "TypeChange",
    "VacancyReported",
    "Wte",
    "WteChange",
]
