"""Which of several bookings of one course a doctor's page is about."""

from uuid import UUID

import pytest

from services.portal.pages.shapes.training import Course

DOCTOR, OTHER = UUID(int=1), UUID(int=2)


def a_course(*statuses: str) -> Course:
    """With bookings of the doctor in their order, and one of somebody else after them."""
    of = {"id": UUID(int=3), "trust": "R0B", "kind": "leadership", "title": "Leading a team", "version": 1}
    no_words = {"reason": None, "words": None}
    theirs = [{"id": UUID(int=10 + n), "doctor_id": DOCTOR, "status": each} for n, each in enumerate(statuses)]
    seats = [*theirs, {"id": UUID(int=99), "doctor_id": OTHER, "status": "booked"}]
    bookings = [{**seat, **no_words} for seat in seats]
    return Course.model_validate({**of, "seats_left": 1, "grades": (), "sessions": (), "bookings": bookings})


@pytest.mark.parametrize(
    ("statuses", "which"),
    [
        (("given_back", "booked"), 1),
        (("not_released", "given_back"), 1),
        (("booked", "not_released"), 0),
        (("attended", "not_released"), 0),
    ],
)
def test_it_is_about_the_seat_they_hold_or_else_the_last(statuses: tuple[str, ...], which: int) -> None:
    seat = a_course(*statuses).seat_of(DOCTOR)

    assert seat is not None
    assert (seat.id, seat.status) == (UUID(int=10 + which), statuses[which])


def test_it_is_about_nobody_elses() -> None:
    assert a_course().seat_of(DOCTOR) is None
