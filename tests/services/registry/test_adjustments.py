"""What somebody needs to do their work is read by them and by whom they name, while these arrange their work."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from contracts import Actor, Grant
from contracts.registry import PlacementAnnounced
from contracts.vocabulary import Role
from tests.services.driver import an_actor
from tests.services.registry.conftest import Registry
from tests.unit.registry.sheets import CREATE, PEOPLE, a_person, a_placement, csv, sheet

WORDS = "I cannot do nights in a row, and use a hearing loop."
ALL = tuple(Role)


@pytest.fixture
async def anna(region: Registry) -> Actor:
    await region.reports("people", csv(sheet(PEOPLE, a_person())))
    await region.reports("placements", csv(sheet(CREATE, a_placement())))
    [announced] = await region.said(PlacementAnnounced)
    return an_actor(Grant(Role.RESIDENT_DOCTOR), person_id=announced.placement.doctor_id)


@pytest.fixture
async def coordinator(region: Registry) -> Actor:
    return await region.employs(Role.ROTA_COORDINATOR, "Robin Okoro")


async def writes(region: Registry, actor: Actor, *readers: Actor, words: str | None = WORDS) -> int:
    body = {"words": words, "readers": [str(one.person_id) for one in readers]}
    return int((await region.puts("people/me/adjustments", body, actor)).status_code)


async def shown(region: Registry, actor: Actor) -> list[tuple[str, str]]:
    items = (await region.gets("adjustments", actor))["items"]
    return [(one["person_id"], one["words"]) for one in items]


async def mine(region: Registry, actor: Actor) -> Any:
    return await region.gets("people/me/adjustments", actor)


async def test_nobody_reads_them_but_their_writer_and_whom_they_name(
    region: Registry, anna: Actor, coordinator: Actor
) -> None:
    other = await region.employs(Role.ROTA_COORDINATOR, "Sam Lee")

    assert await writes(region, anna, coordinator) == 204

    assert await shown(region, coordinator) == [(str(anna.person_id), WORDS)]
    assert await shown(region, other) == []
    assert await shown(region, an_actor(*(Grant(role, "R0B") for role in ALL))) == []
    told = await mine(region, anna)
    assert told["words"] == WORDS
    assert {one["name"]: one["may_read"] for one in told["readers"] if one["name"]} == {
        "Robin Okoro": True,
        "Sam Lee": False,
    }


async def test_writing_says_nothing_to_anybody(region: Registry, anna: Actor, coordinator: Actor) -> None:
    before = await region.said()

    await writes(region, anna, coordinator)
    await writes(region, anna, words=None)

    assert await region.said() == before


async def test_what_is_taken_back_or_shown_to_others_is_read_no_more(
    region: Registry, anna: Actor, coordinator: Actor
) -> None:
    await writes(region, anna, coordinator)

    await writes(region, anna)
    unnamed = await shown(region, coordinator)
    await writes(region, anna, coordinator)
    await writes(region, anna, words=None)

    assert (unnamed, await shown(region, coordinator)) == ([], [])
    assert (await mine(region, anna))["words"] is None


async def test_the_supervisor_of_a_placement_may_be_named(region: Registry) -> None:
    await region.reports("placements", csv(sheet(CREATE, a_placement(**{"Clinical Supervisor": "7000099"}))))
    [announced] = await region.said(PlacementAnnounced)
    placement = announced.placement
    doctor = an_actor(Grant(Role.RESIDENT_DOCTOR), person_id=placement.doctor_id)
    supervisor = an_actor(Grant(Role.SUPERVISOR), person_id=placement.clinical_supervisor_id)

    assert await writes(region, doctor, supervisor) == 204

    assert await shown(region, supervisor) == [(str(doctor.person_id), WORDS)]


@pytest.mark.parametrize("role", [Role.CHAMPION, Role.GUARDIAN, Role.SENIOR_LEADER])
async def test_only_who_arranges_their_work_may_be_named(region: Registry, anna: Actor, role: Role) -> None:
    assert await writes(region, anna, await region.employs(role, "Joan Fry")) == 422
    assert (await mine(region, anna))["words"] is None


async def test_once_the_placement_is_over_whom_they_named_reads_it_no_more(
    region: Registry, anna: Actor, coordinator: Actor
) -> None:
    await writes(region, anna, coordinator)
    [announced] = await region.said(PlacementAnnounced)
    region.clock.forward(days=(announced.placement.end - region.clock.now().date() + timedelta(days=1)).days)

    assert await shown(region, coordinator) == []
    told = await mine(region, anna)
    assert (told["words"], told["readers"]) == (WORDS, [])


async def test_who_was_named_and_left_their_post_reads_it_no_more(region: Registry, anna: Actor) -> None:
    made = await region.posts(
        "appointments",
        {"role": "dme", "name": "Dana Reid", "email": "dana.reid@nhs.example", "organisation": "R0B"}
        | {"from": "2026-01-01", "to": str(region.clock.now().date())},
    )
    dana = an_actor(Grant(Role.DME, "R0B"), person_id=UUID(made.json()["person_id"]))
    await writes(region, anna, dana)
    assert await shown(region, dana) == [(str(anna.person_id), WORDS)]

    region.clock.forward(days=1)

    assert await shown(region, dana) == []
