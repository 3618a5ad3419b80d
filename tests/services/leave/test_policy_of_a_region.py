"""What a region or programme grants beside the days of a year, and has its own way (R2, R5, R6, R9, R14, R25, R27)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from contracts import Actor, Grant
from contracts.registry import DateChange
from contracts.vocabulary import AppointmentScope, Role
from tests.services.deaneries import a_dean, a_deanery
from tests.services.driver import Driver, an_actor
from tests.services.leave.conftest import REFUSAL, REQUEST, Ward
from tests.services.leave.stories import a_director, a_doctor, a_placement, a_tpd, announced, changed, made
from tests.services.leave.test_entitlement import LOCAL, entitled, study

OPERATOR = an_actor(Grant(Role.OPERATOR))
NEXT_YEAR = {"start": date(2027, 8, 4), "end": date(2028, 8, 1)}
"""What is set today holds for parts of a year that begin from today on."""


async def placed(leave: Driver, **facts: Any) -> Actor:
    """A doctor who is at one place for the whole leave year."""
    doctor = a_doctor()
    await leave.hears(announced(a_placement(doctor.person_id, **facts)))
    return doctor


@pytest.mark.parametrize(("of", "days"), [(None, (12.5, 6)), ("NTH", (12, 6)), ("WES", (12.5, 6))])
async def test_to_what_part_of_a_day_a_year_is_rounded_is_the_regions_own(
    leave: Driver, of: str | None, days: tuple[float, float]
) -> None:
    """R2: at a WTE of 0.41 an F2 earns 12.3 days, of which 6.15 go to teaching; NTH answers for R0B."""
    await leave.hears(a_deanery("NTH", "R0B"), a_deanery("WES", "RXX"))
    doctor = await placed(leave, wte=Decimal("0.41"), **NEXT_YEAR)
    if of:
        assert await leave.rules(a_dean(of), "leave.rounded_to_days", 1, of=of) == 204

    account = await study(leave, doctor, on="2027-09-01")

    assert (account["total"], account["reserved"]) == days


async def test_a_trust_rounds_what_it_grants_those_whom_it_employs_itself_and_nobody_else(leave: Driver) -> None:
    """R2, R4: 10 days at a WTE of 0.45, of a region that rounds nothing its own way."""
    await leave.hears(a_deanery("NTH", "R0B"))
    local = await placed(leave, programme=None, wte=Decimal("0.45"), **NEXT_YEAR)
    trainee = await placed(leave, wte=Decimal("0.41"), **NEXT_YEAR)
    assert await leave.rules(a_director("R0B"), "leave.study_days", LOCAL, of="R0B") == 204
    before = await study(leave, local, on="2027-09-01")
    assert await leave.rules(a_director("R0B"), "leave.rounded_to_days", 1, of="R0B") == 204

    totals = [(await study(leave, who, on="2027-09-01"))["total"] for who in (local, trainee)]

    assert (before["total"], totals) == (4.5, [5, 12.5])


@pytest.mark.parametrize("value", [0, 0.25, 1.5, 2, True, "0.5", None])
async def test_days_are_rounded_to_halves_or_whole_ones_alone(leave: Driver, value: Any) -> None:
    assert await leave.rules(a_dean("NTH"), "leave.rounded_to_days", value, of="NTH") == 422


@pytest.mark.parametrize(
    ("months", "first", "last"),
    [
        ({}, "2026-08-05", "2027-08-03"),
        ({"NTH001": 9}, "2026-09-02", "2027-08-31"),
        ({"NTH": 10}, "2026-10-07", "2027-10-05"),
        ({"NTH": 10, "NTH001": 9}, "2026-09-02", "2027-08-31"),
        ({"WES": 10, "NTH002": 9}, "2026-08-05", "2027-08-03"),
    ],
    ids=["everybody's", "the programme's", "its region's", "the programme's before its region's", "others'"],
)
async def test_a_leave_year_begins_in_the_month_of_the_programme_else_of_its_region(
    leave: Driver, months: dict[str, int], first: str, last: str
) -> None:
    """R25: of NTH001 at R0B, for which NTH answers; only operators set it."""
    await leave.hears(a_deanery("NTH", "R0B"), a_deanery("WES", "RXX"))
    doctor = await placed(leave)
    for of, month in months.items():
        assert await leave.rules(OPERATOR, "leave.year_month", month, of=of) == 204
    assert await leave.rules(a_dean("NTH"), "leave.year_month", 9, of="NTH") == 403

    found = await entitled(leave, doctor)

    assert (found["first_day"], found["last_day"]) == (first, last)


@pytest.mark.parametrize(("of", "cap", "left"), [("NTH", 5, 5), ("WES", None, None)])
async def test_professional_leave_has_the_limit_that_the_region_sets_and_elsewhere_none(
    ward: Ward, of: str, cap: int | None, left: int | None
) -> None:
    """R27: six days are asked for, of five; NTH answers for R0B."""
    await ward.leave.hears(a_deanery("NTH", "R0B"), a_deanery("WES", "RXX"))
    assert await ward.leave.rules(a_dean(of), "leave.professional_days", 5, of=of) == 204
    await ward.leave.hears(announced(a_placement(ward.doctor.person_id, **NEXT_YEAR)))
    days = {"first_day": "2027-09-06", "last_day": "2027-09-13"}

    account = (await entitled(ward.leave, ward.doctor, on="2027-09-06"))["accounts"][1]
    asked = (await ward.post(ward.doctor, "", REQUEST | {"type": "professional"} | days)).json()

    assert (account["type"], account["total"], account["left"]) == ("professional", cap, left)
    beyond = ["1 day beyond your entitlement, so it may be refused."] if cap else []
    assert [each for each in asked["warnings"] if "entitlement" in each] == beyond


@pytest.mark.parametrize(
    ("of", "third"),
    [(None, ("dean", "NTH")), ("WES", ("dean", "NTH")), ("NTH", ("tpd", "NTH900")), ("NTH001", ("tpd", "NTH900"))],
)
async def test_what_costs_much_goes_to_the_school_that_the_programme_or_region_names_else_to_the_dean(
    ward: Ward, of: str | None, third: tuple[str, str]
) -> None:
    """R14: a school is a programme whose director is its head."""
    dean, head = a_dean("NTH"), a_tpd("NTH900")
    await ward.leave.hears(a_deanery("NTH", "R0B"), a_deanery("WES", "RXX"), *made(head))
    await ward.leave.hears(*made(dean, scope=AppointmentScope.DEANERY))
    if of:
        setter = ward.tpd if of == "NTH001" else a_dean(of)
        assert await ward.leave.rules(setter, "leave.school", "NTH900", of=of) == 204

    leave_id = await ward.asks(cost=1001)

    steps = (await ward.get(ward.doctor, f"/{leave_id}")).json()["steps"]
    assert [(step["role"], step["scope"]) for step in steps] == [("rota_coordinator", "R0B"), ("tpd", "NTH001"), third]


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


async def test_no_day_is_offered_instead_sooner_than_the_region_lets_leave_begin(ward: Ward) -> None:
    """R17: what is offered can be asked for (R9)."""
    await ward.leave.hears(a_deanery("NTH", "R0B"))
    assert await ward.leave.rules(a_dean("NTH"), "leave.earliest_days", 7, of="NTH") == 204
    leave_id = await ward.asks()

    answers = [
        await ward.post(ward.coordinator, f"/{leave_id}/refusal", REFUSAL | {"alternative_first_day": day})
        for day in ("2026-11-28", "2026-11-29")
    ]

    assert [answer.status_code for answer in answers] == [422, 204]
    assert answers[0].json()["field"] == "alternative_first_day"
