"""Adaptations are told to the doctor and the one host, and no mail says what it is about."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from contracts import Event
from contracts.vocabulary import Role
from tests.services.notifications.conftest import Notifications
from tests.unit.notifications.facts import (
    COORDINATOR,
    COORDINATOR_ADDRESS,
    DOCTOR,
    DOCTOR_ADDRESS,
    a_coordinator,
    a_person,
    an_appointment,
)
from tests.unit.notifications.opportunity_facts import (
    a_needed_adaptation,
    a_refused_adaptation,
    an_arranged_adaptation,
    an_overdue_adaptation,
)


@pytest.fixture(autouse=True)
async def everybody(notifications: Notifications) -> None:
    await notifications.hears(a_person(), a_coordinator())


@pytest.mark.parametrize(
    ("event", "person", "address", "title"),
    [
        (a_needed_adaptation, COORDINATOR, COORDINATOR_ADDRESS, "An adaptation is asked for: Dr Amara Patel"),
        (an_arranged_adaptation, DOCTOR, DOCTOR_ADDRESS, "The adaptation you asked for is arranged"),
        (a_refused_adaptation, DOCTOR, DOCTOR_ADDRESS, "The adaptation you asked for is not arranged"),
        (an_overdue_adaptation, COORDINATOR, COORDINATOR_ADDRESS, "Answer about an adaptation overdue: Dr Amara Patel"),
    ],
)
async def test_what_it_is_about_stays_behind_sign_in(
    notifications: Notifications, event: Callable[..., Event], person: object, address: str, title: str
) -> None:
    await notifications.hears(event())
    await notifications.sends()

    [mail] = notifications.relay.to(address)
    assert not any(word in mail.as_string().lower() for word in ("adaptation", "arranged", "patel, "))
    [item] = await notifications.inbox(person)  # type: ignore[arg-type]
    assert item["title"] == title


async def test_a_late_answer_is_in_the_doctors_inbox_too(notifications: Notifications) -> None:
    await notifications.hears(an_overdue_adaptation())
    await notifications.sends()

    assert notifications.relay.to(DOCTOR_ADDRESS) == []
    [item] = await notifications.inbox(DOCTOR)
    assert "Asked of: Robin Okoro" in item["lines"]


async def test_no_champion_hears_of_it_even_if_the_host_has_left(notifications: Notifications) -> None:
    champion = uuid4()
    await notifications.hears(
        a_coordinator(champion, email="champion@example.nhs.uk"), an_appointment(champion, role=Role.CHAMPION)
    )

    await notifications.hears(a_needed_adaptation(), an_overdue_adaptation())

    assert await notifications.told(champion) == {}
