"""A department's calendar: published before its roster, against the study leave of its doctors, and never a refusal."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import httpx
import pytest

from contracts import Actor, Grant
from contracts.leave import CapacityPublished
from contracts.vocabulary import Role
from tests.services.driver import Driver, an_actor
from tests.services.leave.conftest import REQUEST, Ward
from tests.services.leave.stories import a_coordinator, a_doctor, a_placement, a_tpd, announced, at_another_wte, made

SURGERY = {"trust": "R0B", "department": "General Surgery"}
SPRING = {"first_day": "2027-02-03", "last_day": "2027-08-03", "most_away": 1}
"""26 weeks, and four bank holidays in them: 126 working days."""
ASKED = {**REQUEST, "first_day": "2027-02-04", "last_day": "2027-02-05"}


async def surgeon(leave: Driver, **facts: Any) -> Actor:
    doctor = a_doctor()
    ordinary = {"specialty": "General Surgery", "grade": "Specialty Training Year 3"}
    await leave.hears(announced(a_placement(doctor.person_id, **(ordinary | facts))))
    return doctor


async def published(leave: Driver, by: Actor, **facts: Any) -> httpx.Response:
    async with leave.http(by) as http:
        return await http.post("/api/leave/capacity", json=SURGERY | SPRING | facts)


@pytest.mark.parametrize("role", [Role.ROTA_COORDINATOR, Role.MEDED_ADMIN, Role.DME])
async def test_what_the_doctors_are_owed_is_held_against_the_free_days(leave: Driver, role: Role) -> None:
    for _ in range(3):
        await surgeon(leave)
    await surgeon(leave, wte="0.6")
    await surgeon(leave, grade="Foundation Year 1")  # teaching takes all of it
    await surgeon(leave, specialty="Cardiology")
    await surgeon(leave, end=date(2027, 2, 2))
    by = an_actor(Grant(role, "R0B"))

    answer = (await published(leave, by, most_away=0, exceptions=[{"day": "2027-02-04", "most_away": 2}])).json()

    # half a leave year of 30 days each, and 0.6 of it; two free days
    assert (answer["doctors"], answer["days_owed"], answer["days_free"], answer["days_short"]) == (5, 54, 2, 52)
    assert answer["warnings"] == [
        (
            "These days earn the doctors placed here 54 days of study leave and can hold 2 days: 52 days too few. "
            "Let more be away on some days before the roster is made."
        )
    ]
    (said,) = await leave.said(CapacityPublished)
    assert said.publish_by == date(2026, 12, 23)
    assert (said.trust, said.department, said.doctors) == ("R0B", "General Surgery", 5)
    assert (said.half_days_owed, said.half_days_free) == (108, 4)
    assert (said.first_published_on, said.published_by) == (date(2026, 11, 22), by.person_id)


async def test_hours_that_rise_while_they_last_are_owed_from_then_on(leave: Driver) -> None:
    doctor = a_doctor()
    placement = a_placement(doctor.person_id, specialty="General Surgery", grade="ST3", wte=Decimal("0.6"))
    await leave.hears(announced(placement), at_another_wte(placement, "0.8", at=datetime(2027, 5, 5, tzinfo=UTC)))

    answer = (await published(leave, a_coordinator())).json()

    # a quarter of a leave year of 30 days at each
    assert answer["days_owed"] == 10.5


async def test_before_it_is_published_the_same_is_told_and_nothing_said(leave: Driver) -> None:
    await surgeon(leave)
    by, body = a_coordinator(), SURGERY | SPRING | {"most_away": 0}

    async with leave.http(by) as http:
        checked = await http.post("/api/leave/capacity/check", json=body)
        nobody = await http.post("/api/leave/capacity/check", json=body | {"department": "Orthopaedics"})
        known = (await http.get("/api/leave/capacity")).json()["items"]
    answer = (await published(leave, by, most_away=0)).json()

    assert checked.json() == {name: answer[name] for name in checked.json()}
    assert (checked.status_code, checked.json()["days_short"]) == (200, 15)
    assert nobody.json()["type"].endswith("nobody-placed")
    assert known == []
    assert len(await leave.said(CapacityPublished)) == 1


async def test_before_it_is_published_anew_too(leave: Driver) -> None:
    await surgeon(leave)
    by = a_coordinator()
    kept = (await published(leave, by)).json()
    path = f"/api/leave/capacity/{kept['id']}"

    async with leave.http(by) as http:
        checked = await http.post(f"{path}/check", json=SPRING | {"most_away": 0})
        late = await http.post(f"{path}/check", json=SPRING, headers={"If-Match": '"v7"'})
        moved = await http.post(f"{path}/check", json=SPRING | {"first_day": "2027-02-04"})
        now = (await http.get(path)).json()

    assert (checked.json()["days_free"], checked.json()["days_short"]) == (0, 15)
    assert (late.status_code, moved.status_code) == (412, 409)
    assert (now["version"], now["days_free"]) == (kept["version"], kept["days_free"])
    assert len(await leave.said(CapacityPublished)) == 1


async def test_where_it_fits_in_time_nothing_is_warned_of(leave: Driver) -> None:
    await surgeon(leave)

    answer = (await published(leave, a_coordinator())).json()

    assert (answer["days_owed"], answer["days_free"], answer["days_short"]) == (15, 126, 0)
    assert answer["warnings"] == []


async def test_after_the_roster_was_due_and_of_whom_nothing_is_set_it_says_so(leave: Driver) -> None:
    await surgeon(leave)
    await surgeon(leave, programme=None)

    answer = (await published(leave, a_coordinator(), first_day="2026-12-02", last_day="2027-02-02")).json()

    assert answer["warnings"] == [
        "Of 1 of the 2 doctors nobody has set how much study leave they have: none is counted.",
        "The roster of these days was due on 21 October 2026: publish the next calendar before its own is.",
    ]


async def test_a_day_is_in_one_calendar_of_a_department(leave: Driver) -> None:
    await surgeon(leave)
    await surgeon(leave, specialty="Cardiology")
    assert (await published(leave, a_coordinator())).status_code == 201

    again = await published(leave, a_coordinator(), first_day="2027-08-03", last_day="2027-08-03")
    elsewhere = await published(leave, a_coordinator(), department="Cardiology")

    assert (again.status_code, again.json()["title"]) == (
        409,
        "Another calendar of this department has some of these days",
    )
    assert elsewhere.status_code == 201
    assert len(await leave.said(CapacityPublished)) == 2


@pytest.mark.parametrize(
    ("facts", "slug"),
    [
        ({"last_day": "2027-02-02"}, "days-in-wrong-order"),
        ({"first_day": "2026-08-05", "last_day": "2026-11-21"}, "calendar-over"),
        ({"last_day": "2028-02-09"}, "calendar-too-long"),
        ({"exceptions": [{"day": "2027-02-06", "most_away": 0}]}, "not-its-day"),
        ({"department": "Orthopaedics"}, "nobody-placed"),
    ],
    ids=["order", "over", "long", "a Saturday", "nobody"],
)
async def test_what_cannot_be_published_says_why(leave: Driver, facts: dict[str, Any], slug: str) -> None:
    await surgeon(leave)

    answer = await published(leave, a_coordinator(), **facts)

    assert answer.status_code == 422
    assert answer.json()["type"].endswith(slug)
    assert await leave.said(CapacityPublished) == []


async def test_it_is_for_those_who_plan_there(leave: Driver) -> None:
    await surgeon(leave)
    capacity_id = (await published(leave, a_coordinator())).json()["id"]

    assert (await published(leave, a_coordinator("RXX"))).status_code == 404
    async with leave.http(a_coordinator("RXX")) as http:
        assert (await http.get(f"/api/leave/capacity/{capacity_id}")).status_code == 404
        assert (await http.put(f"/api/leave/capacity/{capacity_id}", json=SPRING)).status_code == 404
        assert (await http.get("/api/leave/capacity")).json()["items"] == []


async def test_published_anew_it_is_said_whole_and_of_two_at_once_one_is_told(leave: Driver) -> None:
    doctor = await surgeon(leave)
    capacity_id = (await published(leave, a_coordinator())).json()["id"]
    leave.clock.forward(days=3)
    await surgeon(leave)
    way, headers = f"/api/leave/capacity/{capacity_id}", {"If-Match": '"v1"'}

    async with leave.http(a_coordinator()) as http:
        anew = await http.put(way, json=SPRING | {"most_away": 2, "last_day": "2027-04-06"}, headers=headers)
        late = await http.put(way, json=SPRING, headers=headers)
        page = (await http.get("/api/leave/capacity")).json()

    assert (anew.status_code, late.status_code) == (200, 412)
    first, second = await leave.said(CapacityPublished)
    assert second.first_published_on == first.first_published_on == date(2026, 11, 22)
    assert (first.doctors, second.doctors, second.last_day) == (1, 2, date(2027, 4, 6))
    assert [each["days_free"] for each in page["items"]] == [second.half_days_free / 2]
    assert page["departments"] == [{"trust": "R0B", "name": "General Surgery"}]
    assert (await published(leave, a_coordinator(), first_day="2027-04-07")).status_code == 201  # those days are free
    assert doctor.person_id not in {each.published_by for each in (first, second)}


async def test_published_again_as_it_is_nothing_is_said_and_of_what_is_short_once_that_it_was(leave: Driver) -> None:
    await surgeon(leave)
    capacity_id = (await published(leave, a_coordinator(), most_away=0)).json()["id"]
    way, closed = f"/api/leave/capacity/{capacity_id}", SPRING | {"most_away": 0}
    first_free = closed | {"exceptions": [{"day": "2027-02-03", "most_away": 1}]}
    second_free = closed | {"exceptions": [{"day": "2027-02-04", "most_away": 1}]}

    async with leave.http(a_coordinator()) as http:
        for _ in range(3):
            same = (await http.put(way, json=closed)).json()
        for plan in (first_free, second_free, second_free, SPRING, closed):
            assert (await http.put(way, json=plan)).status_code == 200

    assert (same["version"], same["days_short"], len(same["warnings"])) == (1, 15, 1)
    said = [(each.half_days_free, each.short_before) for each in await leave.said(CapacityPublished)]
    assert said == [(0, False), (2, True), (2, True), (252, True), (0, False)]


async def test_published_again_as_it_is_it_is_said_where_others_are_placed_there_now(leave: Driver) -> None:
    await surgeon(leave)
    capacity_id = (await published(leave, a_coordinator())).json()["id"]
    await surgeon(leave)

    async with leave.http(a_coordinator()) as http:
        await http.put(f"/api/leave/capacity/{capacity_id}", json=SPRING)

    assert [each.doctors for each in await leave.said(CapacityPublished)] == [1, 2]


async def test_other_days_are_another_calendar_or_they_would_count_as_published_before_their_roster(
    leave: Driver,
) -> None:
    await surgeon(leave)
    capacity_id = (await published(leave, a_coordinator())).json()["id"]

    async with leave.http(a_coordinator()) as http:
        moved = await http.put(f"/api/leave/capacity/{capacity_id}", json=SPRING | {"first_day": "2026-12-02"})

    assert (moved.status_code, moved.json()["title"]) == (409, "A calendar keeps its first day")
    assert moved.json()["detail"] == "This calendar begins on 3 February 2027. Publish another one for other days."
    assert len(await leave.said(CapacityPublished)) == 1


@pytest.fixture
async def theatre(leave: Driver) -> Ward:
    """A ward whose doctor is a surgeon, in a department of which one at a time may be away."""
    doctor = a_doctor()
    placement = a_placement(doctor.person_id, specialty="General Surgery", end=date(2027, 8, 3))
    ward = Ward(leave, doctor, a_coordinator(), a_tpd(), a_coordinator(), placement)
    await leave.hears(announced(placement), *made(ward.coordinator), *made(ward.tpd))
    assert (await published(leave, ward.coordinator)).status_code == 201
    return ward


async def colleague_away(ward: Ward) -> str:
    """A colleague's approved leave on the first of the days that the doctor asks for."""
    colleague = await surgeon(ward.leave)
    one_day = {**ASKED, "type": "professional", "last_day": ASKED["first_day"]}
    leave_id = (await ward.post(colleague, "", one_day)).json()["id"]
    assert (await ward.post(ward.coordinator, f"/{leave_id}/approval")).status_code == 204
    return str(leave_id)


async def test_whoever_asks_for_a_full_day_is_warned_and_can_still_be_let_away(theatre: Ward) -> None:
    await colleague_away(theatre)

    asked = (await theatre.post(theatre.doctor, "", ASKED)).json()

    assert asked["warnings"] == [
        (
            "1 of these days is full in your department's calendar, first 4 February 2027: 1 away, at most 1. "
            "Leave may still be agreed."
        )
    ]
    assert (await theatre.post(theatre.coordinator, f"/{asked['id']}/approval")).status_code == 204


async def test_whoever_decides_reads_how_many_others_are_away_and_ask_to_be(theatre: Ward) -> None:
    await colleague_away(theatre)
    other = await surgeon(theatre.leave)
    assert (await theatre.post(other, "", ASKED)).status_code == 201
    elsewhere = await surgeon(theatre.leave, specialty="Cardiology")
    assert (await theatre.post(elsewhere, "", ASKED)).status_code == 201

    leave_id = (await theatre.post(theatre.doctor, "", ASKED)).json()["id"]

    seen = (await theatre.get(theatre.coordinator, f"/{leave_id}")).json()
    assert seen["capacity"] == [
        {"day": "2027-02-04", "most_away": 1, "away": 1, "asked": 1},
        {"day": "2027-02-05", "most_away": 1, "away": 0, "asked": 1},
    ]


async def test_a_doctor_reads_how_many_are_away_and_not_that_a_colleague_asks_to_be(theatre: Ward) -> None:
    await colleague_away(theatre)
    other = await surgeon(theatre.leave)
    assert (await theatre.post(other, "", ASKED)).status_code == 201

    leave_id = (await theatre.post(theatre.doctor, "", ASKED)).json()["id"]

    seen = (await theatre.get(theatre.doctor, f"/{leave_id}")).json()
    assert [(each["away"], each["asked"]) for each in seen["capacity"]] == [(1, None), (0, None)]


async def test_days_of_no_calendar_say_nothing(theatre: Ward) -> None:
    asked = (await theatre.post(theatre.doctor, "", REQUEST)).json()

    assert asked["warnings"] == []
    assert (await theatre.get(theatre.coordinator, f"/{asked['id']}")).json()["capacity"] == []


async def test_the_calendar_shows_each_day_with_who_is_away_as_counts(theatre: Ward) -> None:
    await colleague_away(theatre)
    async with theatre.leave.http(theatre.coordinator) as http:
        [kept] = (await http.get("/api/leave/capacity")).json()["items"]
        shown = await http.get(f"/api/leave/capacity/{kept['id']}")

    days = {each["day"]: (each["most_away"], each["away"]) for each in shown.json()["days"]}
    assert shown.headers["etag"] == '"v1"'
    assert (days["2027-02-03"], days["2027-02-04"]) == ((1, 0), (1, 1))
    assert "2027-02-06" not in days
