"""Who sets what a place grants gives one doctor more days of a year, or fewer, with a reason (section 3, R4, R26)."""

import asyncio
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import httpx
import pytest

from chassis.audit import deeds
from contracts import Actor, Grant
from contracts.leave import EntitlementAdjusted, EntitlementClosed
from contracts.registry import DateChange
from contracts.vocabulary import LeaveType, Role
from services.leave import store
from services.leave.domain import Adjustment
from tests.services.deaneries import a_dean, a_deanery
from tests.services.driver import an_actor
from tests.services.leave.conftest import REQUEST, Ward
from tests.services.leave.stories import a_director, a_doctor, a_placement, announced, changed
from tests.services.leave.test_entitlement import LOCAL, entitled, study
from tests.services.leave.test_leave_years import OVER, corrected, looked

ADJUSTMENT: dict[str, Any] = {
    "on": "2026-11-22",
    "days": 3,
    "reason": "Days that were lost to a strike are given back.",
}
DEAN = a_dean("NTH")


@pytest.fixture
async def ward(ward: Ward) -> Ward:
    """NTH answers for R0B, where the doctor is; of 30 days of F2 15 go to teaching."""
    await ward.leave.hears(a_deanery("NTH", "R0B"), a_deanery("WES", "RXX"))
    return ward


async def adjusts(ward: Ward, by: Actor, *, of: Actor | None = None, key: str = "", **facts: Any) -> httpx.Response:
    path = f"/api/leave/entitlement/of/{(of or ward.doctor).person_id}/adjustments"
    async with ward.leave.http(by, **({"Idempotency-Key": key} if key else {})) as http:
        return await http.post(path, json=ADJUSTMENT | facts)


def slug(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rpartition("/")[2]


async def test_a_dean_grants_a_trainee_days_and_the_doctor_reads_how_many_by_whom_and_why(ward: Ward) -> None:
    answer = await adjusts(ward, DEAN, days=2.5)

    account = await study(ward.leave, ward.doctor)
    assert answer.status_code == 201, answer.text
    assert answer.json()["accounts"][0] == account
    assert (account["total"], account["adjusted"], account["left"]) == (32.5, 2.5, 17.5)
    (made,) = account["adjustments"]
    assert (made["days"], made["reason"]) == (2.5, ADJUSTMENT["reason"])
    assert (made["role"], made["scope"], made["adjusted_by"]) == ("dean", "NTH", str(DEAN.person_id))
    (said,) = await ward.leave.said(EntitlementAdjusted)
    assert (said.doctor_id, said.trust, said.leave_type) == (ward.doctor.person_id, "R0B", LeaveType.STUDY)
    assert (said.half_days, said.adjusted_by, said.last_day) == (5, Role.DEAN, date(2027, 8, 3))
    assert "strike" not in said.write().decode()


async def test_it_is_noted_who_did_it_where_and_why_stays_with_the_account(ward: Ward) -> None:
    await adjusts(ward, DEAN, days=-1)

    async with ward.leave.begin() as work:
        (deed,) = await deeds(work)
    assert (deed.deed, deed.person_id, deed.place, deed.reason) == ("entitlement.adjusted", DEAN.person_id, "NTH", "")
    assert deed.about.endswith("-1 days of study leave")


@pytest.mark.parametrize(
    ("by", "trainee", "local"),
    [
        (DEAN, 201, 201),
        (a_director("R0B"), 404, 201),
        (a_dean("WES"), 404, 404),
        (a_director("RXX"), 404, 404),
        (an_actor(Grant(Role.TPD, "NTH001")), 403, 403),
        (an_actor(Grant(Role.ROTA_COORDINATOR, "R0B")), 403, 403),
    ],
    ids=["dean", "director", "another dean", "another director", "programme", "rota"],
)
async def test_a_dean_grants_and_of_whom_a_trust_employs_itself_its_director_too(
    ward: Ward, by: Actor, trainee: int, local: int
) -> None:
    doctor = a_doctor()
    await ward.leave.hears(announced(a_placement(doctor.person_id, programme=None, start=date(2026, 11, 23))))
    assert await ward.leave.rules(a_director("R0B"), "leave.study_days", LOCAL, of="R0B") == 204

    answers = [await adjusts(ward, by, of=who) for who in (ward.doctor, doctor)]
    async with ward.leave.http(by) as http:
        read = [await http.get(f"/api/leave/entitlement/of/{who.person_id}") for who in (ward.doctor, doctor)]

    assert [answer.status_code for answer in answers] == [trainee, local]
    assert [answer.status_code for answer in read] == [200 if status == 201 else status for status in (trainee, local)]


async def test_nobody_grants_themselves(ward: Ward) -> None:
    doctor_and_dean = Actor(ward.doctor.person_id, frozenset({Grant(Role.DEAN, "NTH")}))

    assert (await adjusts(ward, doctor_and_dean)).status_code == 404
    assert await ward.leave.said(EntitlementAdjusted) == []


async def test_no_year_is_cut_below_what_is_taken_or_agreed(ward: Ward) -> None:
    """Of 15 days 2 are agreed: 13 can go, and not half a day more."""
    await ward.has_approved()

    too_many = await adjusts(ward, DEAN, days=-13.5)
    all_of_them = await adjusts(ward, DEAN, days=-13)
    one_more = await adjusts(ward, DEAN, days=-0.5)

    assert slug(too_many) == slug(one_more) == (409, "days-used")
    assert too_many.json()["detail"] == "13 days of this leave year are neither taken nor agreed: no more can go."
    assert all_of_them.status_code == 201
    account = await study(ward.leave, ward.doctor)
    assert (account["total"], account["adjusted"], account["booked"], account["left"]) == (17, -13, 2, 0)
    assert len(await ward.leave.said(EntitlementAdjusted)) == 1


async def test_of_two_at_the_same_moment_the_second_sees_the_first(ward: Ward) -> None:
    answers = await asyncio.gather(*(adjusts(ward, DEAN, days=-8) for _ in range(2)))

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert (await study(ward.leave, ward.doctor))["left"] == 7


async def test_sent_again_it_is_granted_once_and_another_one_puts_it_right(ward: Ward) -> None:
    answers = [await adjusts(ward, DEAN, key="once", days=4) for _ in range(2)]
    ward.leave.clock.forward(seconds=1)
    await adjusts(ward, DEAN, days=-4, reason="It was meant for somebody else, and is taken back.")

    account = await study(ward.leave, ward.doctor)
    assert [answer.status_code for answer in answers] == [201, 201]
    assert [made["days"] for made in account["adjustments"]] == [4, -4]
    assert (account["total"], account["adjusted"]) == (30, 0)


async def test_a_request_is_judged_by_what_was_granted(ward: Ward) -> None:
    days = {"first_day": "2027-02-01", "last_day": "2027-02-22"}
    before = (await ward.post(ward.doctor, "/check", REQUEST | days)).json()["warnings"]
    await adjusts(ward, DEAN, days=1)

    assert before == ["1 day beyond your entitlement, so it may be refused."]
    assert (await ward.post(ward.doctor, "/check", REQUEST | days)).json()["warnings"] == []


async def test_it_is_of_one_leave_year_and_counts_in_what_is_carried_into_the_next(ward: Ward) -> None:
    await carries(ward, 20)
    await adjusts(ward, DEAN, on="2027-08-03", days=3)

    accounts = [await study(ward.leave, ward.doctor, on=day) for day in ("2026-08-05", "2027-09-01")]

    assert [(each["total"], each["adjusted"], each["carried"]) for each in accounts] == [(33, 3, 0), (30, 0, 18)]


async def test_of_a_year_that_is_over_it_is_said_anew_how_much_there_was(ward: Ward) -> None:
    await looked(ward.leave, OVER)

    assert (await adjusts(ward, DEAN, on="2027-08-03", days=3)).status_code == 201

    first, again = await corrected(ward.leave)
    assert (first.half_days, again.half_days) == (30, 36)
    assert isinstance(again, EntitlementClosed)


async def test_a_year_that_is_adjusted_while_it_is_looked_at_for_the_last_time_is_said_as_adjusted(ward: Ward) -> None:
    """Nobody has looked at the year yet when it is adjusted, and whoever looks at it then waits."""
    ward.leave.clock.set(OVER)
    async with asyncio.TaskGroup() as tasks, ward.leave.begin() as work:
        await store.placements_alone(work, ward.doctor.person_id)
        await store.add_adjustment(work, of_three_days(ward.doctor.person_id, at=work.now))
        await store.look_again(work, {ward.doctor.person_id: date(2027, 8, 3)})
        look = tasks.create_task(looked(ward.leave, OVER))
        await asyncio.wait({look}, timeout=1)

    assert [said.half_days for said in await corrected(ward.leave)] == [36]


def of_three_days(doctor_id: UUID, *, at: datetime) -> Adjustment:
    return Adjustment(
        adjustment_id=UUID(int=1),
        doctor_id=doctor_id,
        type=LeaveType.STUDY,
        on=date(2027, 8, 3),
        days=Decimal(3),
        reason=ADJUSTMENT["reason"],
        role=Role.DEAN,
        scope="NTH",
        adjusted_by=DEAN.person_id,
        adjusted_at=at,
    )


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({"reason": "Because."}, (422, "reason-too-short")),
        ({"type": "professional"}, (409, "nothing-to-adjust")),
    ],
    ids=["short", "no limit"],
)
async def test_it_needs_a_reason_and_a_number_of_days_to_change(
    ward: Ward, facts: dict[str, Any], answer: tuple[int, str]
) -> None:
    assert slug(await adjusts(ward, DEAN, **facts)) == answer


@pytest.mark.parametrize(
    "facts",
    [{"days": 0}, {"days": 0.25}, {"days": 100}, {"type": "release"}, {"on": "1999-12-31"}, {"reason": ""}],
    ids=["none", "a quarter", "too many", "release", "long ago", "no reason"],
)
async def test_what_can_be_no_adjustment_is_sent_back(ward: Ward, facts: dict[str, Any]) -> None:
    assert (await adjusts(ward, DEAN, **facts)).status_code == 422


async def test_how_long_a_reason_is_at_least_is_the_regions_own(ward: Ward) -> None:
    assert await ward.leave.rules(DEAN, "leave.refusal_min_chars", 5, of="NTH") == 204

    assert (await adjusts(ward, DEAN, reason="Strike.")).status_code == 201


async def test_professional_leave_with_a_limit_is_adjusted_by_itself(ward: Ward) -> None:
    following = a_placement(ward.doctor.person_id, start=date(2027, 8, 4), end=date(2028, 8, 1))
    await ward.leave.hears(announced(following))
    assert await ward.leave.rules(DEAN, "leave.professional_days", 5, of="NTH") == 204

    assert (await adjusts(ward, DEAN, on="2027-09-01", type="professional", days=2)).status_code == 201

    found = (await entitled(ward.leave, ward.doctor, on="2027-09-01"))["accounts"]
    assert [(each["type"], each["total"], each["adjusted"]) for each in found] == [
        ("study", 30, 0),
        ("professional", 7, 2),
    ]


async def test_where_placements_earn_less_later_nothing_is_left_and_no_total_is_below_nothing(ward: Ward) -> None:
    assert (await adjusts(ward, DEAN, days=-15)).status_code == 201
    shorter = ward.placement.model_copy(update={"end": date(2026, 12, 1)})
    await ward.leave.hears(changed(shorter, DateChange(field="end", old=ward.placement.end, new=shorter.end)))

    account = await study(ward.leave, ward.doctor)
    too_few = await adjusts(ward, DEAN, days=3)

    assert (account["total"], account["adjusted"], account["left"]) == (0, -15, 0)
    assert slug(too_few) == (409, "changes-too-little")
    assert len(await ward.leave.said(EntitlementAdjusted)) == 1
    assert (await study(ward.leave, ward.doctor))["adjusted"] == -15
    assert (await adjusts(ward, DEAN, days=15)).status_code == 201
    assert (await study(ward.leave, ward.doctor))["total"] > 0


async def carries(ward: Ward, days: int) -> None:
    """A year that follows at the same place, into which what is left of the first is carried."""
    following = a_placement(ward.doctor.person_id, grade="ST3", start=date(2027, 8, 4), end=date(2028, 8, 1))
    await ward.leave.hears(announced(following))
    assert await ward.leave.rules(DEAN, "leave.carried_days", days, of="NTH") == 204


async def test_no_year_is_cut_of_days_that_were_carried_into_it(ward: Ward) -> None:
    """Of 45 days 15 are the year's before: no more than 30 are there to be cut."""
    await carries(ward, 15)

    too_many = await adjusts(ward, DEAN, on="2027-09-01", days=-31)

    assert slug(too_many) == (409, "changes-too-little")
    assert too_many.json()["detail"] == "Only 30 days of this leave year can go: the others are carried into it."
    assert await ward.leave.said(EntitlementAdjusted) == []
    assert (await adjusts(ward, DEAN, on="2027-09-01", days=-30)).status_code == 201


async def test_no_year_is_cut_of_days_that_are_carried_into_the_next_and_taken_there(ward: Ward) -> None:
    """Of 45 days, 15 of them carried, 43 are agreed: 2 can go of the year they come from."""
    await carries(ward, 15)
    leave_id = await ward.asks(first_day="2027-09-01", last_day="2027-10-29")
    for desk in (ward.coordinator, ward.tpd):
        assert (await ward.post(desk, f"/{leave_id}/approval")).status_code == 204
    assert (await study(ward.leave, ward.doctor, on="2027-09-01"))["booked"] == 43

    too_many = await adjusts(ward, DEAN, days=-2.5)

    assert slug(too_many) == (409, "days-used")
    assert too_many.json()["detail"] == (
        "0.5 days too many: what is carried into the leave year that begins on 4 August 2027 is taken or agreed there."
    )
    assert await ward.leave.said(EntitlementAdjusted) == []
    assert (await adjusts(ward, DEAN, days=-2)).status_code == 201
