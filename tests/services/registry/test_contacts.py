"""Who answers for what at a trust is found, with a work address, by everybody signed in; no event has it."""

from typing import Any

import pytest

from contracts import Grant
from contracts.registry import AppointmentMade
from contracts.vocabulary import Role
from tests.services.driver import an_actor
from tests.services.registry.conftest import Registry
from tests.unit.registry.sheets import csv, sheet

DOCTOR = an_actor(Grant(Role.RESIDENT_DOCTOR))
JOAN = {"role": "champion", "name": "Joan Fry", "email": "joan.fry@nhs.example", "organisation": "R0B"}
CONTACT = "leadership@trust.example"


async def appoints(region: Registry, **body: Any) -> Any:
    made = await region.posts("appointments", {**JOAN, "from": "2026-01-01", **body})
    assert made.status_code == 201, made.text
    return made.json()


async def contacts(region: Registry, code: str = "R0B") -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await region.gets(f"organisations/{code}/contacts", DOCTOR))["items"]
    return items


async def test_a_doctor_finds_who_answers_for_what_and_where_to_reach_them(region: Registry) -> None:
    joan = await appoints(region, contact=CONTACT)

    assert await contacts(region) == [
        {"role": "champion", "person_id": joan["person_id"], "name": "Joan Fry", "deputy": False, "since": "2026-01-01",
         "contact": CONTACT}
    ]  # fmt: skip
    assert await contacts(region, "RTD") == []


async def test_a_contact_that_is_given_later_changes_nothing_else_and_is_in_no_event(region: Registry) -> None:
    await appoints(region)
    said = await region.said()

    await appoints(region, contact=CONTACT)
    await appoints(region)

    assert [one["contact"] for one in await contacts(region)] == [CONTACT]
    assert await region.said() == said
    assert CONTACT.encode() not in b"".join(
        row["data"] for _, row in await region.driver.said_with_stamps(AppointmentMade)
    )


@pytest.mark.parametrize("empty", ["", None])
async def test_a_contact_is_taken_back_by_saying_that_there_is_none(region: Registry, empty: str | None) -> None:
    await appoints(region, contact=CONTACT)
    said = await region.said()

    await appoints(region, contact=empty)

    assert [(one["name"], one["contact"]) for one in await contacts(region)] == [("Joan Fry", None)]
    assert await region.said() == said


async def test_an_empty_cell_takes_a_contact_back_and_a_file_without_the_column_leaves_it(region: Registry) -> None:
    await appoints(region, contact=CONTACT)
    row = {**JOAN, "from": "2026-01-01"}

    await region.reports("appointments", csv(sheet(tuple(row), row)))
    assert [one["contact"] for one in await contacts(region)] == [CONTACT]
    await region.reports("appointments", csv(sheet((*row, "contact"), row | {"contact": ""})))
    assert [one["contact"] for one in await contacts(region)] == [None]


async def test_who_holds_it_no_more_or_another_role_is_not_named(region: Registry) -> None:
    await appoints(region, contact=CONTACT, to="2026-10-31")
    await appoints(region, role="rota coordinator")

    assert await contacts(region) == []


async def test_a_contact_is_ended_with_its_appointment_and_the_end_is_said(region: Registry) -> None:
    await appoints(region, contact=CONTACT)
    await appoints(region, to="2026-11-21", contact="other@trust.example")

    assert [type(one).__name__ for one in await region.said()][-1] == "AppointmentEnded"
    assert await contacts(region) == []


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"role": "rota coordinator", "contact": CONTACT}, "contact this role has none; leave it empty but for: "),
        ({"contact": "ring me"}, "contact not a mail address; write it as name@organisation.example"),
    ],
)
async def test_what_is_no_contact_is_refused_with_what_to_write(
    region: Registry, body: dict[str, str], reason: str
) -> None:
    refused = await region.posts("appointments", {**JOAN, **body})

    assert refused.status_code == 422
    assert refused.json()["detail"].startswith(reason)


async def test_of_no_organisation_there_are_none(region: Registry) -> None:
    async with region.driver.http(DOCTOR) as http:
        assert (await http.get("/api/registry/organisations/QQQ/contacts")).status_code == 404
