"""A doctor reads what leave they have; a request beyond it is warned of or asked of the employer too, never refused."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import httpx
import pytest

from contracts import Actor, Grant
from contracts.registry import DateChange, OrganisationRegistered
from contracts.vocabulary import OrganisationKind, Role
from tests.services.deaneries import a_deanery
from tests.services.driver import Driver, an_actor
from tests.services.leave.conftest import REQUEST, Ward
from tests.services.leave.stories import a_doctor, a_placement, announced, at_another_wte, changed

LOCAL = {"f1": 15, "f2": 30, "gp": 30, "other": 30, "local": 10}
DAYS = {"first_day": "2027-02-01", "last_day": "2027-02-19"}
MIDYEAR = datetime(2027, 2, 3, 9, tzinfo=UTC)


async def entitled(leave: Driver, actor: Actor, **params: str) -> dict[str, Any]:
    async with leave.http(actor) as http:
        answer = await http.get("/api/leave/entitlement", params=params)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def study(leave: Driver, actor: Actor, **params: str) -> dict[str, Any]:
    accounts: list[dict[str, Any]] = (await entitled(leave, actor, **params))["accounts"]
    return next(each for each in accounts if each["type"] == "study")


async def set_rule(leave: Driver, actor: Actor, name: str, **body: Any) -> httpx.Response:
    async with leave.http(actor) as http:
        return await http.put(f"/api/leave/rules/{name}", json={"reason": "agreed", **body})


async def test_an_f2_reads_total_teaching_taken_booked_asked_and_left(ward: Ward) -> None:
    await ward.has_approved()
    await ward.asks(first_day="2027-02-04", last_day="2027-02-04", until_midday=True)
    ward.leave.clock.set(datetime(2027, 1, 25, 9, tzinfo=UTC))

    found = await entitled(ward.leave, ward.doctor)

    assert (found["first_day"], found["last_day"]) == ("2026-08-05", "2027-08-03")
    assert [part["stage"] for part in found["parts"]] == ["f2"]
    account = found["accounts"][0]
    assert account == {
        "type": "study",
        "total": 30,
        "adjusted": 0,
        "adjustments": [],
        "reserved": 15,
        "lent": 0,
        "carried": 0,
        "taken": 2,
        "booked": 0,
        "asked": 0.5,
        "borrowed": 0,
        "left": 13,
    }


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31", "tomorrow"])
async def test_a_day_of_no_leave_year_is_sent_back(ward: Ward, on: str) -> None:
    async with ward.leave.http(ward.doctor) as http:
        assert (await http.get("/api/leave/entitlement", params={"on": on})).status_code == 422


async def test_refused_and_withdrawn_leave_takes_nothing(ward: Ward) -> None:
    leave_id = await ward.asks()
    await ward.post(ward.doctor, f"/{leave_id}/withdrawal")

    account = await study(ward.leave, ward.doctor)

    assert (account["asked"], account["left"]) == (0, 15)


async def test_next_years_days_are_read_by_naming_a_day_of_it(ward: Ward) -> None:
    following = a_placement(ward.doctor.person_id, grade="ST3", start=date(2027, 8, 4), end=date(2028, 2, 1))
    await ward.leave.hears(announced(following))

    account = await study(ward.leave, ward.doctor, on="2027-10-01")

    assert (account["total"], account["reserved"]) == (15, 0)


async def test_a_part_time_registrar_whose_hours_rise_midyear_has_the_sum_of_both(leave: Driver) -> None:
    doctor = a_doctor()
    first = a_placement(doctor.person_id, grade="ST5", wte=Decimal("0.6"), end=date(2027, 2, 2))
    second = a_placement(doctor.person_id, grade="ST5", wte=Decimal("0.8"), start=date(2027, 2, 3))
    await leave.hears(announced(first), announced(second))

    assert (await study(leave, doctor))["total"] == 21


async def test_hours_that_rise_midyear_inside_one_placement_are_earned_as_the_sum_of_both(leave: Driver) -> None:
    doctor = a_doctor()
    placement = a_placement(doctor.person_id, grade="ST5", wte=Decimal("0.6"))
    rise = at_another_wte(placement, "0.8", at=MIDYEAR)
    await leave.hears(announced(placement))

    (stamp,) = await leave.hears(rise)
    await leave.hears(rise, stamp=stamp)

    assert (await study(leave, doctor))["total"] == 21
    parts = (await entitled(leave, doctor))["parts"]
    assert [(part["first_day"], part["last_day"], Decimal(part["wte"])) for part in parts] == [
        ("2026-08-05", "2027-02-02", Decimal("0.6")),
        ("2027-02-03", "2027-08-03", Decimal("0.8")),
    ]


async def test_hours_that_change_twice_are_kept_whether_they_are_heard_of_at_once_or_not(leave: Driver) -> None:
    at_once, apart = a_doctor(), a_doctor()
    for doctor in (at_once, apart):
        first = a_placement(doctor.person_id, grade="ST5", wte=Decimal("0.6"))
        second = at_another_wte(first, "0.8", at=MIDYEAR)
        third = at_another_wte(second.placement, "1", at=MIDYEAR + timedelta(days=91))
        batches = [[announced(first), second, third]] if doctor is at_once else [[announced(first)], [second], [third]]
        for batch in batches:
            await leave.hears(*batch)

    assert (await study(leave, at_once))["total"] == (await study(leave, apart))["total"] == 22.5


async def test_hours_put_right_before_a_placement_begins_hold_from_its_first_day(leave: Driver) -> None:
    doctor = a_doctor()
    placement = a_placement(doctor.person_id, grade="ST5", wte=Decimal("0.6"))

    await leave.hears(announced(placement), at_another_wte(placement, "0.8", at=datetime(2026, 7, 1, 9, tzinfo=UTC)))

    assert (await study(leave, doctor))["total"] == 24


async def test_tasters_of_an_f1_are_borrowed_and_gone_from_the_f2_year(leave: Driver, ward: Ward) -> None:
    doctor = a_doctor()
    first = a_placement(doctor.person_id, grade="Foundation Year 1")
    second = a_placement(doctor.person_id, grade="FOUNDATION YEAR 2", start=date(2027, 8, 4), end=date(2028, 8, 1))
    await leave.hears(announced(first), announced(second))
    async with leave.http(doctor) as http:
        asked = await http.post("/api/leave/requests", json=REQUEST | {"purpose": "taster"})
    assert asked.json()["warnings"] == []
    for desk in (ward.coordinator, ward.tpd):
        assert (await ward.post(desk, f"/{asked.json()['id']}/approval")).status_code == 204

    this_year, next_year = await study(leave, doctor), await study(leave, doctor, on="2027-09-01")

    assert (this_year["left"], this_year["borrowed"]) == (0, 2)
    assert (next_year["lent"], next_year["left"]) == (2, 13)


async def test_what_goes_beyond_is_warned_of_and_waits_all_the_same(ward: Ward) -> None:
    asked = await ward.post(ward.doctor, "", REQUEST | DAYS | {"last_day": "2027-02-22"})

    assert asked.status_code == 201
    assert asked.json()["days"] == 16
    assert asked.json()["warnings"] == ["1 day beyond your entitlement, so it may be refused."]


async def test_what_goes_beyond_and_is_required_is_asked_of_the_employer_too(ward: Ward) -> None:
    await ward.asks(**DAYS)
    asked = await ward.post(
        ward.doctor,
        "",
        REQUEST | {"first_day": "2027-03-01", "last_day": "2027-03-02", "purpose": "curriculum_required"},
    )

    assert [step["role"] for step in asked.json()["steps"]] == ["rota_coordinator", "dme"]
    assert "because the curriculum requires it" in asked.json()["warnings"][0]
    seen = (await ward.get(ward.doctor, f"/{asked.json()['id']}")).json()
    assert (seen["additional_days"], seen["purpose"]) == (2, "curriculum_required")


async def test_mandatory_training_uses_no_study_leave(ward: Ward) -> None:
    asked = await ward.post(ward.doctor, "", REQUEST | {"purpose": "mandatory_training"})

    assert "never uses your study leave" in asked.json()["warnings"][0]
    assert (await study(ward.leave, ward.doctor))["asked"] == 0


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"purpose": "private_study", "exam_on": "2027-04-01", "last_day": "2027-01-28"}, "private study for one exam"),
        ({"purpose": "taster", "last_day": "2027-01-28"}, "tasters in one placement"),
    ],
)
async def test_more_than_is_usual_is_warned_of(ward: Ward, facts: dict[str, Any], said: str) -> None:
    asked = await ward.post(ward.doctor, "", REQUEST | facts)

    assert [said in each for each in asked.json()["warnings"]] == [True]


async def test_private_study_that_is_over_counts_towards_the_same_exam_and_no_other(ward: Ward) -> None:
    study = {"purpose": "private_study", "exam_on": "2027-06-01"}
    await ward.asks(**study, first_day="2027-01-25", last_day="2027-01-29")
    ward.leave.clock.set(datetime(2027, 2, 15, 9, tzinfo=UTC))

    same, other = [
        await ward.post(ward.doctor, "", REQUEST | study | {"first_day": day, "last_day": day} | exam)
        for day, exam in (("2027-05-20", {}), ("2027-05-21", {"exam_on": "2027-06-08"}))
    ]

    assert same.json()["warnings"] == [
        "This makes 6 days of private study for one exam; 5 days is usual, so it may be refused."
    ]
    assert other.json()["warnings"] == []


async def test_whoever_is_employed_locally_has_what_their_trust_set(leave: Driver) -> None:
    doctor, director = a_doctor(), an_actor(Grant(Role.DME, "R0B"))
    await leave.hears(announced(a_placement(doctor.person_id, programme=None, start=date(2026, 11, 23))))
    assert (await study(leave, doctor, on="2026-12-01"))["total"] is None

    elsewhere = await set_rule(leave, director, "leave.study_days", of="RXX", valid_from="2026-11-22", value=LOCAL)
    here = await set_rule(leave, director, "leave.study_days", of="R0B", valid_from="2026-11-22", value=LOCAL)

    assert (elsewhere.status_code, here.status_code) == (403, 204)
    assert (await study(leave, doctor, on="2026-12-01"))["total"] == 7


async def test_a_regions_policy_holds_from_the_start_of_the_placement_that_lies_in_it(leave: Driver) -> None:
    doctor, dean = a_doctor(), an_actor(Grant(Role.DEAN, "WES"))
    await leave.hears(a_deanery("NTH", "R0B"), a_deanery("WES", "RXX"))
    await leave.hears(
        announced(a_placement(doctor.person_id, grade="ST5", end=date(2027, 2, 2))),
        announced(a_placement(doctor.person_id, grade="ST5", host="RXX", start=date(2027, 2, 3))),
    )
    generous = LOCAL | {"other": 40}

    answer = await set_rule(leave, dean, "leave.study_days", of="WES", valid_from="2026-12-01", value=generous)

    assert answer.status_code == 204
    assert (await study(leave, doctor))["total"] == 35
    parts = (await entitled(leave, doctor))["parts"]
    assert [(part["trust"], part["days_a_year"]) for part in parts] == [("R0B", 30), ("RXX", 40)]


async def test_an_open_request_stays_when_its_doctor_moves_to_another_region_whose_policy_holds_from_then_on(
    ward: Ward,
) -> None:
    """Notice of 90 days in the region where the next placement lies (R26)."""
    leave_id, dean = await ward.asks(), an_actor(Grant(Role.DEAN, "WES"))
    await ward.leave.hears(a_deanery("NTH", "R0B"), a_deanery("WES", "RXX"))
    await set_rule(ward.leave, dean, "leave.notice_days", of="WES", valid_from="2026-11-22", value=90)
    shorter = ward.placement.model_copy(update={"end": date(2027, 2, 2)})
    following = a_placement(ward.doctor.person_id, host="RXX", start=date(2027, 2, 3), end=date(2027, 8, 3))
    cut = DateChange(field="end", old=ward.placement.end, new=shorter.end)
    await ward.leave.hears(changed(shorter, cut), announced(following))

    before, after = [
        await ward.post(ward.doctor, "", REQUEST | {"first_day": day, "last_day": day})
        for day in ("2027-01-28", "2027-02-04")
    ]

    assert (await ward.get(ward.doctor, f"/{leave_id}")).json()["trust"] == "R0B"
    assert leave_id in await ward.waiting_for(ward.coordinator)
    assert (before.status_code, after.status_code) == (201, 422)
    assert after.json()["type"].endswith("short-notice-unexplained")


async def test_a_trust_cannot_take_from_what_the_region_grants_its_trainees(ward: Ward) -> None:
    less = LOCAL | {"f2": 1}
    await set_rule(ward.leave, ward.director, "leave.study_days", of="R0B", valid_from="2026-11-22", value=less)

    assert (await study(ward.leave, ward.doctor))["total"] == 30


async def test_a_deanery_that_lists_no_trusts_sets_the_notice_of_its_whole_region(ward: Ward) -> None:
    trust = OrganisationRegistered(code="R0B", kind=OrganisationKind.TRUST, name="A trust", region="Y63")
    await ward.leave.hears(trust, a_deanery("NTH", region="Y63"))
    dean = an_actor(Grant(Role.DEAN, "NTH"))
    await set_rule(ward.leave, dean, "leave.notice_days", of="NTH", valid_from="2026-11-22", value=70)

    answer = await ward.post(ward.doctor, "", REQUEST)

    assert answer.json()["type"].endswith("short-notice-unexplained")


async def test_a_request_over_the_changeover_is_asked_for_at_each_placement(ward: Ward) -> None:
    following = a_placement(ward.doctor.person_id, host="RXX", start=date(2027, 8, 4), end=date(2028, 8, 1))
    await ward.leave.hears(announced(following))

    asked = (await ward.post(ward.doctor, "", REQUEST | {"first_day": "2027-08-03", "last_day": "2027-08-05"})).json()

    (further,) = asked["further"]
    assert (asked["days"], further["days"], further["first_day"]) == (1, 2, "2027-08-04")
    seen = [(await ward.get(ward.doctor, f"/{each}")).json() for each in (asked["id"], further["id"])]
    assert [each["trust"] for each in seen] == ["R0B", "RXX"]
    assert (await study(ward.leave, ward.doctor))["asked"] == 1
    assert (await study(ward.leave, ward.doctor, on="2027-08-04"))["asked"] == 2
