"""Out of office: a colleague decides at one's desk for some days, and nobody is let in by it who does not decide."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx
import pytest

from contracts import Actor
from contracts.leave import LeaveStepDecided
from contracts.vocabulary import Role
from tests.services.leave.conftest import Ward
from tests.services.leave.stories import a_coordinator, a_doctor, ended, made

DAYS = {"first_day": "2026-11-22", "last_day": "2026-11-27"}


async def hand_over(ward: Ward, by: Actor, to: Actor, **facts: Any) -> httpx.Response:
    ordinary = {"role": "rota_coordinator", "scope": "R0B", "to": str(to.person_id), **DAYS}
    async with ward.leave.http(by) as http:
        return await http.post("/api/leave/delegations", json=ordinary | facts)


@pytest.fixture
async def colleague(ward: Ward) -> Actor:
    """Who decides elsewhere."""
    somebody = a_coordinator("RXX")
    await ward.leave.hears(*made(somebody))
    return somebody


async def test_a_colleague_finds_reads_and_decides_what_waits_meanwhile(ward: Ward, colleague: Actor) -> None:
    leave_id = await ward.asks()
    assert (await ward.get(colleague, f"/{leave_id}")).status_code == 404

    assert (await hand_over(ward, ward.coordinator, colleague)).status_code == 201

    assert await ward.waiting_for(colleague) == [leave_id]
    assert (await ward.get(colleague, f"/{leave_id}")).status_code == 200
    assert (await ward.post(colleague, f"/{leave_id}/approval")).status_code == 204
    (said,) = await ward.leave.said(LeaveStepDecided)
    assert said.decided_by == Role.ROTA_COORDINATOR
    seen = (await ward.get(ward.doctor, f"/{leave_id}")).json()
    assert seen["steps"][0]["decided_by"] == str(colleague.person_id)


async def test_whoever_is_out_may_still_decide(ward: Ward, colleague: Actor) -> None:
    leave_id = await ward.asks()
    await hand_over(ward, ward.coordinator, colleague)

    assert (await ward.post(ward.coordinator, f"/{leave_id}/approval")).status_code == 204


async def test_it_begins_and_ends_with_its_days(ward: Ward, colleague: Actor) -> None:
    leave_id = await ward.asks()
    await hand_over(ward, ward.coordinator, colleague, first_day="2026-11-23")
    found = []
    for day in (22, 23, 27, 28):
        ward.leave.clock.set(datetime(2026, 11, day, 9, tzinfo=UTC))
        found.append(await ward.waiting_for(colleague))

    assert found == [[], [leave_id], [leave_id], []]


@pytest.mark.parametrize("who", ["coordinator", "colleague"])
async def test_either_ends_it_early(ward: Ward, colleague: Actor, who: str) -> None:
    await ward.asks()
    made_by = await hand_over(ward, ward.coordinator, colleague)
    by = ward.coordinator if who == "coordinator" else colleague
    async with ward.leave.http(by) as http:
        assert (await http.post(f"/api/leave/delegations/{made_by.json()['id']}/end")).status_code == 204
        assert (await http.get("/api/leave/delegations")).json() == []

    assert await ward.waiting_for(colleague) == []


async def test_it_is_over_once_its_giver_no_longer_holds_the_desk(ward: Ward, colleague: Actor) -> None:
    await ward.asks()
    await hand_over(ward, ward.coordinator, colleague)
    await ward.leave.hears(*ended(ward.coordinator))

    assert await ward.waiting_for(colleague) == []


async def test_nobody_hands_over_what_is_not_theirs_or_to_who_does_not_decide(ward: Ward, colleague: Actor) -> None:
    elsewhere = await hand_over(ward, ward.coordinator, colleague, scope="RXX")
    to_a_doctor = await hand_over(ward, ward.coordinator, a_doctor())
    to_oneself = await hand_over(ward, ward.coordinator, ward.coordinator)
    before_today = await hand_over(ward, ward.coordinator, colleague, first_day="2026-11-21")
    await hand_over(ward, ward.coordinator, colleague)
    handed_on = await hand_over(ward, colleague, ward.tpd)

    codes = [each.status_code for each in (elsewhere, to_a_doctor, to_oneself, before_today, handed_on)]
    assert codes == [404, 422, 422, 422, 404]


async def test_whoever_stands_in_does_not_decide_about_their_own_leave(ward: Ward) -> None:
    also_decides = Actor(ward.doctor.person_id, ward.doctor.grants | a_coordinator("RXX").grants)
    await ward.leave.hears(*made(Actor(ward.doctor.person_id, a_coordinator("RXX").grants)))
    leave_id = await ward.asks()
    await hand_over(ward, ward.coordinator, also_decides)

    assert (await ward.post(also_decides, f"/{leave_id}/approval")).status_code == 404
    assert await ward.waiting_for(also_decides) == []


async def test_others_know_of_no_such_delegation(ward: Ward, colleague: Actor) -> None:
    made_by = await hand_over(ward, ward.coordinator, colleague)

    async with ward.leave.http(ward.tpd) as http:
        assert (await http.post(f"/api/leave/delegations/{made_by.json()['id']}/end")).status_code == 404
        assert (await http.post(f"/api/leave/delegations/{uuid4()}/end")).status_code == 404
