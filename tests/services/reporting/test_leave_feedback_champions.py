"""R18 and T-E1, F-E1, M-E3: what leave, feedback and champions count for."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

from sqlalchemy import insert

from chassis.tables import rule
from contracts.registry import AppointmentEnded
from tests.services.reporting.reading import Reporting
from tests.unit.reporting.leave_makers import a_refusal, an_approval
from tests.unit.reporting.makers import TODAY, a_champion, a_feedback, a_placement, a_trust, announced, cancelled

NOW_PERIOD = "2026-27-Q3"


async def test_avoidable_refusals_are_a_share_of_all_refusals(reporting: Reporting) -> None:
    await reporting.hears(a_refusal(), a_refusal(avoidable=False), an_approval())

    figures = await reporting.figures("R18")

    assert figures == {("R0B", NOW_PERIOD): (1, 2), (None, NOW_PERIOD): (1, 2)}


async def test_a_refusal_belongs_to_its_day_in_london(reporting: Reporting) -> None:
    await reporting.hears(a_refusal(refused_at=datetime(2026, 9, 30, 23, 30, tzinfo=UTC)))

    assert set(await reporting.figures("R18")) == {("R0B", "2026-27-Q3"), (None, "2026-27-Q3")}


async def test_only_leave_for_leadership_counts_for_its_encouragement(reporting: Reporting) -> None:
    await reporting.hears(an_approval(), a_refusal(), an_approval(leadership=False))

    assert (await reporting.figures("T-E1"))["R0B", NOW_PERIOD] == (1, 2)


async def test_residents_with_feedback_are_a_share_of_residents_in_post(reporting: Reporting) -> None:
    told, untold = a_placement(), a_placement()
    await reporting.hears(
        announced(told),
        announced(untold),
        a_feedback(doctor_id=told.doctor_id),
        a_feedback(doctor_id=told.doctor_id),
    )

    assert (await reporting.figures("F-E1"))["R0B", NOW_PERIOD] == (1, 2)


async def test_feedback_heard_before_the_placement_counts_once_it_is_heard_of(reporting: Reporting) -> None:
    told = a_placement()
    await reporting.hears(a_feedback(doctor_id=told.doctor_id), a_feedback())
    assert await reporting.figures("F-E1") == {}

    await reporting.hears(announced(told))

    assert (await reporting.figures("F-E1"))["R0B", NOW_PERIOD] == (1, 1)


async def test_a_resident_at_two_trusts_counts_once_in_the_region(reporting: Reporting) -> None:
    doctor = uuid4()
    here = a_placement(doctor_id=doctor, end=date(2026, 11, 10))
    there = a_placement(doctor_id=doctor, host="RXF", start=date(2026, 11, 11))
    await reporting.hears(announced(here), announced(there), a_feedback(doctor_id=doctor, trust="R0B"))

    figures = await reporting.figures("F-E1")

    assert figures == {("R0B", NOW_PERIOD): (1, 1), (None, NOW_PERIOD): (1, 1)}


async def test_two_posts_at_once_are_one_resident_in_the_region(reporting: Reporting) -> None:
    here = a_placement(wte=Decimal("0.5"))
    there = a_placement(wte=Decimal("0.5"), doctor_id=here.doctor_id, host="RXF")
    await reporting.hears(announced(here), announced(there), a_feedback(doctor_id=here.doctor_id, trust="R0B"))

    assert await reporting.figures("F-E1") == {
        ("R0B", NOW_PERIOD): (1, 1),
        ("RXF", NOW_PERIOD): (0, 1),
        (None, NOW_PERIOD): (1, 1),
    }


async def test_the_residents_of_a_quarter_are_those_of_its_census_whoever_comes_or_goes_then(
    reporting: Reporting,
) -> None:
    """The first Wednesday of October: on it, from it, until it, until the day before, from the day after."""
    spells = [(5, 9), (7, 30), (1, 7), (1, 6), (8, 30)]
    placements = [a_placement(start=date(2026, 10, first), end=date(2026, 10, last)) for first, last in spells]
    await reporting.hears(*map(announced, placements))
    await reporting.hears(*(a_feedback(doctor_id=one.doctor_id) for one in placements))

    assert await reporting.figures("F-E1") == {("R0B", NOW_PERIOD): (3, 3), (None, NOW_PERIOD): (3, 3)}


async def test_on_the_first_days_of_a_quarter_its_residents_are_those_to_be_in_post_on_its_census(
    reporting: Reporting,
) -> None:
    await reporting.driver.set_clock(datetime(2027, 1, 2, 9, tzinfo=UTC))
    await reporting.hears(*(announced(a_placement(start=date(2027, 1, day))) for day in (4, 6, 7)))

    assert await reporting.figures("F-E1") == {("R0B", "2026-27-Q4"): (0, 2), (None, "2026-27-Q4"): (0, 2)}


async def test_a_resident_counts_in_every_quarter_on_whose_census_they_were_in_post(reporting: Reporting) -> None:
    await reporting.hears(announced(a_placement(start=date(2026, 2, 4), end=date(2026, 8, 4))))

    periods = {period for trust, period in await reporting.figures("F-E1") if trust}

    assert periods == {"2026-27-Q1", "2026-27-Q2"}


async def test_a_region_that_counts_in_another_month_has_its_residents_of_then(reporting: Reporting) -> None:
    later = {"name": "reporting.census_month", "region": "", "valid_from": TODAY, "value": 2}
    await reporting.hears(announced(a_placement(start=date(2026, 11, 4))))
    assert await reporting.figures("F-E1") == {}

    async with reporting.driver.begin() as work:
        await work.run(insert(rule).values(**later))

    assert (await reporting.figures("F-E1"))["R0B", NOW_PERIOD] == (0, 1)


async def test_a_trust_that_hosts_without_a_champion_shows_as_vacant(reporting: Reporting) -> None:
    await reporting.hears(
        announced(a_placement(host="R0B")), announced(a_placement(host="RXF")), a_champion(code="RXF")
    )

    assert await reporting.figures("M-E3") == {
        ("R0B", NOW_PERIOD): (0, 1),
        ("RXF", NOW_PERIOD): (1, 1),
        (None, NOW_PERIOD): (1, 2),
    }


async def test_neither_a_deputy_nor_a_future_champion_fills_a_vacancy(reporting: Reporting) -> None:
    await reporting.hears(announced(a_placement()), a_champion(deputy=True), a_champion(starts_on=date(2026, 12, 1)))

    assert (await reporting.figures("M-E3"))["R0B", NOW_PERIOD] == (0, 1)


async def test_a_champion_who_left_leaves_a_vacancy(reporting: Reporting) -> None:
    champion = a_champion()
    facts = champion.model_dump(include={"appointment_id", "person_id", "role", "scope", "code"})
    await reporting.hears(announced(a_placement()), champion)
    await reporting.hears(AppointmentEnded(**facts, ended_on=date(2026, 11, 20)))

    assert (await reporting.figures("M-E3"))["R0B", NOW_PERIOD] == (0, 1)


async def test_practices_and_trusts_without_placements_need_no_champion(reporting: Reporting) -> None:
    gone = a_placement(host="RXF")
    await reporting.hears(
        a_trust("A88003", kind="gp_practice"), announced(a_placement(host="A88003")), announced(gone), cancelled(gone)
    )

    assert await reporting.figures("M-E3") == {}
