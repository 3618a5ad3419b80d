"""What leave is to cost, and what of that a study budget pays or never pays (R20, R21)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from contracts.vocabulary import LeavePurpose

Funding: TypeAlias = Mapping[LeavePurpose, Decimal]
"""Of how much in a hundred pounds a study budget pays, by category (R20); what is not in it, nothing is said of."""


class CostKind(StrEnum):
    COURSE_FEE = "course_fee"
    TRAVEL = "travel"
    ACCOMMODATION = "accommodation"
    COLLEGE_MEMBERSHIP = "college_membership"
    EPORTFOLIO_FEE = "eportfolio_fee"
    EXAM_FEE = "exam_fee"
    MANDATORY_TRAINING = "mandatory_training"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Cost:
    """Estimated, in pounds."""

    kind: CostKind
    pounds: Decimal


def payable(costs: Collection[Cost], never_paid: Collection[CostKind]) -> Decimal:
    """What the budget may be asked for: that alone counts for who decides (R14)."""
    return sum((each.pounds for each in costs if each.kind not in never_paid), Decimal(0))
