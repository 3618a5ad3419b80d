"""O-D3: a trust's register of fellows and chief registrars, and how much of their time is protected in truth."""

import asyncio
from collections import Counter
from datetime import date
from typing import Any

import httpx
import pytest

from chassis.rules import rule
from contracts import Grant
from contracts.opportunities import FellowshipAppointed, FellowshipEnded, FellowshipShareReported
from contracts.vocabulary import Role
from tests.services.deaneries import a_dean, a_deanery
from tests.services.driver import an_actor
from tests.services.opportunities.conftest import Trust, a_champion, a_doctor, in_post
from tests.services.opportunities.registering import CHIEF, Register


@pytest.fixture
async def register(trust: Trust) -> Register:
    registrar = a_doctor()
    await trust.opportunities.hears(in_post(registrar, grade="Specialty Training Year 5", end=date(2027, 8, 3)))
    return Register(trust, registrar)


def slug(answer: httpx.Response) -> str:
    return str(answer.json()["type"].rpartition("/")[2])


async def test_a_chief_registrar_is_appointed_and_everybody_at_the_trust_reads_who_it_is(register: Register) -> None:
    fellowship_id = await register.has_appointed()

    [said] = await register.trust.opportunities.said(FellowshipAppointed)
    assert (said.subject, said.key, said.grade) == (
        fellowship_id,
        str(register.registrar.person_id),
        "Specialty Training Year 5",
    )
    [shown] = (await register.get(register.trust.doctor)).json()["items"]
    assert (shown["doctor_id"], shown["protected_percent"]) == (str(register.registrar.person_id), 40)
    assert (await register.get(a_doctor())).json()["items"] == []
    for stranger in (a_doctor(), a_champion("RXF")):
        assert (await register.get(stranger, f"/{fellowship_id}")).status_code == 404


@pytest.mark.parametrize(
    ("facts", "status", "refused_as"),
    [
        ({"protected_percent": 39}, 422, "share-not-allowed"),
        ({"ends_on": "2027-08-03"}, 422, "too-short"),
        ({"out_of_programme": True}, 422, "notice-too-short"),
        ({"starts_on": "2026-08-04"}, 422, "holder-not-there"),
        ({"ends_on": "2026-08-04"}, 422, "days-not-possible"),
        ({"trust": "RXF"}, 403, "not-your-trust"),
        ({"kind": "consultant"}, 422, "invalid"),
        ({"protected_percent": 101}, 422, "invalid"),
        ({"protected_percent": 0}, 422, "invalid"),
        ({"funder": "the board"}, 422, "invalid"),
    ],
)
async def test_a_record_that_breaks_its_rule_is_sent_back(
    register: Register, facts: dict[str, Any], status: int, refused_as: str
) -> None:
    answer = await register.appoints(**facts)

    assert (answer.status_code, slug(answer)) == (status, refused_as)
    assert await register.trust.opportunities.said() == []


async def test_a_grade_below_the_rules_needs_to_be_said_equivalent(register: Register) -> None:
    junior = {"doctor_id": str(register.trust.doctor.person_id)}

    refused = await register.appoints(**junior)

    assert (refused.status_code, slug(refused)) == (422, "grade-too-low")
    assert "Foundation Year 2" in refused.json()["detail"]
    await register.has_appointed(**junior, grade_equivalent=True)
    await register.has_appointed(**junior, kind="trust_fellow", protected_percent=20)


@pytest.mark.parametrize(("deanery", "status"), [("NTH", 201), ("WES", 422)])
async def test_a_region_sets_the_standard_of_its_own_trusts(register: Register, deanery: str, status: int) -> None:
    """NTH answers for R0B."""
    opportunities = register.trust.opportunities
    await opportunities.hears(a_deanery("NTH", "R0B"), a_deanery("WES", "RXF"))
    async with opportunities.begin() as work:
        standard = await rule(work, "opportunities.chief_registrar", on=work.today, of=[])
    less = standard | {"least_percent": 30}

    assert await opportunities.rules(a_dean(deanery), "opportunities.chief_registrar", less, of=deanery) == 204

    assert (await register.appoints(protected_percent=30)).status_code == status


async def test_what_two_write_down_at_once_is_one_fellowship(register: Register) -> None:
    answers = await asyncio.gather(*(register.appoints() for _ in range(5)))

    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 4}
    assert {slug(answer) for answer in answers if answer.status_code == 409} == {"already-appointed"}
    assert len(await register.trust.opportunities.said(FellowshipAppointed)) == 1


async def test_what_its_holder_says_of_their_time_is_read_by_who_keeps_the_register_alone(register: Register) -> None:
    fellowship_id = await register.has_appointed()

    assert (await register.post(register.registrar, f"/{fellowship_id}/share", {"percent": 25})).status_code == 204

    [said] = await register.trust.opportunities.said(FellowshipShareReported)
    assert (said.percent, said.protected_percent) == (25, 40)
    for reader, sees in (
        (register.registrar, 25),
        (register.board_lead, 25),
        (register.trust.doctor, None),
        (register.trust.champion, None),
    ):
        assert (await register.get(reader, f"/{fellowship_id}")).json()["reported_percent"] == sees
    assert (await register.post(register.trust.doctor, f"/{fellowship_id}/share", {"percent": 1})).status_code == 404


async def test_one_that_ended_is_written_down_anew(register: Register) -> None:
    fellowship_id = await register.has_appointed()
    read = await register.get(register.board_lead, f"/{fellowship_id}")
    ending = {"reason": "appointed_in_error", "ended_on": "2026-08-05"}
    path, match = f"/{fellowship_id}/ending", {"If-Match": read.headers["etag"]}

    first, late = [await register.post(register.board_lead, path, ending, **match) for _ in range(2)]

    assert (first.status_code, late.status_code) == (204, 412)
    again = await register.post(register.board_lead, path, ending)
    assert (again.status_code, again.json()["ended_by"]) == (409, str(register.board_lead.person_id))
    assert len(await register.trust.opportunities.said(FellowshipEnded)) == 1
    await register.has_appointed()


async def test_who_may_do_what_to_the_register(register: Register) -> None:
    fellowship_id = await register.has_appointed()
    ending = {"reason": "left", "ended_on": "2026-11-22"}
    elsewhere = an_actor(Grant(Role.SLRDE, "RXF"))

    assert (await register.post(register.trust.champion, "", CHIEF)).status_code == 403
    assert (await register.post(register.registrar, f"/{fellowship_id}/ending", ending)).status_code == 403
    assert (await register.post(elsewhere, f"/{fellowship_id}/ending", ending)).status_code == 404


async def test_the_register_is_read_page_by_page(register: Register) -> None:
    fellows = [await register.trust.a_resident() for _ in range(3)]
    fellow = {"kind": "trust_fellow", "protected_percent": 20}
    written = [await register.has_appointed(doctor_id=str(one.person_id), **fellow) for one in fellows]

    first = (await register.get(register.board_lead, limit=2)).json()
    rest = (await register.get(register.board_lead, limit=2, after=first["next"])).json()

    assert sorted(one["id"] for one in first["items"] + rest["items"]) == sorted(written)
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)
