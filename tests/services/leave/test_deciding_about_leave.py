"""The desks decide over HTTP, and the doctor reads what they said."""

import asyncio
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest

from contracts import Actor, Grant
from contracts.leave import LeaveApproved, LeaveRefused, LeaveStepDecided
from contracts.vocabulary import RefusalReason, Role
from tests.services.leave.conftest import REFUSAL, Ward
from tests.services.leave.stories import a_coordinator, a_doctor


async def test_refused_leave_tells_the_doctor_why_what_instead_and_how_to_appeal(ward: Ward) -> None:
    leave_id = await ward.asks()

    assert (await ward.post(ward.coordinator, f"/{leave_id}/refusal", REFUSAL)).status_code == 204

    seen = (await ward.get(ward.doctor, f"/{leave_id}")).json()
    assert seen["status"] == "refused"
    assert seen["refusal"] == REFUSAL | {"alternative_first_day": None, "alternative_last_day": None}
    assert (seen["appeal"]["until"], seen["appeal"]["role"], seen["appeal"]["scope"]) == ("2026-12-04", "dme", "R0B")
    assert "Friday 4 December 2026" in seen["appeal"]["how"]


async def test_a_refusal_of_a_request_made_60_days_ahead_for_minimum_staffing_is_said_to_be_avoidable(
    ward: Ward,
) -> None:
    leave_id = await ward.asks()
    ward.leave.clock.forward(days=5)

    await ward.post(ward.coordinator, f"/{leave_id}/refusal", REFUSAL)

    (said,) = await ward.leave.said(LeaveRefused)
    assert (said.days_ahead, said.avoidable, said.reason) == (60, True, RefusalReason.MINIMUM_STAFFING)
    assert said.appeal_by == date(2026, 12, 11)
    written = said.model_dump_json()
    assert not any(REFUSAL[field] in written for field in ("explanation", "alternative", "next_step"))


async def test_leave_is_approved_once_every_desk_has_agreed(ward: Ward) -> None:
    leave_id = await ward.asks()

    released = await ward.post(ward.coordinator, f"/{leave_id}/approval", {"note": "Covered by the locum."})
    handed_on = await ward.leave.said(LeaveStepDecided)
    agreed = await ward.post(ward.tpd, f"/{leave_id}/approval")

    assert (released.status_code, agreed.status_code) == (204, 204)
    assert [each.waiting.role for each in handed_on] == [Role.TPD]
    assert handed_on[0].waiting.due_at == datetime(2026, 11, 29, 23, 59, tzinfo=UTC)
    assert len(await ward.leave.said(LeaveApproved)) == 1
    seen = (await ward.get(ward.doctor, f"/{leave_id}")).json()
    assert seen["status"] == "approved"
    assert [step["verdict"] for step in seen["steps"]] == ["agreed", "agreed"]
    assert seen["steps"][0]["note"] == "Covered by the locum."
    assert [step["decided_by"] for step in seen["steps"]] == [
        str(who.person_id) for who in (ward.coordinator, ward.tpd)
    ]


@pytest.mark.parametrize(
    "words",
    [
        {"explanation": "Too few."},
        {"explanation": " " * 40},
        {"alternative": ""},
        {"next_step": "  "},
        {"reason": "because"},
    ],
)
async def test_a_refusal_without_its_reasons_is_sent_back(ward: Ward, words: dict[str, Any]) -> None:
    leave_id = await ward.asks()

    refused = await ward.post(ward.coordinator, f"/{leave_id}/refusal", REFUSAL | words)
    checked = await ward.post(ward.coordinator, f"/{leave_id}/refusal/check", REFUSAL | words)

    assert refused.status_code == 422
    assert checked.json() == refused.json()
    assert await ward.leave.said(LeaveRefused) == []


async def test_a_refusal_that_is_only_checked_refuses_nothing(ward: Ward) -> None:
    leave_id = await ward.asks()

    checked = await ward.post(ward.coordinator, f"/{leave_id}/refusal/check", REFUSAL)
    elsewhere = await ward.post(a_coordinator("RXX"), f"/{leave_id}/refusal/check", REFUSAL)

    assert (checked.status_code, elsewhere.status_code) == (204, 404)
    assert (await ward.get(ward.doctor, f"/{leave_id}")).json()["status"] == "waiting"
    assert await ward.leave.said(LeaveRefused) == []


async def test_decided_leave_cannot_be_decided_again(ward: Ward) -> None:
    leave_id = await ward.asks()
    await ward.post(ward.coordinator, f"/{leave_id}/refusal", REFUSAL)

    assert (await ward.post(ward.coordinator, f"/{leave_id}/refusal", REFUSAL)).status_code == 409
    assert (await ward.post(ward.coordinator, f"/{leave_id}/approval", {})).status_code == 409
    assert len(await ward.leave.said(LeaveRefused)) == 1


async def test_there_is_no_such_request_for_desks_elsewhere_or_not_yet_reached(ward: Ward) -> None:
    leave_id = await ward.asks()

    for actor in (a_coordinator("RXX"), ward.tpd, ward.director):
        assert (await ward.post(actor, f"/{leave_id}/refusal", REFUSAL)).status_code == 404
        assert (await ward.get(actor, f"/{leave_id}")).status_code == 404
    assert (await ward.get(a_doctor(), f"/{leave_id}")).status_code == 404
    assert (await ward.get(ward.doctor, f"/{uuid4()}")).status_code == 404
    assert (await ward.post(ward.doctor, f"/{leave_id}/refusal", REFUSAL)).status_code == 403


async def test_a_decision_on_an_older_version_than_the_latest_is_refused(ward: Ward) -> None:
    leave_id = await ward.asks()
    tag = (await ward.get(ward.coordinator, f"/{leave_id}")).headers["etag"]
    await ward.post(ward.coordinator, f"/{leave_id}/approval", {})

    stale = await ward.post(ward.tpd, f"/{leave_id}/refusal", REFUSAL, **{"If-Match": tag})
    fresh = (await ward.get(ward.tpd, f"/{leave_id}")).headers["etag"]
    agreed = await ward.post(ward.tpd, f"/{leave_id}/approval", {}, **{"If-Match": fresh})

    assert (stale.status_code, agreed.status_code) == (412, 204)


async def test_the_desk_that_a_request_waits_for_finds_it_and_the_doctor_finds_their_own(ward: Ward) -> None:
    first = await ward.asks()
    ward.leave.clock.forward(minutes=1)
    second = await ward.asks(first_day="2027-02-04", last_day="2027-02-04")

    async def listed(actor: Any, **params: Any) -> list[str]:
        return [item["id"] for item in (await ward.get(actor, **params)).json()["items"]]

    assert await listed(ward.coordinator, waiting=True) == [second, first]
    assert await listed(ward.doctor) == [second, first]
    assert await listed(ward.tpd, waiting=True) == await listed(a_coordinator("RXX"), waiting=True) == []

    await ward.post(ward.coordinator, f"/{first}/approval", {})
    assert await listed(ward.coordinator, waiting=True) == [second]
    assert await listed(ward.tpd, waiting=True) == [first]


async def test_a_list_is_read_page_by_page_without_gap_or_repetition(ward: Ward) -> None:
    asked = [await ward.asks() for _ in range(3)]

    seen: list[str] = []
    after: dict[str, str] = {}
    for _ in range(4):
        page = (await ward.get(ward.doctor, limit=2, **after)).json()
        seen += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        after = {"after": page["next"]}

    assert sorted(seen) == sorted(asked)
    assert len(seen) == 3


async def test_two_who_decide_at_once_leave_one_decision(ward: Ward) -> None:
    colleague = a_coordinator()
    leave_id = await ward.asks()

    answers = await asyncio.gather(
        ward.post(ward.coordinator, f"/{leave_id}/refusal", REFUSAL),
        ward.post(colleague, f"/{leave_id}/refusal", REFUSAL),
    )

    assert sorted(answer.status_code for answer in answers) == [204, 409]
    assert len(await ward.leave.said(LeaveRefused)) == 1


async def test_nobody_finds_or_decides_their_own_request_at_their_own_desk(ward: Ward) -> None:
    at_own_desk = Actor(ward.doctor.person_id, ward.doctor.grants | {Grant(Role.ROTA_COORDINATOR, "R0B")})
    leave_id = await ward.asks()

    assert (await ward.get(at_own_desk, waiting=True)).json()["items"] == []
    assert (await ward.post(at_own_desk, f"/{leave_id}/approval")).status_code == 404
    assert await ward.leave.said(LeaveStepDecided) == []
