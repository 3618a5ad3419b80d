"""Each placement's doctor is asked whether they can report exceptions, and anew with a move or a new rota (R49)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from chassis.rules import Rule, set_rule
from contracts import Actor
from contracts.registry import CodeChange, PlacementInformationRecorded, WteChange
from contracts.vocabulary import PlacementInformation
from tests.services.leave.conftest import Ward
from tests.services.leave.stories import WHEN, a_director, a_doctor, a_placement, announced, changed

PATH = "/api/leave/exception-access"


async def says(ward: Ward, doctor: Actor, placement_id: Any, *, has_access: bool) -> int:
    async with ward.leave.http(doctor) as http:
        return (await http.put(f"{PATH}/{placement_id}", json={"has_access": has_access})).status_code


async def asked(ward: Ward, doctor: Actor) -> list[dict[str, Any]]:
    async with ward.leave.http(doctor) as http:
        items: list[dict[str, Any]] = (await http.get(PATH)).json()["items"]
    return items


async def at(ward: Ward, actor: Actor, trust: str = "R0B") -> Any:
    async with ward.leave.http(actor) as http:
        return await http.get(f"{PATH}/at-my-trust", params={"trust": trust})


async def test_a_doctor_is_asked_from_the_first_day_and_access_is_due_a_week_later(ward: Ward) -> None:
    starts, ahead = date(2026, 11, 18), date(2026, 11, 30)
    begun = a_placement(ward.doctor.person_id, start=starts, site="R0B02")
    await ward.leave.hears(announced(begun), announced(a_placement(ward.doctor.person_id, start=ahead, site="R0B03")))

    found = {item["site"]: item for item in await asked(ward, ward.doctor)}

    assert found.keys() == {"R0B01", "R0B02"}
    assert (found["R0B02"]["due_on"], found["R0B02"]["overdue"], found["R0B02"]["has_access"]) == (
        "2026-11-25",
        False,
        None,
    )
    assert found["R0B01"]["overdue"] is True


async def test_what_a_doctor_says_holds_until_they_say_otherwise(ward: Ward) -> None:
    which = ward.placement.placement_id
    assert await says(ward, ward.doctor, which, has_access=True) == 204
    [yes] = await asked(ward, ward.doctor)
    await says(ward, ward.doctor, which, has_access=False)
    [no] = await asked(ward, ward.doctor)

    assert (yes["has_access"], yes["overdue"]) == (True, False)
    assert (no["has_access"], no["overdue"]) == (False, True)
    assert await says(ward, a_doctor(), which, has_access=True) == 404


async def test_another_site_is_asked_about_anew_and_other_hours_are_not(ward: Ward) -> None:
    await says(ward, ward.doctor, ward.placement.placement_id, has_access=True)
    fewer = ward.placement.model_copy(update={"wte": Decimal("0.8")})
    await ward.leave.hears(changed(fewer, WteChange(field="wte", old=Decimal(1), new=Decimal("0.8"))))
    [kept] = await asked(ward, ward.doctor)
    moved = ward.placement.model_copy(update={"site": "R0B09"})
    await ward.leave.hears(changed(moved, CodeChange(field="site", old="R0B01", new="R0B09")))
    [anew] = await asked(ward, ward.doctor)

    assert kept["has_access"] is True
    assert (anew["has_access"], anew["due_on"], anew["overdue"]) == (None, "2026-11-29", False)


def issued(ward: Ward, on: date, what: PlacementInformation = PlacementInformation.ROTA) -> Any:
    return PlacementInformationRecorded(
        placement=ward.placement,
        information=what,
        happened_on=on,
        days_before=(ward.placement.start - on).days,
        recorded_at=WHEN,
    )


async def test_a_rota_issued_after_the_answer_is_asked_about_anew(ward: Ward) -> None:
    await says(ward, ward.doctor, ward.placement.placement_id, has_access=True)
    today = date(2026, 11, 22)
    before, schedule = (
        issued(ward, today - timedelta(days=1)),
        issued(ward, today + timedelta(days=3), PlacementInformation.WORK_SCHEDULE),
    )
    await ward.leave.hears(issued(ward, ward.placement.start), before, schedule)
    [kept] = await asked(ward, ward.doctor)
    await ward.leave.hears(issued(ward, today + timedelta(days=2)))
    [anew] = await asked(ward, ward.doctor)

    assert kept["has_access"] is True
    assert (anew["has_access"], anew["answered_at"], anew["due_on"]) == (None, None, "2026-12-01")


async def test_a_rota_changes_nothing_of_a_question_that_nobody_has_answered(ward: Ward) -> None:
    [open_] = await asked(ward, ward.doctor)
    await ward.leave.hears(issued(ward, date(2026, 11, 21)))

    assert await asked(ward, ward.doctor) == [open_]


async def test_a_doctor_without_access_stays_overdue_whatever_rota_is_issued(ward: Ward) -> None:
    await says(ward, ward.doctor, ward.placement.placement_id, has_access=False)
    [no] = await asked(ward, ward.doctor)
    await ward.leave.hears(issued(ward, date(2026, 11, 24)))

    assert (no["has_access"], no["overdue"]) == (False, True)
    assert await asked(ward, ward.doctor) == [no]


async def test_where_exceptions_are_reported_is_said_beside_the_question(ward: Ward) -> None:
    async with ward.leave.begin() as work:
        system = Rule("lost_time.exception_system", "R0B", work.today, "https://exceptions.example")
        await set_rule(work, system, reason="ours")

    [item] = await asked(ward, ward.doctor)

    assert item["system"] == "https://exceptions.example"


async def test_a_director_sees_how_far_their_residents_are_where_they_are_enough(ward: Ward) -> None:
    doctors = [a_doctor() for _ in range(9)]
    places = [a_placement(one.person_id) for one in doctors]
    await ward.leave.hears(*map(announced, places))
    for doctor, place in list(zip(doctors, places, strict=True))[:4]:
        await says(ward, doctor, place.placement_id, has_access=True)
    few = (await at(ward, ward.director)).json()
    await says(ward, doctors[4], places[4].placement_id, has_access=False)

    assert few == {"in_post": None, "answered": None, "with_access": None}
    assert (await at(ward, ward.director)).json() == {"in_post": 10, "answered": 5, "with_access": 4}
    assert (await at(ward, a_director("R0C"))).status_code == 404
    assert (await at(ward, ward.coordinator)).status_code == 403
