"""O-E2: how many residents attend the trust's own courses, and how many are not released for them."""

from datetime import date

from tests.services.reporting.reading import Reporting
from tests.unit.reporting.leading import a_seat, attended, called_off, given_back, judged, missed, not_released
from tests.unit.reporting.makers import a_placement, announced

HERE, REGION = ("R0B", "2026-27-Q3"), (None, "2026-27-Q3")


async def test_who_attended_a_course_is_a_share_of_the_residents_in_post(reporting: Reporting) -> None:
    placements = [a_placement(start=date(2026, 8, 5)) for _ in range(4)]
    seats = [a_seat(doctor_id=one.doctor_id) for one in placements[:3]]
    await reporting.hears(*map(announced, placements), *seats)
    assert (await reporting.figures("O-E2"))[HERE] == (0, 4)

    await reporting.hears(attended(seats[0]), attended(seats[1]), missed(seats[2]))

    assert (await reporting.figures("O-E2"))[HERE] == (2, 4)


async def test_a_doctor_of_two_courses_counts_once_and_a_register_put_right_counts_as_it_is(
    reporting: Reporting,
) -> None:
    placement = a_placement(start=date(2026, 8, 5))
    one, other = (a_seat(doctor_id=placement.doctor_id) for _ in range(2))
    await reporting.hears(announced(placement), one, other, attended(one), attended(other))
    assert (await reporting.figures("O-E2"))[HERE] == (1, 1)

    await reporting.hears(missed(one), missed(other))

    assert (await reporting.figures("O-E2"))[HERE] == (0, 1)


async def test_who_came_counts_once_their_placement_is_heard_of_and_held_on_the_day_of_census(
    reporting: Reporting,
) -> None:
    counted, late = a_placement(start=date(2026, 10, 7)), a_placement(start=date(2026, 10, 8))
    seats = [a_seat(doctor_id=one.doctor_id) for one in (counted, late)]
    await reporting.hears(*seats, *map(attended, seats))
    assert await reporting.figures("O-E2") == {}

    await reporting.hears(announced(counted), announced(late))

    assert await reporting.figures("O-E2") == {HERE: (1, 1), REGION: (1, 1)}


async def test_a_course_of_another_trust_or_quarter_counts_nothing_here(reporting: Reporting) -> None:
    placement = a_placement(start=date(2026, 8, 5))
    elsewhere = a_seat(doctor_id=placement.doctor_id, trust="RXF")
    before = a_seat(doctor_id=placement.doctor_id, first_day=date(2026, 9, 29), last_day=date(2026, 10, 5))
    await reporting.hears(announced(placement), elsewhere, before, attended(elsewhere), attended(before))

    assert await reporting.figures("O-E2") == {HERE: (0, 1), REGION: (0, 1)}


async def test_who_is_not_released_is_a_share_of_the_bookings_that_stood(reporting: Reporting) -> None:
    refused, came, waits, returned, lost = (a_seat() for _ in range(5))
    await reporting.hears(refused, came, waits, returned, lost)
    await reporting.hears(not_released(refused), attended(came), given_back(returned), called_off(lost))

    assert await reporting.figures("O-E2-RR") == {HERE: (1, 3), REGION: (1, 3)}


async def test_who_has_the_seat_back_on_appeal_was_released_and_who_has_none_was_not(reporting: Reporting) -> None:
    seated, without = a_seat(), a_seat()
    await reporting.hears(seated, without, not_released(seated), not_released(without))

    await reporting.hears(judged(seated, seated=True), judged(without, seated=False))

    assert (await reporting.figures("O-E2-RR"))[HERE] == (1, 2)


async def test_a_course_belongs_to_the_quarter_in_which_it_begins(reporting: Reporting) -> None:
    seat = a_seat(first_day=date(2027, 3, 31), last_day=date(2027, 4, 7))
    await reporting.hears(seat, not_released(seat))

    assert {period for _, period in await reporting.figures("O-E2-RR")} == {"2026-27-Q4"}


async def test_each_fact_moves_its_figure_and_says_because_of_what(reporting: Reporting) -> None:
    seat = a_seat()
    await reporting.hears(seat)
    await reporting.movements()
    [stamp] = await reporting.hears(not_released(seat))

    newest = [one for one in await reporting.movements(trust="R0B") if one["because"] == str(stamp.id)]

    assert [(one["code"], one["numerator"], one["denominator"]) for one in newest] == [("O-E2-RR", 1, 1)]
