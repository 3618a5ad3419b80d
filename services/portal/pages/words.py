"""Codes as people say them. The services speak in codes; a page never does."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

from contracts.vocabulary import (
    AppealOutcome,
    DisputedField,
    DisputeOutcome,
    LeavePurpose,
    LeaveType,
    OpportunitySetting,
    Recurrence,
    ShadowingKind,
    TrainingKind,
    labels,
)

Colour = Literal["grey", "green", "blue", "red", "orange", "yellow"]


class Tag(NamedTuple):
    text: str
    colour: Colour


LEAVE_TYPES: Mapping[LeaveType, str] = {type_: text.capitalize() for type_, text in labels.LEAVE_TYPES.items()}

LEAVE_STATUSES: Mapping[str, Tag] = {
    "waiting": Tag("Waiting for a decision", "blue"),
    "approved": Tag("Approved", "green"),
    "withdrawal_asked": Tag("Withdrawal to be confirmed", "yellow"),
    "returned": Tag("Returned to the doctor", "orange"),
    "refused": Tag("Refused", "red"),
    "lapsed": Tag("Ended without a decision", "orange"),
    "withdrawn": Tag("Withdrawn", "grey"),
    "recorded": Tag("Decided in another system", "grey"),
}

APPEALS: Mapping[AppealOutcome, Tag] = {
    AppealOutcome.UPHELD: Tag("Upheld: it is decided again", "green"),
    AppealOutcome.DISMISSED: Tag("Dismissed: the decision stands", "red"),
}
RELEASE_APPEALS: Mapping[AppealOutcome, Tag] = {
    AppealOutcome.UPHELD: Tag("Upheld: the doctor is released", "green"),
    AppealOutcome.DISMISSED: Tag("Dismissed: the decision stands", "red"),
}
"""The same about release for a course, which the answer itself decides."""
OPEN_APPEAL = Tag("Appeal to be answered", "yellow")

DISPUTED: Mapping[DisputedField, str] = {
    DisputedField.HOST: "The organisation",
    DisputedField.SITE: "The site",
    DisputedField.DATES: "The start or end date",
    DisputedField.WTE: "The working time (WTE)",
    DisputedField.GRADE: "The grade",
    DisputedField.SUPERVISOR: "A supervisor",
    DisputedField.NOT_MINE: "This placement is not mine",
    DisputedField.OTHER: "Something else",
}

OUTCOMES: Mapping[DisputeOutcome, Tag] = {
    DisputeOutcome.CORRECTED: Tag("Corrected", "green"),
    DisputeOutcome.STANDS: Tag("Stands as it is", "grey"),
}
OPEN_DISPUTE = Tag("Waiting for an answer", "blue")

PURPOSES: Mapping[LeavePurpose, str] = {
    LeavePurpose.CURRICULUM_REQUIRED: "A course or event that the curriculum requires",
    LeavePurpose.CURRICULUM_SUPPORTING: "A course or event that supports the curriculum",
    LeavePurpose.DISCRETIONARY: "Another course or event, such as one in leadership",
    LeavePurpose.EXAM: "Sitting an exam",
    LeavePurpose.PRIVATE_STUDY: "Private study for an exam",
    LeavePurpose.TASTER: "A taster, or presenting",
    LeavePurpose.MANDATORY_TRAINING: "Statutory, mandatory or departmental training",
    LeavePurpose.PROFESSIONAL_DUTY: "A duty for a professional or public body",
}
"""What study and professional leave is for; the last is professional leave, the others study leave."""

DECLARATIONS: Mapping[str, str] = {
    "supervisor_agrees": "My educational supervisor agrees that it is of value",
    "rota_agrees": "Whoever plans my rota agrees to the days",
}
"""What some regions have agreed before leave is asked for (R11), by the names that the leave service has for it."""

STANDINGS: Mapping[str, str] = {
    "mirror": "in another system. What stands here is a record of it.",
    "pre_check": "in another system. What is agreed here is a check before that: ask there too.",
}
"""Where leave is not decided here, so that every page about it says so (R29)."""

COSTS: Mapping[str, str] = {
    "course_fee": "Course fee",
    "travel": "Travel",
    "accommodation": "Accommodation",
    "exam_fee": "Exam fee",
    "college_membership": "College membership",
    "eportfolio_fee": "E-portfolio fee",
    "mandatory_training": "Statutory or mandatory training",
    "other": "Anything else",
}
"""What leave may cost money for."""

PARTICIPATIONS: Mapping[str, Tag] = {
    "interested": Tag("Waiting for an answer", "blue"),
    "offered": Tag("A place is offered", "green"),
    "declined": Tag("No place", "red"),
    "withdrawn": Tag("Withdrawn", "grey"),
    "confirmed": Tag("Confirmed", "green"),
    "no_show": Tag("Did not take part", "grey"),
}

SUGGESTIONS: Mapping[str, Tag] = {
    "open": Tag("Waits for an answer", "blue"),
    "taken_up": Tag("Taken up", "green"),
    "turned_down": Tag("Not taken up", "red"),
}

SETTINGS: Mapping[OpportunitySetting, str] = {
    OpportunitySetting.ACUTE: "Acute hospital",
    OpportunitySetting.MENTAL_HEALTH: "Mental health",
    OpportunitySetting.COMMUNITY: "In the community",
    OpportunitySetting.PRIMARY_CARE: "Primary care",
    OpportunitySetting.REGIONAL: "Regional",
    OpportunitySetting.REMOTE: "From anywhere, by video",
}

ACTIVITY_STATUSES: Mapping[str, Tag] = {
    "recorded": Tag("Waits to be confirmed", "blue"),
    "confirmed": Tag("Confirmed", "green"),
    "declined": Tag("Not confirmed", "red"),
}

ARRANGEMENTS: Mapping[str, Tag] = {
    "requested": Tag("Waits for an answer", "blue"),
    "arranged": Tag("Arranged", "green"),
    "refused": Tag("Cannot be arranged", "red"),
    "withdrawn": Tag("No longer needed", "grey"),
}

RECURRENCES: Mapping[Recurrence, str] = {
    Recurrence.ONCE: "once",
    Recurrence.WEEKLY: "every week",
    Recurrence.FORTNIGHTLY: "every two weeks",
    Recurrence.MONTHLY: "every month",
    Recurrence.QUARTERLY: "every three months",
    Recurrence.AS_AGREED: "as you agree",
}

SHADOWING: Mapping[ShadowingKind, str] = {
    ShadowingKind.CLINICAL: "Clinical leadership",
    ShadowingKind.NON_CLINICAL: "Leadership outside the clinic",
}

BOOKINGS: Mapping[str, Tag] = {
    "booked": Tag("Booked", "blue"),
    "given_back": Tag("Given back", "grey"),
    "taken_back": Tag("Cancelled by the host", "red"),
    "attended": Tag("You were there", "green"),
    "missed": Tag("Recorded as not having come", "grey"),
}


GUESTS: Mapping[str, Tag] = {
    "booked": Tag("Booked", "blue"),
    "given_back": Tag("Given back by the doctor", "grey"),
    "taken_back": Tag("Taken back", "red"),
    "attended": Tag("The doctor came", "green"),
    "missed": Tag("The doctor did not come", "grey"),
}
"""The same bookings, as their hosts have them."""

TRAINING: Mapping[TrainingKind, str] = {
    TrainingKind.LEADERSHIP: "Leadership",
    TrainingKind.MANAGEMENT: "Management",
    TrainingKind.QUALITY_IMPROVEMENT: "Improving quality",
}

SEATS: Mapping[str, Tag] = {
    "booked": Tag("Booked", "blue"),
    "given_back": Tag("Given back", "grey"),
    "not_released": Tag("You are not released", "red"),
    "called_off": Tag("Does not take place", "red"),
    "attended": Tag("You came", "green"),
    "missed": Tag("Recorded as not having come", "grey"),
}


LOST_TIME: Mapping[str, Tag] = {
    "reported": Tag("Waits to be read", "blue"),
    "acknowledged": Tag("Being looked at", "blue"),
    "resolved": Tag("Waits for the doctor's answer", "yellow"),
    "agreed": Tag("Closed, the doctor agreed", "green"),
    "disagreed": Tag("With the guardian", "yellow"),
    "concluded": Tag("Closed by the guardian", "grey"),
    "withdrawn": Tag("Withdrawn", "grey"),
}


ATTENDEES: Mapping[str, Tag] = {
    "booked": Tag("Booked", "blue"),
    "given_back": Tag("Given back by the doctor", "grey"),
    "not_released": Tag("Not released", "red"),
    "called_off": Tag("Does not take place", "red"),
    "attended": Tag("The doctor came", "green"),
    "missed": Tag("The doctor did not come", "grey"),
}
"""The same seats, as others have them."""


def sentence(text: str) -> str:
    """As a sentence begins."""
    return text[:1].upper() + text[1:]


def counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def in_days(many: Decimal) -> str:
    """5 days, 1.5 days, 1 day."""
    number = f"{many:f}".rstrip("0").rstrip(".") if "." in f"{many:f}" else f"{many:f}"
    return f"{number} day" if many == 1 else f"{number} days"


def time_spent(minutes: int) -> str:
    """1 hour 30 minutes."""
    whole, rest = divmod(minutes, 60)
    parts = [counted(whole, "hour")] if whole else []
    return " ".join([*parts, counted(rest, "minute")] if rest or not parts else parts)
