"""How a seat is taken, and given back."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from chassis.errors import NotFound
from contracts import Actor
from contracts import opportunities as facts
from services.opportunities.domain.obstacles import GradeNotEligible
from services.opportunities.domain.people import Placement
from services.opportunities.domain.training.course import Course, Outcome, which
from services.opportunities.domain.training.obstacles import (
    AlreadyBooked,
    CourseBegun,
    CourseCancelled,
    NoSeatLeft,
    SeatGone,
)
from services.opportunities.domain.training.seat import Booking, BookingStatus


def book(
    course: Course,
    *,
    booking_id: UUID,
    by: Actor,
    placements: Collection[Placement],
    at: datetime,
    match: int | None = None,
) -> Outcome:
    """Take a seat before it begins: one for each doctor who works there on its first day, never more than there are.

    Who gave a seat back, or was not released, may ask again.
    Raises NotFound, LostUpdate, CourseCancelled, CourseBegun, GradeNotEligible, AlreadyBooked, NoSeatLeft.
    """
    grades = course.grades_of(placements)
    if by.person_id == course.organiser_id or not grades:
        raise NotFound
    course.seen_at(match)
    if course.cancelled_at is not None:
        raise CourseCancelled
    if course.starts_at <= at:
        raise CourseBegun
    if course.grades and not grades & set(course.grades):
        raise GradeNotEligible(f"It is for {', '.join(course.grades)}.")
    if held := course.held_by(by.person_id):
        raise AlreadyBooked(booking_id=str(held.booking_id))
    if course.seats_left < 1:
        raise NoSeatLeft(f"All {course.seats} seats are taken.", seats=course.seats)
    said = facts.TrainingBooked(**which(course), booking_id=booking_id, doctor_id=by.person_id, booked_at=at)
    return Outcome(course.with_booking(Booking(booking_id, by.person_id, booked_at=at)), (said,))


def give_back(course: Course, booking_id: UUID, *, by: Actor, at: datetime, match: int | None = None) -> Outcome:
    """The doctor gives their seat back before the course begins. Raises NotFound, LostUpdate, SeatGone, CourseBegun."""
    booking = course.booking(booking_id)
    if by.person_id != booking.doctor_id:
        raise NotFound
    course.seen_at(match)
    if booking.status is not BookingStatus.BOOKED:
        raise SeatGone(f"The status of this booking is {booking.status}.")
    if course.starts_at <= at:
        raise CourseBegun("The register says whether you came.")
    said = facts.TrainingGivenBack(
        **which(course), booking_id=booking_id, doctor_id=booking.doctor_id, given_back_at=at
    )
    return Outcome(course.with_booking(replace(booking, status=BookingStatus.GIVEN_BACK, ended_at=at)), (said,))
