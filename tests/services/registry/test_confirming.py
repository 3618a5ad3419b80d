"""A file that was looked at is taken in as it was, once, by who sent it, and is not kept for longer than a day."""

from dataclasses import replace
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from contracts import Actor, Grant
from contracts.registry import AppointmentMade, PersonRegistered
from contracts.vocabulary import Role
from tests.services.driver import an_actor
from tests.services.registry.conftest import OPERATOR, Registry, counts
from tests.unit.registry.sheets import PEOPLE, a_person, csv, sheet

ADMIN = an_actor(Grant(Role.MEDED_ADMIN, "R0B"))
PERSON = csv(sheet(PEOPLE, a_person()))
APPOINTMENTS = (
    b"role,name,email,organisation,from\r\n"
    b"champion,Joan Fry,joan.fry@nhs.example,R0B,01/01/2026\r\n"
    b"champion,Joan Fry,joan.fry@nhs.example,RTD,01/01/2026\r\n"
    b"wizard,Joan Fry,joan.fry@nhs.example,R0B,01/01/2026\r\n"
)


async def confirms(region: Registry, import_id: str, actor: Actor = OPERATOR, **headers: str) -> httpx.Response:
    async with region.driver.http(actor, **headers) as http:
        answer = await http.post(f"/api/registry/imports/{import_id}/confirmation")
    while await region.driver.run_job("imports"):
        pass
    return answer


async def rehearses(region: Registry, content: bytes, kind: str, actor: Actor) -> Any:
    async with region.driver.http(actor) as http:
        form = {"data": {"kind": kind, "dry_run": "true"}, "files": {"file": ("file.csv", content)}}
        sent = await http.post("/api/registry/imports", **form)
    assert sent.status_code == 202, sent.text
    while await region.driver.run_job("imports"):
        pass
    return await region.gets(f"imports/{sent.json()['id']}", actor)


async def test_a_rehearsed_file_is_taken_in_when_it_is_confirmed(region: Registry) -> None:
    looked_at = await region.brings("people", PERSON, dry_run=True)
    assert await region.said(PersonRegistered) == []

    answer = await confirms(region, looked_at["id"])

    assert answer.status_code == 202
    taken = await region.gets(f"imports/{answer.json()['id']}")
    assert (taken["state"], taken["dry_run"], counts(taken["report"])) == ("done", False, {"rows": 1, "added": 1})
    assert (await region.gets(f"imports/{looked_at['id']}"))["taken_as"] == taken["id"]
    assert len(await region.said(PersonRegistered)) == 1


async def test_a_second_confirmation_finds_no_file(region: Registry) -> None:
    looked_at = await region.brings("people", PERSON, dry_run=True)
    await confirms(region, looked_at["id"])

    again = await confirms(region, looked_at["id"])

    assert (again.status_code, again.json()["type"]) == (410, "/problems/file-gone")
    assert len(await region.said(PersonRegistered)) == 1


async def test_a_second_click_is_the_same_confirmation(region: Registry) -> None:
    looked_at = await region.brings("people", PERSON, dry_run=True)

    first, second = [await confirms(region, looked_at["id"], **{"Idempotency-Key": "one"}) for _ in range(2)]

    assert first.json()["id"] == second.json()["id"]


async def test_who_has_lost_the_role_for_such_a_file_takes_it_in_no_more(region: Registry) -> None:
    looked_at = await region.brings("people", PERSON, dry_run=True)
    administrator = replace(OPERATOR, grants=ADMIN.grants)

    answer = await confirms(region, looked_at["id"], administrator)

    assert (answer.status_code, await region.said(PersonRegistered)) == (403, [])


async def test_nobody_confirms_what_somebody_else_looked_at(region: Registry) -> None:
    looked_at = await region.brings("people", PERSON, dry_run=True)

    answers = [await confirms(region, looked_at["id"], actor) for actor in (ADMIN, an_actor(Grant(Role.OPERATOR)))]

    assert [answer.status_code for answer in answers] == [404, 404]


async def test_what_is_still_being_looked_at_cannot_be_confirmed(region: Registry) -> None:
    sent = await region.sends("people", PERSON, dry_run=True)

    async with region.driver.http(OPERATOR) as http:
        answer = await http.post(f"/api/registry/imports/{sent.json()['id']}/confirmation")

    assert answer.status_code == 422


@pytest.mark.parametrize(("hours", "status"), [(23, 202), (25, 410)])
async def test_a_file_that_nobody_confirms_is_kept_for_a_day(region: Registry, hours: int, status: int) -> None:
    looked_at = await region.brings("people", PERSON, dry_run=True)
    region.clock.forward(hours=hours)
    await region.driver.run_job("rehearsals")

    assert (await confirms(region, looked_at["id"])).status_code == status


async def test_a_file_that_is_waiting_is_not_let_go(region: Registry) -> None:
    await region.sends("people", PERSON)
    region.clock.forward(hours=48)
    await region.driver.run_job("rehearsals")

    async with region.driver.begin() as work:
        assert len(await work.all(text("SELECT 1 FROM upload"))) == 1


async def test_an_administrator_sends_in_appointments_and_gives_only_what_is_theirs_to_give(region: Registry) -> None:
    looked_at = await rehearses(region, APPOINTMENTS, "appointments", ADMIN)

    assert counts(looked_at["report"]) == {"rows": 3, "added": 1}
    assert [(fault["row"], fault["column"]) for fault in looked_at["report"]["rejected"]] == [
        (3, "role"),
        (4, "role"),
    ]
    await confirms(region, looked_at["id"], ADMIN)
    assert [made.code for made in await region.said(AppointmentMade)] == ["R0B"]


@pytest.mark.parametrize("kind", ["organisations", "people", "placements"])
async def test_an_administrator_sends_in_nothing_else(region: Registry, kind: str) -> None:
    async with region.driver.http(ADMIN) as http:
        form = {"data": {"kind": kind}, "files": {"file": ("file.csv", PERSON)}}
        assert (await http.post("/api/registry/imports", **form)).status_code == 403


async def test_an_administrator_sees_their_own_files_only(region: Registry) -> None:
    theirs = await rehearses(region, APPOINTMENTS, "appointments", ADMIN)
    others = await region.brings("people", csv(sheet(PEOPLE, a_person(**{"Email Address": "anna.bell"}))))

    listed = await region.gets("imports", ADMIN)

    assert [one["id"] for one in listed["items"]] == [theirs["id"]]
    async with region.driver.http(ADMIN) as http:
        for path in (others["id"], f"{others['id']}/rejected.xlsx"):
            assert (await http.get(f"/api/registry/imports/{path}")).status_code == 404
        assert (await http.get(f"/api/registry/imports/{theirs['id']}/rejected.xlsx")).status_code == 200
