"""Facts of the registry: organisations, people, appointments, placements and their imports."""

from contracts.registry.appointments import AppointmentEnded, AppointmentMade
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
    "Change",
    "CodeChange",
    "DateChange",
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
    "PostChange",
    "SupervisorChange",
    "TermChange",
    "TypeChange",
    "Wte",
    "WteChange",
]
