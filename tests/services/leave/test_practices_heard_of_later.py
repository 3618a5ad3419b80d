"""Who employs at a practice, or that it is one, is heard after leave was asked for: who stands in follows (R10)."""

import importlib
from decimal import Decimal
from uuid import UUID

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, text

from chassis.work import UnitOfWork
from contracts import Actor
from contracts.registry import CodeChange, OrganisationRegistered, Placement, WteChange
from contracts.vocabulary import OrganisationKind
from services.leave.projections import PROJECTIONS
from tests.services.leave.conftest import REQUEST, Ward
from tests.services.leave.stories import (
    a_coordinator,
    a_director,
    a_doctor,
    a_placement,
    announced,
    changed,
    ended,
    made,
)

PRACTICE = "A81001"
IS_A_PRACTICE = OrganisationRegistered(code=PRACTICE, kind=OrganisationKind.GP_PRACTICE, name="A practice")
FORGOTTEN = "UPDATE leave_request SET director_at = NULL"


@pytest.fixture
def lead_employers() -> Actor:
    return a_director("R0D")


@pytest.fixture
def others() -> Actor:
    return a_director("R0E")


async def at_a_practice(ward: Ward, *directors: Actor, known: bool = True, employer: str | None = "R0D") -> Placement:
    """Leave was asked for at a practice whose only coordinator has left; nobody has decided about it."""
    doctor, practice = a_doctor(), a_coordinator(PRACTICE)
    placement = a_placement(doctor.person_id, host=PRACTICE, site=PRACTICE, employer=employer)
    appointed = [one for each in (practice, *directors) for one in made(each)]
    await ward.leave.hears(*([IS_A_PRACTICE] if known else []), announced(placement), *appointed)
    asked = await ward.post(doctor, "", REQUEST)
    assert asked.status_code == 201, asked.text
    await ward.leave.hears(*ended(practice))
    return placement


async def waits(ward: Ward, *actors: Actor) -> list[int]:
    """How many requests wait for each of them."""
    return [len(await ward.waiting_for(actor)) for actor in actors]


async def run(ward: Ward, statement: str) -> None:
    async with ward.leave.begin() as work:
        await work.run(text(statement))


async def test_who_is_named_as_employer_later_decides_what_waits_at_a_desk_that_empties(
    ward: Ward, lead_employers: Actor
) -> None:
    unknown = await at_a_practice(ward, lead_employers, employer=None)
    assert await waits(ward, lead_employers) == [0]

    known = unknown.model_copy(update={"employer": "R0D"})
    await ward.leave.hears(changed(known, CodeChange(field="employer", old=None, new="R0D")))

    [leave_id] = await ward.waiting_for(lead_employers)
    assert (await ward.post(lead_employers, f"/{leave_id}/approval")).status_code == 204


async def test_from_one_employer_to_another_what_waits_goes_along(
    ward: Ward, lead_employers: Actor, others: Actor
) -> None:
    placement = await at_a_practice(ward, lead_employers, others)
    assert await waits(ward, lead_employers, others) == [1, 0]

    moved = placement.model_copy(update={"lead_employer": "R0E"})
    await ward.leave.hears(changed(moved, CodeChange(field="employer", old=None, new="R0E")))

    assert await waits(ward, lead_employers, others) == [0, 1]
    [leave_id] = await ward.waiting_for(others)
    assert (await ward.post(lead_employers, f"/{leave_id}/approval")).status_code == 404
    assert (await ward.post(others, f"/{leave_id}/approval")).status_code == 204


async def test_an_employer_who_is_unsaid_stands_in_still(ward: Ward, lead_employers: Actor) -> None:
    placement = await at_a_practice(ward, lead_employers)

    unsaid = placement.model_copy(update={"employer": None})
    await ward.leave.hears(changed(unsaid, CodeChange(field="employer", old="R0D", new=None)))

    assert await waits(ward, lead_employers) == [1]


async def test_an_employer_that_was_not_kept_is_found_with_the_next_change_of_anything(
    ward: Ward, lead_employers: Actor
) -> None:
    placement = await at_a_practice(ward, lead_employers)
    await run(ward, FORGOTTEN)
    await run(ward, "UPDATE placement SET employer = NULL")

    shorter = placement.model_copy(update={"wte": Decimal("0.8")})
    await ward.leave.hears(changed(shorter, WteChange(field="wte", old=Decimal(1), new=Decimal("0.8"))))

    assert await waits(ward, lead_employers) == [1]


async def test_where_a_host_turns_out_to_be_a_practice_who_employs_stands_in(ward: Ward, lead_employers: Actor) -> None:
    await at_a_practice(ward, lead_employers, known=False)
    assert await waits(ward, lead_employers) == [0]

    await ward.leave.hears(IS_A_PRACTICE)

    assert await waits(ward, lead_employers) == [1]


@pytest.mark.parametrize("name", ["placements", "organisations"])
async def test_a_copy_that_is_put_right_brings_who_stands_in(ward: Ward, lead_employers: Actor, name: str) -> None:
    await at_a_practice(ward, lead_employers)
    await run(ward, FORGOTTEN)
    follows = next(each.changed for each in PROJECTIONS if each.name == name)
    assert follows is not None

    async with ward.leave.begin() as work:
        await follows(work)

    assert await waits(ward, lead_employers) == [1]


async def test_the_migration_finds_who_stands_in_for_what_was_left_out_and_changes_nothing_twice(
    ward: Ward, lead_employers: Actor, others: Actor
) -> None:
    at_the_trust = await ward.asks()
    await at_a_practice(ward, lead_employers, others)
    stale = await at_a_practice(ward)
    nobody = await at_a_practice(ward, employer=None)
    await run(ward, FORGOTTEN)
    await run(ward, f"UPDATE leave_request SET director_at = 'R0E' WHERE doctor_id = '{stale.doctor_id}'")
    assert await waits(ward, lead_employers, others) == [0, 1]

    found = []
    for _ in range(2):
        async with ward.leave.begin() as work:
            found.append(await migrated(work))

    assert await waits(ward, lead_employers, others) == [2, 0]
    assert found[0] == found[1]
    directors = {one: at for one, (_, at) in found[0].items()}
    assert directors.pop(UUID(at_the_trust)) is None
    assert sorted(at or "nobody" for at in directors.values()) == ["R0D", "R0D", "nobody"]
    assert [at for doctor, at in found[0].values() if doctor == nobody.doctor_id] == [None]


async def migrated(work: UnitOfWork) -> dict[UUID, tuple[UUID, str | None]]:
    """Each request's doctor, and whose director stands in, after leave_0020."""
    revision = importlib.import_module("services.leave.migrations.leave_0020_who_stands_in")
    await work.connection.run_sync(upgraded, revision.upgrade)
    rows = await work.all(text("SELECT leave_id, doctor_id, director_at FROM leave_request"))
    return {row["leave_id"]: (row["doctor_id"], row["director_at"]) for row in rows}


def upgraded(connection: Connection, upgrade: object) -> None:
    assert callable(upgrade)
    with Operations.context(MigrationContext.configure(connection)):
        upgrade()
