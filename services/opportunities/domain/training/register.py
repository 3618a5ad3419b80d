"""The register of a course: who came, and for how long."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from chassis.errors import NotFound
from contracts import Actor, Event
from contracts import opportunities as facts
from services.opportunities.domain.training.course import Course, Outcome, which
from services.opportunities.domain.training.obstacles import (
    CourseCancelled,
    MarkedTwice,
    MinutesNotPossible,
    NotBegun,
    NotInTheRegister,
    OwnAttendance,
)
from services.opportunities.domain.training.seat import Booking, BookingStatus


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of the register."""

    booking_id: UUID
    attended: bool
    minutes: int | None = None
    """Time spent there in all; none: every session that has begun."""


def take_register(
    course: Course, marks: Sequence[Mark], *, by: Actor, at: datetime, match: int | None = None
) -> Outcome:
    """Record for many at once who came, once it has begun; what is recorded may be put right, and says so again.

    All of the marks hold, or none; one that changes nothing says nothing.
    Raises NotFound, LostUpdate, CourseCancelled, NotBegun, MarkedTwice, NotInTheRegister, OwnAttendance,
    MinutesNotPossible.
    """
    if not course.is_recorded_by(by):
        raise NotFound
    course.seen_at(match)
    if course.cancelled_at is not None:
        raise CourseCancelled
    if at < course.starts_at:
        raise NotBegun
    if len({mark.booking_id for mark in marks}) < len(marks):
        raise MarkedTwice(field="marks")
    said: list[Event] = []
    for mark in marks:
        before = _in_register(course, mark, by)
        after = _marked(before, mark, course, by, at)
        if (after.status, after.minutes) != (before.status, before.minutes):
            course = course.with_booking(after)
            said.append(_said(course, after, by, at))
    return Outcome(course, tuple(said))


def _in_register(course: Course, mark: Mark, by: Actor) -> Booking:
    booking = next((each for each in course.bookings if each.booking_id == mark.booking_id and each.is_held), None)
    if booking is None:
        raise NotInTheRegister(f"No seat of this course is held by booking {mark.booking_id}.", field="marks")
    if booking.doctor_id == by.person_id:
        raise OwnAttendance(field="marks")
    return booking


def _marked(booking: Booking, mark: Mark, course: Course, by: Actor, at: datetime) -> Booking:
    minutes = _minutes(mark, course.minutes_by(at))
    status = BookingStatus.ATTENDED if mark.attended else BookingStatus.MISSED
    return replace(booking, status=status, minutes=minutes, decided_by=by.person_id, ended_at=at)


def _minutes(mark: Mark, most: int) -> int:
    if not mark.attended:
        if mark.minutes:
            raise MinutesNotPossible("Who did not come was there for 0 minutes.", field="minutes")
        return 0
    minutes = most if mark.minutes is None else mark.minutes
    if not 1 <= minutes <= most:
        raise MinutesNotPossible(f"Who came was there from 1 to {most} minutes.", field="minutes")
    return minutes


def _said(course: Course, booking: Booking, by: Actor, at: datetime) -> Event:
    if booking.status is BookingStatus.MISSED:
        return facts.TrainingMissed(
            **which(course),
            booking_id=booking.booking_id,
            doctor_id=booking.doctor_id,
            recorded_by=by.person_id,
            recorded_at=at,
        )
    return facts.TrainingAttended(
        **which(course),
        booking_id=booking.booking_id,
        doctor_id=booking.doctor_id,
        minutes=booking.minutes,
        recorded_by=by.person_id,
        recorded_at=at,
    )
