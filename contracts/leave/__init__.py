"""Facts of leave and of protected time: requests and how they are decided, lost time counted, private notices."""

from contracts.leave.capacity import CapacityPublished
from contracts.leave.endings import LeaveLapsed, LeaveWithdrawalAsked, LeaveWithdrawn
from contracts.leave.entitlement import EntitlementAdjusted, EntitlementClosed, EntitlementUnused
from contracts.leave.notices import NoticeDue
from contracts.leave.protected_time import CountedReports, ProtectedTimeCounted
from contracts.leave.requests import (
    LeaveAlternativeTaken,
    LeaveAppealAcknowledged,
    LeaveAppealAnswered,
    LeaveAppealed,
    LeaveAppealOverdue,
    LeaveApproved,
    LeaveOverdue,
    LeavePlacementAffected,
    LeaveRefused,
    LeaveReminded,
    LeaveResubmitted,
    LeaveReturned,
    LeaveReturnReminded,
    LeaveStepDecided,
    LeaveSubmitted,
    Step,
)
from contracts.leave.self_development import SdtConfirmed, SdtOwed, SdtScheduled

__all__ = [
    "CapacityPublished",
    "CountedReports",
    "EntitlementAdjusted",
    "EntitlementClosed",
    "EntitlementUnused",
    "LeaveAlternativeTaken",
    "LeaveAppealAcknowledged",
    "LeaveAppealAnswered",
    "LeaveAppealOverdue",
    "LeaveAppealed",
    "LeaveApproved",
    "LeaveLapsed",
    "LeaveOverdue",
    "LeavePlacementAffected",
    "LeaveRefused",
    "LeaveReminded",
    "LeaveResubmitted",
    "LeaveReturnReminded",
    "LeaveReturned",
    "LeaveStepDecided",
    "LeaveSubmitted",
    "LeaveWithdrawalAsked",
    "LeaveWithdrawn",
    "NoticeDue",
    "ProtectedTimeCounted",
    "SdtConfirmed",
    "SdtOwed",
    "SdtScheduled",
    "Step",
]
