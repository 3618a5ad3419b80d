"""What the curriculum requires beyond the entitlement is the employer's to grant, once a year is adjusted too (R3)."""

import pytest

from contracts.vocabulary import Role
from tests.services.deaneries import a_dean, a_deanery
from tests.services.leave.conftest import Ward
from tests.services.leave.test_adjusting_entitlement import adjusts

DEAN = a_dean("NTH")


@pytest.fixture
async def ward(ward: Ward) -> Ward:
    """NTH answers for R0B, where the doctor is and has 15 days."""
    await ward.leave.hears(a_deanery("NTH", "R0B"))
    return ward


async def asks(ward: Ward) -> str:
    """The id of a request for two days that the curriculum requires."""
    return await ward.asks(purpose="curriculum_required")


async def asked(ward: Ward, leave_id: str) -> list[Role]:
    """Whose the steps of a request are."""
    steps = (await ward.get(ward.doctor, f"/{leave_id}")).json()["steps"]
    return [Role(step["role"]) for step in steps]


async def test_days_taken_off_a_year_are_asked_of_the_employer_and_not_approved_without(ward: Ward) -> None:
    before = await asks(ward)

    assert (await adjusts(ward, DEAN, days=-15)).status_code == 201

    ward.leave.clock.forward(minutes=1)
    after = await ward.asks(purpose="curriculum_required", first_day="2027-03-01", last_day="2027-03-02")
    assert await asked(ward, before) == await asked(ward, after) == [Role.ROTA_COORDINATOR, Role.DME]
    assert (await ward.post(ward.coordinator, f"/{before}/approval")).status_code == 204
    assert (await ward.get(ward.doctor, f"/{before}")).json()["status"] == "waiting"
    assert before in await ward.waiting_for(ward.director)


async def test_days_granted_leave_the_employer_nothing_to_grant(ward: Ward) -> None:
    assert (await adjusts(ward, DEAN, days=-15)).status_code == 201
    leave_id = await asks(ward)
    assert await asked(ward, leave_id) == [Role.ROTA_COORDINATOR, Role.DME]

    assert (await adjusts(ward, DEAN, days=15)).status_code == 201

    assert await asked(ward, leave_id) == [Role.ROTA_COORDINATOR]
    assert (await ward.post(ward.coordinator, f"/{leave_id}/approval")).status_code == 204
    assert (await ward.get(ward.doctor, f"/{leave_id}")).json()["status"] == "approved"


async def test_what_the_curriculum_does_not_require_is_asked_of_nobody_else(ward: Ward) -> None:
    leave_id = await ward.asks()

    assert (await adjusts(ward, DEAN, days=-15)).status_code == 201

    assert (await ward.get(ward.doctor, f"/{leave_id}")).json()["additional_days"] == 2
    assert await asked(ward, leave_id) == [Role.ROTA_COORDINATOR, Role.TPD]
