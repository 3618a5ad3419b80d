"""What leave is to cost, and what of that a study budget never pays (R21)."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


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
