"""Which desks a request passes is what its programme and deanery have set, from a day on."""

from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest

from contracts import Actor, Grant
from contracts.registry import OrganisationRegistered
from contracts.vocabulary import AppointmentScope, OrganisationKind, Role
from tests.services.driver import an_actor
from tests.services.leave.conftest import REQUEST, Ward
from tests.services.leave.stories import a_placement, announced, made

DEAN = an_actor(Grant(Role.DEAN, "NTH"))
MEDED = an_actor(Grant(Role.MEDED_ADMIN, "R0B"))
REQUIRED = {"purpose": "curriculum_required"}


@pytest.fixture(autouse=True)
async def deanery(ward: Ward) -> None:
    known = OrganisationRegistered(
        code="NTH", kind=OrganisationKind.DEANERY, name="A deanery", region="Y63", trusts=("R0B",)
    )
    await ward.leave.hears(known, *made(DEAN, scope=AppointmentScope.DEANERY))


async def set_rule(ward: Ward, actor: Actor, name: str, of: str, value: Any) -> httpx.Response:
    body = {"of": of, "valid_from": "2026-11-22", "value": value, "reason": "agreed with the schools"}
    async with ward.leave.http(actor) as http:
        return await http.put(f"/api/leave/rules/{name}", json=body)


async def desks(ward: Ward, **facts: Any) -> list[str]:
    asked = await ward.post(ward.doctor, "", REQUEST | facts)
    assert asked.status_code == 201, asked.text
    return [step["role"] for step in asked.json()["steps"]]


async def test_what_is_on_the_list_of_the_programme_needs_release_only(ward: Ward) -> None:
    assert await desks(ward, **REQUIRED) == ["rota_coordinator"]
    assert await desks(ward) == ["rota_coordinator", "tpd"]

    stages = {stage: ["discretionary"] for stage in ("f1", "f2", "gp", "other", "local")}
    assert (await set_rule(ward, ward.tpd, "leave.standard_purposes", "NTH001", stages)).status_code == 204
    assert (await set_rule(ward, ward.tpd, "leave.standard_purposes", "NTH002", stages)).status_code == 403

    assert await desks(ward) == ["rota_coordinator"]
    assert await desks(ward, **REQUIRED) == ["rota_coordinator", "tpd"]


async def test_where_a_programme_keeps_a_list_only_what_is_on_it_needs_release_only(ward: Ward) -> None:
    """Of this grade's stage, however it is spelt; what is asked is told before (R12, R13)."""
    stages: dict[str, list[str]] = {stage: [] for stage in ("f1", "f2", "gp", "other", "local")}
    lists = stages | {"f2": ["Advanced  life support"], "gp": ["Leading people"]}
    assert (await set_rule(ward, ward.tpd, "leave.standard_activities", "NTH001", lists)).status_code == 204
    assert (await set_rule(ward, ward.tpd, "leave.standard_activities", "NTH002", lists)).status_code == 403
    another = REQUEST | REQUIRED | {"activity": "Leading people"}

    checked = await ward.post(ward.doctor, "/check", another)

    assert [each for each in checked.json()["warnings"] if "on the list of courses agreed beforehand" in each]
    assert await desks(ward, **REQUIRED, activity="Leading people") == ["rota_coordinator", "tpd"]
    assert await desks(ward, **REQUIRED, activity="advanced Life Support ") == ["rota_coordinator"]
    assert await desks(ward, activity="Advanced life support") == ["rota_coordinator", "tpd"], "by purpose too"

    async def listed() -> Any:
        async with ward.leave.http(ward.doctor) as http:
            [asked_at] = (await http.get("/api/leave/form")).json()["items"]
        return asked_at["listed"]

    assert await listed() == ["Advanced  life support"]
    assert (await set_rule(ward, ward.tpd, "leave.programme_office", "NTH001", ["f2"])).status_code == 204
    assert await listed() == [], "the programme is asked about each of them"
    assert (await set_rule(ward, ward.tpd, "leave.programme_office", "NTH001", [])).status_code == 204
    standard = {stage: ["curriculum_required"] for stage in stages} | {"f2": []}
    assert (await set_rule(ward, ward.tpd, "leave.standard_purposes", "NTH001", standard)).status_code == 204
    assert await listed() == [], "it is asked about every course, whatever it is for"


async def test_costly_leave_and_leave_abroad_go_to_the_dean(ward: Ward) -> None:
    assert await desks(ward, cost=1200) == ["rota_coordinator", "tpd", "dean"]
    assert await desks(ward, international=True) == ["rota_coordinator", "tpd", "dean"]

    await set_rule(ward, DEAN, "leave.cost_above", "NTH", 1500)
    await set_rule(ward, DEAN, "leave.cost_first", "NTH", value=True)

    assert await desks(ward, cost="1500.00") == ["rota_coordinator", "tpd"]
    assert await desks(ward, cost="1500.01") == ["dean", "rota_coordinator", "tpd"]


async def test_the_dean_decides_last_and_then_it_is_approved(ward: Ward) -> None:
    leave_id = await ward.asks(international=True)

    for desk in (ward.coordinator, ward.tpd, DEAN):
        assert await ward.waiting_for(desk) == [leave_id]
        assert (await ward.post(desk, f"/{leave_id}/approval")).status_code == 204

    assert (await ward.get(ward.doctor, f"/{leave_id}")).json()["status"] == "approved"


async def test_a_second_time_abroad_in_one_leave_year_is_warned_of(ward: Ward) -> None:
    await ward.asks(international=True)

    again = REQUEST | {"first_day": "2027-02-04", "last_day": "2027-02-04", "international": True}
    asked = await ward.post(ward.doctor, "", again)

    assert "abroad in this leave year before" in asked.json()["warnings"][0]


async def test_a_time_abroad_that_is_over_is_the_first_of_its_leave_year_and_of_no_other(ward: Ward) -> None:
    following = a_placement(ward.doctor.person_id, start=date(2027, 8, 4), end=date(2028, 8, 1))
    await ward.leave.hears(announced(following))
    await ward.asks(international=True)
    ward.leave.clock.set(datetime(2027, 3, 1, 9, tzinfo=UTC))

    again, next_year = [
        await ward.post(
            ward.doctor, "", REQUEST | REQUIRED | {"first_day": day, "last_day": day, "international": True}
        )
        for day in ("2027-05-06", "2027-09-09")
    ]

    assert ["abroad in this leave year before" in each for each in again.json()["warnings"]] == [True]
    assert next_year.json()["warnings"] == []


async def test_leave_abroad_that_the_curriculum_does_not_require_comes_after_what_it_does(ward: Ward) -> None:
    """A norm: the doctor is warned and nothing is refused; a region that has it otherwise says so (R14)."""
    first = {"international": True, "first_day": "2027-02-04", "last_day": "2027-02-04"}

    async def is_warned(**facts: Any) -> bool:
        checked = await ward.post(ward.doctor, "/check", REQUEST | first | facts)
        assert checked.status_code == 200
        return any("comes after what your curriculum requires" in each for each in checked.json()["warnings"])

    assert await is_warned()
    assert not await is_warned(**REQUIRED)
    assert not await is_warned(international=False)
    assert not await is_warned(type="professional", purpose="professional_duty")
    name = "leave.international_curriculum_first"
    assert (await set_rule(ward, DEAN, name, "NTH", value=False)).status_code == 204
    assert not await is_warned()


async def test_of_leave_abroad_whoever_decides_reads_how_often_and_that_the_curriculum_comes_first(ward: Ward) -> None:
    """As its doctor does, but not who only helps; what is in another leave year does not count (R14)."""
    following = a_placement(ward.doctor.person_id, start=date(2027, 8, 4), end=date(2028, 8, 1))
    await ward.leave.hears(announced(following), *made(MEDED))
    for day in ("2027-02-04", "2027-09-09"):
        await ward.asks(international=True, first_day=day, last_day=day)
    leave_id, here = await ward.asks(international=True), await ward.asks(first_day="2027-03-04", last_day="2027-03-04")

    async def reads(who: Actor, which: Any = leave_id) -> Any:
        return (await ward.get(who, f"/{which}")).json()["abroad"]

    minded = {"others": 1, "usual": 1, "curriculum_first": True}
    assert await reads(ward.coordinator) == await reads(ward.doctor) == minded
    assert await reads(MEDED) is None
    assert await reads(ward.coordinator, here) is None


async def test_one_journey_abroad_over_a_changeover_is_one_event(ward: Ward) -> None:
    """Its days are two requests (R10), and one journey (R14)."""
    following = a_placement(ward.doctor.person_id, start=date(2027, 8, 4), end=date(2028, 8, 1))
    await ward.leave.hears(announced(following))
    asked = await ward.post(
        ward.doctor, "", REQUEST | {"international": True, "first_day": "2027-08-03", "last_day": "2027-08-04"}
    )
    assert asked.status_code == 201, asked.text
    mine = (await ward.get(ward.doctor)).json()["items"]
    assert len(mine) == 2

    others = [(await ward.get(ward.doctor, f"/{each['id']}")).json()["abroad"]["others"] for each in mine]

    assert others == [0, 0]


async def test_what_the_region_has_agreed_first_is_declared_or_the_request_comes_back(ward: Ward) -> None:
    await set_rule(ward, DEAN, "leave.declarations", "NTH", ["supervisor_agrees", "rota_agrees"])

    without = await ward.post(ward.doctor, "", REQUEST | {"rota_agrees": True})
    declared = REQUEST | {"rota_agrees": True, "supervisor_agrees": True}

    assert (without.status_code, without.json()["field"]) == (422, "supervisor_agrees")
    assert (await ward.post(ward.doctor, "", declared)).status_code == 201
