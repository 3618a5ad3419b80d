"""Several mail addresses of one person: registers name them, and their person says which of them mail goes to."""

from typing import Any
from uuid import UUID

import pytest

from contracts import Actor, Grant
from contracts.registry import PersonContactChanged, PersonRegistered
from contracts.vocabulary import Role
from tests.services.driver import an_actor
from tests.services.registry.conftest import Registry, counts
from tests.unit.registry.sheets import PEOPLE, a_person, csv, sheet

OLD, NEW, MINE = "anna.bell@nhs.example", "a.bell@trust.example", "anna@mailbox.example"


def naming(address: str, **cells: str) -> bytes:
    return csv(sheet(PEOPLE, a_person(**{"Email Address": address, **cells})))


@pytest.fixture
async def anna(region: Registry) -> Actor:
    await region.reports("people", naming("Anna.Bell@nhs.example"))
    [registered] = await region.said(PersonRegistered)
    return an_actor(Grant(Role.RESIDENT_DOCTOR), person_id=registered.person_id)


async def of(region: Registry, actor: Actor) -> tuple[list[tuple[str, bool, bool]], str | None]:
    told = await region.gets("people/me/addresses", actor)
    return [(one["address"], one["is_primary"], one["is_given"]) for one in told["items"]], told["waiting"]


async def wants(region: Registry, actor: Actor, address: str | None) -> int:
    return int((await region.puts("people/me/addresses/primary", {"address": address}, actor)).status_code)


async def removes(region: Registry, actor: Actor, address: str) -> Any:
    return await region.posts("people/me/addresses/removal", {"address": address}, actor)


async def mailed_at(region: Registry) -> list[str]:
    return [said.email for said in await region.said(PersonContactChanged)]


async def test_what_registers_ever_named_is_kept_and_mail_goes_where_they_say_last(
    region: Registry, anna: Actor
) -> None:
    await region.reports("people", naming(NEW))

    assert await of(region, anna) == ([(OLD, False, False), (NEW, True, True)], None)
    assert await mailed_at(region) == [NEW]


async def test_mail_goes_to_the_one_that_its_person_chose_whatever_a_later_file_says(
    region: Registry, anna: Actor
) -> None:
    await region.reports("people", naming(NEW))

    assert await wants(region, anna, OLD) == 204
    await region.reports("people", naming("third@nhs.example"))

    assert (await of(region, anna))[0] == [(OLD, True, False), (NEW, False, False), ("third@nhs.example", False, True)]
    assert await mailed_at(region) == [NEW, OLD]


async def test_one_that_no_register_names_waits_and_nothing_is_sent_there_before(region: Registry, anna: Actor) -> None:
    assert await wants(region, anna, MINE) == 204
    waiting, said = await of(region, anna), await mailed_at(region)

    await region.reports("people", naming(MINE.upper()))

    assert (waiting, said) == (([(OLD, True, True)], MINE), [])
    assert await of(region, anna) == ([(OLD, False, False), (MINE, True, True)], None)
    assert await mailed_at(region) == [MINE]


async def test_an_appointment_that_the_deanery_makes_names_an_address_beside_the_others(
    region: Registry, anna: Actor
) -> None:
    await wants(region, anna, NEW)
    tutor = {"role": "college tutor", "registration": "7000010", "email": NEW, "organisation": "R0B"}

    await region.posts("appointments", {**tutor, "from": "2026-01-01"})

    assert await of(region, anna) == ([(OLD, False, True), (NEW, True, False)], None)
    assert await mailed_at(region) == [NEW]


async def test_a_trust_alone_has_nobodys_mail_sent_elsewhere(region: Registry, anna: Actor) -> None:
    await wants(region, anna, NEW)
    office = await region.employs(Role.MEDED_ADMIN, "Mina Shah")
    tutor = {"role": "college tutor", "registration": "7000010", "email": NEW, "organisation": "R0B"}

    made = await region.posts("appointments", {**tutor, "from": "2026-01-01"}, office)

    assert made.status_code == 201
    assert await of(region, anna) == ([(OLD, True, True)], NEW)


async def test_whoever_types_the_address_of_somebody_else_becomes_nobody(region: Registry, anna: Actor) -> None:
    """Roles are given to whom an address belongs: a wish makes it nobody's."""
    await wants(region, anna, "director@trust.example")

    made = await region.posts(
        "appointments", {"role": "dme", "name": "Dana Reid", "email": "director@trust.example", "organisation": "R0B"}
    )

    dana = made.json()["person_id"]
    assert UUID(dana) != anna.person_id
    assert (await region.finds(email="director@trust.example"))["id"] == dana


async def test_one_is_removed_but_for_what_the_registers_have(region: Registry, anna: Actor) -> None:
    await region.reports("people", naming(NEW))
    await wants(region, anna, OLD)

    still = await removes(region, anna, NEW)
    gone, again = await removes(region, anna, OLD), await removes(region, anna, OLD)

    assert (still.status_code, still.json()["type"].rpartition("/")[2]) == (409, "address-still-given")
    assert (gone.status_code, again.status_code) == (204, 404)
    assert await of(region, anna) == ([(NEW, True, True)], None)
    assert await mailed_at(region) == [NEW, OLD, NEW]


async def test_a_wish_is_taken_back(region: Registry, anna: Actor) -> None:
    await wants(region, anna, MINE)
    assert (await removes(region, anna, MINE)).status_code == 204
    assert await of(region, anna) == ([(OLD, True, True)], None)

    await wants(region, anna, MINE)
    assert await wants(region, anna, None) == 204
    assert await of(region, anna) == ([(OLD, True, True)], None)
    assert await mailed_at(region) == []


@pytest.mark.parametrize("before", [None, NEW], ids=["at once", "after another"])
async def test_who_chooses_what_the_registers_have_now_follows_them(
    region: Registry, anna: Actor, before: str | None
) -> None:
    await wants(region, anna, before)
    assert await wants(region, anna, OLD.upper()) == 204

    await region.reports("people", naming("third@nhs.example"))

    assert await of(region, anna) == ([(OLD, False, False), ("third@nhs.example", True, True)], None)
    assert await mailed_at(region) == ["third@nhs.example"]


@pytest.mark.parametrize("address", ["anna", "anna@mailbox.example, b@mailbox.example", "zoë@mailbox.example"])
async def test_what_is_no_address_is_refused(region: Registry, anna: Actor, address: str) -> None:
    assert await wants(region, anna, address) == 422


async def test_who_is_in_no_register_has_none(region: Registry) -> None:
    async with region.driver.http(an_actor(Grant(Role.OPERATOR))) as http:
        assert (await http.get("/api/registry/people/me/addresses")).status_code == 404


async def test_several_in_one_file_are_all_kept_and_the_same_file_changes_nothing(region: Registry) -> None:
    rows = [a_person(**{"Email Address": address}) for address in (OLD, NEW)]
    file = csv(sheet(PEOPLE, *rows))
    await region.reports("people", file)
    [registered] = await region.said(PersonRegistered)

    again = await region.reports("people", file)

    assert counts(again) == {"rows": 2, "unchanged": 2}
    assert (registered.email, await mailed_at(region)) == (OLD, [])
    me = an_actor(Grant(Role.RESIDENT_DOCTOR), person_id=registered.person_id)
    assert await of(region, me) == ([(OLD, True, True), (NEW, False, False)], None)
