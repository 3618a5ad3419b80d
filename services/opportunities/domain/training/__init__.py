"""A trust's own courses, pure: who may schedule, book, release, record and cancel, and what follows (O-E2)."""

from services.opportunities.domain.training.booking import book, give_back
from services.opportunities.domain.training.course import (
    CLERKS,
    HELD,
    RELEASERS,
    SCHEDULERS,
    Booking,
    BookingStatus,
    Course,
    Outcome,
    Session,
)
from services.opportunities.domain.training.register import Mark, take_register
from services.opportunities.domain.training.releasing import Refusal, refuse_release
from services.opportunities.domain.training.scheduling import Terms, Wish, cancel, schedule

__all__ = [
    "CLERKS",
    "HELD",
    "RELEASERS",
    "SCHEDULERS",
    "Booking",
    "BookingStatus",
    "Course",
    "Mark",
    "Outcome",
    "Refusal",
    "Session",
    "Terms",
    "Wish",
    "book",
    "cancel",
    "give_back",
    "refuse_release",
    "schedule",
    "take_register",
]
