"""Closed lists of the registry: what stands behind a placement, a vacancy and the signed commitment."""

from enum import StrEnum


class VacancyStage(StrEnum):
    """Whom a vacancy has come to: the trust at once, the region when it lasts (R74)."""

    TRUST = "trust"
    REGION = "region"


class CommitmentText(StrEnum):
    """Which text of the commitment was signed, by the month it was published."""

    SEPTEMBER_2021 = "2021-09"


class BoardRole(StrEnum):
    """As what a signatory sits on the board."""

    CHAIR = "chair"
    CHIEF_EXECUTIVE = "chief_executive"
    MEDICAL_DIRECTOR = "medical_director"
    PEOPLE_DIRECTOR = "people_director"
    OTHER_DIRECTOR = "other_director"
    NON_EXECUTIVE_DIRECTOR = "non_executive_director"


class WithdrawalReason(StrEnum):
    """Why an organisation no longer stands by its commitment."""

    BOARD_DECISION = "board_decision"
    ORGANISATION_ENDS = "organisation_ends"
    SIGNED_IN_ERROR = "signed_in_error"
    OTHER = "other"


class PlacementSource(StrEnum):
    """Who says that there is a placement."""

    TIS = "tis"
    TRUST = "trust"
    """The trust that employs the doctor itself, outside training."""
    SELF_DECLARED = "self_declared"
    """The doctor, and the trust's medical education team has confirmed it."""


class PlacementInformation(StrEnum):
    """What is due before a placement begins: to the trust its details, from the trust the two others (R30 to R32)."""

    DETAILS = "details"
    WORK_SCHEDULE = "work_schedule"
    ROTA = "rota"
