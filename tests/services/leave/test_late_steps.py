"""Nobody decides, and time passes: the desk is reminded, then called late, then its director is asked as well."""

import asyncio
from datetime import UTC, datetime

from chassis.rules import Rule, set_rule
from contracts.leave import LeaveApproved, LeaveOverdue, LeaveReminded, LeaveReturnReminded, LeaveStepDecided
from contracts.vocabulary import Lateness, Role
from tests.services.leave.conftest import Ward
from tests.services.leave.stories import ended

CHASE = "chase late steps"
FIFTH_MORNING = datetime(2026, 11, 27, 9, tzinfo=UTC)
DAY_AFTER_DUE = datetime(2026, 11, 30, 9, tzinfo=UTC)
FOURTEENTH_MORNING = datetime(2026, 12, 6, 9, tzinfo=UTC)


async def chased(ward: Ward, at: datetime) -> None:
    ward.leave.clock.set(at)
    await ward.leave.run_job(CHASE)


async def test_the_ladder_is_climbed_rung_by_rung_and_each_is_said_once(ward: Ward) -> None:
    leave_id = await ward.asks()

    for moment in (FIFTH_MORNING, FIFTH_MORNING, DAY_AFTER_DUE, FOURTEENTH_MORNING, FOURTEENTH_MORNING):
        await chased(ward, moment)

    said = await ward.leave.said(LeaveReminded, LeaveOverdue)
    assert [type(event) for event in said] == [LeaveReminded, LeaveOverdue, LeaveOverdue]
    assert [event.lateness for event in said[1:]] == [Lateness.OVERDUE, Lateness.NO_RESPONSE]
    assert {(event.waiting.role, event.waiting.scope) for event in said} == {(Role.ROTA_COORDINATOR, "R0B")}
    assert (await ward.get(ward.doctor, f"/{leave_id}")).json()["status"] == "waiting"


async def test_a_doctor_who_has_a_request_back_is_reminded_once_and_no_desk_is(ward: Ward) -> None:
    leave_id = await ward.asks()
    missing = {"missing": "Which of the two courses is it?"}
    assert (await ward.post(ward.coordinator, f"/{leave_id}/return", missing)).status_code == 204

    for moment in (FIFTH_MORNING, FIFTH_MORNING, DAY_AFTER_DUE, FOURTEENTH_MORNING):
        await chased(ward, moment)

    (said,) = await ward.leave.said(LeaveReturnReminded)
    assert (str(said.leave_id), said.doctor_id) == (leave_id, ward.doctor.person_id)
    assert await ward.leave.said(LeaveReminded, LeaveOverdue) == []
    assert (await ward.get(ward.doctor, f"/{leave_id}")).json()["version"] == 2


async def test_nothing_is_said_before_its_time_nor_of_what_is_decided(ward: Ward) -> None:
    await ward.has_approved()
    await ward.asks(first_day="2027-02-04", last_day="2027-02-04")

    await chased(ward, datetime(2026, 11, 27, 8, 59, tzinfo=UTC))

    assert await ward.leave.said(LeaveReminded, LeaveOverdue) == []
    await chased(ward, FIFTH_MORNING)
    assert len(await ward.leave.said(LeaveReminded)) == 1


async def test_a_reminder_does_not_make_old_what_somebody_is_just_reading(ward: Ward) -> None:
    leave_id = await ward.asks()
    tag = (await ward.get(ward.coordinator, f"/{leave_id}")).headers["etag"]

    await chased(ward, FIFTH_MORNING)

    decided = await ward.post(ward.coordinator, f"/{leave_id}/approval", {}, **{"If-Match": tag})
    assert decided.status_code == 204


async def test_after_no_response_the_director_finds_it_and_decides(ward: Ward) -> None:
    leave_id = await ward.asks()
    await chased(ward, DAY_AFTER_DUE)
    assert await ward.waiting_for(ward.director) == []
    assert (await ward.get(ward.director, f"/{leave_id}")).status_code == 404

    await chased(ward, FOURTEENTH_MORNING)

    assert await ward.waiting_for(ward.director) == [leave_id]
    assert await ward.waiting_for(ward.coordinator) == [leave_id]
    readers = (ward.director, ward.coordinator, ward.doctor)
    told = [(await ward.get(each, f"/{leave_id}")).json()["waits_for_you"] for each in readers]
    assert told == [True, True, False]
    assert (await ward.post(ward.director, f"/{leave_id}/approval")).status_code == 204
    (said,) = await ward.leave.said(LeaveStepDecided)
    assert said.decided_by == Role.DME
    assert await ward.waiting_for(ward.director) == []


async def test_a_desk_that_has_emptied_is_late_at_the_directors(ward: Ward) -> None:
    await ward.asks()
    await ward.leave.hears(*ended(ward.coordinator))

    await chased(ward, DAY_AFTER_DUE)

    (said,) = await ward.leave.said(LeaveOverdue)
    assert (said.waiting.role, said.waiting.scope) == (Role.DME, "R0B")


async def test_two_replicas_that_look_at_once_say_it_once(ward: Ward) -> None:
    for day in range(4, 9):
        await ward.asks(first_day=f"2027-02-0{day}", last_day=f"2027-02-0{day}")
    ward.leave.clock.set(DAY_AFTER_DUE)

    run = ward.leave.running.jobs[CHASE].job.run
    await asyncio.gather(run(ward.leave.begin), run(ward.leave.begin))

    said = await ward.leave.said(LeaveOverdue)
    assert len(said) == len({event.leave_id for event in said}) == 5


async def test_the_days_are_counted_by_the_rules_of_the_day_the_step_was_reached(ward: Ward) -> None:
    await ward.asks()
    async with ward.leave.begin() as work:
        await set_rule(work, Rule("leave.remind_on_day", "", work.today, 1), reason="sooner")
    await ward.asks(first_day="2027-02-04", last_day="2027-02-04")

    await chased(ward, datetime(2026, 11, 23, 9, tzinfo=UTC))

    assert [event.first_day.isoformat() for event in await ward.leave.said(LeaveReminded)] == ["2027-02-04"]


async def test_it_never_approves_or_refuses_by_itself_however_long_it_waits(ward: Ward) -> None:
    leave_id = await ward.asks()

    await chased(ward, datetime(2027, 3, 1, 9, tzinfo=UTC))

    assert await ward.leave.said(LeaveApproved) == []
    assert (await ward.get(ward.doctor, f"/{leave_id}")).json()["status"] == "waiting"
