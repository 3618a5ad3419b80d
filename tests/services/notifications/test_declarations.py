"""Who is told of a placement that its doctor declares, and of the answer."""

import pytest

from contracts.vocabulary import Role
from tests.services.notifications.conftest import Notifications, decided
from tests.unit.notifications.facts import (
    COORDINATOR,
    COORDINATOR_ADDRESS,
    DOCTOR,
    DOCTOR_ADDRESS,
    a_coordinator,
    a_person,
    an_appointment,
)
from tests.unit.notifications.registry_facts import a_declaration, a_refused_declaration

OWNER = COORDINATOR


@pytest.fixture
async def office(notifications: Notifications) -> Notifications:
    await notifications.hears(a_person(), a_coordinator(), an_appointment(OWNER, role=Role.MEDED_ADMIN))
    return notifications


async def test_medical_education_is_asked_to_confirm_it(office: Notifications) -> None:
    declared = a_declaration()
    [stamp] = await office.hears(declared)
    await office.sends()

    assert await office.told(OWNER) == decided(stamp, mail="sent", inbox="sent", push="withheld: no_subscription")
    assert await office.told(DOCTOR) == {}
    [item] = await office.inbox(OWNER)
    assert item["title"] == "Placement to confirm: Dr Amara Patel"
    assert item["about"] == {"kind": "declaration", "id": str(declared.declaration_id)}
    [mail] = office.relay.to(COORDINATOR_ADDRESS)
    assert "Patel" not in mail["Subject"]


async def test_a_doctor_is_told_that_it_is_not_confirmed_and_the_mail_does_not_say_so(office: Notifications) -> None:
    await office.hears(a_refused_declaration())
    await office.sends()

    [item] = await office.inbox(DOCTOR)
    assert item["title"] == "The placement that you declared is not confirmed"
    [mail] = office.relay.to(DOCTOR_ADDRESS)
    body = mail.get_body(("plain",))
    assert body is not None
    assert "not confirmed" not in body.get_content()
