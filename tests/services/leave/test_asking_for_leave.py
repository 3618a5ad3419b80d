"""A doctor asks for leave over HTTP."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from contracts import Actor, Grant
from contracts.leave import LeaveSubmitted
from contracts.leave import Step as SaidStep
from contracts.vocabulary import Role
from tests.services.driver import Driver
from tests.services.leave.conftest import REQUEST, Ward
from tests.services.leave.stories import a_coordinator, a_doctor, a_placement, announced, cancelled, ended, made


async def test_a_request_answers_who_decides_and_by_when(ward: Ward) -> None:
    asked = await ward.post(ward.doctor, "", REQUEST)

    assert asked.status_code == 201
    body = asked.json()
    assert body == {
        "id": body["id"],
        "status": "waiting",
        "standing": "here",
        "steps": [{"role": "rota_coordinator", "due_at": "2026-11-29T23:59:00Z"}, {"role": "tpd", "due_at": None}],
        "days": 2,
        "warnings": [],
        "further": [],
    }


async def test_a_request_is_said_with_its_steps_and_without_words(ward: Ward) -> None:
    leave_id = await ward.asks()

    (said,) = await ward.leave.said(LeaveSubmitted)
    assert (said.leave_id, said.doctor_id, said.trust) == (UUID(leave_id), ward.doctor.person_id, "R0B")
    assert (said.first_day, said.last_day) == (date(2027, 1, 21), date(2027, 1, 22))
    assert said.steps[1] == SaidStep(role=Role.TPD, scope="NTH001")
    assert "Leading teams" not in said.model_dump_json()


async def test_the_same_command_sent_twice_is_one_request(ward: Ward) -> None:
    first = await ward.post(ward.doctor, "", REQUEST, **{"Idempotency-Key": "once"})
    again = await ward.post(ward.doctor, "", REQUEST, **{"Idempotency-Key": "once"})

    assert again.json() == first.json()
    assert len(await ward.leave.said(LeaveSubmitted)) == 1


@pytest.mark.parametrize(
    ("facts", "slug"),
    [
        ({"first_day": "2026-11-22", "last_day": "2026-11-22"}, "leave-starts-too-soon"),
        ({"last_day": "2027-01-20"}, "days-in-wrong-order"),
        ({"first_day": "2026-12-20", "last_day": "2026-12-20"}, "short-notice-unexplained"),
        ({"first_day": "2027-08-10", "last_day": "2027-08-11"}, "no-placement"),
    ],
)
async def test_what_cannot_be_asked_is_sent_back_with_its_reason(ward: Ward, facts: dict[str, Any], slug: str) -> None:
    answer = await ward.post(ward.doctor, "", REQUEST | facts)

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"].endswith(slug)
    assert (await ward.post(ward.doctor, "/check", REQUEST | facts)).json() == answer.json()
    assert await ward.leave.said() == []


async def test_a_request_that_is_only_checked_is_none_and_warns_as_asking_would(ward: Ward) -> None:
    await ward.asks()

    checked = await ward.post(ward.doctor, "/check", REQUEST)

    assert checked.status_code == 200, checked.text
    same = "You have asked for leave on 21 January 2027 to 22 January 2027 before. Is this the same?"
    assert same in checked.json()["warnings"]
    assert len((await ward.get(ward.doctor)).json()["items"]) == 1
    assert len(await ward.leave.said(LeaveSubmitted)) == 1


@pytest.mark.parametrize("facts", [{"activity": "   "}, {"activity": "a\x00b"}, {"type": "annual"}, {"grade": "F2"}])
async def test_a_malformed_request_is_sent_back(ward: Ward, facts: dict[str, Any]) -> None:
    assert (await ward.post(ward.doctor, "", REQUEST | facts)).status_code == 422


async def test_a_doctor_without_a_placement_is_told_whom_to_ask(leave: Driver) -> None:
    async with leave.http(a_doctor()) as http:
        answer = await http.post("/api/leave/requests", json=REQUEST)

    assert answer.status_code == 422
    assert "medical education team" in answer.json()["detail"]


async def test_a_registrar_in_general_practice_is_let_away_by_practice_and_programme_and_not_by_who_employs_them(
    ward: Ward,
) -> None:
    """Practice, employer and lead employer are three (R10)."""
    registrar, practice = a_doctor(), a_coordinator("A81001")
    employers = [a_coordinator("RXF"), a_coordinator("R0D")]
    three = {"host": "A81001", "site": "A81001", "employer": "RXF", "lead_employer": "R0D"}
    people = [each for one in (practice, *employers) for each in made(one)]
    await ward.leave.hears(announced(a_placement(registrar.person_id, **three)), *people)

    leave_id = (await ward.post(registrar, "", REQUEST)).json()["id"]

    assert [await ward.waiting_for(one) for one in (practice, *employers)] == [[leave_id], [], []]
    assert (await ward.post(practice, f"/{leave_id}/approval")).status_code == 204
    assert await ward.waiting_for(ward.tpd) == [leave_id]


async def test_a_cancelled_placement_covers_nothing(ward: Ward) -> None:
    await ward.leave.hears(cancelled(ward.placement))

    assert (await ward.post(ward.doctor, "", REQUEST)).status_code == 422


async def test_short_notice_is_allowed_with_a_reason_and_a_warning(ward: Ward) -> None:
    asked = await ward.post(
        ward.doctor,
        "",
        REQUEST | {"first_day": "2026-12-20", "last_day": "2026-12-20", "short_notice_reason": "A place became free."},
    )

    assert asked.status_code == 201
    assert "28 days ahead" in asked.json()["warnings"][0]


async def test_an_appointment_that_has_ended_not_begun_or_is_the_doctors_own_decides_nothing(leave: Driver) -> None:
    doctor = Actor(a_doctor().person_id, frozenset({Grant(Role.RESIDENT_DOCTOR), Grant(Role.TPD, "NTH001")}))
    former, coming = a_coordinator(), a_coordinator()
    own = made(Actor(doctor.person_id, frozenset({Grant(Role.TPD, "NTH001")})))
    upcoming = made(coming, starts_on=date(2026, 11, 23))
    await leave.hears(announced(a_placement(doctor.person_id)), *made(former), *ended(former), *upcoming, *own)

    async with leave.http(doctor) as http:
        asked = await http.post("/api/leave/requests", json=REQUEST)

    assert [step["role"] for step in asked.json()["steps"]] == ["dme"]


async def test_only_doctors_ask(ward: Ward) -> None:
    assert (await ward.post(ward.coordinator, "", REQUEST)).status_code == 403
