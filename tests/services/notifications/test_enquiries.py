"""Who is told of what an employer asks a doctor, and of the answer (R34)."""

import pytest

from contracts.vocabulary import Role
from tests.services.notifications.conftest import Notifications
from tests.unit.notifications.facts import (
    COORDINATOR,
    DOCTOR,
    DOCTOR_ADDRESS,
    TPD,
    a_coordinator,
    a_person,
    an_appointment,
)
from tests.unit.notifications.registry_facts import an_answered_enquiry, an_enquiry

OWNER = TPD


@pytest.fixture
async def office(notifications: Notifications) -> Notifications:
    await notifications.hears(a_person(), a_coordinator(OWNER), an_appointment(OWNER, role=Role.MEDED_ADMIN))
    return notifications


async def test_the_doctor_is_mailed_that_something_is_asked_and_by_when(office: Notifications) -> None:
    asked = an_enquiry()
    await office.hears(asked)
    await office.sends()

    [mail] = office.relay.to(DOCTOR_ADDRESS)
    assert mail["Subject"] == "Your employer asks you for information"
    [item] = await office.inbox(DOCTOR)
    assert item["about"] == {"kind": "enquiry", "id": str(asked.enquiry_id)}
    assert "Answer by: Friday 27 November 2026" in item["lines"]
    assert await office.inbox(OWNER) == []


async def test_whoever_asked_reads_that_there_is_an_answer(office: Notifications) -> None:
    await office.hears(a_coordinator(), an_appointment(), an_answered_enquiry())

    [item] = await office.inbox(COORDINATOR)
    assert item["title"] == "Answered: Dr Amara Patel"
    assert await office.inbox(OWNER) == []


async def test_where_they_are_gone_medical_education_does(office: Notifications) -> None:
    await office.hears(an_answered_enquiry())

    [item] = await office.inbox(OWNER)
    assert item["title"] == "Answered: Dr Amara Patel"
