"""What stands in the way of a register, and of calling a course off."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from chassis.errors import Declined, NotFound
from contracts import Actor, Grant
from contracts.opportunities import (
    TrainingAttended,
    TrainingCancelled,
    TrainingMissed,
)
from contracts.vocabulary import Role
from services.opportunities.domain import training
from services.opportunities.domain.training import BookingStatus, Course, Mark, Outcome
from services.opportunities.domain.training.obstacles import (
    CourseCancelled,
    CourseTookPlace,
    MarkedTwice,
    MinutesNotPossible,
    NotBegun,
    NotInTheRegister,
    OwnAttendance,
)
from tests.unit.opportunities.courses import (
    BEGUN,
    BOOKED,
    DOCTOR,
    EDITOR,
    ELSEWHERE,
    FULL,
    ORGANISER,
    OTHER,
    OTHERS,
    ROTA,
    SECOND,
    TOO_FEW,
    a_course,
)
from tests.unit.opportunities.facts import NOW

OVER = SECOND.ends_at


def recorded(*marks: Mark, course: Course = FULL, by: Actor = EDITOR, at: datetime = BEGUN) -> Outcome:
    return training.take_register(course, marks, by=by, at=at)


CAME, STAYED_AWAY = Mark(BOOKED.booking_id, attended=True), Mark(OTHERS.booking_id, attended=False)


@pytest.mark.parametrize(
    ("marks", "otherwise", "obstacle"),
    [
        ((CAME,), {"by": ELSEWHERE}, NotFound),
        ((CAME,), {"by": ROTA}, NotFound),
        ((CAME,), {"by": ORGANISER}, NotFound),
        ((CAME,), {"at": BEGUN - timedelta(seconds=1)}, NotBegun),
        ((CAME,), {"course": replace(FULL, cancelled_at=NOW)}, CourseCancelled),
        ((CAME, CAME), {}, MarkedTwice),
        ((Mark(uuid4(), attended=True),), {}, NotInTheRegister),
        ((CAME,), {"course": a_course(bookings=(replace(BOOKED, status=BookingStatus.GIVEN_BACK),))}, NotInTheRegister),
        ((CAME,), {"by": Actor(DOCTOR.person_id, frozenset({Grant(Role.DME, "R0B")}))}, OwnAttendance),
        ((replace(CAME, minutes=0),), {}, MinutesNotPossible),
        ((replace(CAME, minutes=361),), {"at": OVER}, MinutesNotPossible),
        ((replace(CAME, minutes=181),), {}, MinutesNotPossible),
        ((replace(STAYED_AWAY, minutes=1),), {}, MinutesNotPossible),
    ],
)
def test_each_obstacle_to_a_register_stands_in_the_way(
    marks: tuple[Mark, ...], otherwise: dict[str, Any], obstacle: type[Declined]
) -> None:
    with pytest.raises(obstacle):
        recorded(*marks, **otherwise)


def test_a_register_says_of_each_doctor_whether_they_came_and_for_how_long() -> None:
    outcome = recorded(CAME, STAYED_AWAY, at=OVER)

    came, stayed_away = outcome.events
    assert isinstance(came, TrainingAttended)
    assert (came.doctor_id, came.minutes) == (DOCTOR.person_id, 360)
    assert isinstance(stayed_away, TrainingMissed)
    assert stayed_away.doctor_id == OTHER.person_id
    assert outcome.course.waiting == ()


def test_a_register_taken_after_the_first_session_has_no_minutes_of_those_to_come() -> None:
    [first] = recorded(CAME).events
    [both] = recorded(CAME, at=OVER).events

    assert isinstance(first, TrainingAttended)
    assert isinstance(both, TrainingAttended)
    assert (first.minutes, both.minutes) == (180, 360)


def test_a_register_taken_again_says_only_what_is_otherwise() -> None:
    first = recorded(CAME, STAYED_AWAY).course

    assert recorded(CAME, STAYED_AWAY, course=first).events == ()
    [put_right] = recorded(CAME, replace(STAYED_AWAY, attended=True), course=first).events
    assert isinstance(put_right, TrainingAttended)
    assert put_right.doctor_id == OTHER.person_id


@pytest.mark.parametrize(
    ("course", "by", "obstacle"),
    [
        (FULL, ROTA, NotFound),
        (FULL, ELSEWHERE, NotFound),
        (FULL, Actor(ORGANISER.person_id, frozenset({Grant(Role.COLLEGE_TUTOR, "RXF")})), NotFound),
        (replace(FULL, cancelled_at=NOW), EDITOR, CourseCancelled),
        (recorded(CAME).course, EDITOR, CourseTookPlace),
    ],
)
def test_each_obstacle_to_cancelling_stands_in_the_way(course: Course, by: Actor, obstacle: type[Declined]) -> None:
    with pytest.raises(obstacle):
        training.cancel(course, by=by, reason=TOO_FEW, at=NOW)


@pytest.mark.parametrize("by", [EDITOR, ORGANISER])
def test_a_cancelled_course_names_whose_seats_are_gone_and_no_others(by: Actor) -> None:
    course = a_course(seats=3, bookings=(BOOKED, replace(OTHERS, status=BookingStatus.NOT_RELEASED)))

    outcome = training.cancel(course, by=by, reason=TOO_FEW, at=SECOND.ends_at)

    [said] = outcome.events
    assert isinstance(said, TrainingCancelled)
    assert [(lost.booking_id, lost.doctor_id) for lost in said.bookings] == [(BOOKED.booking_id, DOCTOR.person_id)]
    assert {each.status for each in outcome.course.bookings} == {BookingStatus.CALLED_OFF, BookingStatus.NOT_RELEASED}
