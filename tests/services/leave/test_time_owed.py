"""How much self-development time a placement is to have is said once, whether any is scheduled or not (R38, T-E2)."""

import asyncio
import importlib
from decimal import Decimal

from sqlalchemy import text

from contracts.leave import SdtConfirmed, SdtOwed
from contracts.registry import TermChange
from services.leave.domain.time import SAY_OWED
from services.leave.store.time import note_owed, placement_to_plan, placements_owed
from tests.services.deaneries import a_dean, a_deanery
from tests.services.leave.conftest import Ward
from tests.services.leave.stories import a_doctor, a_placement, announced, at_another_wte, cancelled, changed
from tests.services.leave.test_practices_heard_of_later import upgraded
from tests.services.leave.test_self_development import FULL, answer, plan


async def said(ward: Ward) -> list[SdtOwed]:
    """All that was said so far, once the job has looked."""
    await ward.leave.run_job("say owed time")
    return list(await ward.leave.said(SdtOwed))


async def test_it_is_said_once_and_of_those_alone_who_are_owed_any(ward: Ward) -> None:
    other, gone = (a_placement(a_doctor().person_id, **facts) for facts in ({"grade": "ST5"}, {"grade": "F2"}))
    await ward.leave.hears(announced(other), announced(gone), cancelled(gone))

    await said(ward)
    [owed] = await said(ward)

    assert (owed.placement_id, owed.doctor_id) == (ward.placement.placement_id, ward.doctor.person_id)
    assert (owed.required_per_week, owed.minutes_per_week, owed.in_work_schedule) == (120, 0, False)


async def test_other_hours_after_it_was_scheduled_are_owed_from_then_on(ward: Ward) -> None:
    await plan(ward, ward.coordinator, FULL)
    await said(ward)

    await ward.leave.hears(at_another_wte(ward.placement, "0.6", at=ward.leave.clock.now()))

    _, anew = await said(ward)
    assert (anew.required_per_week, anew.minutes_per_week, anew.in_work_schedule) == (72, 120, True)
    await answer(ward, ward.doctor, gets_it=True)
    [confirmed] = await ward.leave.said(SdtConfirmed)
    assert confirmed.required_per_week == 72


async def test_a_new_placement_and_other_hours_are_looked_at_as_soon_as_they_are_heard_of(ward: Ward) -> None:
    nudged: list[set[str]] = []
    ward.leave.running.database.after_commit.append(lambda jobs, _: nudged.append(jobs))

    await ward.leave.hears(announced(a_placement(a_doctor().person_id)))
    await ward.leave.hears(at_another_wte(ward.placement, "0.6", at=ward.leave.clock.now()))
    await ward.leave.hears(cancelled(ward.placement))

    assert nudged == [{SAY_OWED}, {SAY_OWED}, set()]


async def test_who_comes_to_a_grade_that_is_owed_none_is_owed_none_any_more(ward: Ward) -> None:
    await said(ward)
    other = ward.placement.model_copy(update={"grade": "ST5"})

    await ward.leave.hears(changed(other, TermChange(field="grade", old=ward.placement.grade, new="ST5")))

    assert [each.required_per_week for each in await said(ward)] == [120, 0]


async def test_a_regions_other_hours_are_owed_at_its_own_trusts_from_the_next_day_on(ward: Ward) -> None:
    there = a_placement(a_doctor().person_id, host="RXX", wte=Decimal("0.5"))
    await ward.leave.hears(a_deanery("NTH", "R0B"), a_deanery("WES", "RXX"), announced(there))
    await said(ward)
    hours = {"f1": 2, "f2": 3, "core": 2, "higher": 4, "gp": 0, "other": 0}
    assert await ward.leave.rules(a_dean("NTH"), "sdt.hours_per_week", hours, of="NTH") == 204
    ward.leave.clock.forward(days=1)

    first, second, anew = await said(ward)

    assert {first.required_per_week, second.required_per_week} == {120, 60}
    assert (anew.placement_id, anew.required_per_week) == (ward.placement.placement_id, 180)


async def test_what_is_being_scheduled_is_not_said_to_be_unscheduled(ward: Ward) -> None:
    async with ward.leave.begin() as scheduling:
        await placement_to_plan(scheduling, ward.placement.placement_id)
        assert await said(ward) == []
    await plan(ward, ward.coordinator, FULL)

    [owed] = await said(ward)

    assert (owed.minutes_per_week, owed.in_work_schedule) == (120, True)


async def test_a_change_while_what_is_owed_is_being_said_is_said_after_it(ward: Ward) -> None:
    await said(ward)
    ward.leave.clock.forward(days=1)
    change = at_another_wte(ward.placement, "0.6", at=ward.leave.clock.now())
    async with ward.leave.begin() as saying:
        await placements_owed(saying, at_most=1)
        changing = asyncio.create_task(ward.leave.hears(change))
        await asyncio.wait([changing], timeout=1)
        await note_owed(saying, {ward.placement.placement_id: 120})
    await changing

    assert [each.required_per_week for each in await said(ward)] == [120, 72]


async def test_what_was_scheduled_before_any_of_this_was_said_is_not_said_anew(ward: Ward) -> None:
    await plan(ward, ward.coordinator, FULL)
    async with ward.leave.begin() as work:
        await work.run(text("DROP TABLE time_owed"))
        revision = importlib.import_module("services.leave.migrations.leave_0023_time_owed")
        await work.connection.run_sync(upgraded, revision.upgrade)

    assert await said(ward) == []
