"""The rules that hold for one request at one moment."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from contracts.vocabulary import LeaveType, RefusalReason
from services.leave.domain.costs import CostKind


@dataclass(frozen=True, slots=True)
class Terms:
    """The region's rules as they stand at this moment, worked out to dates."""

    at: datetime
    today: date
    earliest: date
    """R9: the first day that can be asked for."""
    notice_days: int
    """R8."""
    release_notice_days: int
    """The same of release from duty, for what is called at shorter notice than a course."""
    decide_by: datetime
    """R15: when a step that is reached now is due."""
    avoidable_days_ahead: int
    """R18."""
    appeal_by: date
    """R19: the last day to appeal against a refusal of today."""
    acknowledge_by: date
    """R19: of an appeal of today."""
    answer_by: date
    """R19: of an appeal that is acknowledged today."""
    remind_at: datetime
    """R16: when the desk that a step reaches now is reminded of it."""
    overdue_at: datetime
    """R16: when that step is told to be overdue."""
    no_response_at: datetime
    """R16: when the director is asked as well."""
    refusal_min_chars: int
    """R17."""
    refusal_codes: tuple[RefusalReason, ...]
    """R17: those that are used here."""
    private_study_days: Decimal
    """R22: usual for one exam."""
    taster_days: Decimal
    """R5: usual in one placement."""
    taster_days_in_all: Decimal
    """R5: usual in all placements together."""
    international_events: int
    """R14: usual in one leave year."""
    curriculum_first: bool
    """R14: what the curriculum requires comes before leave abroad."""
    claim_days: int
    """R24: from the later of approval and the last day."""
    pay_days: int
    """R24: from the claim."""
    never_paid: frozenset[CostKind]
    """R21: by a study budget."""

    def notice_for(self, leave_type: LeaveType) -> int:
        return self.release_notice_days if leave_type is LeaveType.RELEASE else self.notice_days
