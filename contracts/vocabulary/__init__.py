"""Codes that several services use, in the field's own words."""

from contracts.vocabulary.codes import (
    AppointmentScope,
    Channel,
    Decision,
    ImportKind,
    LeaveType,
    OrganisationKind,
    PlacementField,
    PlacementType,
    RefusalReason,
    WithheldReason,
)
from contracts.vocabulary.identifiers import OdsCode, PostNumber, ProgrammeNumber, PublicText, Term
from contracts.vocabulary.roles import Role

__all__ = [
    "AppointmentScope",
    "Channel",
    "Decision",
    "ImportKind",
    "LeaveType",
    "OdsCode",
    "OrganisationKind",
    "PlacementField",
    "PlacementType",
    "PostNumber",
    "ProgrammeNumber",
    "PublicText",
    "RefusalReason",
    "Role",
    "Term",
    "WithheldReason",
]
