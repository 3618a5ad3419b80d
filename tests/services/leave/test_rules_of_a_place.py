"""A region's own rules for protected time judge its own trusts, and nobody else's (R38, R41, R46, R48, R49)."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from contracts import Actor, Grant
from contracts.leave import CapacityPublished, LeaveApproved, LeaveStepDecided, ProtectedTimeCounted, SdtScheduled
from contracts.vocabulary import Role
from services.leave import store
from tests.services.deaneries import a_dean, a_deanery
from tests.services.driver import Driver, an_actor
from tests.services.leave.conftest import Ward
from tests.services.leave.stories import a_doctor, a_placement, announced
from tests.services.leave.test_counting_lost_time import department, report
from tests.services.leave.test_entitlement import LOCAL
from tests.services.leave.test_lost_time import REPORT

HOURS = {"f1": 2, "f2": 2, "core": 2, "higher": 4, "gp": 0, "other": 0}
"""As Kent, Surrey and Sussex has them."""


@pytest.fixture
async def ward(ward: Ward) -> Ward:
    """NTH answers for R0B, where the doctor is, and WES for RXX."""
    await ward.leave.hears(a_deanery("NTH", "R0B"), a_deanery("WES", "RXX"))
    return ward


async def gets(ward: Ward, who: Actor, path: str) -> Any:
    async with ward.leave.http(who) as http:
        answer = await http.get(f"/api/leave/{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def sets(ward: Ward, deanery: str, name: str, value: Any) -> None:
    assert await ward.leave.rules(a_dean(deanery), name, value, of=deanery) == 204


@pytest.mark.parametrize(
    ("grade", "wte", "here", "there"),
    [
        ("CT1", "1", 120, 0),
        ("Core Training Year 3", "0.5", 60, 0),
        ("ST5", "0.8", 192, 0),
        ("Specialty Training Year 4", "1", 240, 0),
        ("F2", "1", 120, 120),
        ("GPST2", "1", 0, 0),
        ("Consultant", "1", 0, 0),
    ],
)
async def test_a_region_sets_hours_of_every_grade_for_its_own_trusts(
    ward: Ward, grade: str, wte: str, here: int, there: int
) -> None:
    await sets(ward, "NTH", "sdt.hours_per_week", HOURS)
    doctor = a_doctor()
    spells = [a_placement(doctor.person_id, host=host, grade=grade, wte=Decimal(wte)) for host in ("R0B", "RXX")]
    await ward.leave.hears(*map(announced, spells))

    items = (await gets(ward, doctor, "self-development"))["items"]

    assert {item["trust"]: item["required_per_week"] for item in items} == {"R0B": here, "RXX": there}


async def test_what_is_scheduled_is_judged_by_the_regions_hours(ward: Ward) -> None:
    await sets(ward, "NTH", "sdt.hours_per_week", HOURS | {"f2": 3})
    body = {"minutes_per_week": 120, "in_work_schedule": True}
    async with ward.leave.http(ward.coordinator) as http:
        await http.put(f"/api/leave/self-development/{ward.placement.placement_id}", json=body)

    [said] = await ward.leave.said(SdtScheduled)
    assert (said.minutes_per_week, said.required_per_week) == (120, 180)


async def test_what_the_time_is_for_is_a_list_of_the_region_where_one_is_or_goes_next(ward: Ward) -> None:
    """R39."""
    elsewhere, nowhere, coming = a_doctor(), a_doctor(), a_doctor()
    await ward.leave.hears(
        announced(a_placement(elsewhere.person_id, host="RXX")),
        announced(a_placement(coming.person_id, start=date(2027, 2, 3))),
    )
    everybodys = (await gets(ward, ward.doctor, "self-development"))["uses"]

    await sets(ward, "NTH", "sdt.uses", ["Quality improvement", "Shadowing"])

    found = [(await gets(ward, who, "self-development"))["uses"] for who in (ward.doctor, coming, elsewhere, nowhere)]
    assert len(everybodys) == 8
    assert found == [["Quality improvement", "Shadowing"]] * 2 + [everybodys] * 2
    assert await ward.leave.rules(a_dean("NTH"), "sdt.uses", "Anything", of="NTH") == 422


async def test_hours_keep_their_stages(ward: Ward) -> None:
    for value in ({"F1": 2}, {**HOURS, "ST5": 4}, {**HOURS, "core": "two"}):
        assert await ward.leave.rules(a_dean("NTH"), "sdt.hours_per_week", value, of="NTH") == 422


async def test_a_region_sets_how_long_lost_time_may_be_reported_and_how_soon_it_is_answered(ward: Ward) -> None:
    for deanery, days in (("NTH", 14), ("WES", 1)):
        await sets(ward, deanery, "lost_time.report_within_days", days)
        await sets(ward, deanery, "lost_time.acknowledge_within_days", days // 7)
        await sets(ward, deanery, "lost_time.resolve_within_days", days)

    async with ward.leave.http(ward.doctor) as http:
        late = await http.post("/api/leave/lost-time", json=REPORT | {"session_on": "2026-11-07"})
        said = (await http.post("/api/leave/lost-time", json=REPORT | {"session_on": "2026-11-08"})).json()

    assert (late.status_code, late.json()["type"].rpartition("/")[2]) == (422, "reported-too-late")
    assert (await gets(ward, ward.doctor, "lost-time/form"))["earliest"] == "2026-11-08"
    assert datetime.fromisoformat(said["acknowledge_by"]) == datetime(2026, 11, 24, 23, 59, tzinfo=UTC)
    assert datetime.fromisoformat(said["resolve_by"]) == datetime(2026, 12, 6, 23, 59, tzinfo=UTC)


async def test_a_region_sets_how_soon_its_employers_give_access(ward: Ward) -> None:
    await sets(ward, "NTH", "lost_time.access_within_days", 14)
    await ward.leave.hears(announced(a_placement(ward.doctor.person_id, host="RXX")))

    items = (await gets(ward, ward.doctor, "exception-access"))["items"]

    assert {item["trust"]: item["due_on"] for item in items} == {"R0B": "2026-08-19", "RXX": "2026-08-12"}


@pytest.mark.parametrize(("of", "parts"), [("NTH", 1), ("R0B", 1), ("WES", 0)])
async def test_below_how_many_nothing_is_counted_is_set_of_a_place_by_operators_alone(
    leave: Driver, of: str, parts: int
) -> None:
    await leave.hears(a_deanery("NTH", "R0B"), a_deanery("WES", "RXX"))
    operator = an_actor(Grant(Role.OPERATOR))
    for name, value in (("lost_time.fewest_reporters", 3), ("lost_time.resolve_within_days", 7)):
        assert await leave.rules(operator, name, value, of=of) == 204
    assert await leave.rules(a_dean("NTH"), "lost_time.fewest_reporters", 1, of="NTH") == 403
    await report(leave, *(await department(leave, "General surgery", 12))[:3])

    leave.clock.set(datetime(2026, 12, 8, 9, tzinfo=UTC))
    await leave.run_job("count lost time")

    assert len(await leave.said(ProtectedTimeCounted)) == parts


async def test_a_month_is_not_counted_while_a_report_has_the_days_it_was_promised(leave: Driver) -> None:
    """Who lowers the rule closes no month before its time: it is counted once, for ever (R46)."""
    await report(leave, *(await department(leave, "General surgery", 12))[:6])
    assert await leave.rules(an_actor(Grant(Role.OPERATOR)), "lost_time.resolve_within_days", 7, of="") == 204

    counts = []
    for today in (datetime(2026, 12, 20, 9, tzinfo=UTC), datetime(2026, 12, 21, 9, tzinfo=UTC)):
        leave.clock.set(today)
        await leave.run_job("count lost time")
        counts.append(len(await leave.said(ProtectedTimeCounted)))

    assert counts == [0, 1]


async def test_what_is_late_is_judged_by_the_day_that_the_regions_rule_gave(ward: Ward) -> None:
    """Said with the fact: who counts it keeps no threshold of their own (R15, R32)."""
    await sets(ward, "NTH", "leave.decide_within_days", 10)
    await sets(ward, "NTH", "leave.capacity_ahead_days", 70)
    await ward.has_approved()
    doctor = a_doctor()
    await ward.leave.hears(announced(a_placement(doctor.person_id, specialty="General Surgery")))
    calendar = {"trust": "R0B", "department": "General Surgery", "most_away": 1}
    async with ward.leave.http(ward.coordinator) as http:
        path, days = "/api/leave/capacity", {"first_day": "2027-02-03", "last_day": "2027-04-06"}
        capacity_id = (await http.post(path, json={**calendar, **days})).json()["id"]
        await sets(ward, "NTH", "leave.capacity_ahead_days", 7)
        await http.put(f"{path}/{capacity_id}", json={"most_away": 2, **days})

    decided = await ward.leave.said(LeaveStepDecided, LeaveApproved)
    assert [one.due_on for one in decided] == [date(2026, 12, 2), date(2026, 12, 2)]
    published = await ward.leave.said(CapacityPublished)
    assert [one.publish_by for one in published] == [date(2026, 11, 25), date(2027, 1, 27)], "by the rule of its day"


async def test_a_deanery_that_is_heard_of_answers_at_once_for_who_has_asked_before(leave: Driver) -> None:
    today = date(2026, 11, 22)
    async with leave.begin() as work:
        assert await store.deaneries_of(work, ["R0B"], on=today) == {}
        await store.keep_organisations(work, [a_deanery("NTH", "R0B")])

        assert await store.deaneries_of(work, ["R0B"], on=today) == {"R0B": "NTH"}


async def test_what_is_read_at_no_place_is_set_for_everybody(ward: Ward) -> None:
    operator = an_actor(Grant(Role.OPERATOR))

    assert await ward.leave.rules(operator, "notices.least_delay_seconds", 30, of="NTH") == 422
    assert await ward.leave.rules(operator, "notices.least_delay_seconds", 30, of="") == 204


async def test_an_auditor_of_a_deanery_reads_what_was_done_at_the_trusts_that_it_answers_for(ward: Ward) -> None:
    director = an_actor(Grant(Role.DME, "R0B"))
    assert await ward.leave.rules(director, "leave.study_days", LOCAL, of="R0B") == 204

    read = {
        at: [deed["place"] for deed in await gets(ward, an_actor(Grant(Role.AUDITOR, at)), "operator/deeds")]
        for at in ("R0B", "NTH", "WES", "RXX")
    }

    assert read == {"R0B": ["R0B"], "NTH": ["R0B"], "WES": [], "RXX": []}
