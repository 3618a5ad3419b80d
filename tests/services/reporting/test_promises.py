"""Promised to me: what was kept, what is owed by whom, and what the doctor says was not so."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx

from contracts import Actor, Grant
from contracts.registry import Placement
from contracts.reporting import PromiseDisputed
from contracts.vocabulary import PlacementType, Role
from tests.services.driver import an_actor
from tests.services.reporting.reading import Reporting
from tests.services.reporting.test_self_development import confirmed, owed, scheduled
from tests.unit.reporting.leading import a_seat, attended, missed
from tests.unit.reporting.leave_makers import a_refusal, an_approval
from tests.unit.reporting.makers import NOW, a_champion, a_placement, announced, cancelled
from tests.unit.reporting.opportunity_makers import a_pack

DOCTOR = UUID(int=70)
ME = an_actor(Grant(Role.RESIDENT_DOCTOR), person_id=DOCTOR)


def mine(**facts: Any) -> Placement:
    ordinary: dict[str, Any] = {"doctor_id": DOCTOR, "start": date(2026, 8, 5), "end": date(2027, 2, 2)}
    return a_placement(**{**ordinary, **facts})


async def promised(reporting: Reporting, actor: Actor = ME) -> list[dict[str, Any]]:
    async with reporting.driver.http(actor) as client:
        answer = await client.get("/api/reporting/promises")
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def states(reporting: Reporting) -> list[dict[str, tuple[str, str | None]]]:
    """Per placement: code → state, and the date of the keeping."""
    return [
        {one["code"]: (one["state"], one["kept_on"]) for one in spell["promises"]}
        for spell in await promised(reporting)
    ]


async def said_next_day(reporting: Reporting) -> list[PromiseDisputed]:
    reporting.driver.clock.forward(days=1)
    await reporting.driver.run_job("say what was not so")
    return list(await reporting.driver.said(PromiseDisputed))


async def says_not_so(reporting: Reporting, of: UUID, code: str = "M-E3", by: Actor = ME) -> httpx.Response:
    async with reporting.driver.http(by) as client:
        return await client.post(f"/api/reporting/promises/{of}/{code}/dispute")


async def test_what_no_event_has_kept_is_owed_by_a_role_and_a_day(reporting: Reporting) -> None:
    await reporting.hears(announced(placement := mine()), owed(placement))

    [spell] = await promised(reporting)

    assert (spell["placement_id"], spell["host"]) == (str(placement.placement_id), "R0B")
    assert [(one["code"], one["state"], one["owed_by"], one["due"]) for one in spell["promises"]] == [
        ("O-E1", "owed", "champion", "2026-08-05"),
        ("O-E2", "owed", "meded_admin", "2027-02-02"),
        ("T-E1", "owed", "tpd", "2027-02-02"),
        ("T-E2", "owed", "rota_coordinator", "2026-08-05"),
        ("M-E3", "owed", "slrde", "2026-08-05"),
    ]


async def test_leave_to_learn_to_lead_keeps_the_promise_of_the_placement_it_is_in(reporting: Reporting) -> None:
    first, then = mine(), mine(start=date(2027, 2, 3), end=date(2027, 8, 3), host="RXF")
    await reporting.hears(announced(first), announced(then))
    [kept] = await reporting.hears(
        an_approval(doctor_id=DOCTOR, first_day=date(2027, 2, 10), last_day=date(2027, 2, 11))
    )

    assert [one["T-E1"] for one in await states(reporting)] == [("kept", "2026-11-22"), ("owed", None)]
    [latest, _] = await promised(reporting)
    assert latest["promises"][2]["event_id"] == str(kept.id)


async def test_a_pack_at_induction_keeps_the_promise_of_its_placement_and_no_later_one(
    reporting: Reporting,
) -> None:
    first, split = mine(), mine(host="RXF")
    await reporting.hears(announced(first), announced(split))
    sent = a_pack(first, on=date(2026, 8, 3))
    await reporting.hears(sent, a_pack(split, on=date(2026, 8, 26), occasion="week_four"))

    assert sorted(one["O-E1"] for one in await states(reporting)) == [("kept", "2026-08-03"), ("owed", None)]


async def test_leave_for_something_else_or_of_somebody_else_keeps_no_promise_of_mine(reporting: Reporting) -> None:
    await reporting.hears(
        announced(mine()), an_approval(doctor_id=DOCTOR, leadership=False), an_approval(doctor_id=uuid4())
    )

    assert (await states(reporting))[0]["T-E1"] == ("owed", None)


async def test_leave_that_was_granted_and_then_refused_keeps_no_promise(reporting: Reporting) -> None:
    granted = an_approval(doctor_id=DOCTOR)
    await reporting.hears(announced(mine()), granted)
    assert (await states(reporting))[0]["T-E1"] == ("kept", "2026-11-22")

    await reporting.hears(a_refusal(doctor_id=DOCTOR, leave_id=granted.leave_id))

    assert (await states(reporting))[0]["T-E1"] == ("owed", None)


async def test_a_course_attended_keeps_the_promise_until_the_register_is_put_right(reporting: Reporting) -> None:
    here, there = a_seat(doctor_id=DOCTOR), a_seat(doctor_id=DOCTOR, trust="RXF")
    await reporting.hears(announced(mine()), here, there, attended(there))
    assert (await states(reporting))[0]["O-E2"] == ("owed", None)

    await reporting.hears(attended(here))
    assert (await states(reporting))[0]["O-E2"] == ("kept", "2026-11-22")

    await reporting.hears(missed(here))
    assert (await states(reporting))[0]["O-E2"] == ("owed", None)


async def test_a_champion_keeps_the_promise_while_in_post_where_one_works(reporting: Reporting) -> None:
    await reporting.hears(announced(mine()), a_champion(code="RXF"), a_champion(deputy=True))
    assert (await states(reporting))[0]["M-E3"] == ("owed", None)

    [made] = await reporting.hears(a_champion(ends_on=date(2026, 11, 30)))

    [spell] = await promised(reporting)
    [champion] = [one for one in spell["promises"] if one["code"] == "M-E3"]
    assert (champion["state"], champion["event_id"]) == ("kept", str(made.id))
    reporting.driver.clock.forward(days=10)
    assert (await states(reporting))[0]["M-E3"] == ("owed", None)


async def test_only_placements_in_post_promise_anything(reporting: Reporting) -> None:
    gone, away = mine(), mine(type=PlacementType.OUT_OF_PROGRAMME)
    await reporting.hears(announced(gone), cancelled(gone), announced(away))

    assert await promised(reporting) == []


async def test_nobody_sees_the_promises_of_somebody_else(reporting: Reporting) -> None:
    await reporting.hears(announced(placement := mine()))
    others = [an_actor(Grant(role, "R0B")) for role in (Role.CHAMPION, Role.DME)] + [an_actor(Grant(Role.DEAN))]

    assert [await promised(reporting, other) for other in others] == [[], [], []]
    stranger = an_actor(Grant(Role.RESIDENT_DOCTOR))
    assert (await says_not_so(reporting, placement.placement_id, by=stranger)).status_code == 404


async def test_what_a_doctor_says_was_not_so_is_said_without_them(reporting: Reporting) -> None:
    await reporting.hears(announced(placement := mine()), a_champion())

    assert (await says_not_so(reporting, placement.placement_id)).status_code == 204
    await reporting.driver.run_job("say what was not so")
    assert await reporting.driver.said(PromiseDisputed) == [], "not on the day of the tap, whose hour may be known"
    assert len(await said_next_day(reporting)) == 1

    [(said, row)] = await reporting.driver.said_with_stamps(PromiseDisputed)
    assert said == PromiseDisputed(organisation="R0B", code="M-E3", month=date(2026, 11, 1))
    assert (row["key"], row["subject"], row["causation"]) == ("R0B", "R0B", None)
    assert str(DOCTOR) not in str(row)
    assert str(placement.placement_id) not in str(row)
    assert row["time"].date() == date(2026, 11, 23)
    assert (await states(reporting))[0]["M-E3"] == ("not_so", "2026-04-01")


async def test_a_second_tap_counts_no_second_time(reporting: Reporting) -> None:
    await reporting.hears(announced(placement := mine()))

    answers = [(await says_not_so(reporting, placement.placement_id)).status_code for _ in range(2)]

    assert answers == [204, 204]
    assert len(await said_next_day(reporting)) == 1
    assert len(await said_next_day(reporting)) == 1, "once said, it is not said again"


async def test_before_its_first_day_nothing_of_a_placement_can_be_not_so(reporting: Reporting) -> None:
    await reporting.hears(announced(placement := mine(start=date(2026, 11, 23))))

    early = await says_not_so(reporting, placement.placement_id)

    assert early.status_code == 422
    assert "2026-11-23" in early.json()["detail"]
    reporting.driver.clock.forward(days=1)
    assert (await says_not_so(reporting, placement.placement_id)).status_code == 204


async def test_no_account_is_kept_of_what_no_event_tells_yet(reporting: Reporting) -> None:
    await reporting.hears(announced(placement := mine()))

    assert (await says_not_so(reporting, placement.placement_id, "C-E1")).status_code == 404
    assert (await says_not_so(reporting, placement.placement_id, "X-E1")).status_code == 422


async def test_the_month_is_londons(reporting: Reporting) -> None:
    await reporting.hears(announced(placement := mine()))
    await reporting.driver.set_clock(datetime.fromisoformat("2027-03-31T23:30:00+00:00"))

    await says_not_so(reporting, placement.placement_id)

    assert [one.month for one in await said_next_day(reporting)] == [date(2027, 4, 1)]


async def test_self_development_time_is_promised_to_whom_it_is_owed(reporting: Reporting) -> None:
    await reporting.hears(announced(placement := mine()))
    assert ["T-E2" in one for one in await states(reporting)] == [False]
    assert (await says_not_so(reporting, placement.placement_id, "T-E2")).status_code == 404

    await reporting.hears(owed(placement, minutes_per_week=120, in_work_schedule=True))

    assert [one["T-E2"] for one in await states(reporting)] == [("kept", "2026-11-22")]
    assert (await says_not_so(reporting, placement.placement_id, "T-E2")).status_code == 204


async def test_self_development_time_enough_in_rota_and_schedule_keeps_the_promise_of_that_placement(
    reporting: Reporting,
) -> None:
    first, then = mine(), mine(start=date(2027, 2, 3), end=date(2027, 8, 3))
    await reporting.hears(announced(first), announced(then))
    await reporting.hears(scheduled(first), scheduled(then, in_work_schedule=False))

    assert [one["T-E2"] for one in await states(reporting)] == [("owed", None), ("kept", "2026-11-22")]

    await reporting.hears(confirmed(first, gets_it=False))

    assert [one["T-E2"] for one in await states(reporting)] == [("owed", None), ("owed", None)]


async def test_what_is_owed_moves_no_day_on_which_the_promise_was_kept(reporting: Reporting) -> None:
    enough = {"minutes_per_week": 120, "in_work_schedule": True, "owed_at": NOW + timedelta(days=9)}
    await reporting.hears(announced(placement := mine()), scheduled(placement))

    await reporting.hears(owed(placement, **enough))

    assert [one["T-E2"] for one in await states(reporting)] == [("kept", "2026-11-22")]
    await reporting.hears(owed(placement, **enough | {"required_per_week": 180}))
    assert [one["T-E2"] for one in await states(reporting)] == [("owed", None)]
    await reporting.hears(owed(placement, **enough))
    assert [one["T-E2"] for one in await states(reporting)] == [("kept", "2026-12-01")]
