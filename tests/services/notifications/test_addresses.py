"""People who cannot be reached, and what they are told when they can be."""

from datetime import date

from contracts.notifications import NotificationWithheld
from tests.services.notifications.conftest import Notifications, decided
from tests.unit.notifications.facts import (
    DOCTOR,
    DOCTOR_ADDRESS,
    a_contact,
    a_person,
    an_unconfirmed_person,
    some_feedback,
)
from tests.unit.notifications.leave_facts import a_refusal
from tests.unit.notifications.registry_facts import a_cancellation, a_change, a_placement, an_announcement


async def test_nothing_reaches_an_unconfirmed_person_and_that_is_said(notifications: Notifications) -> None:
    await notifications.hears(an_unconfirmed_person())
    [stamp] = await notifications.hears(a_change())
    await notifications.sends()

    assert await notifications.told(DOCTOR) == decided(
        stamp,
        mail="withheld: unconfirmed_person",
        inbox="withheld: unconfirmed_person",
        push="withheld: unconfirmed_person",
    )
    assert notifications.relay.taken == []
    [said] = await notifications.driver.said(NotificationWithheld)
    assert (said.person_id, said.reason, said.about) == (DOCTOR, "unconfirmed_person", (stamp.id,))


async def test_a_person_without_address_has_an_inbox(notifications: Notifications) -> None:
    await notifications.hears(a_person(email=None))
    [stamp] = await notifications.hears(a_change())

    assert await notifications.told(DOCTOR) == decided(
        stamp, mail="withheld: no_address", inbox="sent", push="withheld: no_subscription"
    )


async def test_when_the_address_arrives_what_still_matters_is_one_mail(notifications: Notifications) -> None:
    await notifications.hears(an_unconfirmed_person())
    moved, gone = a_placement(), a_placement()
    over = a_placement(start=date(2026, 8, 5), end=date(2026, 12, 1))
    [first, second, cancelled, past, feedback] = await notifications.hears(
        an_announcement(moved), a_change(moved), a_cancellation(gone), an_announcement(over), some_feedback()
    )
    await notifications.forward(days=14)
    await notifications.hears(a_contact())
    await notifications.sends()

    [mail] = notifications.relay.to(DOCTOR_ADDRESS)
    body = mail.get_body(("plain",))
    assert body is not None
    assert mail["Subject"] == "A summary of your notices so far"
    assert "3 notices" in body.get_content()
    told = await notifications.told(DOCTOR)
    assert {event: how for (event, channel), how in told.items() if channel == "mail"} == {
        first.id: "withheld: summarised",
        second.id: "sent",
        cancelled.id: "sent",
        past.id: "withheld: over",
        feedback.id: "sent",
    }
    inbox = {event: how for (event, channel), how in told.items() if channel == "inbox"}
    assert inbox == {
        first.id: "sent",
        second.id: "sent",
        cancelled.id: "sent",
        past.id: "withheld: over",
        feedback.id: "sent",
    }


async def test_what_is_older_than_12_weeks_is_in_no_summary(notifications: Notifications) -> None:
    await notifications.hears(an_unconfirmed_person())
    [stamp] = await notifications.hears(some_feedback())
    await notifications.forward(days=85)
    await notifications.hears(a_contact())
    await notifications.sends()

    assert notifications.relay.taken == []
    assert (await notifications.told(DOCTOR))[stamp.id, "mail"] == "withheld: over"


async def test_a_second_change_of_contact_summarises_nothing_again(notifications: Notifications) -> None:
    await notifications.hears(a_person(email=None))
    await notifications.hears(a_refusal())
    await notifications.hears(a_contact())
    await notifications.hears(a_contact(known_as="Amy"))
    await notifications.sends()
    await notifications.hears(a_contact(known_as="Amara"))
    await notifications.sends()

    assert len(notifications.relay.to(DOCTOR_ADDRESS)) == 1


async def test_confirmed_without_an_address_opens_the_inbox_and_keeps_the_mail_for_later(
    notifications: Notifications,
) -> None:
    await notifications.hears(an_unconfirmed_person())
    [stamp] = await notifications.hears(a_change())
    await notifications.hears(a_contact(email=None))
    assert await notifications.told(DOCTOR) == decided(
        stamp, mail="withheld: no_address", inbox="sent", push="withheld: no_subscription"
    )
    await notifications.hears(a_contact())
    await notifications.sends()

    assert (await notifications.told(DOCTOR))[stamp.id, "mail"] == "sent"
    assert len({row["event_id"] for _, row in await notifications.driver.said_with_stamps()}) == 3


async def test_an_address_lost_before_the_mail_was_written_withholds_it_and_a_new_one_brings_it_back(
    notifications: Notifications,
) -> None:
    await notifications.hears(a_person())
    [stamp] = await notifications.hears(a_change())
    await notifications.hears(a_contact(email=None))
    await notifications.sends()
    assert (await notifications.told(DOCTOR))[stamp.id, "mail"] == "withheld: no_address"
    assert await notifications.due() == 0

    await notifications.hears(a_contact(email="new@example.org"))
    await notifications.sends()

    assert len(notifications.relay.to("new@example.org")) == 1
    assert (await notifications.told(DOCTOR))[stamp.id, "mail"] == "sent"
