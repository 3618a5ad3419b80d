"""Over HTTP: a request is returned with what is missing, amended and asked anew; where it is, and joined from where."""

import asyncio
from typing import Any

import httpx
import pytest

from contracts.leave import (
    LeaveAppealed,
    LeaveApproved,
    LeavePlacementAffected,
    LeaveRefused,
    LeaveResubmitted,
    LeaveReturned,
)
from contracts.vocabulary import Role
from tests.services.leave.conftest import REFUSAL, REQUEST, Ward
from tests.services.leave.stories import cancelled

MISSING = {"missing": "Which of the two courses is it?"}


async def returned(ward: Ward) -> str:
    leave_id = await ward.asks()
    assert (await ward.post(ward.coordinator, f"/{leave_id}/return", MISSING)).status_code == 204
    return leave_id


async def sends(ward: Ward, leave_id: str, match: str = "*", **facts: Any) -> httpx.Response:
    async with ward.leave.http(ward.doctor) as http:
        path, headers = f"/api/leave/requests/{leave_id}", {"If-Match": match}
        return await http.put(path, json=REQUEST | {"location": "Leeds"} | facts, headers=headers)


async def asks_anew(ward: Ward, leave_id: str, match: str = "*") -> int:
    return (await sends(ward, leave_id, match)).status_code


async def test_a_returned_request_waits_for_nobody_until_its_doctor_asks_anew(ward: Ward) -> None:
    leave_id = await returned(ward)
    seen = (await ward.get(ward.doctor, f"/{leave_id}")).json()

    assert (seen["status"], seen["steps"][0]["verdict"], seen["steps"][0]["note"]) == (
        *("returned", "returned"),
        MISSING["missing"],
    )
    assert await ward.waiting_for(ward.coordinator) == []
    assert await asks_anew(ward, leave_id) == 200
    assert await ward.waiting_for(ward.coordinator) == [leave_id]
    anew = (await ward.get(ward.coordinator, f"/{leave_id}")).json()
    assert (anew["status"], anew["location"], anew["submitted_at"]) == ("waiting", "Leeds", seen["submitted_at"])
    assert [step["verdict"] for step in anew["steps"]] == ["returned", None, None]
    (given_back, sent) = await ward.leave.said(LeaveReturned, LeaveResubmitted)
    assert given_back.returned_by == sent.waiting.role == Role.ROTA_COORDINATOR


async def test_it_is_neither_refused_nor_to_be_appealed_against_and_is_decided_in_the_end(ward: Ward) -> None:
    leave_id = await returned(ward)
    appeal = {"what_went_wrong": "Nobody looked at the rota before saying no."}

    assert (await ward.post(ward.doctor, f"/{leave_id}/appeal", appeal)).status_code == 409
    assert await ward.leave.said(LeaveRefused, LeaveAppealed) == []
    await asks_anew(ward, leave_id)
    assert (await ward.post(ward.coordinator, f"/{leave_id}/approval")).status_code == 204
    assert (await ward.post(ward.tpd, f"/{leave_id}/approval")).status_code == 204

    assert len(await ward.leave.said(LeaveApproved)) == 1


async def test_days_that_its_doctor_has_back_are_not_asked_for(ward: Ward) -> None:
    leave_id = await ward.asks()

    async def asked_for() -> float:
        async with ward.leave.http(ward.doctor) as http:
            read = (await http.get("/api/leave/entitlement")).json()
        return next(each["asked"] for each in read["accounts"] if each["type"] == "study")

    before = await asked_for()
    await ward.post(ward.coordinator, f"/{leave_id}/return", MISSING)
    between = await asked_for()
    await asks_anew(ward, leave_id)

    assert (before, between, await asked_for()) == (before, 0, before)
    assert before > 0


async def test_checking_says_what_asking_anew_would_and_changes_nothing(ward: Ward) -> None:
    leave_id = await returned(ward)

    checked = await ward.post(ward.doctor, f"/{leave_id}/check", REQUEST | {"first_day": "2027-01-22"})
    stopped = await ward.post(ward.doctor, f"/{leave_id}/check", REQUEST | {"remote": True, "international": True})

    assert (checked.status_code, checked.json()["warnings"]) == (200, [])
    assert (stopped.status_code, stopped.json()["field"]) == (422, "remote")
    assert (await ward.get(ward.doctor, f"/{leave_id}")).json()["status"] == "returned"
    assert await ward.leave.said(LeaveResubmitted) == []


async def test_of_two_who_decide_at_once_one_returns_or_approves_it_and_the_other_is_told_who_did(ward: Ward) -> None:
    leave_id = await ward.asks()

    answers = await asyncio.gather(
        ward.post(ward.coordinator, f"/{leave_id}/return", MISSING),
        ward.post(ward.coordinator, f"/{leave_id}/approval"),
    )

    assert sorted(each.status_code for each in answers) == [204, 409]
    assert next(each for each in answers if each.status_code == 409).json()["decided_by"] == str(
        ward.coordinator.person_id
    )


async def test_an_older_version_is_not_sent(ward: Ward) -> None:
    leave_id = await returned(ward)

    assert await asks_anew(ward, leave_id, '"v1"') == 412
    assert await asks_anew(ward, leave_id, '"v2"') == 200


COSTS = [{"kind": "travel", "pounds": "40"}, {"kind": "exam_fee", "pounds": "300"}]


@pytest.mark.parametrize("facts", [{}, {"costs": COSTS}], ids=["plain", "with costs that are never paid"])
async def test_sent_by_a_second_click_it_was_sent_once_and_is_answered_the_same(
    ward: Ward, facts: dict[str, Any]
) -> None:
    leave_id = await returned(ward)

    first, second = [await sends(ward, leave_id, '"v2"', **facts) for _ in range(2)]

    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json() == second.json()
    assert len(await ward.leave.said(LeaveResubmitted)) == 1
    assert (await ward.get(ward.doctor, f"/{leave_id}")).headers["etag"] == '"v3"'


@pytest.mark.parametrize(("match", "status"), [('"v2"', 412), ("*", 409)], ids=["as read", "whatever it is"])
async def test_of_two_who_send_other_answers_at_once_one_wins_and_the_other_is_told(
    ward: Ward, match: str, status: int
) -> None:
    leave_id = await returned(ward)
    towns = ("Leeds", "York")

    answers = await asyncio.gather(*(sends(ward, leave_id, match, location=town) for town in towns))

    assert sorted(each.status_code for each in answers) == [200, status]
    stands = (await ward.get(ward.doctor, f"/{leave_id}")).json()["location"]
    assert stands == towns[[each.status_code for each in answers].index(200)]
    assert len(await ward.leave.said(LeaveResubmitted)) == 1


async def test_once_it_is_decided_the_same_answers_are_no_second_click(ward: Ward) -> None:
    leave_id = await returned(ward)
    await asks_anew(ward, leave_id)
    assert (await ward.post(ward.coordinator, f"/{leave_id}/refusal", REFUSAL)).status_code == 204

    assert await asks_anew(ward, leave_id) == 409


async def test_what_its_doctor_had_back_when_its_placement_changed_is_flagged_too(ward: Ward) -> None:
    leave_id = await returned(ward)

    await ward.leave.hears(cancelled(ward.placement))

    assert (await ward.get(ward.doctor, f"/{leave_id}")).json()["placement_affected"] is True
    (said,) = await ward.leave.said(LeavePlacementAffected)
    assert said.approvers == (ward.coordinator.person_id,)


async def test_who_decides_reads_since_when_other_days_are_asked_for(ward: Ward) -> None:
    leave_id = await returned(ward)
    before = (await ward.get(ward.coordinator, f"/{leave_id}")).json()
    ward.leave.clock.forward(days=7)
    async with ward.leave.http(ward.doctor) as http:
        moved = await http.put(f"/api/leave/requests/{leave_id}", json=REQUEST | {"last_day": "2027-01-25"})

    anew = (await ward.get(ward.coordinator, f"/{leave_id}")).json()

    assert (moved.status_code, before["days_asked_on"], anew["days_asked_on"]) == (200, None, "2026-11-29")
    assert anew["submitted_at"] == before["submitted_at"]


@pytest.mark.parametrize(("location", "remote"), [("Leeds", False), (None, True), (None, False)])
async def test_where_it_is_is_read_by_who_decides(ward: Ward, location: str | None, *, remote: bool) -> None:
    leave_id = await ward.asks(location=location, remote=remote)

    seen = (await ward.get(ward.coordinator, f"/{leave_id}")).json()

    assert (seen["location"], seen["remote"]) == (location, remote)
