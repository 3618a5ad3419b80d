"""A doctor takes leave back, and for approved leave the desk that released it hears of it and confirms (R28)."""

from uuid import UUID

from contracts.leave import LeavePlacementAffected, LeaveWithdrawalAsked, LeaveWithdrawn
from contracts.vocabulary import Role
from tests.services.leave.conftest import Ward
from tests.services.leave.stories import cancelled, ended


async def test_a_waiting_request_is_withdrawn_and_waits_for_nobody(ward: Ward) -> None:
    leave_id = await ward.asks()

    assert (await ward.post(ward.doctor, f"/{leave_id}/withdrawal")).status_code == 204

    assert await ward.waiting_for(ward.coordinator) == []
    assert (await ward.post(ward.coordinator, f"/{leave_id}/approval")).status_code == 404
    assert len(await ward.leave.said(LeaveWithdrawn)) == 1


async def test_asking_to_withdraw_approved_leave_waits_for_the_desk_that_released_it(ward: Ward) -> None:
    leave_id = await ward.has_approved()

    assert (await ward.post(ward.doctor, f"/{leave_id}/withdrawal")).status_code == 204

    assert await ward.waiting_for(ward.coordinator) == [leave_id]
    assert await ward.waiting_for(ward.tpd) == []
    seen = (await ward.get(ward.doctor, f"/{leave_id}")).json()
    assert seen["status"] == "withdrawal_asked"
    assert (seen["steps"][-1]["role"], seen["steps"][-1]["verdict"]) == ("rota_coordinator", None)
    assert seen["steps"][-1]["due_at"] == "2026-11-29T23:59:00Z"
    (said,) = await ward.leave.said(LeaveWithdrawalAsked, LeaveWithdrawn)
    assert isinstance(said, LeaveWithdrawalAsked)
    assert (said.waiting.role, said.waiting.scope) == (Role.ROTA_COORDINATOR, "R0B")


async def test_approved_leave_is_withdrawn_when_its_releaser_confirms(ward: Ward) -> None:
    leave_id = await ward.has_approved()
    await ward.post(ward.doctor, f"/{leave_id}/withdrawal")

    assert (await ward.post(ward.tpd, f"/{leave_id}/withdrawal")).status_code == 409
    assert (await ward.post(ward.coordinator, f"/{leave_id}/approval")).status_code == 409
    assert (await ward.post(ward.coordinator, f"/{leave_id}/withdrawal")).status_code == 204

    (said,) = await ward.leave.said(LeaveWithdrawn)
    assert said.confirmed_by == Role.ROTA_COORDINATOR
    assert (await ward.get(ward.doctor, f"/{leave_id}")).json()["status"] == "withdrawn"
    assert await ward.waiting_for(ward.coordinator) == []


async def test_asking_twice_to_withdraw_changes_nothing(ward: Ward) -> None:
    leave_id = await ward.has_approved()
    await ward.post(ward.doctor, f"/{leave_id}/withdrawal")
    once = await ward.get(ward.doctor, f"/{leave_id}")
    ward.leave.clock.forward(minutes=1)

    assert (await ward.post(ward.doctor, f"/{leave_id}/withdrawal")).status_code == 204

    again = await ward.get(ward.doctor, f"/{leave_id}")
    assert len(await ward.leave.said(LeaveWithdrawalAsked)) == 1
    assert (again.json(), again.headers["etag"]) == (once.json(), once.headers["etag"])


async def test_the_director_confirms_where_the_releasing_desk_has_emptied(ward: Ward) -> None:
    leave_id = await ward.has_approved()
    await ward.post(ward.doctor, f"/{leave_id}/withdrawal")
    await ward.leave.hears(*ended(ward.coordinator))

    assert await ward.waiting_for(ward.director) == [leave_id]
    assert (await ward.post(ward.director, f"/{leave_id}/withdrawal")).status_code == 204

    steps = (await ward.get(ward.doctor, f"/{leave_id}")).json()["steps"]
    assert [step["role"] for step in steps] == ["rota_coordinator", "tpd", "dme"]


async def test_leave_whose_withdrawal_is_asked_is_still_touched_by_its_placement(ward: Ward) -> None:
    leave_id = await ward.has_approved()
    await ward.post(ward.doctor, f"/{leave_id}/withdrawal")

    await ward.leave.hears(cancelled(ward.placement))

    (said,) = await ward.leave.said(LeavePlacementAffected)
    assert (said.leave_id, said.approvers) == (UUID(leave_id), (ward.coordinator.person_id,))
