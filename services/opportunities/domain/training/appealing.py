"""Who is not released for a course asks the trust's director of medical education to look at it, once (R17)."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from chassis.errors import NotFound
from contracts import Actor
from contracts import opportunities as facts
from contracts.vocabulary import AppealOutcome
from services.opportunities.domain.training.course import Course, Outcome, which
from services.opportunities.domain.training.obstacles import (
    AppealAnswered,
    AppealedBefore,
    CourseBegun,
    CourseCancelled,
    NobodyElseJudges,
    ReleaseNotRefused,
)
from services.opportunities.domain.training.seat import Booking, BookingStatus


def appeal(
    course: Course,
    booking_id: UUID,
    *,
    by: Actor,
    words: str,
    judges: Collection[UUID],
    at: datetime,
    match: int | None = None,
) -> Outcome:
    """Its doctor asks, until the course begins, once for each course; the words stay here.

    ``judges``: who is in post to answer. Where there is nobody it waits for who comes, but not where all refused
    them this course.
    Raises NotFound, LostUpdate, ReleaseNotRefused, AppealedBefore, CourseCancelled, CourseBegun, NobodyElseJudges.
    """
    booking = course.booking(booking_id)
    if by.person_id != booking.doctor_id:
        raise NotFound
    course.seen_at(match)
    if course.is_appealed_by(booking.doctor_id):
        raise AppealedBefore("The director looks at it once.")
    if booking.status is not BookingStatus.NOT_RELEASED:
        raise ReleaseNotRefused(f"The status of this booking is {booking.status}.")
    if course.cancelled_at is not None:
        raise CourseCancelled
    if at >= course.starts_at:
        raise CourseBegun
    if judges and {*judges} <= course.judged_with(booking.doctor_id):
        raise NobodyElseJudges("Ask the dean of your deanery to look at it.")
    appealed = replace(booking, appeal=words, appealed_at=at)
    said = facts.TrainingReleaseAppealed(
        **which(course), booking_id=booking_id, doctor_id=booking.doctor_id, appealed_at=at
    )
    return Outcome(course.with_booking(appealed), (said,))


def answer_appeal(
    course: Course,
    booking_id: UUID,
    *,
    by: Actor,
    outcome: AppealOutcome,
    words: str,
    at: datetime,
    match: int | None = None,
) -> Outcome:
    """The director answers for good, but never who refused them this course.

    Dismissed it stands, upheld they are released. They have a seat again where one is left and they took no other;
    what has begun gives none back.
    Raises NotFound, LostUpdate, AppealAnswered, CourseCancelled.
    """
    booking = course.booking(booking_id)
    if booking.appealed_at is None or not course.is_judged_by(by, booking):
        raise NotFound
    course.seen_at(match)
    if booking.appeal_outcome is not None:
        raise AppealAnswered(f"It was {booking.appeal_outcome}.", answered_by=str(booking.appeal_answered_by))
    if course.cancelled_at is not None:
        raise CourseCancelled
    answered = replace(
        booking,
        appeal_outcome=outcome,
        appeal_answer=words,
        appeal_answered_by=by.person_id,
        appeal_answered_at=at,
    )
    seated = outcome is AppealOutcome.UPHELD and _has_seat(course, booking, at)
    said = facts.TrainingReleaseAppealAnswered(
        **which(course),
        booking_id=booking_id,
        doctor_id=booking.doctor_id,
        outcome=outcome,
        seated=seated,
        answered_by=by.person_id,
        answered_at=at,
    )
    return Outcome(course.with_booking(_seated(answered) if seated else answered), (said,))


def _has_seat(course: Course, booking: Booking, at: datetime) -> bool:
    """Whether one is left for them; who has booked anew meanwhile has theirs."""
    return at < course.starts_at and course.seats_left > 0 and course.held_by(booking.doctor_id) is None


def _seated(booking: Booking) -> Booking:
    """As it was booked: nothing of the refusal holds any more, but whose it was stays known."""
    return replace(
        booking,
        status=BookingStatus.BOOKED,
        reason=None,
        words=None,
        alternative=None,
        next_step=None,
        decided_by=None,
        refused_by=booking.refuser,
        ended_at=None,
    )
