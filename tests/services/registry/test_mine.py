"""What a page shows besides ids, and whose names one may learn."""

from typing import Any
from uuid import UUID, uuid4

from contracts import Actor, Grant
from contracts.registry import PersonRegistered, PlacementAnnounced
from contracts.vocabulary import Role
from tests.services.driver import an_actor
from tests.services.registry.conftest import Registry
from tests.unit.registry.sheets import CREATE, PEOPLE, a_person, a_placement, csv, sheet

COORDINATOR = an_actor(Grant(Role.ROTA_COORDINATOR, "R0B"))


async def _a_doctor_in_post(region: Registry) -> UUID:
    await region.reports("people", csv(sheet(PEOPLE, a_person())))
    await region.reports("placements", csv(sheet(CREATE, a_placement())))
    [announced] = await region.said(PlacementAnnounced)
    return UUID(str(announced.placement.doctor_id))


async def _called(region: Registry, actor: Actor, *ids: UUID) -> dict[str, str]:
    answer = await region.posts("people/names", {"ids": [str(one) for one in ids]}, actor)
    assert answer.status_code == 200, answer.text
    return {one["id"]: one["name"] for one in answer.json()["items"]}


async def test_my_placements_name_their_places_and_are_nobody_elses(region: Registry) -> None:
    doctor_id = await _a_doctor_in_post(region)
    me = an_actor(Grant(Role.RESIDENT_DOCTOR), person_id=doctor_id)

    [mine] = (await region.gets("people/me/placements", me))["items"]
    others = (await region.gets("people/me/placements", an_actor(Grant(Role.RESIDENT_DOCTOR))))["items"]

    assert mine["host_name"] == "SOUTH TYNESIDE AND SUNDERLAND NHS FOUNDATION TRUST"
    assert mine["disputes"] == []
    assert others == []


async def test_a_coordinator_learns_the_names_of_doctors_of_their_trust_and_of_nobody_else(region: Registry) -> None:
    doctor_id = await _a_doctor_in_post(region)
    [registered] = await region.said(PersonRegistered)
    name = f"{registered.known_as or registered.given_names} {registered.family_name}"

    assert await _called(region, COORDINATOR, doctor_id, uuid4()) == {str(doctor_id): name}
    for stranger in (an_actor(Grant(Role.ROTA_COORDINATOR, "RTD")), an_actor(Grant(Role.RESIDENT_DOCTOR))):
        assert await _called(region, stranger, doctor_id) == {}


async def test_everybody_may_know_what_an_office_holder_is_called(region: Registry) -> None:
    joan: dict[str, Any] = {"name": "Joan Fry", "email": "joan.fry@nhs.example", "from": "2026-01-01"}
    made = await region.posts("appointments", {"role": "champion", "organisation": "R0B", **joan})
    person_id = made.json()["person_id"]

    assert await _called(region, an_actor(Grant(Role.RESIDENT_DOCTOR)), UUID(person_id)) == {person_id: "Joan Fry"}
