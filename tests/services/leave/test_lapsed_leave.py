"""Nobody decides until the days are over: the request ends, once, and gives back what it held (R16)."""

import asyncio
import importlib
from datetime import UTC, datetime

import pytest

from contracts.leave import LeaveApproved, LeaveLapsed, LeaveStepDecided
from contracts.vocabulary import Role
from tests.services.leave.conftest import Ward
from tests.services.leave.test_entitlement import study
from tests.services.leave.test_practices_heard_of_later import upgraded

LAPSING = "let undecided leave lapse"
LAST_DAY = datetime(2027, 1, 22, 23, 50, tzinfo=UTC)
OVER = datetime(2027, 1, 23, 0, 5, tzinfo=UTC)
MISSING = {"missing": "Which of the two courses is it?"}


async def looked(ward: Ward, at: datetime) -> None:
    ward.leave.clock.set(at)
    await ward.leave.run_job(LAPSING)


async def test_what_nobody_decided_ends_once_after_its_last_day_and_leaves_the_desks_list(ward: Ward) -> None:
    leave_id = await ward.asks()
    await looked(ward, LAST_DAY)
    assert await ward.waiting_for(ward.coordinator) == [leave_id]

    await looked(ward, OVER)
    await looked(ward, OVER)

    (said,) = await ward.leave.said(LeaveLapsed)
    assert (str(said.leave_id), said.doctor_id) == (leave_id, ward.doctor.person_id)
    assert said.waiting is not None
    assert (said.waiting.role, said.waiting.scope, said.director_at) == (Role.ROTA_COORDINATOR, "R0B", "R0B")
    assert await ward.waiting_for(ward.coordinator) == []
    for reader in (ward.doctor, ward.coordinator, ward.director):
        told = (await ward.get(reader, f"/{leave_id}")).json()
        assert told["status"] == "lapsed"
        assert [step["verdict"] for step in told["steps"]] == ["lapsed", None]
        assert told["steps"][0]["decided_by"] is None
    assert (await ward.get(ward.tpd, f"/{leave_id}")).status_code == 404


async def test_a_decision_that_comes_later_is_told_that_it_lapsed(ward: Ward) -> None:
    leave_id = await ward.asks()
    await looked(ward, OVER)

    late = await ward.post(ward.coordinator, f"/{leave_id}/approval")

    assert late.status_code == 409
    assert "lapsed" in late.json()["detail"]
    assert await ward.leave.said(LeaveStepDecided) == []


async def test_what_its_doctor_had_back_ends_as_well_and_no_desk_is_named(ward: Ward) -> None:
    leave_id = await ward.asks()
    assert (await ward.post(ward.coordinator, f"/{leave_id}/return", MISSING)).status_code == 204

    await looked(ward, OVER)

    (said,) = await ward.leave.said(LeaveLapsed)
    assert said.waiting is None
    assert (await ward.get(ward.doctor, f"/{leave_id}")).json()["status"] == "lapsed"


async def test_what_is_decided_or_still_ahead_does_not_lapse(ward: Ward) -> None:
    await ward.has_approved()
    ahead = await ward.asks(first_day="2027-02-04", last_day="2027-02-04")

    await looked(ward, OVER)

    assert await ward.leave.said(LeaveLapsed) == []
    assert await ward.waiting_for(ward.coordinator) == [ahead]


async def test_its_days_are_the_doctors_again(ward: Ward) -> None:
    async def held() -> float:
        return float((await study(ward.leave, ward.doctor, on="2027-01-21"))["asked"])

    await ward.asks()
    assert await held() == 2

    await looked(ward, OVER)

    assert await held() == 0


async def test_two_replicas_that_look_at_once_say_it_once(ward: Ward) -> None:
    for day in range(4, 9):
        await ward.asks(first_day=f"2027-02-0{day}", last_day=f"2027-02-0{day}")
    ward.leave.clock.set(datetime(2027, 3, 1, 9, tzinfo=UTC))

    run = ward.leave.running.jobs[LAPSING].job.run
    await asyncio.gather(run(ward.leave.begin), run(ward.leave.begin))

    said = await ward.leave.said(LeaveLapsed)
    assert len(said) == len({event.leave_id for event in said}) == 5


@pytest.mark.parametrize("turn", range(3))
async def test_a_decision_at_the_same_moment_stands_or_the_lapse_does(ward: Ward, turn: int) -> None:
    del turn
    leave_id = await ward.asks(type="professional", leadership=False, purpose="professional_duty")
    ward.leave.clock.set(OVER)

    run = ward.leave.running.jobs[LAPSING].job.run
    decided, _ = await asyncio.gather(ward.post(ward.coordinator, f"/{leave_id}/approval"), run(ward.leave.begin))

    approved, lapsed = await ward.leave.said(LeaveApproved), await ward.leave.said(LeaveLapsed)
    assert len(approved) + len(lapsed) == 1
    assert decided.status_code == (204 if approved else 409)
    status = (await ward.get(ward.doctor, f"/{leave_id}")).json()["status"]
    assert status == ("approved" if approved else "lapsed")


async def test_code_of_before_reads_what_lapsed_as_it_was(ward: Ward) -> None:
    """The revision is taken back, within the hour after it (0036)."""
    waiting, returned = await ward.asks(), await ward.asks(first_day="2027-01-14", last_day="2027-01-14")
    assert (await ward.post(ward.coordinator, f"/{returned}/return", MISSING)).status_code == 204
    before = [(await ward.get(ward.doctor, f"/{which}")).json() for which in (waiting, returned)]
    await looked(ward, OVER)
    revision = importlib.import_module("services.leave.migrations.leave_0029_lapsed_leave")

    async with ward.leave.begin() as work:
        await work.connection.run_sync(upgraded, revision.downgrade)

    assert await ward.waiting_for(ward.coordinator) == [waiting]
    after = [(await ward.get(ward.doctor, f"/{which}")).json() for which in (waiting, returned)]
    assert [(one["status"], one["steps"]) for one in after] == [(one["status"], one["steps"]) for one in before]
