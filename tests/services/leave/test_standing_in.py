"""Out of office: a colleague decides at one's desk for some days, and nobody is let in by it who does not decide."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx
import pytest

from contracts import Actor, Grant
from contracts.leave import LeaveStepDecided
from contracts.registry import OrganisationRegistered
from contracts.vocabulary import AppointmentScope, OrganisationKind, Role
from tests.services.leave.conftest import REFUSAL, Ward
from tests.services.leave.stories import a_coordinator, a_director, a_doctor, ended, made

DAYS = {"first_day": "2026-11-22", "last_day": "2026-11-27"}

TPD = {"role": "tpd", "scope": "NTH001"}


async def hand_over(ward: Ward, by: Actor, to: Actor, **facts: Any) -> httpx.Response:
    ordinary = {"role": "rota_coordinator", "scope": "R0B", "to": str(to.person_id), **DAYS}
    async with ward.leave.http(by) as http:
        return await http.post("/api/leave/delegations", json=ordinary | facts)


async def a_dean(ward: Ward) -> Actor:
    """Of the deanery that the trust answers to."""
    dean = Actor(uuid4(), frozenset({Grant(Role.DEAN, "NTH")}))
    deanery = OrganisationRegistered(
        code="NTH", kind=OrganisationKind.DEANERY, name="A deanery", region="Y63", trusts=("R0B",)
    )
    await ward.leave.hears(deanery, *made(dean, scope=AppointmentScope.DEANERY))
    return dean


@pytest.fixture
async def colleague(ward: Ward) -> Actor:
    """Who decides there as well, but not at this desk."""
    somebody = a_director()
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
    assert seen["steps"][0]["stood_in_for"] == str(ward.coordinator.person_id)


async def test_whoever_is_out_may_still_decide(ward: Ward, colleague: Actor) -> None:
    leave_id = await ward.asks()
    await hand_over(ward, ward.coordinator, colleague)

    assert (await ward.post(ward.coordinator, f"/{leave_id}/approval")).status_code == 204
    assert (await ward.get(ward.doctor, f"/{leave_id}")).json()["steps"][0]["stood_in_for"] is None


async def test_whoever_holds_the_desk_as_well_decides_as_themselves(ward: Ward) -> None:
    second = a_coordinator()
    await ward.leave.hears(*made(second))
    leave_id = await ward.asks()
    await hand_over(ward, ward.coordinator, second)

    await ward.post(second, f"/{leave_id}/approval")

    step = (await ward.get(ward.doctor, f"/{leave_id}")).json()["steps"][0]
    assert (step["decided_by"], step["stood_in_for"]) == (str(second.person_id), None)


@pytest.mark.parametrize("first", ["coordinator", "second"])
async def test_a_desk_that_two_handed_over_is_decided_at_for_who_did_so_first(
    ward: Ward, colleague: Actor, first: str
) -> None:
    second = a_coordinator()
    await ward.leave.hears(*made(second))
    leave_id = await ward.asks()
    earlier, later = (ward.coordinator, second) if first == "coordinator" else (second, ward.coordinator)
    ward.leave.clock.set(datetime(2026, 11, 22, 9, tzinfo=UTC))
    await hand_over(ward, later, colleague, first_day="2026-11-23")
    await hand_over(ward, earlier, colleague, first_day="2026-11-22")
    ward.leave.clock.set(datetime(2026, 11, 24, 9, tzinfo=UTC))

    await ward.post(colleague, f"/{leave_id}/refusal", REFUSAL)

    step = (await ward.get(ward.doctor, f"/{leave_id}")).json()["steps"][0]
    assert (step["verdict"], step["stood_in_for"]) == ("refused", str(earlier.person_id))


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
    await ward.leave.hears(*ended(ward.coordinator), *made(a_coordinator()))

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
    also_decides = Actor(ward.doctor.person_id, ward.doctor.grants | a_director().grants)
    await ward.leave.hears(*made(Actor(ward.doctor.person_id, a_director().grants)))
    leave_id = await ward.asks()
    await hand_over(ward, ward.coordinator, also_decides)

    assert (await ward.post(also_decides, f"/{leave_id}/approval")).status_code == 404
    assert await ward.waiting_for(also_decides) == []


async def test_others_know_of_no_such_delegation(ward: Ward, colleague: Actor) -> None:
    made_by = await hand_over(ward, ward.coordinator, colleague)

    async with ward.leave.http(ward.tpd) as http:
        assert (await http.post(f"/api/leave/delegations/{made_by.json()['id']}/end")).status_code == 404
        assert (await http.post(f"/api/leave/delegations/{uuid4()}/end")).status_code == 404


async def test_a_desk_goes_to_nobody_who_decides_elsewhere(ward: Ward) -> None:
    elsewhere = a_coordinator("RXX")
    await ward.leave.hears(*made(elsewhere))

    answers = [await hand_over(ward, ward.coordinator, elsewhere), await hand_over(ward, ward.tpd, elsewhere, **TPD)]

    assert [(each.status_code, each.json()["type"].rsplit("/")[-1]) for each in answers] == [
        (422, "does-not-decide")
    ] * 2


async def test_a_programmes_desk_goes_to_who_decides_where_its_doctors_work(ward: Ward, colleague: Actor) -> None:
    assert (await hand_over(ward, ward.tpd, colleague, **TPD)).status_code == 201


async def test_a_deans_desk_goes_to_who_decides_at_a_trust_of_theirs(ward: Ward, colleague: Actor) -> None:
    dean, elsewhere = await a_dean(ward), a_coordinator("RXX")
    await ward.leave.hears(*made(elsewhere))

    answers = [await hand_over(ward, dean, to, role="dean", scope="NTH") for to in (colleague, elsewhere)]

    assert [each.status_code for each in answers] == [201, 422]


async def test_a_director_who_stands_in_for_the_dean_does_not_answer_for_their_own_refusal(ward: Ward) -> None:
    dean, second = await a_dean(ward), a_director()
    await ward.leave.hears(*made(second), *ended(ward.coordinator))
    leave_id = await ward.asks()
    assert (await ward.post(ward.director, f"/{leave_id}/refusal", REFUSAL)).status_code == 204
    assert (
        await ward.post(
            ward.doctor, f"/{leave_id}/appeal", {"what_went_wrong": "Nobody looked at the rota before saying no."}
        )
    ).status_code < 300
    for each in (ward.director, second):
        assert (await hand_over(ward, dean, each, role="dean", scope="NTH")).status_code == 201

    answer = {"outcome": "upheld", "explanation": "It was not looked at as it should have been."}
    own = await ward.post(ward.director, f"/{leave_id}/appeal/answer", answer)
    another = await ward.post(second, f"/{leave_id}/appeal/answer", answer)

    assert (own.status_code, another.status_code) == (404, 204)


async def test_it_is_over_once_whoever_stands_in_left_the_place(ward: Ward, colleague: Actor) -> None:
    leave_id = await ward.asks()
    await hand_over(ward, ward.coordinator, colleague)
    await ward.leave.hears(*ended(colleague))

    assert (await ward.get(colleague, f"/{leave_id}")).status_code == 404


@pytest.mark.parametrize(("last_day", "status"), [("2027-02-13", 201), ("2027-02-14", 422), ("9999-12-31", 422)])
async def test_it_is_for_some_days(ward: Ward, colleague: Actor, last_day: str, status: int) -> None:
    assert (await hand_over(ward, ward.coordinator, colleague, last_day=last_day)).status_code == status
