"""Codes as people say them. The services speak in codes; a page never does."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from contracts.vocabulary import DisputedField, DisputeOutcome, LeaveType, RefusalReason, Role

Colour = Literal["grey", "green", "blue", "red", "orange", "yellow"]


class Tag(NamedTuple):
    text: str
    colour: Colour


LEAVE_TYPES: Mapping[LeaveType, str] = {
    LeaveType.STUDY: "Study leave",
    LeaveType.PROFESSIONAL: "Professional leave",
}

LEAVE_STATUSES: Mapping[str, Tag] = {
    "waiting": Tag("Waiting for a decision", "blue"),
    "approved": Tag("Approved", "green"),
    "withdrawal_asked": Tag("Withdrawal to be confirmed", "yellow"),
    "refused": Tag("Refused", "red"),
    "withdrawn": Tag("Withdrawn", "grey"),
}

REFUSALS: Mapping[RefusalReason, str] = {
    RefusalReason.MINIMUM_STAFFING: "Minimum staffing could not be kept",
    RefusalReason.LEAVE_CAP_REACHED: "Too many colleagues are away on those days",
    RefusalReason.ON_CALL_CLASH: "It clashes with on-call duty",
    RefusalReason.SHORT_NOTICE: "It was asked for at short notice",
    RefusalReason.ENTITLEMENT_EXHAUSTED: "The entitlement is used up",
    RefusalReason.NOT_EDUCATIONALLY_SUPPORTED: "It is not supported educationally",
    RefusalReason.COST_NOT_SUPPORTED: "The cost is not supported",
    RefusalReason.CLASHES_MANDATORY_TEACHING: "It clashes with mandatory teaching",
    RefusalReason.DUPLICATE: "It repeats another request",
    RefusalReason.WRONG_PLACEMENT: "It belongs to another placement",
    RefusalReason.ACTIVITY_WITHDRAWN: "The activity will not take place",
}

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

_ROLES: Mapping[Role, str] = {
    Role.TPD: "training programme director",
    Role.DME: "director of medical education",
    Role.MEDED_ADMIN: "medical education team",
}


def role(of: Role) -> str:
    return _ROLES.get(of, of.value.replace("_", " "))


def sentence(text: str) -> str:
    """As a sentence begins."""
    return text[:1].upper() + text[1:]


def counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
