"""Facts of leave, as reporting hears them."""

from datetime import date
from typing import Any
from uuid import uuid4

from contracts.leave import (
    EntitlementClosed,
    LeaveAlternativeTaken,
    LeaveAppealed,
    LeaveAppealOverdue,
    LeaveApproved,
    LeaveLapsed,
    LeaveOverdue,
    LeaveRefused,
    LeaveResubmitted,
    LeaveReturned,
    LeaveStepDecided,
    LeaveSubmitted,
    SdtConfirmed,
    SdtOwed,
    SdtScheduled,
    Step,
)
from contracts.registry import Placement
from contracts.vocabulary import Lateness, Role
from tests.unit.reporting.makers import NOW


def _leave(facts: dict[str, Any]) -> dict[str, Any]:
    ordinary: dict[str, Any] = {
        "leave_id": uuid4(),
        "doctor_id": uuid4(),
        "trust": "R0B",
        "leave_type": "study",
        "leadership": True,
        "first_day": date(2027, 1, 21),
        "last_day": date(2027, 1, 22),
    }
    return {**ordinary, **facts}


def a_refusal(**facts: Any) -> LeaveRefused:
    ordinary: dict[str, Any] = {
        "decided_by": Role.ROTA_COORDINATOR,
        "reason": "minimum_staffing",
        "refused_at": NOW,
        "days_ahead": 60,
        "avoidable": True,
        "appeal_by": date(2026, 12, 4),
    }
    return LeaveRefused(**{**ordinary, **_leave(facts)})


def an_approval(**facts: Any) -> LeaveApproved:
    return LeaveApproved(**{"approved_at": NOW, **_leave(facts)})


def a_decided_step(**facts: Any) -> LeaveStepDecided:
    ordinary: dict[str, Any] = {
        "decided_by": Role.ROTA_COORDINATOR,
        "decided_at": NOW,
        "waiting": Step(role=Role.TPD, scope="NTH001"),
        "due_on": NOW.date(),
    }
    return LeaveStepDecided(**{**ordinary, **_leave(facts)})


def a_request(**facts: Any) -> LeaveSubmitted:
    ordinary: dict[str, Any] = {"submitted_at": NOW, "steps": (Step(role=Role.ROTA_COORDINATOR, scope="R0B"),)}
    return LeaveSubmitted(**{**ordinary, **_leave(facts)})


def a_return(**facts: Any) -> LeaveReturned:
    return LeaveReturned(**{"returned_by": Role.ROTA_COORDINATOR, "returned_at": NOW, **_leave(facts)})


def a_request_sent_again(**facts: Any) -> LeaveResubmitted:
    ordinary: dict[str, Any] = {
        "waiting": Step(role=Role.ROTA_COORDINATOR, scope="R0B"),
        "submitted_on": NOW.date(),
        "resubmitted_at": NOW,
    }
    return LeaveResubmitted(**{**ordinary, **_leave(facts)})


def a_late_step(**facts: Any) -> LeaveOverdue:
    ordinary: dict[str, Any] = {
        "waiting": Step(role=Role.ROTA_COORDINATOR, scope="R0B"),
        "lateness": Lateness.NO_RESPONSE,
        "submitted_on": NOW.date(),
        "overdue_at": NOW,
    }
    return LeaveOverdue(**{**ordinary, **_leave(facts)})


def a_lapse(**facts: Any) -> LeaveLapsed:
    ordinary: dict[str, Any] = {
        "waiting": Step(role=Role.ROTA_COORDINATOR, scope="R0B"),
        "submitted_on": NOW.date(),
        "lapsed_at": NOW,
    }
    return LeaveLapsed(**{**ordinary, **_leave(facts)})


def an_appeal(**facts: Any) -> LeaveAppealed:
    ordinary: dict[str, Any] = {
        "answering": Role.DME,
        "answering_at": "R0B",
        "appealed_at": NOW,
        "acknowledge_by": NOW.date(),
    }
    return LeaveAppealed(**{**ordinary, **_leave(facts)})


def a_late_appeal(of: LeaveAppealed, **facts: Any) -> LeaveAppealOverdue:
    return LeaveAppealOverdue(
        **of.model_dump(exclude={"acknowledge_by"}),
        **{"awaited": "acknowledgement", "due_on": of.acknowledge_by, "overdue_at": NOW, **facts},
    )


def an_alternative_taken(**facts: Any) -> LeaveAlternativeTaken:
    ordinary: dict[str, Any] = {
        "offered_by": Role.ROTA_COORDINATOR,
        "offered_at_desk": "R0B",
        "refused_on": NOW.date(),
        "taken_at": NOW,
    }
    return LeaveAlternativeTaken(**{**ordinary, **_leave(facts)})


def a_closed_leave_year(**facts: Any) -> EntitlementClosed:
    ordinary: dict[str, Any] = {
        "doctor_id": uuid4(),
        "trust": "R0B",
        "first_day": date(2025, 8, 6),
        "last_day": date(2026, 8, 4),
        "half_days": 30,
        "half_days_taken": 12,
        "closed_at": NOW,
    }
    return EntitlementClosed(**{**ordinary, **facts})


def _of_placement(placement: Placement, **facts: Any) -> dict[str, Any]:
    ordinary = {
        "placement_id": placement.placement_id,
        "doctor_id": placement.doctor_id,
        "trust": placement.host,
        "minutes_per_week": 120,
        "required_per_week": 120,
        "in_work_schedule": True,
    }
    return {**ordinary, **facts}


def owed(placement: Placement, **facts: Any) -> SdtOwed:
    nothing_scheduled = {"minutes_per_week": 0, "in_work_schedule": False}
    return SdtOwed(**_of_placement(placement, **(nothing_scheduled | {"owed_at": NOW} | facts)))


def scheduled(placement: Placement, **facts: Any) -> SdtScheduled:
    return SdtScheduled(**_of_placement(placement, **facts), scheduled_at=NOW)


def confirmed(placement: Placement, *, gets_it: bool, **facts: Any) -> SdtConfirmed:
    return SdtConfirmed(**_of_placement(placement, **facts), gets_it=gets_it, confirmed_at=NOW)
