"""Facts of leave and of protected time."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from contracts.leave import (
    CapacityPublished,
    EntitlementAdjusted,
    EntitlementUnused,
    LeaveAlternativeTaken,
    LeaveAppealAcknowledged,
    LeaveAppealAnswered,
    LeaveAppealed,
    LeaveAppealOverdue,
    LeaveApproved,
    LeaveLapsed,
    LeaveOverdue,
    LeavePlacementAffected,
    LeaveRefused,
    LeaveReminded,
    LeaveResubmitted,
    LeaveReturned,
    LeaveReturnReminded,
    LeaveStepDecided,
    LeaveSubmitted,
    LeaveWithdrawalAsked,
    LeaveWithdrawn,
    SdtConfirmed,
    SdtScheduled,
    Step,
)
from contracts.vocabulary import (
    AppealOutcome,
    Lateness,
    LeaveType,
    RefusalReason,
    Role,
)
from tests.unit.notifications.facts import COORDINATOR, DOCTOR, NOW


def _of_leave(**facts: Any) -> dict[str, Any]:
    ordinary = {
        "leave_id": uuid4(),
        "doctor_id": DOCTOR,
        "trust": "R0B",
        "leave_type": LeaveType.STUDY,
        "leadership": True,
        "first_day": date(2027, 3, 1),
        "last_day": date(2027, 3, 2),
    }
    return {**ordinary, **facts}


A_STEP = Step(role=Role.ROTA_COORDINATOR, scope="R0B", due_at=NOW + timedelta(days=7))


def a_request(**facts: Any) -> LeaveSubmitted:
    return LeaveSubmitted(**_of_leave(**{"submitted_at": NOW, "steps": (A_STEP,), **facts}))


def a_decided_step(**facts: Any) -> LeaveStepDecided:
    ordinary = {"decided_by": Role.ROTA_COORDINATOR, "decided_at": NOW, "waiting": Step(role=Role.TPD, scope="NTH030")}
    return LeaveStepDecided(**_of_leave(**{**ordinary, **facts}))


def an_approval(**facts: Any) -> LeaveApproved:
    return LeaveApproved(**_of_leave(**{"approved_at": NOW, **facts}))


def a_refusal(**facts: Any) -> LeaveRefused:
    ordinary = {
        "decided_by": Role.ROTA_COORDINATOR,
        "reason": RefusalReason.MINIMUM_STAFFING,
        "refused_at": NOW,
        "days_ahead": 60,
        "avoidable": True,
        "appeal_by": date(2026, 12, 4),
    }
    return LeaveRefused(**_of_leave(**{**ordinary, **facts}))


def a_return(**facts: Any) -> LeaveReturned:
    ordinary = {"returned_by": Role.ROTA_COORDINATOR, "returned_at": NOW}
    return LeaveReturned(**_of_leave(**{**ordinary, **facts}))


def a_reminder_of_a_return(**facts: Any) -> LeaveReturnReminded:
    ordinary = {"returned_by": Role.ROTA_COORDINATOR, "reminded_at": NOW}
    return LeaveReturnReminded(**_of_leave(**{**ordinary, **facts}))


def a_request_sent_again(**facts: Any) -> LeaveResubmitted:
    ordinary = {"waiting": A_STEP, "submitted_on": NOW.date(), "resubmitted_at": NOW}
    return LeaveResubmitted(**_of_leave(**{**ordinary, **facts}))


def a_reminder(**facts: Any) -> LeaveReminded:
    ordinary = {"waiting": A_STEP, "reminded_at": NOW}
    return LeaveReminded(**_of_leave(**{**ordinary, **facts}))


def a_late_step(**facts: Any) -> LeaveOverdue:
    ordinary = {"waiting": A_STEP, "lateness": Lateness.OVERDUE, "submitted_on": NOW.date(), "overdue_at": NOW}
    return LeaveOverdue(**_of_leave(**{**ordinary, **facts}))


def a_lapse(**facts: Any) -> LeaveLapsed:
    ordinary = {"waiting": A_STEP, "submitted_on": NOW.date(), "lapsed_at": NOW}
    return LeaveLapsed(**_of_leave(**{**ordinary, **facts}))


def an_alternative_taken(**facts: Any) -> LeaveAlternativeTaken:
    ordinary = {
        "offered_by": Role.ROTA_COORDINATOR,
        "offered_at_desk": "R0B",
        "instead_id": uuid4(),
        "refused_on": NOW.date(),
        "taken_at": NOW,
    }
    return LeaveAlternativeTaken(**_of_leave(**{**ordinary, **facts}))


def an_appeal(**facts: Any) -> LeaveAppealed:
    ordinary = {
        "answering": Role.DME,
        "answering_at": "R0B",
        "appealed_at": NOW,
        "acknowledge_by": date(2026, 12, 4),
    }
    return LeaveAppealed(**_of_leave(**{**ordinary, **facts}))


def a_late_appeal(**facts: Any) -> LeaveAppealOverdue:
    ordinary = {
        "awaited": "answer",
        "answering": Role.DME,
        "answering_at": "R0B",
        "appealed_at": NOW,
        "due_on": date(2026, 12, 11),
        "overdue_at": NOW,
    }
    return LeaveAppealOverdue(**_of_leave(**{**ordinary, **facts}))


def an_acknowledged_appeal(**facts: Any) -> LeaveAppealAcknowledged:
    ordinary = {"acknowledged_at": NOW, "answer_by": date(2026, 12, 11)}
    return LeaveAppealAcknowledged(**_of_leave(**{**ordinary, **facts}))


def an_answered_appeal(**facts: Any) -> LeaveAppealAnswered:
    ordinary = {"outcome": AppealOutcome.UPHELD, "answered_at": NOW, "waiting": A_STEP}
    return LeaveAppealAnswered(**_of_leave(**{**ordinary, **facts}))


def a_withdrawal_to_confirm(**facts: Any) -> LeaveWithdrawalAsked:
    return LeaveWithdrawalAsked(**_of_leave(**{"waiting": A_STEP, "asked_at": NOW, **facts}))


def a_withdrawal(**facts: Any) -> LeaveWithdrawn:
    return LeaveWithdrawn(**_of_leave(**{"withdrawn_at": NOW, "confirmed_by": Role.ROTA_COORDINATOR, **facts}))


def an_adjusted_entitlement(**facts: Any) -> EntitlementAdjusted:
    ordinary = {
        "doctor_id": DOCTOR,
        "trust": "R0B",
        "first_day": date(2026, 8, 5),
        "last_day": date(2027, 8, 3),
        "leave_type": LeaveType.STUDY,
        "half_days": 5,
        "adjusted_by": Role.DEAN,
        "adjusted_at": NOW,
    }
    return EntitlementAdjusted(**{**ordinary, **facts})


def an_unused_entitlement(**facts: Any) -> EntitlementUnused:
    ordinary = {
        "doctor_id": DOCTOR,
        "trust": "R0B",
        "first_day": date(2026, 8, 5),
        "last_day": date(2027, 8, 3),
        "half_days_left": 9,
        "days_to_go": 91,
        "told_at": NOW,
    }
    return EntitlementUnused(**{**ordinary, **facts})


def a_touched_request(**facts: Any) -> LeavePlacementAffected:
    ordinary = {
        "placement_id": uuid4(),
        "fields": ("site", "start"),
        "affected_at": NOW,
        "approvers": (COORDINATOR,),
    }
    return LeavePlacementAffected(**_of_leave(**{**ordinary, **facts}))


def some_scheduled_time(**facts: Any) -> SdtScheduled:
    return SdtScheduled(**{**_TIME, "scheduled_at": NOW, **facts})


def a_published_calendar(**facts: Any) -> CapacityPublished:
    ordinary = {
        "capacity_id": uuid4(),
        "trust": "R0B",
        "department": "General Surgery",
        "first_day": date(2027, 2, 3),
        "last_day": date(2027, 8, 3),
        "doctors": 12,
        "half_days_owed": 181,
        "half_days_free": 180,
        "first_published_on": NOW.date(),
        "published_by": COORDINATOR,
        "published_at": NOW,
    }
    return CapacityPublished(**{**ordinary, **facts})


def an_answer_about_time(**facts: Any) -> SdtConfirmed:
    return SdtConfirmed(**{**_TIME, "gets_it": False, "confirmed_at": NOW, **facts})


_TIME = {
    "placement_id": uuid4(),
    "doctor_id": DOCTOR,
    "trust": "R0B",
    "minutes_per_week": 90,
    "required_per_week": 120,
    "in_work_schedule": True,
}
