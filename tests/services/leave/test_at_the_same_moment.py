"""Many at once: nothing asked for is lost or doubled, and of two who decide one wins and the other learns who did."""

import asyncio
from collections import Counter

from contracts.leave import LeaveApproved, LeaveRefused, LeaveStepDecided, LeaveSubmitted
from tests.services.driver import Driver
from tests.services.leave.conftest import REFUSAL, REQUEST, Ward
from tests.services.leave.stories import a_coordinator, a_doctor, a_placement, announced, made

MANY = 40


async def test_many_doctors_ask_at_once_twice_with_their_key_and_each_has_one_request(leave: Driver) -> None:
    doctors = [a_doctor() for _ in range(MANY)]
    await leave.hears(*made(a_coordinator()), *(announced(a_placement(each.person_id)) for each in doctors))

    async def ask(number: int) -> str:
        async with leave.http(doctors[number % MANY]) as http:
            key = {"Idempotency-Key": f"tap {number % MANY}"}
            answer = await http.post("/api/leave/requests", json=REQUEST, headers=key)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    ids = await asyncio.gather(*(ask(number) for number in range(2 * MANY)))

    assert ids[:MANY] == ids[MANY:]
    assert len(set(ids)) == MANY
    said = await leave.said(LeaveSubmitted)
    assert Counter(str(event.leave_id) for event in said) == Counter(set(ids))
    assert {event.doctor_id for event in said} == {each.person_id for each in doctors}


async def test_of_two_who_decide_at_once_one_wins_and_the_other_learns_who(ward: Ward) -> None:
    other = a_coordinator()
    await ward.leave.hears(*made(other))
    leave_id = await ward.asks()

    approved, refused = await asyncio.gather(
        ward.post(ward.coordinator, f"/{leave_id}/approval"), ward.post(other, f"/{leave_id}/refusal", REFUSAL)
    )

    assert sorted((approved.status_code, refused.status_code)) == [204, 409]
    winner, loser = (ward.coordinator, refused) if approved.status_code == 204 else (other, approved)
    assert loser.json()["decided_by"] == str(winner.person_id)
    assert len(await ward.leave.said(LeaveStepDecided, LeaveRefused, LeaveApproved)) == 1


async def test_of_two_who_decide_from_the_same_page_the_second_is_told_that_it_is_old(ward: Ward) -> None:
    other = a_coordinator()
    await ward.leave.hears(*made(other))
    leave_id = await ward.asks()
    tag = (await ward.get(ward.coordinator, f"/{leave_id}")).headers["etag"]

    answers = await asyncio.gather(
        *(ward.post(each, f"/{leave_id}/approval", {}, **{"If-Match": tag}) for each in (ward.coordinator, other))
    )

    assert sorted(each.status_code for each in answers) == [204, 412]
    winner = ward.coordinator if answers[0].status_code == 204 else other
    assert next(each for each in answers if each.status_code == 412).json()["decided_by"] == str(winner.person_id)
