"""Closed lists of opportunities: what there is, how it is asked for, and how one takes part."""

from enum import StrEnum


class OpportunityFamily(StrEnum):
    """The four families of the commitment's appendix (O-E1)."""

    MEETING = "meeting"
    PANEL = "panel"
    SHADOWING = "shadowing"
    TRAINING = "training"


class OpportunitySetting(StrEnum):
    ACUTE = "acute"
    MENTAL_HEALTH = "mental_health"
    COMMUNITY = "community"
    PRIMARY_CARE = "primary_care"
    REGIONAL = "regional"
    REMOTE = "remote"


class Recurrence(StrEnum):
    """How often something takes place between its first day and its last."""

    ONCE = "once"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    AS_AGREED = "as_agreed"


class ClosingReason(StrEnum):
    FILLED = "filled"
    OVER = "over"
    NOT_TAKING_PLACE = "not_taking_place"


class Answer(StrEnum):
    OFFERED = "offered"
    DECLINED = "declined"


class DeclineReason(StrEnum):
    """Why a doctor was not offered a place."""

    NO_PLACE_LEFT = "no_place_left"
    GRADE_NOT_ELIGIBLE = "grade_not_eligible"
    ELECTED_OR_NOMINATED = "elected_or_nominated"
    DATES_DO_NOT_FIT = "dates_do_not_fit"
    NOT_TAKING_PLACE = "not_taking_place"


class ParticipationRole(StrEnum):
    ATTENDED = "attended"
    LED = "led"
    CHAIRED = "chaired"
