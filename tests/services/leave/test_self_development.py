"""Self-development time over HTTP: scheduled by who plans the rota, answered by its doctor (T-E2, R38, R39)."""

import asyncio
from decimal import Decimal
from typing import Any

import httpx

from contracts import Actor
from contracts.leave import SdtConfirmed, SdtScheduled
from services.leave.store.time import placement_to_plan, self_development_of
from tests.services.leave.conftest import Ward
from tests.services.leave.stories import a_coordinator, a_doctor, a_placement, announced, cancelled, made

FULL = {"minutes_per_week": 120, "in_work_schedule": True}
PATH = "/api/leave/self-development"


async def plan(ward: Ward, by: Actor, body: dict[str, Any], placement: Any = None, **headers: str) -> httpx.Response:
    async with ward.leave.http(by) as http:
        which = (placement or ward.placement).placement_id
        return await http.put(f"{PATH}/{which}", json=body, headers=headers)


async def answer(ward: Ward, by: Actor, *, gets_it: bool) -> httpx.Response:
    async with ward.leave.http(by) as http:
        return await http.post(f"{PATH}/{ward.placement.placement_id}/answer", json={"gets_it": gets_it})


async def shown(ward: Ward, by: Actor, path: str = "", **asked: Any) -> Any:
    async with ward.leave.http(by) as http:
        found = await http.get(f"{PATH}{path}", params=asked)
    assert found.status_code == 200, found.text
    return found.json()


async def test_time_is_scheduled_then_confirmed_by_its_doctor(ward: Ward) -> None:
    [before] = (await shown(ward, ward.doctor))["items"]
    assert (await plan(ward, ward.coordinator, FULL)).status_code == 204
    [scheduled] = (await shown(ward, ward.doctor))["items"]
    assert (await answer(ward, ward.doctor, gets_it=True)).status_code == 204
    [confirmed] = (await shown(ward, ward.coordinator, "/at-my-trust"))["items"]

    assert (before["required_per_week"], before["minutes_per_week"], before["enough"]) == (120, None, False)
    assert (scheduled["minutes_per_week"], scheduled["enough"], scheduled["gets_it"]) == (120, True, None)
    assert confirmed["gets_it"] is True
    said = await ward.leave.said(SdtScheduled, SdtConfirmed)
    assert [type(each) for each in said] == [SdtScheduled, SdtConfirmed]
    assert said[1].gets_it


async def test_less_than_full_time_needs_its_share_and_a_rota_alone_is_not_enough(ward: Ward) -> None:
    part_time = a_placement(ward.doctor.person_id, wte=Decimal("0.6"), site="R0B02")
    await ward.leave.hears(announced(part_time))

    await plan(ward, ward.coordinator, {"minutes_per_week": 72, "in_work_schedule": True}, part_time)
    await plan(ward, ward.coordinator, {"minutes_per_week": 120, "in_work_schedule": False})

    found = {item["site"]: item for item in (await shown(ward, ward.doctor))["items"]}
    assert (found["R0B02"]["required_per_week"], found["R0B02"]["enough"]) == (72, True)
    assert (found["R0B01"]["required_per_week"], found["R0B01"]["enough"]) == (120, False)


async def test_the_planner_sees_who_is_in_post_at_their_trust_page_by_page(ward: Ward) -> None:
    others = [a_placement(a_doctor().person_id) for _ in range(3)]
    elsewhere, ended = a_placement(a_doctor().person_id, host="R0C"), a_placement(a_doctor().person_id)
    await ward.leave.hears(*map(announced, (*others, elsewhere, ended)))
    await ward.leave.hears(cancelled(ended))

    first = await shown(ward, ward.coordinator, "/at-my-trust", limit=3)
    rest = await shown(ward, ward.coordinator, "/at-my-trust", limit=3, after=first["next"])

    seen = {item["placement_id"] for item in first["items"] + rest["items"]}
    assert seen == {str(one.placement_id) for one in (ward.placement, *others)}
    assert (len(first["items"]), rest["next"]) == (3, None)


async def test_another_trusts_planner_and_another_doctor_find_nothing(ward: Ward) -> None:
    stranger = a_coordinator("R0C")
    await ward.leave.hears(*made(stranger))

    assert (await plan(ward, stranger, FULL)).status_code == 404
    assert (await shown(ward, stranger, "/at-my-trust"))["items"] == []
    await plan(ward, ward.coordinator, FULL)
    assert (await answer(ward, a_doctor(), gets_it=True)).status_code == 404
    assert (await plan(ward, ward.tpd, FULL)).status_code == 403


async def test_what_was_not_scheduled_cannot_be_confirmed(ward: Ward) -> None:
    assert (await answer(ward, ward.doctor, gets_it=True)).status_code == 409


async def test_whoever_read_an_older_version_changes_nothing(ward: Ward) -> None:
    await plan(ward, ward.coordinator, FULL)
    await plan(ward, ward.director, FULL | {"minutes_per_week": 240})

    late = await plan(ward, ward.coordinator, FULL, **{"If-Match": '"v1"'})

    assert late.status_code == 412
    assert len(await ward.leave.said(SdtScheduled)) == 2


async def test_it_is_shown_while_somebody_holds_it(ward: Ward) -> None:
    await plan(ward, ward.coordinator, FULL)
    which = ward.placement.placement_id

    async with ward.leave.begin() as work, asyncio.timeout(10):
        await placement_to_plan(work, which)
        await self_development_of(work, [which])
        one = await shown(ward, ward.coordinator, f"/{which}")
        [listed] = (await shown(ward, ward.coordinator, "/at-my-trust"))["items"]

    assert one == listed
    assert one["minutes_per_week"] == 120
