"""A practice has no director of medical education: where one of its desks is empty or silent, who employs decides."""

from datetime import UTC, datetime
from typing import Any

import pytest

from contracts import Actor
from contracts.leave import LeaveAppealed, LeaveOverdue, LeavePlacementAffected, LeaveSubmitted, SdtConfirmed
from contracts.registry import OrganisationRegistered, Placement
from contracts.vocabulary import Lateness, OrganisationKind, Role
from tests.services.leave.conftest import REFUSAL, REQUEST, Ward
from tests.services.leave.stories import (
    a_coordinator,
    a_director,
    a_doctor,
    a_placement,
    announced,
    cancelled,
    made,
)

PRACTICE = "A81001"
THREE = {"host": PRACTICE, "site": PRACTICE, "employer": "RXF", "lead_employer": "R0D"}
FIFTEENTH_MORNING = datetime(2026, 12, 7, 9, tzinfo=UTC)


@pytest.fixture
def registrar() -> Actor:
    return a_doctor()


@pytest.fixture
def lead_employers() -> Actor:
    return a_director("R0D")


@pytest.fixture
async def placement(ward: Ward, registrar: Actor, lead_employers: Actor) -> Placement:
    """At a practice that nobody plans rotas for, of a lead employer that has a director."""
    placement = a_placement(registrar.person_id, **THREE)
    practice = OrganisationRegistered(code=PRACTICE, kind=OrganisationKind.GP_PRACTICE, name="A practice")
    await ward.leave.hears(practice, announced(placement), *made(lead_employers))
    return placement


@pytest.fixture
async def leave_id(ward: Ward, registrar: Actor, placement: Placement) -> str:
    return await asks(ward, registrar)


async def asks(ward: Ward, doctor: Actor, **facts: Any) -> str:
    asked = await ward.post(doctor, "", REQUEST | facts)
    assert asked.status_code == 201, asked.text
    return str(asked.json()["id"])


async def test_the_lead_employers_director_decides_for_a_practice_without_a_rota_coordinator(
    ward: Ward, leave_id: str, lead_employers: Actor
) -> None:
    (said,) = await ward.leave.said(LeaveSubmitted)
    assert [(step.role, step.scope) for step in said.steps] == [(Role.DME, "R0D"), (Role.TPD, "NTH001")]

    assert await ward.waiting_for(lead_employers) == [leave_id]
    assert (await ward.post(lead_employers, f"/{leave_id}/approval")).status_code == 204
    assert await ward.waiting_for(ward.tpd) == [leave_id]


@pytest.mark.usefixtures("placement")
async def test_a_practice_that_does_not_answer_has_the_same_director_asked_as_well(
    ward: Ward, registrar: Actor, lead_employers: Actor
) -> None:
    practice = a_coordinator(PRACTICE)
    await ward.leave.hears(*made(practice))
    leave_id = await asks(ward, registrar)
    assert await ward.waiting_for(lead_employers) == []

    ward.leave.clock.set(FIFTEENTH_MORNING)
    await ward.leave.run_job("chase late steps")

    (late,) = await ward.leave.said(LeaveOverdue)
    assert (late.lateness, late.waiting.scope, late.director_at) == (Lateness.NO_RESPONSE, PRACTICE, "R0D")
    assert await ward.waiting_for(practice) == await ward.waiting_for(lead_employers) == [leave_id]
    assert (await ward.post(lead_employers, f"/{leave_id}/approval")).status_code == 204


async def test_a_placement_change_names_the_lead_employers_director(
    ward: Ward, leave_id: str, placement: Placement, lead_employers: Actor
) -> None:
    await ward.leave.hears(cancelled(placement))

    (said,) = await ward.leave.said(LeavePlacementAffected)
    assert (str(said.leave_id), said.approvers) == (leave_id, (lead_employers.person_id,))


@pytest.mark.usefixtures("placement")
async def test_an_appeal_against_a_practice_is_answered_at_the_lead_employer(
    ward: Ward, registrar: Actor, lead_employers: Actor
) -> None:
    practice = a_coordinator(PRACTICE)
    await ward.leave.hears(*made(practice))
    leave_id = await asks(ward, registrar)
    await ward.post(practice, f"/{leave_id}/refusal", REFUSAL)

    how = (await ward.get(registrar, f"/{leave_id}")).json()["appeal"]
    appealed = await ward.post(registrar, f"/{leave_id}/appeal", {"what_went_wrong": "Nobody looked at the rota."})

    assert (how["role"], how["scope"], appealed.status_code) == ("dme", "R0D", 204)
    (said,) = await ward.leave.said(LeaveAppealed)
    assert (said.answering, said.answering_at) == (Role.DME, "R0D")
    assert await ward.waiting_for(lead_employers) == [leave_id]


@pytest.mark.usefixtures("placement")
async def test_days_beyond_the_entitlement_are_the_employers_to_grant(ward: Ward, registrar: Actor) -> None:
    """R3, at a practice that does plan its rotas."""
    await ward.leave.hears(*made(a_coordinator(PRACTICE)))
    beyond = {"purpose": "curriculum_required", "first_day": "2027-01-18", "last_day": "2027-03-12"}

    leave_id = await asks(ward, registrar, **beyond)

    steps = (await ward.get(registrar, f"/{leave_id}")).json()["steps"]
    assert [(step["role"], step["scope"]) for step in steps] == [("rota_coordinator", PRACTICE), ("dme", "R0D")]


@pytest.mark.usefixtures("placement")
async def test_where_nobody_decides_and_nobody_says_who_employs_the_doctor_is_told_whom_to_ask(ward: Ward) -> None:
    doctor = a_doctor()
    await ward.leave.hears(announced(a_placement(doctor.person_id, host=PRACTICE, site=PRACTICE)))

    refused = await ward.post(doctor, "", REQUEST)
    assert (refused.status_code, refused.json()["type"].rsplit("/", 1)[-1]) == (422, "nobody-decides")
    assert "programmes team of the deanery" in refused.json()["data_owner"]

    await ward.leave.hears(*made(a_coordinator(PRACTICE)))
    assert await asks(ward, doctor)


async def test_self_development_time_at_a_practice_is_scheduled_by_who_employs_until_the_practice_has_a_planner(
    ward: Ward, registrar: Actor, placement: Placement, lead_employers: Actor
) -> None:
    """T-E2: without a desk of its own nobody could schedule it, and its doctor would be owed it for ever."""
    path, body = f"/api/leave/self-development/{placement.placement_id}", {"minutes_per_week": 120}

    async def plans(by: Actor) -> tuple[int, list[str]]:
        async with ward.leave.http(by) as http:
            put = await http.put(path, json=body | {"in_work_schedule": True})
            listed = (await http.get("/api/leave/self-development/at-my-trust")).json()["items"]
        return put.status_code, [each["placement_id"] for each in listed]

    coordinator, at_employer = a_coordinator("R0D"), str(placement.placement_id)
    assert await plans(lead_employers) == (204, [at_employer])
    assert await plans(coordinator) == (204, [at_employer])
    assert (await plans(a_director("RXF")))[0] == 404, "the employer, where another leads"
    async with ward.leave.http(registrar) as http:
        assert (await http.post(f"{path}/answer", json={"gets_it": False})).status_code == 204
    [said] = await ward.leave.said(SdtConfirmed)
    assert (said.trust, said.planned_at) == (PRACTICE, "R0D")

    practices = a_coordinator(PRACTICE)
    await ward.leave.hears(*made(practices))

    assert await plans(practices) == (204, [at_employer])
    assert await plans(lead_employers) == (404, [])
