"""What stands in the way of a course, and of a seat."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from chassis.errors import Declined, LostUpdate, NotFound
from contracts import Actor, Grant
from contracts.opportunities import (
    TrainingScheduled,
)
from contracts.vocabulary import RefusalReason, Role
from services.opportunities.domain import training
from services.opportunities.domain.obstacles import GradeNotEligible, NotYourTrust
from services.opportunities.domain.training import BookingStatus, Course, Outcome, Session
from services.opportunities.domain.training.obstacles import (
    AlreadyBooked,
    CourseBegun,
    CourseCancelled,
    NoSeatLeft,
    OrganiserNotThere,
    SeatGone,
    SessionsNotPossible,
    TooManySeats,
)
from tests.unit.opportunities.courses import (
    A_WISH,
    BEGUN,
    BOOKED,
    DOCTOR,
    EDITOR,
    ELSEWHERE,
    FIRST,
    FULL,
    ORGANISER,
    OTHER,
    OTHERS,
    ROTA,
    TERMS,
    a_course,
    a_doctor,
)
from tests.unit.opportunities.facts import NOW, a_placement

THERE = a_placement(end=date(2027, 2, 2))


def session(first: datetime, **lasting: float) -> Session:
    return Session(first, first + timedelta(**lasting))


@pytest.mark.parametrize(
    ("wish", "by", "obstacle"),
    [
        (A_WISH, ELSEWHERE, NotYourTrust),
        (A_WISH, ROTA, NotYourTrust),
        (replace(A_WISH, seats=201), EDITOR, TooManySeats),
        (replace(A_WISH, sessions=(session(BEGUN, hours=0),)), EDITOR, SessionsNotPossible),
        (replace(A_WISH, sessions=(FIRST, session(BEGUN + timedelta(hours=2), hours=2))), EDITOR, SessionsNotPossible),
        (replace(A_WISH, sessions=(session(NOW, hours=1),)), EDITOR, SessionsNotPossible),
        (replace(A_WISH, sessions=(session(NOW + timedelta(days=366), hours=1),)), EDITOR, SessionsNotPossible),
    ],
)
def test_each_obstacle_to_scheduling_stands_in_the_way(
    wish: training.Wish, by: Actor, obstacle: type[Declined]
) -> None:
    with pytest.raises(obstacle):
        training.schedule(wish, course_id=uuid4(), by=by, organiser_is_there=True, terms=TERMS, at=NOW)


def test_an_organiser_who_is_not_there_runs_nothing_unless_it_is_oneself() -> None:
    def scheduled(wish: training.Wish) -> Outcome:
        return training.schedule(wish, course_id=uuid4(), by=EDITOR, organiser_is_there=False, terms=TERMS, at=NOW)

    with pytest.raises(OrganiserNotThere):
        scheduled(A_WISH)
    assert scheduled(replace(A_WISH, organiser_id=EDITOR.person_id)).events


def test_sessions_are_put_in_order_and_their_days_are_londons() -> None:
    late = session(datetime(2027, 3, 31, 23, 30, tzinfo=UTC), minutes=20)  # the first of April, by summer time
    wish = replace(A_WISH, sessions=(late, FIRST))

    [said] = training.schedule(wish, course_id=uuid4(), by=EDITOR, organiser_is_there=True, terms=TERMS, at=NOW).events

    assert isinstance(said, TrainingScheduled)
    assert [one.starts_at for one in said.sessions] == [FIRST.starts_at, late.starts_at]
    assert (said.first_day, said.last_day) == (date(2026, 12, 1), date(2027, 4, 1))


@pytest.mark.parametrize(
    ("course", "otherwise", "obstacle"),
    [
        (a_course(), {"placements": [a_placement(host="RXF", end=date(2027, 2, 2))]}, NotFound),
        (a_course(), {"placements": [a_placement(end=date(2026, 11, 30))]}, NotFound),
        (a_course(organiser_id=DOCTOR.person_id), {}, NotFound),
        (a_course(version=3), {"match": 2}, LostUpdate),
        (a_course(cancelled_at=NOW), {}, CourseCancelled),
        (a_course(), {"at": BEGUN}, CourseBegun),
        (a_course(grades=("ST5",)), {}, GradeNotEligible),
        (a_course(bookings=(BOOKED,)), {}, AlreadyBooked),
        (a_course(seats=1, bookings=(OTHERS,)), {}, NoSeatLeft),
    ],
)
def test_each_obstacle_to_booking_stands_in_the_way(
    course: Course, otherwise: dict[str, Any], obstacle: type[Declined]
) -> None:
    facts: dict[str, Any] = {"placements": [THERE], "at": NOW} | otherwise
    with pytest.raises(obstacle):
        training.book(course, booking_id=uuid4(), by=DOCTOR, **facts)


def test_who_works_there_on_its_first_day_may_book_and_need_not_work_there_yet() -> None:
    from_december = a_placement(start=date(2026, 12, 1), end=date(2027, 2, 2))

    assert training.book(a_course(), booking_id=uuid4(), by=DOCTOR, placements=[from_december], at=NOW).events


@pytest.mark.parametrize("status", [BookingStatus.GIVEN_BACK, BookingStatus.NOT_RELEASED])
def test_a_seat_that_is_gone_is_free_and_may_be_booked_anew(status: BookingStatus) -> None:
    course = a_course(seats=1, bookings=(replace(BOOKED, status=status),))

    again = training.book(course, booking_id=uuid4(), by=DOCTOR, placements=[THERE], at=NOW).course

    assert (course.seats_left, again.seats_left, len(again.bookings)) == (1, 0, 2)


@pytest.mark.parametrize(
    ("by", "at", "status", "obstacle"),
    [
        (OTHER, NOW, BookingStatus.BOOKED, NotFound),
        (EDITOR, NOW, BookingStatus.BOOKED, NotFound),
        (DOCTOR, BEGUN, BookingStatus.BOOKED, CourseBegun),
        (DOCTOR, NOW, BookingStatus.GIVEN_BACK, SeatGone),
        (DOCTOR, NOW, BookingStatus.NOT_RELEASED, SeatGone),
    ],
)
def test_a_seat_is_given_back_by_its_doctor_before_the_course_begins(
    by: Actor, at: datetime, status: BookingStatus, obstacle: type[Declined]
) -> None:
    booking = replace(BOOKED, status=status)
    with pytest.raises(obstacle):
        training.give_back(a_course(bookings=(booking,)), booking.booking_id, by=by, at=at)


def test_who_teaches_sees_how_each_seat_stands_and_who_directs_a_programme_those_of_its_doctors() -> None:
    stands = replace(OTHERS, status=BookingStatus.NOT_RELEASED, reason=RefusalReason.MINIMUM_STAFFING, ended_at=NOW)
    refused = replace(stands, words="On nights.", refused_by=ROTA.person_id, appeal="I may swap.", appealed_at=NOW)
    course = a_course(bookings=(BOOKED, refused))
    tutor, elsewhere = (Actor(uuid4(), frozenset({Grant(Role.COLLEGE_TUTOR, trust)})) for trust in ("R0B", "RXF"))
    director = Actor(uuid4(), frozenset({Grant(Role.TPD, "NTH001")}))

    assert course.bookings_seen_by(tutor, placements=[]) == (BOOKED, stands)
    assert course.bookings_seen_by(director, placements=[], directed={OTHER.person_id}) == (stands,)
    for stranger in (elsewhere, director):
        with pytest.raises(NotFound):
            course.bookings_seen_by(stranger, placements=[])


def test_a_doctor_sees_their_own_booking_alone_and_a_stranger_no_course() -> None:
    assert FULL.bookings_seen_by(DOCTOR, placements=[]) == (BOOKED,)
    assert FULL.bookings_seen_by(a_doctor(3), placements=[THERE]) == ()
    for reader in (EDITOR, ORGANISER, ROTA):
        assert FULL.bookings_seen_by(reader, placements=[]) == (BOOKED, OTHERS)
    for stranger in (ELSEWHERE, a_doctor(3)):
        with pytest.raises(NotFound):
            FULL.bookings_seen_by(stranger, placements=[])
