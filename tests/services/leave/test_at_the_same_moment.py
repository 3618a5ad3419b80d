"""Many at once: nothing asked for is lost or doubled, and of two who decide one wins and the other learns who did."""

import asyncio
from collections import Counter
from dataclasses import replace
from uuid import UUID

from contracts.leave import LeaveApproved, LeaveRefused, LeaveStepDecided, LeaveSubmitted
from services.leave import store
from services.leave.domain import Status
from tests.services.deaneries import a_dean, a_deanery
from tests.services.driver import Driver
from tests.services.leave.conftest import REFUSAL, REQUEST, Ward
from tests.services.leave.stories import a_coordinator, a_doctor, a_placement, announced, made
from tests.services.leave.test_adjusting_entitlement import adjusts, slug

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


async def test_who_cuts_a_year_waits_for_who_is_approving_leave_of_it_and_sees_what_is_agreed(ward: Ward) -> None:
    """Of 15 days 2 are about to be agreed: 14 cannot go."""
    await ward.leave.hears(a_deanery("NTH", "R0B"))
    leave_id = await ward.asks()

    async with ward.leave.begin() as work:
        request = await store.leave_request(work, UUID(leave_id))
        await store.keep(work, replace(request, status=Status.APPROVED))
        cutting = asyncio.create_task(adjusts(ward, a_dean("NTH"), days=-14))
        await asyncio.wait([cutting], timeout=1)
        assert not cutting.done()

    assert slug(await cutting) == (409, "days-used")


async def test_who_approves_from_a_page_of_before_a_cut_is_told_and_reads_what_is_beyond_the_entitlement(
    ward: Ward,
) -> None:
    """Of 15 days 3 are left: who asked first has 2 of them, who asked last the third."""
    await ward.leave.hears(a_deanery("NTH", "R0B"))
    first = await ward.asks()
    ward.leave.clock.forward(minutes=1)
    last = await ward.asks(first_day="2027-03-01", last_day="2027-03-02")
    tags = {leave_id: (await ward.get(ward.coordinator, f"/{leave_id}")).headers["etag"] for leave_id in (first, last)}

    assert (await adjusts(ward, a_dean("NTH"), days=-12)).status_code == 201

    async def approved(leave_id: str) -> int:
        answer = await ward.post(ward.coordinator, f"/{leave_id}/approval", {}, **{"If-Match": tags[leave_id]})
        return answer.status_code

    assert [await approved(leave_id) for leave_id in (first, last)] == [204, 412]
    read = await ward.get(ward.coordinator, f"/{last}")
    assert read.json()["additional_days"] == 1
    tags[last] = read.headers["etag"]
    assert await approved(last) == 204
