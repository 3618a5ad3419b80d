"""What waits at a desk that empties is the director's until somebody sits there again: never a dead end (R10)."""

from uuid import UUID

import pytest

from contracts import Actor, Grant
from contracts.leave import LeavePlacementAffected, LeaveStepDecided
from contracts.vocabulary import Role
from tests.services.leave.conftest import REFUSAL, Ward
from tests.services.leave.stories import a_coordinator, a_director, cancelled, ended, made
from tests.services.leave.test_returned_leave import asks_anew, returned


async def test_the_director_finds_reads_and_decides_what_waited_at_a_desk_that_emptied(ward: Ward) -> None:
    leave_id = await ward.asks()
    await ward.leave.hears(*ended(ward.coordinator))

    assert await ward.waiting_for(ward.director) == [leave_id]
    seen = await ward.get(ward.director, f"/{leave_id}")
    assert [step["role"] for step in seen.json()["steps"]] == ["dme", "tpd"]
    assert seen.json()["steps"][0]["due_at"] == "2026-11-29T23:59:00Z"
    assert (await ward.post(ward.director, f"/{leave_id}/approval")).status_code == 204

    (said,) = await ward.leave.said(LeaveStepDecided)
    assert (said.decided_by, said.waiting.role) == (Role.DME, Role.TPD)
    decided, waiting = (await ward.get(ward.doctor, f"/{leave_id}")).json()["steps"]
    assert (decided["role"], decided["given_to"]) == ("dme", {"role": "rota_coordinator", "scope": "R0B"})
    assert (waiting["role"], waiting["given_to"]) == ("tpd", None)
    assert await ward.waiting_for(ward.tpd) == [leave_id]


async def test_a_desk_that_was_empty_when_it_was_asked_or_reached_is_named_as_the_one_that_the_director_stands_in_for(
    ward: Ward,
) -> None:
    await ward.leave.hears(*ended(ward.coordinator))
    leave_id = await ward.asks()
    await ward.leave.hears(*ended(ward.tpd))
    for _ in range(2):
        assert (await ward.post(ward.director, f"/{leave_id}/approval")).status_code == 204

    told = (await ward.get(ward.doctor, f"/{leave_id}")).json()
    assert told["status"] == "approved"
    assert [(step["role"], step["given_to"]["role"]) for step in told["steps"]] == [
        ("dme", "rota_coordinator"),
        ("dme", "tpd"),
    ]


async def test_what_is_asked_anew_still_names_the_empty_desk_that_the_director_stands_in_for(ward: Ward) -> None:
    await ward.leave.hears(*ended(ward.tpd))
    leave_id = await returned(ward)

    assert await asks_anew(ward, leave_id) == 200

    steps = (await ward.get(ward.doctor, f"/{leave_id}")).json()["steps"]
    assert [(step["role"], (step["given_to"] or {}).get("role")) for step in steps] == [
        ("rota_coordinator", None),
        ("rota_coordinator", None),
        ("dme", "tpd"),
    ]


async def test_the_director_refuses_for_a_later_desk_that_emptied_while_its_step_waited(ward: Ward) -> None:
    leave_id = await ward.asks()
    await ward.post(ward.coordinator, f"/{leave_id}/approval")
    await ward.leave.hears(*ended(ward.tpd))

    assert await ward.waiting_for(ward.director) == [leave_id]
    assert (await ward.post(ward.director, f"/{leave_id}/refusal", REFUSAL)).status_code == 204
    assert (await ward.get(ward.doctor, f"/{leave_id}")).json()["status"] == "refused"


async def test_the_doctor_sees_in_their_own_list_and_request_whose_turn_it_is_now(ward: Ward) -> None:
    leave_id = await ward.asks()
    await ward.leave.hears(*ended(ward.coordinator))

    (listed,) = (await ward.get(ward.doctor)).json()["items"]
    looked_at = (await ward.get(ward.doctor, f"/{leave_id}")).json()

    assert listed["steps"][0]["role"] == looked_at["steps"][0]["role"] == "dme"


async def test_whoever_left_a_desk_finds_nothing_there(ward: Ward) -> None:
    leave_id = await ward.asks()
    await ward.leave.hears(*ended(ward.coordinator))

    assert await ward.waiting_for(ward.coordinator) == []
    assert (await ward.get(ward.coordinator, f"/{leave_id}")).status_code == 404
    assert (await ward.post(ward.coordinator, f"/{leave_id}/approval")).status_code == 404


async def test_a_director_elsewhere_is_not_asked(ward: Ward) -> None:
    leave_id = await ward.asks()
    await ward.leave.hears(*ended(ward.coordinator))
    elsewhere = a_director("RXX")

    assert await ward.waiting_for(elsewhere) == []
    assert (await ward.post(elsewhere, f"/{leave_id}/approval")).status_code == 404


async def test_a_successor_finds_what_waits_and_the_director_no_longer_does(ward: Ward) -> None:
    leave_id = await ward.asks()
    successor = a_coordinator()
    await ward.leave.hears(*ended(ward.coordinator), *made(successor))

    assert await ward.waiting_for(ward.director) == []
    assert await ward.waiting_for(successor) == [leave_id]
    assert (await ward.post(successor, f"/{leave_id}/approval")).status_code == 204


async def test_a_desk_that_only_the_doctor_is_left_at_is_empty(ward: Ward) -> None:
    leave_id = await ward.asks()
    at_own_desk = Actor(ward.doctor.person_id, frozenset({Grant(Role.ROTA_COORDINATOR, "R0B")}))
    await ward.leave.hears(*ended(ward.coordinator), *made(at_own_desk))

    assert await ward.waiting_for(at_own_desk) == []
    assert await ward.waiting_for(ward.director) == [leave_id]


@pytest.mark.parametrize("successors", [0, 1])
async def test_a_placement_change_names_whose_turn_it_is_now(ward: Ward, successors: int) -> None:
    leave_id, successor = await ward.asks(), a_coordinator()
    await ward.leave.hears(*ended(ward.coordinator), *made(successor)[:successors])

    await ward.leave.hears(cancelled(ward.placement))

    (said,) = await ward.leave.said(LeavePlacementAffected)
    assert said.leave_id == UUID(leave_id)
    assert said.approvers == ((successor if successors else ward.director).person_id,)
