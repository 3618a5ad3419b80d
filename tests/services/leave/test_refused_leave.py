"""After a refusal over HTTP: the alternative taken with one tap, and an appeal from asking to its answer."""

import asyncio
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import update

from contracts import Actor, Grant
from contracts.leave import (
    LeaveAlternativeTaken,
    LeaveAppealAcknowledged,
    LeaveAppealAnswered,
    LeaveAppealed,
    LeaveAppealOverdue,
    LeaveRefused,
    LeaveSubmitted,
)
from contracts.registry import OrganisationClosed, OrganisationRegistered
from contracts.vocabulary import AppealOutcome, AppointmentScope, OrganisationKind, RefusalReason, Role
from services.leave.store import late_requests
from services.leave.store.tables import requests
from tests.services.driver import an_actor
from tests.services.leave.conftest import REFUSAL, Ward
from tests.services.leave.stories import a_director, a_doctor, ended, made

DATED = REFUSAL | {"alternative_first_day": "2027-03-04", "alternative_last_day": "2027-03-05"}
APPEAL = {"what_went_wrong": "Nobody looked at the rota before saying no."}
ANSWER = {"outcome": "upheld", "explanation": "The rota was not looked at."}


async def refused(ward: Ward, body: dict[str, Any] = REFUSAL, **facts: Any) -> str:
    leave_id = await ward.asks(**facts)
    assert (await ward.post(ward.coordinator, f"/{leave_id}/refusal", body)).status_code == 204
    return leave_id


@pytest.mark.parametrize("reason", list(RefusalReason))
async def test_every_reason_refuses_with_its_words_and_the_way_to_appeal(ward: Ward, reason: RefusalReason) -> None:
    leave_id = await refused(ward, REFUSAL | {"reason": reason.value})

    seen = (await ward.get(ward.doctor, f"/{leave_id}")).json()
    assert seen["refusal"]["reason"] == reason
    assert seen["appeal"]["until"] == "2026-12-04"
    (said,) = await ward.leave.said(LeaveRefused)
    assert said.avoidable is (reason is RefusalReason.MINIMUM_STAFFING)
    assert (said.reached_at, said.due_on) == (datetime(2026, 11, 22, 9, tzinfo=UTC), date(2026, 11, 29))


async def test_one_tap_asks_for_the_days_that_were_offered(ward: Ward) -> None:
    leave_id = await refused(ward, DATED)

    taken = await ward.post(ward.doctor, f"/{leave_id}/alternative")

    instead = taken.json()["instead"]["id"]
    assert taken.status_code == 200
    seen = (await ward.get(ward.doctor, f"/{instead}")).json()
    assert (seen["first_day"], seen["last_day"], seen["instead_of"]) == ("2027-03-04", "2027-03-05", leave_id)
    assert (seen["status"], seen["activity"]) == ("waiting", "Leading teams")
    (said,) = await ward.leave.said(LeaveAlternativeTaken)
    assert (str(said.instead_id), said.offered_by) == (instead, Role.ROTA_COORDINATOR)
    assert await ward.waiting_for(ward.coordinator) == [instead]


async def test_where_only_words_were_offered_the_tap_says_that_they_are_taken(ward: Ward) -> None:
    leave_id = await refused(ward)

    taken = await ward.post(ward.doctor, f"/{leave_id}/alternative")

    assert (taken.status_code, taken.json()) == (200, {"instead": None})
    assert (await ward.get(ward.doctor, f"/{leave_id}")).json()["alternative_taken_at"] is not None


async def test_two_taps_at_once_ask_once(ward: Ward) -> None:
    leave_id = await refused(ward, DATED)

    taps = await asyncio.gather(*(ward.post(ward.doctor, f"/{leave_id}/alternative") for _ in range(3)))

    assert sorted(tap.status_code for tap in taps) == [200, 409, 409]
    assert len(await ward.leave.said(LeaveSubmitted)) == 2


async def test_an_appeal_is_acknowledged_answered_and_the_step_decided_again(ward: Ward) -> None:
    leave_id = await refused(ward)

    assert (await ward.post(ward.doctor, f"/{leave_id}/appeal", APPEAL)).status_code == 204
    assert await ward.waiting_for(ward.director) == [leave_id]
    assert (await ward.post(ward.director, f"/{leave_id}/appeal/acknowledgement")).status_code == 204
    assert (await ward.post(ward.director, f"/{leave_id}/appeal/answer", ANSWER)).status_code == 204

    (appealed,) = await ward.leave.said(LeaveAppealed)
    (acknowledged,) = await ward.leave.said(LeaveAppealAcknowledged)
    (answered,) = await ward.leave.said(LeaveAppealAnswered)
    assert (appealed.answering, appealed.acknowledge_by.isoformat()) == (Role.DME, "2026-12-04")
    assert acknowledged.answer_by.isoformat() == "2026-12-11"
    assert (answered.outcome, answered.waiting.role) == (AppealOutcome.UPHELD, Role.ROTA_COORDINATOR)
    assert await ward.waiting_for(ward.director) == []
    assert await ward.waiting_for(ward.coordinator) == [leave_id]
    seen = (await ward.get(ward.doctor, f"/{leave_id}")).json()
    assert (seen["status"], seen["refusal"]) == ("waiting", None)
    assert seen["appeals"][0]["explanation"] == ANSWER["explanation"]
    said = " ".join(event.model_dump_json() for event in await ward.leave.said())
    assert APPEAL["what_went_wrong"] not in said
    assert ANSWER["explanation"] not in said


async def test_working_days_of_an_appeal_skip_bank_holidays(ward: Ward) -> None:
    ward.leave.clock.set(datetime(2026, 12, 18, 9, tzinfo=UTC))
    leave_id = await refused(ward, first_day="2027-03-04", last_day="2027-03-04")

    await ward.post(ward.doctor, f"/{leave_id}/appeal", APPEAL)

    (appealed,) = await ward.leave.said(LeaveAppealed)
    assert appealed.acknowledge_by.isoformat() == "2027-01-06"


async def test_an_appeal_after_its_time_is_told_until_when_it_was_possible(ward: Ward) -> None:
    leave_id = await refused(ward)
    ward.leave.clock.set(datetime(2026, 12, 5, 0, 1, tzinfo=UTC))

    answer = await ward.post(ward.doctor, f"/{leave_id}/appeal", APPEAL)

    assert (answer.status_code, answer.json()["until"]) == (409, "2026-12-04")


async def test_of_two_who_answer_an_appeal_at_once_the_second_is_told_who_did(ward: Ward) -> None:
    leave_id = await refused(ward)
    second = a_director()
    await ward.leave.hears(*made(second))
    await ward.post(ward.doctor, f"/{leave_id}/appeal", APPEAL)
    dismissed = ANSWER | {"outcome": "dismissed"}

    answers = await asyncio.gather(
        *(ward.post(each, f"/{leave_id}/appeal/answer", dismissed) for each in (ward.director, second))
    )

    assert sorted(each.status_code for each in answers) == [204, 409]
    winner = ward.director if answers[0].status_code == 204 else second
    assert next(each for each in answers if each.status_code == 409).json()["decided_by"] == str(winner.person_id)
    stale = await ward.post(second, f"/{leave_id}/appeal/answer", dismissed, **{"If-Match": '"v1"'})
    assert (stale.status_code, stale.json()["decided_by"]) == (412, str(winner.person_id))


async def test_a_directors_refusal_is_appealed_against_to_the_dean(ward: Ward) -> None:
    dean = an_actor(Grant(Role.DEAN, "NTH"))
    deanery = OrganisationRegistered(
        code="NTH", kind=OrganisationKind.DEANERY, name="A deanery", region="Y63", trusts=("R0B",)
    )
    await ward.leave.hears(deanery, *made(dean, scope=AppointmentScope.DEANERY), *ended(ward.coordinator))
    leave_id = await ward.asks()
    assert (await ward.post(ward.director, f"/{leave_id}/refusal", REFUSAL)).status_code == 204

    await ward.post(ward.doctor, f"/{leave_id}/appeal", APPEAL)

    assert await ward.waiting_for(dean) == [leave_id]
    assert (await ward.post(ward.director, f"/{leave_id}/appeal/answer", ANSWER)).status_code == 404
    assert (await ward.post(dean, f"/{leave_id}/appeal/answer", ANSWER)).status_code == 204


DEANERY = OrganisationRegistered(
    code="NTH", kind=OrganisationKind.DEANERY, name="A deanery", region="Y63", trusts=("R0B",)
)


async def a_dean(ward: Ward) -> Actor:
    dean = an_actor(Grant(Role.DEAN, "NTH"))
    await ward.leave.hears(DEANERY, *made(dean, scope=AppointmentScope.DEANERY))
    return dean


async def test_what_a_director_refused_in_somebodys_stead_is_the_deans_to_answer(ward: Ward) -> None:
    dean = await a_dean(ward)
    handed_over = {"role": "rota_coordinator", "scope": "R0B", "to": str(ward.director.person_id)}
    async with ward.leave.http(ward.coordinator) as http:
        days = {"first_day": "2026-11-22", "last_day": "2026-11-27"}
        assert (await http.post("/api/leave/delegations", json=handed_over | days)).status_code == 201
    leave_id = await ward.asks()
    assert (await ward.post(ward.director, f"/{leave_id}/refusal", REFUSAL)).status_code == 204

    await ward.post(ward.doctor, f"/{leave_id}/appeal", APPEAL)

    assert (await ward.post(ward.director, f"/{leave_id}/appeal/answer", ANSWER)).status_code == 404
    assert (await ward.post(dean, f"/{leave_id}/appeal/answer", ANSWER)).status_code == 204


async def test_an_appeal_at_a_desk_that_empties_is_the_directors_to_answer(ward: Ward) -> None:
    dean, second = await a_dean(ward), a_director()
    await ward.leave.hears(*ended(ward.coordinator), *made(second))
    leave_id = await ward.asks()
    assert (await ward.post(ward.director, f"/{leave_id}/refusal", REFUSAL)).status_code == 204
    await ward.post(ward.doctor, f"/{leave_id}/appeal", APPEAL)

    await ward.leave.hears(*ended(dean))

    assert await ward.waiting_for(second) == [leave_id]
    assert (await ward.get(second, f"/{leave_id}")).status_code == 200
    assert (await ward.post(second, f"/{leave_id}/appeal/answer", ANSWER)).status_code == 204


@pytest.mark.parametrize(("closed_on", "answering"), [(21, ("tpd", "NTH001")), (22, ("dean", "NTH"))])
async def test_a_deanery_answers_until_the_day_it_closes_on_and_then_for_nobody(
    ward: Ward, closed_on: int, answering: tuple[str, str]
) -> None:
    dean = await a_dean(ward)
    closed = OrganisationClosed(code="NTH", closed_on=date(2026, 11, closed_on))
    await ward.leave.hears(closed, *ended(ward.coordinator))
    leave_id = await ward.asks()
    assert (await ward.post(ward.director, f"/{leave_id}/refusal", REFUSAL)).status_code == 204

    await ward.post(ward.doctor, f"/{leave_id}/appeal", APPEAL)

    (said,) = await ward.leave.said(LeaveAppealed)
    assert (said.answering, said.answering_at) == answering
    assert await ward.waiting_for(dean) == ([leave_id] if answering[0] == "dean" else [])


async def test_an_appeal_past_its_day_is_said_to_who_answers_and_can_still_be_answered(ward: Ward) -> None:
    leave_id = await refused(ward)
    await ward.post(ward.doctor, f"/{leave_id}/appeal", APPEAL)
    for moment in (datetime(2026, 12, 4, 20, tzinfo=UTC), *[datetime(2026, 12, 5, 9, tzinfo=UTC)] * 2):
        ward.leave.clock.set(moment)
        await ward.leave.run_job("chase late steps")
    assert (await ward.post(ward.director, f"/{leave_id}/appeal/acknowledgement")).status_code == 204
    ward.leave.clock.set(datetime(2027, 1, 8, 9, tzinfo=UTC))
    await ward.leave.run_job("chase late steps")

    unacknowledged, unanswered = await ward.leave.said(LeaveAppealOverdue)
    assert (unacknowledged.awaited, unanswered.awaited) == ("acknowledgement", "answer")
    assert (unacknowledged.due_on.isoformat(), unacknowledged.answering) == ("2026-12-04", Role.DME)
    assert (await ward.post(ward.director, f"/{leave_id}/appeal/answer", ANSWER)).status_code == 204


async def test_an_appeal_without_its_moment_is_chased_all_the_same_and_once(ward: Ward) -> None:
    leave_id = await refused(ward)
    await ward.post(ward.doctor, f"/{leave_id}/appeal", APPEAL)
    async with ward.leave.begin() as work:  # as a process of before appeals had one keeps it
        await work.run(update(requests).values(next_rung_at=None))

    for moment in (datetime(2026, 11, 23, 9, tzinfo=UTC), *[datetime(2026, 12, 5, 9, tzinfo=UTC)] * 2):
        ward.leave.clock.set(moment)
        await ward.leave.run_job("chase late steps")
    async with ward.leave.begin() as work:
        assert await late_requests(work, at_most=1) == []

    (said,) = await ward.leave.said(LeaveAppealOverdue)
    assert said.awaited == "acknowledgement"


async def test_there_is_no_such_appeal_for_others(ward: Ward) -> None:
    leave_id = await refused(ward)
    await ward.post(ward.doctor, f"/{leave_id}/appeal", APPEAL)

    assert (await ward.post(a_director("RXX"), f"/{leave_id}/appeal/answer", ANSWER)).status_code == 404
    assert (await ward.post(a_doctor(), f"/{leave_id}/appeal", APPEAL)).status_code == 404
    assert (await ward.post(ward.coordinator, f"/{leave_id}/appeal/answer", ANSWER)).status_code == 403
    assert (await ward.post(a_doctor(), f"/{leave_id}/alternative")).status_code == 404
