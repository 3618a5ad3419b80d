"""What share of its costs a study budget funds, by category and by region: said to who asks and who decides (R20)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from contracts import Actor, Grant
from contracts.vocabulary import Role
from tests.services.deaneries import a_dean, a_deanery
from tests.services.driver import an_actor
from tests.services.leave.conftest import REQUEST, Ward
from tests.services.leave.stories import a_doctor, a_placement, announced

RULE = "leave.funded_percent"
SOUTH_WEST = {"curriculum_required": 100, "curriculum_supporting": 100, "discretionary": 50}
UNSAID = dict.fromkeys(SOUTH_WEST)


@pytest.fixture
async def ward(ward: Ward) -> Ward:
    """NTH answers for R0B, where the doctor is, and WES for RXX."""
    await ward.leave.hears(a_deanery("NTH", "R0B"), a_deanery("WES", "RXX"))
    return ward


async def sets(ward: Ward, by: Actor, of: str, value: Any = SOUTH_WEST) -> int:
    return await ward.leave.rules(by, RULE, value, of=of)


async def form(ward: Ward, doctor: Actor) -> list[dict[str, str]]:
    """What the doctor is told before they ask."""
    async with ward.leave.http(doctor) as http:
        [place] = (await http.get("/api/leave/form")).json()["items"]
    return list(place["funding"])


async def check(ward: Ward, doctor: Actor, **facts: Any) -> Any:
    answer = await ward.post(doctor, "/check", REQUEST | facts)
    assert answer.status_code == 200, answer.text
    return answer.json()["funded_percent"]


async def seen(ward: Ward, who: Actor, leave_id: str) -> Any:
    return (await ward.get(who, f"/{leave_id}")).json()["funded_percent"]


async def test_nothing_is_said_until_a_region_says_it(ward: Ward) -> None:
    assert await sets(ward, a_dean("WES"), "WES") == 204
    leave_id = await ward.asks()

    assert await form(ward, ward.doctor) == []
    assert await check(ward, ward.doctor) is None
    assert [await seen(ward, who, leave_id) for who in (ward.doctor, ward.coordinator)] == [None, None]


@pytest.mark.parametrize(
    ("purpose", "percent"),
    [("curriculum_required", "100"), ("curriculum_supporting", "100"), ("discretionary", "50"), ("exam", None)],
)
async def test_the_share_of_its_category_is_told_to_the_doctor_and_to_whoever_decides(
    ward: Ward, purpose: str, percent: str | None
) -> None:
    assert await sets(ward, a_dean("NTH"), "NTH") == 204
    leave_id = await ward.asks(purpose=purpose)

    assert {each["purpose"]: each["percent"] for each in await form(ward, ward.doctor)} == {
        name: str(share) for name, share in SOUTH_WEST.items()
    }
    assert await check(ward, ward.doctor, purpose=purpose) == percent
    assert [await seen(ward, who, leave_id) for who in (ward.doctor, ward.coordinator)] == [percent, percent]


async def test_a_region_may_say_it_of_some_categories_alone(ward: Ward) -> None:
    assert await sets(ward, a_dean("NTH"), "NTH", UNSAID | {"discretionary": 0}) == 204

    assert await form(ward, ward.doctor) == [{"purpose": "discretionary", "percent": "0"}]
    assert await check(ward, ward.doctor) == "0"
    assert await check(ward, ward.doctor, purpose="curriculum_required") is None


@pytest.mark.parametrize("leave_type", ["professional", "release"])
async def test_of_what_is_no_study_leave_nothing_is_said(ward: Ward, leave_type: str) -> None:
    assert await sets(ward, a_dean("NTH"), "NTH") == 204
    purpose = {"professional": "professional_duty", "release": "forum"}[leave_type]

    assert await check(ward, ward.doctor, type=leave_type, purpose=purpose) is None


async def test_what_was_asked_before_keeps_the_share_of_its_day(ward: Ward) -> None:
    before = await ward.asks()
    ward.leave.clock.set(datetime(2026, 11, 30, 9, tzinfo=UTC))
    assert await sets(ward, a_dean("NTH"), "NTH") == 204

    after = await ward.asks(first_day="2027-03-01", last_day="2027-03-01")

    assert [await seen(ward, ward.doctor, each) for each in (before, after)] == [None, "50"]


async def test_a_trust_says_it_for_those_it_employs_itself_and_not_for_trainees(ward: Ward) -> None:
    """R4, R26."""
    local = a_doctor()
    await ward.leave.hears(announced(a_placement(local.person_id, programme=None, grade="Clinical Fellow")))
    director = an_actor(Grant(Role.DME, "R0B"))

    assert await sets(ward, director, "R0B", SOUTH_WEST | {"discretionary": 75}) == 204
    assert (await check(ward, local), await check(ward, ward.doctor)) == ("75", None)

    assert await sets(ward, a_dean("NTH"), "NTH") == 204
    assert (await check(ward, local), await check(ward, ward.doctor)) == ("75", "50")


async def test_days_over_two_placements_are_funded_as_each_place_says(ward: Ward) -> None:
    """R26: the other region's policy applies from that placement's start."""
    doctor = a_doctor()
    here = a_placement(doctor.person_id, end=date(2027, 2, 2))
    there = a_placement(doctor.person_id, host="RXX", start=date(2027, 2, 3))
    await ward.leave.hears(*map(announced, (here, there)))
    assert await sets(ward, a_dean("WES"), "WES") == 204
    over = {"first_day": "2027-02-02", "last_day": "2027-02-03"}

    asked = (await ward.post(doctor, "", REQUEST | over)).json()

    shares = [await seen(ward, doctor, each) for each in (asked["id"], asked["further"][0]["id"])]
    assert shares == [None, "50"]


@pytest.mark.parametrize(
    "value",
    [SOUTH_WEST | {"discretionary": 101}, SOUTH_WEST | {"discretionary": -1}, SOUTH_WEST | {"exam": 50}, 50],
    ids=["more than all", "less than nothing", "no category", "no categories"],
)
async def test_what_is_no_share_is_sent_back(ward: Ward, value: Any) -> None:
    assert await sets(ward, a_dean("NTH"), "NTH", value) == 422


async def test_only_the_dean_says_it_for_a_region(ward: Ward) -> None:
    assert await sets(ward, a_dean("WES"), "NTH") == 403
    assert await sets(ward, ward.tpd, "NTH001") == 403
