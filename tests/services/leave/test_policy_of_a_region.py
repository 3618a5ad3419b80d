"""What a region grants beside the days of a year: tasters, carrying over, the first day (R5, R6, R9, R25, R27)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from contracts.registry import DateChange
from tests.services.deaneries import a_dean, a_deanery
from tests.services.driver import Driver
from tests.services.leave.conftest import REQUEST, Ward
from tests.services.leave.stories import a_doctor, a_placement, announced, changed
from tests.services.leave.test_entitlement import study


async def test_half_day_release_takes_fifteen_of_a_gp_registrars_thirty_days(leave: Driver) -> None:
    """R6."""
    doctor = a_doctor()
    await leave.hears(announced(a_placement(doctor.person_id, grade="GPST2", host="A81001")))

    account = await study(leave, doctor)

    assert (account["total"], account["reserved"], account["left"]) == (30, 15, 15)


@pytest.mark.parametrize(("deanery", "carried"), [(None, 0), ("WES", 0), ("NTH", 5)])
async def test_what_is_left_of_a_year_is_gone_unless_the_region_carries_some_of_it_over(
    ward: Ward, deanery: str | None, carried: int
) -> None:
    """R25: of 15 days 13 are left; NTH answers for R0B."""
    await ward.leave.hears(a_deanery("NTH", "R0B"), a_deanery("WES", "RXX"))
    following = a_placement(ward.doctor.person_id, grade="ST3", start=date(2027, 8, 4), end=date(2028, 8, 1))
    await ward.leave.hears(announced(following))
    await ward.has_approved()
    if deanery:
        assert await ward.leave.rules(a_dean(deanery), "leave.carried_days", 5, of=deanery) == 204

    this_year = await study(ward.leave, ward.doctor)
    next_year = await study(ward.leave, ward.doctor, on="2027-09-01")

    assert (this_year["carried"], this_year["left"]) == (0, 13)
    assert (next_year["total"], next_year["carried"], next_year["left"]) == (30, carried, 30 + carried)


async def test_no_more_is_carried_over_than_is_left_and_not_twice(ward: Ward) -> None:
    """Of 30 days of F2 15 go to teaching and all others are left; of the 45 in the year after 20 are carried on."""
    await ward.leave.hears(a_deanery("NTH", "R0B"))
    assert await ward.leave.rules(a_dean("NTH"), "leave.carried_days", 20, of="NTH") == 204
    years = ((date(2027, 8, 4), date(2028, 8, 1)), (date(2028, 8, 2), date(2029, 7, 31)))
    spells = [a_placement(ward.doctor.person_id, grade="ST3", start=first, end=last) for first, last in years]
    await ward.leave.hears(*map(announced, spells))

    accounts = [await study(ward.leave, ward.doctor, on=day) for day in ("2026-11-22", "2027-09-01", "2028-09-01")]

    assert [(each["carried"], each["left"]) for each in accounts] == [(0, 15), (15, 45), (20, 50)]


async def test_duties_of_a_union_are_told_to_be_no_professional_leave(ward: Ward) -> None:
    """R27: they have time off of their own."""
    facts = {"type": "professional", "purpose": "professional_duty"}
    asked = await ward.post(ward.doctor, "", REQUEST | facts)

    assert asked.json()["warnings"] == [
        "Duties of a trade union are no professional leave: there is time off of their own for them."
    ]
    assert (await study(ward.leave, ward.doctor))["asked"] == 0


async def test_tasters_are_told_to_be_many_in_one_placement_and_in_all_those_that_are_over_too(ward: Ward) -> None:
    """R5: five in one placement, ten in all; NTH has four in all."""
    await ward.leave.hears(a_deanery("NTH", "R0B"))
    assert await ward.leave.rules(a_dean("NTH"), "leave.taster_days_in_all", 4, of="NTH") == 204
    taken = await ward.asks(purpose="taster")
    for desk in (ward.coordinator, ward.tpd):
        assert (await ward.post(desk, f"/{taken}/approval")).status_code == 204
    shorter = ward.placement.model_copy(update={"end": date(2027, 2, 2)})
    cut = DateChange(field="end", old=ward.placement.end, new=shorter.end)
    following = a_placement(ward.doctor.person_id, start=date(2027, 2, 3), end=date(2027, 8, 3))
    await ward.leave.hears(changed(shorter, cut), announced(following))
    ward.leave.clock.set(datetime(2027, 2, 3, 9, tzinfo=UTC))

    few = await ward.post(
        ward.doctor, "", REQUEST | {"purpose": "taster", "first_day": "2027-04-08", "last_day": "2027-04-09"}
    )
    many = await ward.post(
        ward.doctor, "", REQUEST | {"purpose": "taster", "first_day": "2027-04-12", "last_day": "2027-04-12"}
    )

    assert few.json()["warnings"] == []
    assert many.json()["warnings"] == ["This makes 5 days of tasters in all; 4 days is usual, so it may be refused."]


@pytest.mark.parametrize(("days", "earliest"), [(None, "2026-11-23"), (0, "2026-11-22")])
async def test_how_soon_leave_may_begin_is_the_regions_own(ward: Ward, days: int | None, earliest: str) -> None:
    """R9: the day after today, and never before today."""
    await ward.leave.hears(a_deanery("NTH", "R0B"))
    if days is not None:
        assert await ward.leave.rules(a_dean("NTH"), "leave.earliest_days", days, of="NTH") == 204
    assert await ward.leave.rules(a_dean("NTH"), "leave.earliest_days", -1, of="NTH") == 422
    before = date.fromisoformat(earliest) - timedelta(days=1)
    reason = {"short_notice_reason": "A place came free today."}

    answers = [
        await ward.post(ward.doctor, "", REQUEST | reason | {"first_day": str(day), "last_day": str(day)})
        for day in (before, earliest)
    ]

    assert [answer.status_code for answer in answers] == [422, 201]
    assert answers[0].json()["type"].endswith("leave-starts-too-soon")
