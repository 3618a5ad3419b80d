"""What is left of a leave year is said six and three months before its end, and what was taken once it is over."""

from datetime import UTC, date, datetime

import pytest

from contracts.leave import EntitlementClosed, EntitlementUnused
from tests.services.driver import Driver
from tests.services.leave.conftest import Ward
from tests.services.leave.stories import a_doctor, a_placement, announced

LOOK = "look at leave years"
SIX_MONTHS = datetime(2027, 2, 2, 9, tzinfo=UTC)
THREE_MONTHS = datetime(2027, 5, 4, 9, tzinfo=UTC)
OVER = datetime(2027, 8, 4, 9, tzinfo=UTC)


async def looked(leave: Driver, at: datetime) -> None:
    leave.clock.set(at)
    while await leave.run_job(LOOK):
        pass


async def test_it_is_said_at_six_and_at_three_months_once_each(ward: Ward) -> None:
    await ward.has_approved()

    for moment in (datetime(2027, 2, 1, 9, tzinfo=UTC), SIX_MONTHS, SIX_MONTHS, THREE_MONTHS, THREE_MONTHS):
        await looked(ward.leave, moment)

    first, again = await ward.leave.said(EntitlementUnused)
    assert (first.days_to_go, again.days_to_go) == (182, 91)
    assert (first.half_days_left, first.last_day, first.trust) == (26, date(2027, 8, 3), "R0B")
    assert first.doctor_id == ward.doctor.person_id


async def test_whoever_comes_late_is_told_once_and_not_of_both(leave: Driver) -> None:
    doctor = a_doctor()
    await leave.hears(announced(a_placement(doctor.person_id, start=date(2027, 5, 1))))

    await looked(leave, datetime(2027, 5, 10, 9, tzinfo=UTC))

    (said,) = await leave.said(EntitlementUnused)
    assert said.days_to_go == 85


async def test_where_nothing_is_left_or_nothing_was_set_nothing_is_said(leave: Driver) -> None:
    first_year, local = a_doctor(), a_doctor()
    await leave.hears(
        announced(a_placement(first_year.person_id, grade="Foundation Year 1")),
        announced(a_placement(local.person_id, programme=None)),
    )

    await looked(leave, SIX_MONTHS)

    assert await leave.said(EntitlementUnused) == []


async def test_once_it_is_over_it_is_said_how_much_of_it_was_taken(ward: Ward) -> None:
    await ward.has_approved()
    following = a_placement(ward.doctor.person_id, host="RXX", start=date(2027, 8, 4), end=date(2028, 8, 1))
    await ward.leave.hears(announced(following))

    await looked(ward.leave, OVER)
    await looked(ward.leave, OVER)

    (said,) = await ward.leave.said(EntitlementClosed)
    assert (said.half_days, said.half_days_taken) == (30, 4)
    assert (said.first_day, said.last_day, said.trust) == (date(2026, 8, 5), date(2027, 8, 3), "R0B")


async def test_a_year_that_ended_long_ago_is_not_looked_at_any_more(ward: Ward) -> None:
    await looked(ward.leave, datetime(2027, 9, 2, 9, tzinfo=UTC))

    assert await ward.leave.said(EntitlementClosed) == []


@pytest.mark.parametrize("many", [120])
async def test_every_doctor_is_looked_at_however_many_there_are(leave: Driver, many: int) -> None:
    doctors = [a_doctor() for _ in range(many)]
    await leave.hears(*(announced(a_placement(each.person_id)) for each in doctors))

    await looked(leave, SIX_MONTHS)

    said = await leave.said(EntitlementUnused)
    assert sorted(event.doctor_id for event in said) == sorted(each.person_id for each in doctors)
