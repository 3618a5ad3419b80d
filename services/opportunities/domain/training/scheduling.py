"""How a course is scheduled, and how it is cancelled with every seat in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from chassis.errors import NotFound
from contracts import Actor
from contracts import opportunities as facts
from contracts.vocabulary import TrainingCancellationReason, TrainingKind
from services.opportunities.domain.obstacles import NotYourTrust
from services.opportunities.domain.training.course import SCHEDULERS, Course, Outcome, Session, which
from services.opportunities.domain.training.obstacles import (
    CourseCancelled,
    CourseTookPlace,
    OrganiserNotThere,
    SessionsNotPossible,
    TooManySeats,
)
from services.opportunities.domain.training.seat import BookingStatus


@dataclass(frozen=True, slots=True)
class Terms:
    """The region's rules for a course, as they stand today."""

    most_seats: int
    days_ahead: int
    """How many days from now a course may begin at the latest."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What an editor wants to schedule. ``grades``: as the deanery writes them; empty is open to all."""

    trust: str
    kind: TrainingKind
    title: str
    organiser_id: UUID
    seats: int
    sessions: tuple[Session, ...]
    grades: tuple[str, ...]


def schedule(
    wish: Wish, *, course_id: UUID, by: Actor, organiser_is_there: bool, terms: Terms, at: datetime
) -> Outcome:
    """Offer a course at one's own trust (O-E2).

    Raises NotYourTrust, TooManySeats, SessionsNotPossible, OrganiserNotThere.
    """
    if not any(by.holds(role, at=wish.trust) for role in SCHEDULERS):
        raise NotYourTrust(f"you do not look after the courses of {wish.trust}")
    if wish.seats > terms.most_seats:
        raise TooManySeats(f"A course has at most {terms.most_seats} seats.", field="seats")
    sessions = tuple(sorted(wish.sessions, key=lambda session: session.starts_at))
    _check(sessions, terms, at)
    if not organiser_is_there and wish.organiser_id != by.person_id:
        raise OrganiserNotThere(field="organiser_id")
    course = Course(
        course_id=course_id,
        trust=wish.trust,
        kind=wish.kind,
        title=wish.title,
        organiser_id=wish.organiser_id,
        seats=wish.seats,
        grades=wish.grades,
        sessions=sessions,
        scheduled_by=by.person_id,
        scheduled_at=at,
    )
    said = facts.TrainingScheduled(
        **which(course),
        sessions=tuple(facts.TrainingSession(starts_at=one.starts_at, ends_at=one.ends_at) for one in sessions),
        grades=course.grades,
        scheduled_by=by.person_id,
        scheduled_at=at,
    )
    return Outcome(course, (said,))


def cancel(
    course: Course, *, by: Actor, reason: TrainingCancellationReason, at: datetime, match: int | None = None
) -> Outcome:
    """Take it back with every seat in it; afterwards too, where it did not take place and nobody is in the register.

    Raises NotFound, LostUpdate, CourseCancelled, CourseTookPlace.
    """
    if not course.is_kept_by(by):
        raise NotFound
    course.seen_at(match)
    if course.cancelled_at is not None:
        raise CourseCancelled
    if course.is_recorded:
        raise CourseTookPlace("Its register is taken.")
    cancelled = replace(course, reason=reason, cancelled_at=at)
    for booking in course.waiting:
        cancelled = cancelled.with_booking(replace(booking, status=BookingStatus.CALLED_OFF, ended_at=at))
    said = facts.TrainingCancelled(
        **which(course),
        reason=reason,
        bookings=tuple(facts.LostSeat(booking_id=one.booking_id, doctor_id=one.doctor_id) for one in course.waiting),
        appealing=tuple(one.doctor_id for one in course.bookings if one.is_appealed),
        cancelled_by=by.person_id,
        cancelled_at=at,
    )
    return Outcome(cancelled, (said,))


def _check(sessions: Sequence[Session], terms: Terms, at: datetime) -> None:
    for one in sessions:
        if one.ends_at <= one.starts_at:
            raise SessionsNotPossible("A session ends after it starts.", field="sessions")
    if any(following.starts_at < one.ends_at for one, following in pairwise(sessions)):
        raise SessionsNotPossible("Two sessions overlap.", field="sessions")
    if sessions[0].starts_at <= at:
        raise SessionsNotPossible("The first session starts after now.", field="sessions")
    if sessions[0].starts_at > at + timedelta(days=terms.days_ahead):
        raise SessionsNotPossible(f"It begins more than {terms.days_ahead} days from now.", field="sessions")
