"""A doctor says where they work, and the medical education team there confirms it or says why not."""

import asyncio
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import insert

from contracts import Actor, Grant
from contracts.registry import (
    DeclarationMade,
    DeclarationRefused,
    PlacementAnnounced,
    PlacementChanged,
)
from contracts.vocabulary import PlacementSource, Role
from services.registry.store import tables
from tests.services.driver import an_actor
from tests.services.registry.conftest import Registry, counts
from tests.unit.registry.sheets import CREATE, PEOPLE, a_person, a_placement, csv, sheet

OWNER = an_actor(Grant(Role.MEDED_ADMIN, "R0B"))
OTHER_OWNER = an_actor(Grant(Role.MEDED_ADMIN, "RTD"))
THERE = {"site": "R0B", "grade": "Clinical fellow", "start": "2026-12-02", "end": "2027-08-03", "wte": "0.6"}
WHY = {"words": "Nobody of this name has a contract with us."}


@dataclass(frozen=True)
class Office:
    """A doctor whose last placement is over and who is in none now, and the office of R0B."""

    registry: Registry
    doctor: Actor

    async def posts(self, actor: Actor, path: str, body: Any = None, **headers: str) -> httpx.Response:
        async with self.registry.driver.http(actor, **headers) as http:
            return await http.post(f"/api/registry/{path}", json=body)

    async def declares(self, **body: Any) -> httpx.Response:
        return await self.posts(self.doctor, "declarations", THERE | body)

    async def has_declared(self, **body: Any) -> str:
        declared = await self.declares(**body)
        assert declared.status_code == 201, declared.text
        return str(declared.json()["id"])

    async def confirms(self, which: str, actor: Actor = OWNER, **headers: str) -> httpx.Response:
        return await self.posts(actor, f"declarations/{which}/confirmation", **headers)

    async def waiting(self, actor: Actor = OWNER) -> list[str]:
        return [one["id"] for one in (await self.registry.gets("declarations?waiting=true", actor))["items"]]


@pytest.fixture
async def office(region: Registry) -> Office:
    await region.reports("people", csv(sheet(PEOPLE, a_person())))
    person = await region.finds(registration="7000010")
    async with region.driver.begin() as work:
        await work.run(insert(tables.term).values(kind="grade", folded="clinical fellow", spelling="Clinical fellow"))
    for owner, trust in (("Rosa Lund", "R0B"), ("Otto Gray", "RTD")):
        await region.employs(Role.MEDED_ADMIN, owner, at=trust)
    return Office(region, an_actor(Grant(Role.RESIDENT_DOCTOR), person_id=UUID(person["id"])))


async def test_what_is_declared_waits_for_the_trust_and_is_no_placement_yet(office: Office) -> None:
    which = await office.has_declared()

    [(said, row)] = await office.registry.driver.said_with_stamps(DeclarationMade)
    assert (str(said.declaration_id), said.doctor_id, said.host) == (which, office.doctor.person_id, "R0B")
    assert (row["key"], row["subject"]) == (str(office.doctor.person_id), which)
    assert await office.registry.said(PlacementAnnounced) == []
    assert (await office.waiting(), await office.waiting(OTHER_OWNER)) == ([which], [])


async def test_a_confirmed_one_is_announced_as_every_placement_is(office: Office) -> None:
    which = await office.has_declared()

    confirmed = await office.confirms(which)

    assert confirmed.status_code == 200, confirmed.text
    [announced] = await office.registry.said(PlacementAnnounced)
    placement = announced.placement
    assert str(placement.placement_id) == confirmed.json()["placement_id"]
    assert (placement.doctor_id, placement.host, placement.source) == (
        office.doctor.person_id, "R0B", PlacementSource.SELF_DECLARED
    )  # fmt: skip
    assert (str(placement.wte), announced.notice_days, announced.import_id) == ("0.600", 10, None)
    mine = await office.registry.gets("people/me/placements", office.doctor)
    assert [one["source"] for one in mine["items"]] == ["self_declared"]
    assert await office.waiting() == []


async def test_a_refused_one_says_why_to_its_doctor_only_here(office: Office) -> None:
    which = await office.has_declared()

    assert (await office.posts(OWNER, f"declarations/{which}/refusal", WHY)).status_code == 204

    [(said, row)] = await office.registry.driver.said_with_stamps(DeclarationRefused)
    assert str(said.declaration_id) == which
    assert b"contract" not in row["data"]
    shown = await office.registry.gets(f"declarations/{which}", office.doctor)
    assert (shown["answer"], shown["words"]) == ("refused", WHY["words"])
    assert await office.has_declared() != which


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"site": "QQQ"}, 404),
        ({"site": "Y63"}, 422),
        ({"start": "2027-08-04"}, 422),
        ({"wte": "0"}, 422),
        ({"grade": " "}, 422),
        ({"grade": "Nobody lets me sleep"}, 422),
        ({"specialty": "Nobody lets me sleep"}, 422),
    ],
)
async def test_what_cannot_be_is_refused(office: Office, body: dict[str, str], status: int) -> None:
    assert (await office.declares(**body)).status_code == status
    assert await office.registry.said(DeclarationMade) == []


async def test_where_nobody_could_answer_a_doctor_reads_at_once_whom_to_ask(office: Office) -> None:
    """At a practice that a file has named: nobody is its office, then the doctor alone, then somebody else as well."""
    before = {"Date From*": "05/08/2026", "Date To*": "01/09/2026"}
    at_practice = a_placement(**{"Site*": "The Surgery (A88003)", **before})
    await office.registry.reports("placements", csv(sheet(CREATE, at_practice)))
    itself = {"role": "meded_admin", "registration": "7000010", "organisation": "A88003", "from": "2026-01-01"}

    nobody = await office.declares(site="A88003")
    await office.registry.posts("appointments", itself)
    alone = await office.declares(site="A88003")
    await office.registry.employs(Role.MEDED_ADMIN, "Mina Shah", at="A88003")
    answered = await office.declares(site="A88003")

    assert [answer.status_code for answer in (nobody, alone, answered)] == [422, 422, 201]
    assert nobody.json()["type"].rpartition("/")[2] == "nobody-answers"
    assert "ask whoever employs you, or the deanery" in nobody.json()["detail"]


async def test_what_is_known_or_declared_already_is_not_declared_again(office: Office) -> None:
    await office.has_declared()
    again = await office.declares(start="2027-08-03", end="2027-09-01")
    elsewhere = await office.declares(site="RTD")
    await office.registry.reports(
        "placements", csv(sheet(CREATE, a_placement(**{"Date From*": "01/10/2027", "Date To*": "01/02/2028"})))
    )
    known = await office.declares(start="2027-12-01", end="2028-03-01")

    assert [answer.status_code for answer in (again, elsewhere, known)] == [409, 201, 409]
    assert "dispute it if it is wrong" in known.json()["detail"]


async def test_what_makes_more_than_full_time_is_shown_to_both_while_it_waits(office: Office) -> None:
    there = a_placement(**{"Date From*": "01/03/2027", "Date To*": "01/04/2027", "Site*": "FREEMAN HOSPITAL (RTD01)"})
    await office.registry.reports("placements", csv(sheet(CREATE, there | {"WTE*": 0.6})))
    which = await office.has_declared()

    shown = [(await office.registry.gets(f"declarations/{which}", who)) for who in (office.doctor, OWNER)]
    await office.confirms(which)
    answered = await office.registry.gets(f"declarations/{which}", office.doctor)
    fits = await office.has_declared(site="RTD", start="2027-04-02", wte="0.4")

    assert [one["above_full_time"] for one in shown] == ["1.200", "1.200"]
    assert answered["above_full_time"] is None
    assert (await office.registry.gets(f"declarations/{fits}", office.doctor))["above_full_time"] is None


async def test_only_the_data_owner_of_that_trust_answers_and_nobody_their_own(office: Office) -> None:
    which = await office.has_declared()
    itself = an_actor(Grant(Role.MEDED_ADMIN, "R0B"), person_id=office.doctor.person_id)

    answers = [await office.confirms(which, actor) for actor in (OTHER_OWNER, itself)]
    answers += [
        await office.posts(OTHER_OWNER, f"declarations/{which}/refusal", WHY),
        await office.confirms(str(uuid4())),
    ]
    async with office.registry.driver.http(an_actor(Grant(Role.RESIDENT_DOCTOR))) as http:
        answers.append(await http.get(f"/api/registry/declarations/{which}"))

    assert [answer.status_code for answer in answers] == [404] * 5


async def test_of_two_answers_one_counts(office: Office) -> None:
    which = await office.has_declared()

    answers = await asyncio.gather(office.confirms(which), office.posts(OWNER, f"declarations/{which}/refusal", WHY))

    assert sorted(answer.status_code for answer in answers)[1] == 409
    said = await office.registry.said(PlacementAnnounced, DeclarationRefused)
    assert len(said) == 1


async def test_who_answers_what_was_answered_since_reads_it_again(office: Office) -> None:
    which = await office.has_declared()
    await office.posts(OWNER, f"declarations/{which}/refusal", WHY)

    assert (await office.confirms(which, **{"If-Match": '"v1"'})).status_code == 412


async def test_who_answers_late_is_told_by_name_who_was_first(office: Office) -> None:
    which = await office.has_declared()
    first = await office.registry.employs(Role.MEDED_ADMIN, "Joan Fry")
    await office.posts(first, f"declarations/{which}/refusal", WHY)

    late, outdated = await office.confirms(which), await office.confirms(which, **{"If-Match": '"v1"'})

    assert [(each.status_code, each.json()["answered_by"]) for each in (late, outdated)] == [
        (409, "Joan Fry"),
        (412, "Joan Fry"),
    ]


async def test_what_a_file_has_brought_in_since_is_not_confirmed_as_well(office: Office) -> None:
    which = await office.has_declared()
    brought = a_placement(**{"Date From*": "01/12/2026", "Date To*": "01/02/2027"})
    await office.registry.reports("placements", csv(sheet(CREATE, brought)))

    answer = await office.confirms(which)

    assert (answer.status_code, "refuse this one" in answer.json()["detail"]) == (409, True)
    assert len(await office.registry.said(PlacementAnnounced)) == 1


async def test_the_deanerys_file_takes_over_what_was_declared_for_that_trust_and_day(office: Office) -> None:
    await office.confirms(await office.has_declared())
    same = a_placement(**{"Date From*": "02/12/2026", "Date To*": "03/08/2027"})

    assert counts(await office.registry.reports("placements", csv(sheet(CREATE, same)))) == {"rows": 1, "changed": 1}

    [announced] = await office.registry.said(PlacementAnnounced)
    [changed] = await office.registry.said(PlacementChanged)
    assert changed.placement.placement_id == announced.placement.placement_id
    assert (changed.placement.source, changed.placement.post) == (PlacementSource.TIS, "NTH/R0B01/030/F2/006")
    assert counts(await office.registry.reports("placements", csv(sheet(CREATE, same)))) == {"rows": 1, "unchanged": 1}


async def test_a_grade_is_said_as_files_write_it_and_whoever_writes_another_reads_which_there_are(
    office: Office,
) -> None:
    unknown = await office.declares(grade="Fellow")
    await office.confirms(await office.has_declared(grade="clinical  FELLOW"))

    assert unknown.json()["detail"] == "a grade here is one of: Clinical fellow"
    [announced] = await office.registry.said(PlacementAnnounced)
    assert announced.placement.grade == "Clinical fellow"


async def test_only_so_many_wait_for_an_answer_at_a_time(office: Office) -> None:
    first, *_ = [await office.has_declared(start=f"2027-0{n}-01", end=f"2027-0{n}-28") for n in (1, 2, 3)]
    later = {"start": "2027-04-01", "end": "2027-04-28"}

    assert (await office.declares(**later)).json()["type"].endswith("too-many-declarations")
    await office.posts(OWNER, f"declarations/{first}/refusal", WHY)
    assert (await office.declares(**later)).status_code == 201


async def test_a_doctor_whom_no_file_gave_a_role_declares_and_whoever_has_no_registration_does_not(
    office: Office,
) -> None:
    roleless, stranger = an_actor(person_id=office.doctor.person_id), an_actor(Grant(Role.RESIDENT_DOCTOR))

    declared, refused = [await office.posts(who, "declarations", THERE) for who in (roleless, stranger)]

    assert (declared.status_code, refused.status_code) == (201, 403)
    assert [one["id"] for one in (await office.registry.gets("declarations", roleless))["items"]] == [
        declared.json()["id"]
    ]
