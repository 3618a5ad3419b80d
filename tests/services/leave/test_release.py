"""Release from duty for activity inside the trust: the same queue, desk and refusals as leave, and no entitlement."""

import pytest

from chassis.rules import Rule, set_rule
from contracts.leave import LeaveApproved, LeaveRefused, LeaveSubmitted
from contracts.registry import OrganisationRegistered
from contracts.vocabulary import LeaveType, OrganisationKind
from tests.services.leave.conftest import REFUSAL, Ward

RELEASE = {
    "type": "release",
    "purpose": "recruitment_panel",
    "activity": "Interviews for a consultant post",
    "first_day": "2027-01-21",
    "last_day": "2027-01-21",
}
A_SLOT = "0190a5f4-0000-7000-8000-000000000001"


async def released(ward: Ward, **facts: object) -> str:
    answer = await ward.post(ward.doctor, "", RELEASE | facts)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def study_left(ward: Ward) -> tuple[float, float]:
    async with ward.leave.http(ward.doctor) as http:
        accounts = (await http.get("/api/leave/entitlement")).json()["accounts"]
    assert [each["type"] for each in accounts] == ["study", "professional"]
    return accounts[0]["left"], accounts[1]["booked"]


async def test_release_waits_for_the_rota_coordinator_alone_and_takes_no_entitlement(ward: Ward) -> None:
    before = await study_left(ward)

    leave_id = await released(ward, about=A_SLOT)
    assert await ward.waiting_for(ward.coordinator) == [leave_id]
    assert (await ward.post(ward.coordinator, f"/{leave_id}/approval")).status_code == 204

    seen = (await ward.get(ward.doctor, f"/{leave_id}")).json()
    assert (seen["status"], seen["type"], seen["purpose"]) == ("approved", "release", "recruitment_panel")
    assert (seen["about"], seen["provider"], seen["claim_by"]) == (A_SLOT, "R0B", None)
    assert await study_left(ward) == before
    (submitted,) = await ward.leave.said(LeaveSubmitted)
    (approved,) = await ward.leave.said(LeaveApproved)
    assert submitted.leave_type is approved.leave_type is LeaveType.RELEASE


async def test_a_refused_release_has_reason_alternative_and_appeal_like_all_leave(ward: Ward) -> None:
    leave_id = await released(ward)

    assert (await ward.post(ward.coordinator, f"/{leave_id}/refusal", REFUSAL)).status_code == 204
    wrong = {"what_went_wrong": "Nobody looked at the rota before saying no."}
    assert (await ward.post(ward.doctor, f"/{leave_id}/appeal", wrong)).status_code == 204

    (said,) = await ward.leave.said(LeaveRefused)
    assert (said.leave_type, said.avoidable) == (LeaveType.RELEASE, True)
    assert await ward.waiting_for(ward.director) == [leave_id]


@pytest.mark.parametrize(
    ("facts", "title"),
    [
        ({"purpose": "discretionary"}, "This purpose belongs to another type of leave"),
        ({"purpose": None}, "This purpose belongs to another type of leave"),
        ({"type": "study"}, "This purpose belongs to another type of leave"),
        ({"type": "study", "purpose": "exam"}, "Say who provides it"),
    ],
    ids=["of study", "none", "of release", "no provider"],
)
async def test_what_is_asked_for_says_what_for(ward: Ward, facts: dict[str, object], title: str) -> None:
    answer = await ward.post(ward.doctor, "", RELEASE | facts)

    assert (answer.status_code, answer.json()["title"]) == (422, title)


@pytest.mark.parametrize(("first_day", "status"), [("2026-12-06", 201), ("2026-12-05", 422)])
async def test_its_notice_is_its_own(ward: Ward, first_day: str, status: int) -> None:
    answer = await ward.post(ward.doctor, "", RELEASE | {"first_day": first_day, "last_day": first_day})

    assert answer.status_code == status, answer.text


async def test_a_booked_course_is_said_to_need_no_asking(ward: Ward) -> None:
    answer = await ward.post(ward.doctor, "", RELEASE | {"purpose": "internal_training"})

    assert answer.json()["warnings"] == [
        "For a course that you booked a seat on you need not ask: the booking tells the rota coordinator."
    ]


async def test_it_is_decided_here_also_where_study_leave_is_not_and_needs_no_declaration(ward: Ward) -> None:
    deanery = OrganisationRegistered(
        code="NTH", kind=OrganisationKind.DEANERY, name="A deanery", region="Y63", trusts=("R0B",)
    )
    await ward.leave.hears(deanery)
    async with ward.leave.begin() as work:
        await set_rule(work, Rule("leave.system_of_record", "NTH", work.today, "mirror"), reason="elsewhere")
        await set_rule(work, Rule("leave.declarations", "NTH", work.today, ["supervisor_agrees"]), reason="agreed")

    answer = (await ward.post(ward.doctor, "", RELEASE)).json()

    assert (answer["status"], answer["standing"]) == ("waiting", "here")
