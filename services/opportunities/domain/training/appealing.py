"""Who is not released for a course asks the trust's director of medical education to look at it, once (R17)."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from chassis.errors import NotFound
from contracts import Actor
from contracts import opportunities as facts
from contracts.vocabulary import AppealOutcome
from services.opportunities.domain.training.course import Booking, BookingStatus, Course, Outcome, which
from services.opportunities.domain.training.obstacles import (
    AppealAnswered,
    AppealedBefore,
    CourseBegun,
    CourseCancelled,
    ReleaseNotRefused,
)


def appeal(
    course: Course, booking_id: UUID, *, by: Actor, words: str, at: datetime, match: int | None = None
) -> Outcome:
    """Its doctor asks, until the course begins; the words stay here.

    Raises NotFound, LostUpdate, ReleaseNotRefused, AppealedBefore, CourseCancelled, CourseBegun.
    """
    booking = course.booking(booking_id)
    if by.person_id != booking.doctor_id:
        raise NotFound
    course.seen_at(match)
    if booking.appealed_at is not None:
        raise AppealedBefore("The director looks at it once.")
    if booking.status is not BookingStatus.NOT_RELEASED:
        raise ReleaseNotRefused(f"The status of this booking is {booking.status}.")
    if course.cancelled_at is not None:
        raise CourseCancelled
    if at >= course.starts_at:
        raise CourseBegun
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
    """The director answers for good, but never about their own refusal: dismissed it stands, upheld they are released.

    They have a seat again where one is left; what has begun, or does not take place, gives none back.
    Raises NotFound, LostUpdate, AppealAnswered.
    """
    booking = course.booking(booking_id)
    is_theirs = course.is_judged_by(by) and by.person_id not in (booking.doctor_id, booking.decided_by)
    if booking.appealed_at is None or not is_theirs:
        raise NotFound
    course.seen_at(match)
    if booking.appeal_outcome is not None:
        raise AppealAnswered(f"It was {booking.appeal_outcome}.", answered_by=str(booking.appeal_answered_by))
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
    takes_place = course.cancelled_at is None and at < course.starts_at
    return takes_place and course.seats_left > 0 and course.held_by(booking.doctor_id) is None


def _seated(booking: Booking) -> Booking:
    """As it was booked: nothing of the refusal holds any more."""
    return replace(
        booking,
        status=BookingStatus.BOOKED,
        reason=None,
        words=None,
        alternative=None,
        next_step=None,
        decided_by=None,
        ended_at=None,
    )
