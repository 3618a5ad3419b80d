"""A trust's own courses, pure: who may schedule, book, release, record and cancel, and what follows (O-E2)."""

from services.opportunities.domain.training.appealing import answer_appeal, appeal
from services.opportunities.domain.training.booking import book, give_back
from services.opportunities.domain.training.course import (
    CLERKS,
    DIRECTORS,
    JUDGES,
    RELEASERS,
    SCHEDULERS,
    TUTORS,
    Course,
    Outcome,
    Session,
)
from services.opportunities.domain.training.register import Mark, take_register
from services.opportunities.domain.training.releasing import Refusal, RefusalTerms, refuse_release
from services.opportunities.domain.training.scheduling import Terms, Wish, cancel, schedule
from services.opportunities.domain.training.seat import HELD, Booking, BookingStatus

__all__ = [
    "CLERKS",
    "DIRECTORS",
    "HELD",
    "JUDGES",
    "RELEASERS",
    "SCHEDULERS",
    "TUTORS",
    "Booking",
    "BookingStatus",
    "Course",
    "Mark",
    "Outcome",
    "Refusal",
    "RefusalTerms",
    "Session",
    "Terms",
    "Wish",
    "answer_appeal",
    "appeal",
    "book",
    "cancel",
    "give_back",
    "refuse_release",
    "schedule",
    "take_register",
]
