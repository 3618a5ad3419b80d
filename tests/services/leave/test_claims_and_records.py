"""Costs have their dates (R24), and leave that another system decides is a record here that says so (R29)."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from chassis.rules import Rule, set_rule
from contracts.leave import LeaveApproved, LeaveSubmitted, LeaveWithdrawn
from tests.services.leave.conftest import REQUEST, Ward
from tests.services.leave.stories import a_doctor

MIRRORED = REQUEST | {"external_ref": "ALM 10023"}


async def claims(ward: Ward, leave_id: str, **body: Any) -> httpx.Response:
    async with ward.leave.http(ward.doctor) as http:
        return await http.put(f"/api/leave/requests/{leave_id}/claim", json=body)


async def decided_in(ward: Ward, system: str) -> None:
    async with ward.leave.begin() as work:
        await set_rule(work, Rule("leave.system_of_record", "", work.today, system), reason="as agreed")


async def seen(ward: Ward, leave_id: str) -> dict[str, Any]:
    found: dict[str, Any] = (await ward.get(ward.doctor, f"/{leave_id}")).json()
    return found


async def test_costs_are_claimed_within_eight_weeks_of_the_last_day(ward: Ward) -> None:
    leave_id = await ward.has_approved()

    assert (await seen(ward, leave_id))["claim_by"] == "2027-03-19"
    assert (await seen(ward, await ward.asks()))["claim_by"] is None


async def test_a_claim_says_by_when_it_is_paid_and_later_when_it_was(ward: Ward) -> None:
    leave_id = await ward.has_approved()

    assert (await claims(ward, leave_id, claimed_on="2026-11-22")).status_code == 204
    assert (await seen(ward, leave_id))["claim"] == {
        "claimed_on": "2026-11-22",
        "pay_by": "2027-01-03",
        "paid_on": None,
        "attended": True,
    }
    ward.leave.clock.set(datetime(2026, 12, 20, 9, tzinfo=UTC))
    paid = await claims(ward, leave_id, claimed_on="2026-11-22", paid_on="2026-12-18", attended=False)

    assert paid.status_code == 204
    noted = (await seen(ward, leave_id))["claim"]
    assert (noted["paid_on"], noted["attended"]) == ("2026-12-18", False)


@pytest.mark.parametrize("body", [{"claimed_on": "2026-11-23"}, {"claimed_on": "2026-11-22", "paid_on": "2026-11-21"}])
async def test_a_claim_is_made_then_paid_and_neither_tomorrow(ward: Ward, body: dict[str, Any]) -> None:
    leave_id = await ward.has_approved()

    assert (await claims(ward, leave_id, **body)).json()["type"].endswith("claim-dates-do-not-fit")


async def test_only_approved_leave_has_costs_to_claim_and_only_its_doctor_claims_them(ward: Ward) -> None:
    assert (await claims(ward, await ward.asks(), claimed_on="2026-11-22")).status_code == 409
    leave_id = await ward.has_approved()

    async with ward.leave.http(a_doctor()) as http:
        other = await http.put(f"/api/leave/requests/{leave_id}/claim", json={"claimed_on": "2026-11-22"})

    assert other.status_code == 404


async def test_where_another_system_decides_a_request_is_a_record_that_says_so(ward: Ward) -> None:
    await decided_in(ward, "mirror")

    noted = await ward.post(ward.doctor, "", MIRRORED | {"location": "Leeds", "remote": True})

    assert (noted.json()["status"], noted.json()["standing"], noted.json()["steps"]) == ("recorded", "mirror", [])
    shown = await seen(ward, noted.json()["id"])
    assert (shown["standing"], shown["external_ref"]) == ("mirror", "ALM 10023")
    assert (shown["location"], shown["remote"]) == ("Leeds", True)
    assert await ward.leave.said(LeaveSubmitted, LeaveApproved) == []
    assert await ward.waiting_for(ward.coordinator) == []


async def test_a_record_uses_entitlement_until_it_is_taken_back_and_nobody_here_hears_of_it(ward: Ward) -> None:
    await decided_in(ward, "mirror")
    noted = (await ward.post(ward.doctor, "", MIRRORED)).json()

    async def booked() -> float:
        async with ward.leave.http(ward.doctor) as http:
            return float((await http.get("/api/leave/entitlement")).json()["accounts"][0]["booked"])

    assert await booked() == 2
    assert (await ward.post(ward.doctor, f"/{noted['id']}/withdrawal")).status_code == 204
    assert await booked() == 0
    assert await ward.leave.said(LeaveWithdrawn) == []


async def test_what_was_given_back_has_no_more_costs_to_claim(ward: Ward) -> None:
    leave_id = await ward.has_approved()
    assert (await seen(ward, leave_id))["claim_by"] is not None
    await ward.post(ward.doctor, f"/{leave_id}/withdrawal")

    assert (await ward.post(ward.coordinator, f"/{leave_id}/withdrawal")).status_code == 204

    assert (await seen(ward, leave_id))["claim_by"] is None
    async with ward.leave.http(ward.doctor) as http:
        claimed = await http.put(f"/api/leave/requests/{leave_id}/claim", json={"claimed_on": "2026-11-22"})
    assert claimed.status_code == 409


async def test_a_record_without_the_systems_reference_is_sent_back(ward: Ward) -> None:
    await decided_in(ward, "mirror")

    assert (await ward.post(ward.doctor, "", REQUEST)).json()["field"] == "external_ref"


async def test_a_record_may_be_of_leave_that_has_begun(ward: Ward) -> None:
    await decided_in(ward, "mirror")

    noted = await ward.post(ward.doctor, "", MIRRORED | {"first_day": "2026-11-19", "last_day": "2026-11-20"})

    assert noted.status_code == 201


async def test_a_pre_check_goes_its_way_here_and_says_that_it_is_one(ward: Ward) -> None:
    await decided_in(ward, "pre_check")

    asked = (await ward.post(ward.doctor, "", REQUEST)).json()

    assert (asked["standing"], asked["status"]) == ("pre_check", "waiting")
    assert (await seen(ward, asked["id"]))["standing"] == "pre_check"
    release = {"type": "release", "purpose": "forum", "first_day": "2027-01-25", "last_day": "2027-01-25"}
    await ward.asks(**release)
    queue = (await ward.get(ward.coordinator, waiting=True)).json()["items"]
    assert {each["type"]: each["standing"] for each in queue} == {"study": "pre_check", "release": "here"}
