"""Who is told that a work schedule or a rota was issued, and that it did not come (R31, R32)."""

import pytest

from contracts.vocabulary import Role
from tests.services.notifications.conftest import Notifications, decided
from tests.unit.notifications.facts import (
    COORDINATOR,
    DOCTOR,
    OTHER_COORDINATOR,
    a_coordinator,
    a_person,
    an_appointment,
)
from tests.unit.notifications.registry_facts import a_placement, missed_information, some_information

ADMIN = OTHER_COORDINATOR


@pytest.fixture
async def office(notifications: Notifications) -> Notifications:
    await notifications.hears(
        a_person(),
        a_coordinator(),
        a_person(ADMIN, email="meded@example.org"),
        an_appointment(COORDINATOR),
        an_appointment(ADMIN, role=Role.MEDED_ADMIN),
    )
    return notifications


async def test_a_doctor_reads_that_their_rota_was_issued_and_what_to_do_if_it_did_not_come(
    office: Notifications,
) -> None:
    [stamp] = await office.hears(some_information())

    quiet = {"mail": "withheld: inbox_only", "inbox": "sent", "push": "withheld: not_urgent"}
    assert await office.told(DOCTOR) == decided(stamp, **quiet)
    [item] = await office.inbox(DOCTOR)
    assert item["title"] == "Your rota was issued"
    assert "Recorded as issued on: Friday 20 November 2026" in item["lines"]
    assert any("you can say so" in line for line in item["lines"])


async def test_details_that_the_trust_received_are_no_news_to_the_doctor(office: Notifications) -> None:
    await office.hears(some_information(information="details"))

    assert await office.told(DOCTOR) == {}


@pytest.mark.parametrize(("information", "owner"), [("rota", COORDINATOR), ("work_schedule", ADMIN)])
async def test_whoever_owes_it_is_told_that_it_did_not_come_and_nobody_else(
    office: Notifications, information: str, owner: object
) -> None:
    [stamp] = await office.hears(missed_information(information=information))
    await office.sends()

    told = {person: await office.told(person) for person in (COORDINATOR, ADMIN, DOCTOR)}
    assert [person for person, decisions in told.items() if decisions] == [owner]
    assert told[owner][stamp.id, "mail"] == "sent"  # type: ignore[index]
    [mail] = office.relay.mails
    assert "Patel" not in mail["Subject"]


async def test_of_a_practice_that_has_nobody_the_employers_people_are_told(office: Notifications) -> None:
    placement = a_placement(host="A88003", site="A88003", employer="R0B")
    [stamp] = await office.hears(missed_information(placement, owed_by="R0B"))

    assert (await office.told(COORDINATOR))[stamp.id, "inbox"] == "sent"
