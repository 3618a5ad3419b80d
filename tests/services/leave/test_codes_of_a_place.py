"""A region, or for one trust an operator, uses fewer codes than there are: no other refuses leave or resolves a report
(R17, R45)."""

from typing import Any

import pytest

from contracts import Actor, Grant
from contracts.vocabulary import RefusalReason, Role
from services.leave.domain.time import Outcome
from tests.services.deaneries import a_dean, a_deanery
from tests.services.driver import an_actor
from tests.services.leave.conftest import REFUSAL, Ward
from tests.services.leave.stories import a_director, made
from tests.services.leave.test_lost_time import GUARDIAN, OUTCOME, get, post, reports

REASONS = ["short_notice", "on_call_clash"]
OUTCOMES = ["work_schedule_review", "time_off_in_lieu"]


def who_answers_for(place: str) -> Actor:
    return an_actor(Grant(Role.OPERATOR)) if place.startswith("R") else a_dean(place)


@pytest.fixture
async def ward(ward: Ward) -> Ward:
    """NTH answers for R0B, where the doctor is, and WES for RXX."""
    await ward.leave.hears(a_deanery("NTH", "R0B"), a_deanery("WES", "RXX"), *made(GUARDIAN))
    return ward


async def sets(ward: Ward, name: str, place: str, value: Any) -> int:
    return await ward.leave.rules(who_answers_for(place), name, value, of=place)


@pytest.mark.parametrize("place", ["NTH", "R0B"])
async def test_leave_is_refused_with_the_reasons_that_its_trust_or_region_uses(ward: Ward, place: str) -> None:
    leave_id = await ward.asks()
    assert await sets(ward, "leave.refusal_codes", place, REASONS) == 204

    seen = (await ward.get(ward.coordinator, f"/{leave_id}")).json()
    declined = [
        await ward.post(ward.coordinator, f"/{leave_id}/{way}", REFUSAL) for way in ("refusal/check", "refusal")
    ]
    refused = await ward.post(ward.coordinator, f"/{leave_id}/refusal", REFUSAL | {"reason": "on_call_clash"})

    assert seen["refusal_codes"] == ["on_call_clash", "short_notice"]
    for answer in declined:
        problem = answer.json()
        assert (answer.status_code, problem["type"].rpartition("/")[2]) == (422, "not-used-here")
        assert problem["field"] == "reason"
        assert problem["detail"] == "minimum_staffing is not used here. Give one of on_call_clash, short_notice."
    assert refused.status_code == 204


@pytest.mark.parametrize("name", ["leave.refusal_codes", "lost_time.outcome_codes"])
async def test_no_director_says_by_which_codes_their_trust_is_judged(ward: Ward, name: str) -> None:
    """R18: without minimum staffing no refusal of theirs would be avoidable."""
    assert await ward.leave.rules(a_director("R0B"), name, ["short_notice", "work_schedule_review"], of="R0B") == 403


async def test_a_trusts_own_reasons_come_before_its_regions(ward: Ward) -> None:
    leave_id = await ward.asks()
    assert await sets(ward, "leave.refusal_codes", "NTH", REASONS) == 204
    assert await sets(ward, "leave.refusal_codes", "R0B", ["minimum_staffing"]) == 204

    assert (await ward.post(ward.coordinator, f"/{leave_id}/refusal", REFUSAL)).status_code == 204


@pytest.mark.parametrize("place", ["WES", "RXX"])
async def test_what_another_place_uses_leaves_every_code_where_nobody_has_said(ward: Ward, place: str) -> None:
    leave_id, report = await ward.asks(), await reports(ward)
    assert await sets(ward, "leave.refusal_codes", place, REASONS) == 204
    assert await sets(ward, "lost_time.outcome_codes", place, OUTCOMES) == 204

    seen = (await ward.get(ward.coordinator, f"/{leave_id}")).json()
    read = (await get(ward, ward.director, f"/{report}")).json()

    assert (seen["refusal_codes"], read["outcome_codes"]) == (list(RefusalReason), list(Outcome))
    assert (await ward.post(ward.coordinator, f"/{leave_id}/refusal", REFUSAL)).status_code == 204
    assert (await post(ward, ward.director, f"/{report}/outcome", OUTCOME)).status_code == 204


@pytest.mark.parametrize("place", ["NTH", "R0B"])
async def test_the_director_gives_a_report_an_outcome_that_its_trust_or_region_uses(ward: Ward, place: str) -> None:
    report = await reports(ward)
    assert await sets(ward, "lost_time.outcome_codes", place, OUTCOMES) == 204

    read = (await get(ward, ward.director, f"/{report}")).json()
    answer = await post(ward, ward.director, f"/{report}/outcome", OUTCOME)
    given = await post(ward, ward.director, f"/{report}/outcome", {"outcome": "work_schedule_review"})

    assert read["outcome_codes"] == ["time_off_in_lieu", "work_schedule_review"]
    problem = answer.json()
    assert (answer.status_code, problem["type"].rpartition("/")[2]) == (422, "not-used-here")
    assert problem["field"] == "outcome"
    assert problem["detail"].endswith("Give one of time_off_in_lieu, work_schedule_review.")
    assert given.status_code == 204


async def test_the_guardian_who_concludes_a_disagreement_has_every_outcome(ward: Ward) -> None:
    report = await reports(ward)
    assert await sets(ward, "lost_time.outcome_codes", "NTH", OUTCOMES) == 204
    await post(ward, ward.director, f"/{report}/outcome", {"outcome": "work_schedule_review"})
    await post(ward, ward.doctor, f"/{report}/answer", {"agrees": False})

    read = (await get(ward, GUARDIAN, f"/{report}")).json()
    concluded = await post(ward, GUARDIAN, f"/{report}/outcome", OUTCOME)

    assert read["outcome_codes"] == list(Outcome)
    assert concluded.status_code == 204
    assert (await get(ward, ward.doctor, f"/{report}")).json()["status"] == "concluded"


@pytest.mark.parametrize("name", ["leave.refusal_codes", "lost_time.outcome_codes"])
@pytest.mark.parametrize(
    "value", [[], ["anything"], "duplicate", [1], None], ids=["none", "other", "text", "1", "null"]
)
async def test_there_is_always_a_code_to_use_and_none_is_made_up(ward: Ward, name: str, value: Any) -> None:
    assert await sets(ward, name, "NTH", value) == 422
