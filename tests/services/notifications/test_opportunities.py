"""What co-producers, leads and doctors hear of opportunities; whether one is offered a place stays behind sign-in."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest

from contracts import Event
from contracts.vocabulary import DeclineReason, Role
from tests.services.notifications.conftest import Notifications, decided
from tests.unit.notifications.facts import (
    COORDINATOR,
    COORDINATOR_ADDRESS,
    DOCTOR,
    DOCTOR_ADDRESS,
    a_confirmed_participation,
    a_coordinator,
    a_person,
    a_withdrawn_interest,
    an_answered_interest,
    an_appointment,
    an_interest,
    an_opportunity,
    an_organisation,
)

IN_THE_INBOX_ONLY = ["sent", "withheld: inbox_only", "withheld: not_urgent"]


@pytest.fixture(autouse=True)
async def everybody(notifications: Notifications) -> None:
    await notifications.hears(a_person(), a_coordinator(), an_organisation(), an_appointment(role=Role.SENIOR_LEADER))


async def test_the_co_producer_reads_in_the_inbox_that_it_is_published(notifications: Notifications) -> None:
    await notifications.hears(an_opportunity())
    await notifications.sends()

    assert sorted((await notifications.told(DOCTOR)).values()) == IN_THE_INBOX_ONLY
    [item] = await notifications.inbox(DOCTOR)
    assert "Opportunity: Patient safety meeting" in item["lines"]
    assert "Led by: Robin Okoro" in item["lines"]


async def test_the_lead_is_told_who_is_interested_and_by_when_to_answer(notifications: Notifications) -> None:
    [stamp] = await notifications.hears(an_interest())
    await notifications.sends()

    assert await notifications.told(COORDINATOR) == decided(
        stamp, mail="sent", inbox="sent", push="withheld: no_subscription"
    )
    [mail] = notifications.relay.to(COORDINATOR_ADDRESS)
    assert mail["Subject"] == "A doctor's interest waits for your answer"
    [item] = await notifications.inbox(COORDINATOR)
    assert item["title"] == "Interested: Dr Amara Patel"
    assert "Answer by: Sunday 6 December 2026" in item["lines"]


async def test_the_lead_reads_in_the_inbox_who_withdrew(notifications: Notifications) -> None:
    await notifications.hears(a_withdrawn_interest())

    assert sorted((await notifications.told(COORDINATOR)).values()) == IN_THE_INBOX_ONLY


@pytest.mark.parametrize("event", [an_interest, a_withdrawn_interest])
async def test_instead_of_a_lead_who_has_left_the_champion_is_told(
    notifications: Notifications, event: Callable[..., Event]
) -> None:
    champion, gone = uuid4(), uuid4()
    await notifications.hears(
        a_coordinator(champion, email="champion@example.nhs.uk"),
        an_appointment(champion, role=Role.CHAMPION),
        a_coordinator(gone, email="gone@example.nhs.uk"),
        an_appointment(gone, role=Role.SENIOR_LEADER, ends_on=date(2026, 11, 21)),
        an_appointment(gone, role=Role.SENIOR_LEADER, code="RXF"),
    )

    await notifications.hears(event(lead_id=gone))

    assert await notifications.told(gone) == {}
    assert len(await notifications.inbox(champion)) == 1


@pytest.mark.parametrize(
    ("answer", "reason", "title"),
    [
        ("offered", None, "You are offered a place"),
        ("declined", DeclineReason.NO_PLACE_LEFT, "You are not offered a place"),
        ("declined", DeclineReason.NOT_TAKING_PLACE, "This opportunity is not taking place"),
    ],
)
async def test_the_mail_says_that_there_is_an_answer_and_not_which(
    notifications: Notifications, answer: str, reason: DeclineReason | None, title: str
) -> None:
    [stamp] = await notifications.hears(an_answered_interest(answer=answer, reason=reason))
    await notifications.sends()

    assert await notifications.told(DOCTOR) == decided(
        stamp, mail="sent", inbox="sent", push="withheld: no_subscription"
    )
    [mail] = notifications.relay.to(DOCTOR_ADDRESS)
    assert not any(word in mail.as_string().lower() for word in ("offered", "declined", "taken", "taking place"))
    [item] = await notifications.inbox(DOCTOR)
    assert item["title"] == title
    assert any(line.startswith("Reason: ") for line in item["lines"]) == (reason is not None)


async def test_the_doctor_reads_in_the_inbox_what_was_confirmed(notifications: Notifications) -> None:
    await notifications.hears(a_confirmed_participation())
    await notifications.sends()

    assert sorted((await notifications.told(DOCTOR)).values()) == IN_THE_INBOX_ONLY
    [item] = await notifications.inbox(DOCTOR)
    assert "You chaired it: Thursday 12 November 2026" in item["lines"]
    assert "Time spent: 1 hour 30 minutes" in item["lines"]
