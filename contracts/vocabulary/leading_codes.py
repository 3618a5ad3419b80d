"""Closed lists of a trust's training, its forum and its fellows."""

from enum import StrEnum


class TrainingKind(StrEnum):
    """What a trust's own course teaches (O-E2)."""

    LEADERSHIP = "leadership"
    MANAGEMENT = "management"
    QUALITY_IMPROVEMENT = "quality_improvement"


class TrainingCancellationReason(StrEnum):
    """Why a course does not take place."""

    TOO_FEW_BOOKED = "too_few_booked"
    TEACHER_UNAVAILABLE = "teacher_unavailable"
    SERVICE_PRESSURE = "service_pressure"
    NOT_TAKING_PLACE = "not_taking_place"


class ForumKind(StrEnum):
    LEADERSHIP = "leadership"
    """Of those who would lead, which the commitment asks for (O-E3)."""
    RESIDENTS = "residents"
    """The one of the contract, open to all residents (R72)."""


class ActionOutcome(StrEnum):
    """What came of something that a forum agreed."""

    DONE = "done"
    NOT_POSSIBLE = "not_possible"
    NO_LONGER_NEEDED = "no_longer_needed"


class FellowshipKind(StrEnum):
    """A post in which leading is the work (O-D3)."""

    CHIEF_REGISTRAR = "chief_registrar"
    TRUST_FELLOW = "trust_fellow"
    NATIONAL_OR_REGIONAL_FELLOW = "national_or_regional_fellow"


class FellowshipEnding(StrEnum):
    """Why a fellowship ended before its last day."""

    LEFT = "left"
    WITHDRAWN = "withdrawn"
    APPOINTED_IN_ERROR = "appointed_in_error"
    """It never was: no figure counts it."""
