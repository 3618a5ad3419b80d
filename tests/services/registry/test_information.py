"""What is due 12, 8 and 6 weeks before a placement: recorded by the trust, contradicted by its doctor (R30 to R33)."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from chassis.rules import Rule, set_rule
from contracts import Actor, Grant
from contracts.registry import (
    PlacementAnnounced,
    PlacementChanged,
    PlacementInformationNotReceived,
    PlacementInformationRecorded,
)
from contracts.vocabulary import PlacementInformation, Role
from tests.services.driver import an_actor
from tests.services.registry.conftest import Registry
from tests.unit.registry.sheets import CREATE, PEOPLE, a_person, a_placement, csv, sheet

COORDINATOR = an_actor(Grant(Role.ROTA_COORDINATOR, "R0B"))
ADMIN = an_actor(Grant(Role.MEDED_ADMIN, "R0B"))
STRANGER = an_actor(Grant(Role.ROTA_COORDINATOR, "RTD"))


@dataclass(frozen=True)
class Rota:
    """R0B, today 22 November 2026: a placement from 3 February 2027. Details were due by 11 November, the work schedule
    is by 9 December, the rota by 23 December."""

    registry: Registry
    doctor: Actor
    placement_id: UUID

    async def records(
        self, information: str = "rota", on: str = "2026-11-20", *others: UUID, actor: Actor = COORDINATOR
    ) -> httpx.Response:
        which = [str(one) for one in (self.placement_id, *others)]
        body = {"information": information, "on": on, "placements": which}
        return await self.posts("placements/information", actor, body)

    async def misses(self, information: str = "rota", actor: Actor | None = None) -> httpx.Response:
        path = f"placements/{self.placement_id}/information/{information}/not-received"
        return await self.posts(path, actor or self.doctor)

    async def posts(self, path: str, actor: Actor, body: dict[str, Any] | None = None) -> httpx.Response:
        async with self.registry.driver.http(actor) as http:
            return await http.post(f"/api/registry/{path}", json=body)

    async def clock(self, information: str = "rota", actor: Actor | None = None) -> dict[str, Any]:
        path = f"placements/{self.placement_id}/information"
        items = (await self.registry.gets(path, actor or self.doctor))["items"]
        return next(item for item in items if item["information"] == information)

    async def state(self, information: str = "rota") -> tuple[str, int]:
        shown = await self.clock(information)
        return shown["state"], shown["days_late"]


async def another_placement(registry: Registry, **cells: Any) -> PlacementAnnounced:
    ordinary = {"Date From*": "03/02/2027", "Date To*": "03/08/2027"}
    await registry.reports("placements", csv(sheet(CREATE, a_placement(**{**ordinary, **cells}))))
    return (await registry.said(PlacementAnnounced))[-1]  # type: ignore[no-any-return]


@pytest.fixture
async def rota(region: Registry) -> Rota:
    placement = (await another_placement(region)).placement
    doctor = an_actor(Grant(Role.RESIDENT_DOCTOR), person_id=placement.doctor_id)
    return Rota(region, doctor, placement.placement_id)


async def test_by_when_it_is_due_is_said_with_the_placement_and_again_when_its_start_moves(region: Registry) -> None:
    announced = await another_placement(region)
    async with region.driver.begin() as work:
        await set_rule(work, Rule("registry.rota_days", "", work.today, 56), reason="agreed with the trusts")
    await another_placement(region, **{"Date From*": "10/02/2027"})

    (changed,) = await region.said(PlacementChanged)
    assert (announced.work_schedule_by, announced.rota_by) == (date(2026, 12, 9), date(2026, 12, 23))
    assert (changed.work_schedule_by, changed.rota_by) == (date(2026, 12, 16), date(2026, 12, 16))


async def test_what_was_issued_is_said_with_its_day_and_how_long_before(rota: Rota) -> None:
    assert (await rota.records(on="2026-11-20")).json() == {"recorded": 1, "unchanged": 0}

    [(said, row)] = await rota.registry.driver.said_with_stamps(PlacementInformationRecorded)
    assert (said.information, said.happened_on.isoformat(), said.days_before) == ("rota", "2026-11-20", 75)
    assert (row["key"], row["subject"]) == (str(rota.doctor.person_id), str(rota.placement_id))


async def test_a_region_sets_its_own_days_and_its_trusts_are_judged_by_them(rota: Rota) -> None:
    """``Y63`` answers for R0B; ``Y60`` does not."""
    driver = rota.registry.driver
    for deanery, days in (("Y60", 84), ("Y63", 77)):
        dean = an_actor(Grant(Role.DEAN, deanery))
        assert await driver.rules(dean, "registry.rota_days", days, of=deanery) == 204
        assert await driver.rules(dean, "registry.most_declarations_waiting", 9, of=deanery) == 403

    assert (await rota.clock())["due"] == "2026-11-18"
    assert await rota.state() == ("not_recorded", 0)
    assert (await rota.misses()).status_code == 204
    [listed] = (await rota.registry.gets("placements/information", COORDINATOR))["items"]
    assert {each["information"]: each["due"] for each in listed["clocks"]} == {
        "details": "2026-11-11",
        "work_schedule": "2026-12-09",
        "rota": "2026-11-18",
    }


async def test_many_placements_are_recorded_at_once_and_the_same_again_says_nothing(rota: Rota) -> None:
    second = (await another_placement(rota.registry, **{"National Post Number*": "NTH/R0B01/2"})).placement

    first_time = await rota.records("rota", "2026-11-20", second.placement_id)
    again = await rota.records("rota", "2026-11-20", second.placement_id)

    assert first_time.json() == {"recorded": 2, "unchanged": 0}
    assert again.json() == {"recorded": 0, "unchanged": 2}
    assert len(await rota.registry.said(PlacementInformationRecorded)) == 2


async def test_one_that_is_not_yours_leaves_them_all_unrecorded(rota: Rota) -> None:
    elsewhere = {"National Post Number*": "NTH/RTD01/1", "Site*": "FREEMAN HOSPITAL (RTD01)"}
    other = (await another_placement(rota.registry, **elsewhere)).placement

    answers = [
        await rota.records("rota", "2026-11-20", other.placement_id),
        await rota.records("rota", "2026-11-20", uuid4()),
        await rota.records(actor=STRANGER),
        await rota.records(actor=an_actor(Grant(Role.MEDED_ADMIN, "R0B"), person_id=rota.doctor.person_id)),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert await rota.registry.said(PlacementInformationRecorded) == []


async def test_a_day_to_come_and_a_cancelled_placement_are_refused(rota: Rota) -> None:
    assert (await rota.records(on="2026-11-23")).status_code == 422
    await another_placement(rota.registry, **{"Placement Status*": "DELETE"})

    cancelled = await rota.records()

    assert (cancelled.status_code, cancelled.json()["type"].rpartition("/")[2]) == (409, "placement-cancelled")


@pytest.mark.parametrize(
    ("information", "on", "state"),
    [
        ("details", "2026-11-11", ("met", 0)),
        ("details", "2026-11-12", ("late", 1)),
        ("work_schedule", "2026-11-22", ("met", 0)),
    ],
)
async def test_each_is_met_or_late_by_so_many_days(
    rota: Rota, information: str, on: str, state: tuple[str, int]
) -> None:
    await rota.records(information, on, actor=ADMIN)

    assert await rota.state(information) == state


async def test_nothing_recorded_is_not_due_until_its_day_is_over(rota: Rota) -> None:
    assert await rota.state("details") == ("not_recorded", 0)
    states = []
    for days in (31, 1):  # to 23 and 24 December
        rota.registry.clock.forward(days=days)
        states.append((await rota.state())[0])

    assert states == ["not_due", "not_recorded"]
    assert (await rota.clock())["due"] == "2026-12-23"


async def test_a_placement_that_moves_takes_its_clocks_along(rota: Rota) -> None:
    await rota.records("work_schedule", "2026-11-22")
    rota.registry.clock.forward(days=1)
    await another_placement(rota.registry, **{"Date From*": "06/01/2027"})

    assert await rota.state("work_schedule") == ("late", 11)


async def test_a_doctor_says_that_what_was_recorded_did_not_come_and_the_next_day_recorded_ends_it(rota: Rota) -> None:
    await rota.records()
    missed, again = [await rota.misses() for _ in range(2)]
    rota.registry.clock.forward(days=40)
    before = await rota.state()
    await rota.records(on="2027-01-01")

    assert [missed.status_code, again.status_code] == [204, 409]
    [said] = await rota.registry.said(PlacementInformationNotReceived)
    assert said.information is PlacementInformation.ROTA
    assert before == ("not_recorded", 0)
    assert await rota.state() == ("late", 9)
    assert (await rota.clock())["not_received_at"] is None


async def test_recording_the_same_day_again_does_not_silence_the_doctor(rota: Rota) -> None:
    await rota.records()
    await rota.misses()

    assert (await rota.records()).json() == {"recorded": 0, "unchanged": 1}
    assert (await rota.clock())["not_received_at"] is not None


@pytest.mark.parametrize("earlier", ["2026-11-19", "2026-11-21"])
async def test_no_other_day_before_the_doctor_spoke_silences_them(rota: Rota, earlier: str) -> None:
    await rota.records()
    await rota.misses()

    refused = await rota.records(on=earlier)
    that_day = await rota.records(on="2026-11-22")

    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (409, "contradicted-since")
    assert that_day.json() == {"recorded": 1, "unchanged": 0}


async def test_what_is_not_due_yet_or_not_owed_to_them_cannot_be_missed(rota: Rota) -> None:
    too_early, not_theirs = await rota.misses(), await rota.misses("details")
    rota.registry.clock.forward(days=32)
    in_time = await rota.misses()

    assert [too_early.status_code, not_theirs.status_code, in_time.status_code] == [409, 422, 204]
    assert "2026-12-23" in too_early.json()["detail"]


async def test_nobody_else_misses_it_for_them_or_sees_the_clocks(rota: Rota) -> None:
    other = an_actor(Grant(Role.RESIDENT_DOCTOR))
    async with rota.registry.driver.http(other) as http:
        seen = await http.get(f"/api/registry/placements/{rota.placement_id}/information")

    assert seen.status_code == 404
    assert (await rota.misses(actor=other)).status_code == 404
    assert (await rota.clock(actor=COORDINATOR))["state"] == "not_due"


async def test_a_coordinator_lists_what_their_trust_owes_by_start_and_page_and_no_other_does(rota: Rota) -> None:
    await rota.registry.reports("people", csv(sheet(PEOPLE, a_person())))
    later = {"National Post Number*": "NTH/R0B01/2", "Date From*": "07/04/2027"}
    second = (await another_placement(rota.registry, **later)).placement

    first_page = await rota.registry.gets("placements/information?limit=1", COORDINATOR)
    second_page = await rota.registry.gets(f"placements/information?limit=1&after={first_page['next']}", COORDINATOR)

    assert [one["placement_id"] for one in first_page["items"]] == [str(rota.placement_id)]
    assert [one["placement_id"] for one in second_page["items"]] == [str(second.placement_id)]
    assert first_page["items"][0]["doctor"] == "Anna Maria Bell"
    assert (await rota.registry.gets("placements/information", STRANGER))["items"] == []
    assert (await rota.registry.gets("placements/information?since=2027-02-04", COORDINATOR))["items"] == [
        second_page["items"][0]
    ]


async def test_what_the_host_before_issued_is_not_what_the_next_one_owes(rota: Rota) -> None:
    await rota.records()
    issued = (await rota.clock())["recorded_on"]

    await another_placement(rota.registry, **{"Site*": "Freeman Hospital (RTD01)"})  # the same post and days: a move

    assert (issued, (await rota.clock())["recorded_on"]) == ("2026-11-20", None)
