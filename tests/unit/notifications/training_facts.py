"""Makers of ordinary facts of a course; the coordinator's person runs it, and a test names only what it is about."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from contracts.opportunities import (
    LostSeat,
    TrainingAttended,
    TrainingBooked,
    TrainingCancelled,
    TrainingGivenBack,
    TrainingMissed,
    TrainingReleaseAppealAnswered,
    TrainingReleaseAppealed,
    TrainingReleaseRefused,
)
from tests.unit.notifications.facts import COORDINATOR, DOCTOR, NOW, OTHER_COORDINATOR


def _of_training(**facts: Any) -> dict[str, Any]:
    ordinary = {
        "course_id": uuid4(),
        "trust": "R0B",
        "kind": "leadership",
        "title": "Leading a team",
        "organiser_id": COORDINATOR,
        "seats": 12,
        "first_day": date(2026, 12, 1),
        "last_day": date(2026, 12, 8),
    }
    return {**ordinary, **facts}


def _of_booking(**facts: Any) -> dict[str, Any]:
    return _of_training(**{"booking_id": uuid4(), "doctor_id": DOCTOR, **facts})


def a_seat(**facts: Any) -> TrainingBooked:
    return TrainingBooked(**_of_booking(**{"booked_at": NOW, **facts}))


def a_seat_given_back(**facts: Any) -> TrainingGivenBack:
    return TrainingGivenBack(**_of_booking(**{"given_back_at": NOW, **facts}))


def a_refused_release(**facts: Any) -> TrainingReleaseRefused:
    ordinary = {"reason": "minimum_staffing", "refused_by": OTHER_COORDINATOR, "refused_at": NOW}
    return TrainingReleaseRefused(**_of_booking(**{**ordinary, **facts}))


def an_appeal_about_release(**facts: Any) -> TrainingReleaseAppealed:
    return TrainingReleaseAppealed(**_of_booking(**{"appealed_at": NOW, **facts}))


def an_answer_about_release(**facts: Any) -> TrainingReleaseAppealAnswered:
    ordinary = {"outcome": "upheld", "seated": True, "answered_by": OTHER_COORDINATOR, "answered_at": NOW}
    return TrainingReleaseAppealAnswered(**_of_booking(**{**ordinary, **facts}))


def an_attendance(**facts: Any) -> TrainingAttended:
    ordinary = {"minutes": 360, "recorded_by": OTHER_COORDINATOR, "recorded_at": NOW}
    return TrainingAttended(**_of_booking(**{**ordinary, **facts}))


def an_absence(**facts: Any) -> TrainingMissed:
    return TrainingMissed(**_of_booking(**{"recorded_by": OTHER_COORDINATOR, "recorded_at": NOW, **facts}))


def a_cancelled_course(*doctors: UUID, **facts: Any) -> TrainingCancelled:
    """By somebody else than who runs it, with the seats of these doctors."""
    ordinary = {
        "reason": "teacher_unavailable",
        "bookings": tuple(LostSeat(booking_id=uuid4(), doctor_id=one) for one in doctors or (DOCTOR,)),
        "cancelled_by": OTHER_COORDINATOR,
        "cancelled_at": NOW,
    }
    return TrainingCancelled(**_of_training(**{**ordinary, **facts}))
