"""Every rule of every service can be rehearsed, and those of a region say how much they concern."""

import importlib
from typing import Any

import pytest

from chassis.audit import deeds
from chassis.clock import london_date
from chassis.rules import all_rules
from contracts import Actor, Grant
from contracts.vocabulary import Role
from tests.services.conftest import Drive
from tests.services.deaneries import a_dean, a_deanery
from tests.services.driver import Driver, an_actor
from tests.unit.reporting.makers import a_placement, announced

OPERATOR = an_actor(Grant(Role.OPERATOR))
WITH_RULES = ["registry", "opportunities", "leave", "feedback", "role_modelling", "notifications", "reporting"]


async def rehearsed(service: Driver, name: str, value: Any, *, of: str = "", by: Actor = OPERATOR) -> Any:
    today = str(london_date(service.clock.now()))
    body = {"of": of, "valid_from": today, "value": value, "reason": "to be agreed"}
    async with service.http(by) as http:
        answer = await http.post(f"/api/{service.running.service.name}/rules/{name}/rehearsal", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def world_of(name: str, drive: Drive) -> Driver:
    world = await importlib.import_module(f"tests.services.authorisation.of_{name}").world(drive)
    service: Driver = world.service
    return service


@pytest.mark.parametrize("name", WITH_RULES)
async def test_every_rule_can_be_rehearsed_and_stays_as_it_is(drive: Drive, name: str) -> None:
    service = await world_of(name, drive)
    async with service.begin() as work:
        before = await all_rules(work)

    for each in before:
        found = await rehearsed(service, each.name, each.value)
        assert [change["before"] for change in found["changes"]] == [each.value]

    assert before
    async with service.begin() as work:
        assert (await all_rules(work), await deeds(work)) == (before, [])


async def test_the_registry_counts_the_placements_of_a_region(drive: Drive) -> None:
    registry = await world_of("registry", drive)

    here = await rehearsed(registry, "registry.details_days", 90, of="Y63", by=a_dean("Y63"))
    elsewhere = await rehearsed(registry, "registry.details_days", 90, of="Y56", by=a_dean("Y56"))

    assert here["changes"] == [{"before": 84, "counts": {"placements": 1}}]
    assert elsewhere["changes"] == []


async def test_opportunities_count_what_a_region_offers_and_whom_it_may_concern(drive: Drive) -> None:
    opportunities = await world_of("opportunities", drive)
    await opportunities.hears(a_deanery("Y63", "R0B"))

    (change,) = (await rehearsed(opportunities, "opportunities.answer_within_days", 21, of="Y63"))["changes"]

    assert change == {"before": 14, "counts": {"placements": 3, "opportunities": 1}}


async def test_reporting_counts_the_placements_that_a_deadline_would_judge(drive: Drive) -> None:
    reporting = await drive("reporting")
    placements = [a_placement(), a_placement(host="R0C"), a_placement(host="RXX")]
    await reporting.hears(a_deanery("Y63", "R0B", "R0C"), *map(announced, placements))
    assert await reporting.rules(OPERATOR, "reporting.r30_notice_days", 70, of="R0C") == 204

    (change,) = (await rehearsed(reporting, "reporting.r30_notice_days", 90, of="Y63", by=a_dean("Y63")))["changes"]

    assert change == {"before": 84, "counts": {"placements": 1}}
