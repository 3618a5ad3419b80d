"""What is left of a leave year is said six and three months before its end, and what was taken once it is over."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import event, text

from chassis.rules import Rule, set_rule
from contracts.leave import EntitlementClosed, EntitlementUnused
from contracts.registry import CodeChange, DateChange
from services.leave.projections import PROJECTIONS
from tests.services.driver import Driver
from tests.services.leave.conftest import Ward
from tests.services.leave.stories import a_doctor, a_placement, announced, at_another_wte, changed

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


async def corrected(leave: Driver) -> list[EntitlementClosed]:
    await leave.run_job("correct leave years")
    return await leave.said(EntitlementClosed)


async def test_a_placement_put_right_after_its_year_is_over_puts_right_what_was_said_of_it(ward: Ward) -> None:
    await looked(ward.leave, OVER)
    shorter = ward.placement.model_copy(update={"end": date(2027, 2, 2)})
    change = DateChange(field="end", old=ward.placement.end, new=shorter.end)
    ward.leave.clock.set(datetime(2027, 11, 1, 9, tzinfo=UTC))

    await ward.leave.hears(changed(shorter, change))

    first, again = await corrected(ward.leave)
    assert (first.half_days, again.half_days, again.trust) == (30, 15, "R0B")
    assert (again.first_day, again.last_day) == (first.first_day, first.last_day)
    assert len(await corrected(ward.leave)) == 2


async def test_leave_given_back_late_is_taken_out_of_the_year_that_is_over(ward: Ward) -> None:
    leave_id = await ward.asks(first_day="2027-07-29", last_day="2027-07-30")
    for desk in (ward.coordinator, ward.tpd):
        assert (await ward.post(desk, f"/{leave_id}/approval")).status_code == 204
    await ward.post(ward.doctor, f"/{leave_id}/withdrawal")
    await looked(ward.leave, OVER)

    assert (await ward.post(ward.coordinator, f"/{leave_id}/withdrawal")).status_code == 204

    first, again = await corrected(ward.leave)
    assert (first.half_days_taken, again.half_days_taken) == (4, 0)


async def test_leave_that_is_noted_late_is_put_into_the_year_that_is_over(ward: Ward) -> None:
    async with ward.leave.begin() as work:
        await set_rule(work, Rule("leave.system_of_record", "", work.today, "mirror"), reason="as agreed")
    await looked(ward.leave, OVER)

    await ward.asks(first_day="2027-07-29", last_day="2027-07-30", external_ref="ALM-1")

    first, again = await corrected(ward.leave)
    assert (first.half_days_taken, again.half_days_taken) == (0, 4)


async def test_what_is_still_to_come_and_what_changes_nothing_says_nothing_anew(ward: Ward) -> None:
    await looked(ward.leave, OVER)
    following = a_placement(ward.doctor.person_id, start=date(2027, 8, 4), end=date(2028, 8, 1))
    other_site = ward.placement.model_copy(update={"site": "R0B02"})

    await ward.leave.hears(
        announced(following), changed(other_site, CodeChange(field="site", old="R0B01", new="R0B02"))
    )

    assert len(await corrected(ward.leave)) == 1


async def test_other_hours_from_today_on_change_nothing_of_a_year_that_is_over(leave: Driver) -> None:
    doctor = a_doctor()
    placement = a_placement(doctor.person_id, grade="ST5", wte=Decimal("0.6"), end=date(2028, 8, 1))
    await leave.hears(announced(placement))
    await looked(leave, OVER)
    leave.clock.set(datetime(2027, 11, 3, 9, tzinfo=UTC))

    await leave.hears(at_another_wte(placement, "0.8", at=leave.clock.now()))

    (said,) = await corrected(leave)
    assert said.half_days == 36


async def test_wtes_that_a_rebuild_brings_put_right_what_was_said_of_a_year_that_is_over(leave: Driver) -> None:
    placement = a_placement(a_doctor().person_id, grade="ST5", wte=Decimal("0.6"), end=date(2028, 8, 1))
    await leave.hears(announced(placement))
    leave.clock.set(SIX_MONTHS)
    await leave.hears(at_another_wte(placement, "0.8", at=leave.clock.now()))
    async with leave.begin() as work:
        [known] = await work.all(text("SELECT CAST(former_wtes AS text) AS wtes FROM placement"))
        await work.run(text("UPDATE placement SET former_wtes = '[]'"))
    await looked(leave, OVER)
    follows = next(each.changed for each in PROJECTIONS if each.name == "placements")
    assert follows is not None

    async with leave.begin() as work:
        await work.run(text(f"UPDATE placement SET former_wtes = '{known['wtes']}'"))
        await follows(work)

    first, again = await corrected(leave)
    assert (first.half_days, again.half_days) == (48, 42)


async def test_who_worked_at_two_places_at_its_end_stays_with_the_one_it_was_said_of(ward: Ward) -> None:
    other = a_placement(ward.doctor.person_id, host="R0A", wte=Decimal("0.2"))
    await ward.leave.hears(announced(other))
    await looked(ward.leave, OVER)

    other_site = ward.placement.model_copy(update={"site": "R0B02"})
    await ward.leave.hears(changed(other_site, CodeChange(field="site", old="R0B01", new="R0B02")))

    assert [said.trust for said in await corrected(ward.leave)] == ["R0A"]


async def test_where_people_work_is_looked_for_once_however_many_they_are(leave: Driver) -> None:
    doctors = [a_doctor() for _ in range(120)]
    await leave.hears(*(announced(a_placement(each.person_id)) for each in doctors))
    leave.clock.set(SIX_MONTHS)
    scans: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        scans.extend([statement] if "DISTINCT coalesce(placement.programme" in statement else [])

    engine = leave.running.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        assert not await leave.run_job(LOOK)
    finally:
        event.remove(engine, "before_cursor_execute", note)

    assert len(scans) == 1
    assert len(await leave.said(EntitlementUnused)) == 120


@pytest.mark.parametrize("many", [120])
async def test_every_doctor_is_looked_at_however_many_there_are(leave: Driver, many: int) -> None:
    doctors = [a_doctor() for _ in range(many)]
    await leave.hears(*(announced(a_placement(each.person_id)) for each in doctors))

    await looked(leave, SIX_MONTHS)

    said = await leave.said(EntitlementUnused)
    assert sorted(event.doctor_id for event in said) == sorted(each.person_id for each in doctors)
