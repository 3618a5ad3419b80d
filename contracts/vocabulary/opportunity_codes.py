"""Closed lists of opportunities: what there is, how it is asked for, and how one takes part."""

from enum import StrEnum


class OpportunityFamily(StrEnum):
    """The four of the commitment's appendix (a portfolio has something of each: O-E1), and what else there is."""

    MEETING = "meeting"
    PANEL = "panel"
    SHADOWING = "shadowing"
    TRAINING = "training"
    PROJECT = "project"
    FELLOWSHIP = "fellowship"
    REPRESENTATIVE_POST = "representative_post"
    OTHER = "other"


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


class TurnDownReason(StrEnum):
    """Why a suggestion or a draft does not become an opportunity."""

    ALREADY_OFFERED = "already_offered"
    NOBODY_TO_LEAD = "nobody_to_lead"
    NOT_AT_THIS_TRUST = "not_at_this_trust"
    NOT_NOW = "not_now"
    NOT_AS_AGREED = "not_as_agreed"


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


class PlaceBasis(StrEnum):
    """How somebody came to a place that is not given for the asking, as on a local negotiating committee."""

    ELECTED = "elected"
    NOMINATED = "nominated"


class ParticipationRole(StrEnum):
    ATTENDED = "attended"
    LED = "led"
    CHAIRED = "chaired"


class ActivityKind(StrEnum):
    """What a doctor did of their own accord, without anybody having offered it."""

    IMPROVEMENT_PROJECT = "improvement_project"
    LEADING_A_SHIFT = "leading_a_shift"
    RUNNING_TEACHING = "running_teaching"
    WRITING_A_ROTA = "writing_a_rota"
    REPRESENTING = "representing"
    OTHER = "other"


class ActivityDeclineReason(StrEnum):
    """Why a named lead does not confirm what a doctor recorded."""

    NOT_THE_LEAD = "not_the_lead"
    NOT_AS_RECORDED = "not_as_recorded"


class AdaptationRefusal(StrEnum):
    """Why an adaptation cannot be arranged."""

    NOT_POSSIBLE_THERE = "not_possible_there"
    NOT_IN_TIME = "not_in_time"
    NOT_FOR_THE_HOST = "not_for_the_host"


class PackOccasion(StrEnum):
    """When a doctor is shown what their trust offers: at induction and throughout the placement (O-E1)."""

    FIRST_DAY = "first_day"
    WEEK_FOUR = "week_four"
    MIDPOINT = "midpoint"
