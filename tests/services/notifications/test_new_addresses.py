"""A new address while mail to the one before is refused: nothing surely unsent goes there any more."""

from email.message import EmailMessage
from uuid import uuid4

import pytest

from contracts.notifications import NotificationFailed, NotificationSent
from services.notifications.gateway import Session
from tests.services.notifications.conftest import OPERATOR, Notifications
from tests.unit.notifications.facts import (
    COORDINATOR,
    COORDINATOR_ADDRESS,
    DOCTOR,
    DOCTOR_ADDRESS,
    a_contact,
    a_coordinator,
    a_person,
    an_appointment,
    some_feedback,
)
from tests.unit.notifications.leave_facts import a_touched_request
from tests.unit.notifications.registry_facts import a_change, a_completed_import

NEW = "amara@new.example.org"


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


async def mailed(notifications: Notifications, person_id: object = DOCTOR) -> set[str]:
    return {how for (_, channel), how in (await notifications.told(DOCTOR)).items() if channel == "mail"}


async def test_a_mail_that_is_put_off_goes_to_the_new_address(notifications: Notifications) -> None:
    await notifications.hears(a_person())
    notifications.relay.then("451 rcpt")
    await notifications.hears(a_change())
    await notifications.sends()
    await notifications.hears(a_contact(email=NEW))
    await notifications.forward(seconds=2)

    assert notifications.relay.to(DOCTOR_ADDRESS) == []
    [(recipient, _)] = notifications.relay.taken
    [mail] = notifications.relay.to(NEW)
    assert (recipient, mail["Subject"]) == (NEW, "Your placement has changed")
    assert await mailed(notifications) == {"sent"}
    [said] = await notifications.driver.said(NotificationSent)
    assert said.attempts == 2


async def test_a_mail_that_is_put_off_is_withheld_from_an_address_that_was_taken_back(
    notifications: Notifications,
) -> None:
    await notifications.hears(a_person())
    notifications.relay.then("451 rcpt")
    await notifications.hears(a_change())
    await notifications.sends()
    await notifications.hears(a_contact(email=None))
    await notifications.forward(seconds=2)
    assert (notifications.relay.taken, await mailed(notifications)) == ([], {"withheld: no_address"})

    await notifications.hears(a_contact(email=NEW))
    await notifications.sends()
    assert len(notifications.relay.to(NEW)) == 1


async def test_another_name_at_the_same_address_changes_no_mail_that_is_written(notifications: Notifications) -> None:
    await notifications.hears(a_person())
    notifications.relay.then("451 rcpt")
    await notifications.hears(a_change())
    await notifications.sends()
    async with notifications.driver.begin() as work:
        written = await work.driver.fetchval("SELECT frozen FROM mail")
    await notifications.hears(a_contact(known_as="Amy"))
    await notifications.forward(seconds=2)

    [(recipient, sent)] = notifications.relay.taken
    assert (recipient, sent.rstrip()) == (DOCTOR_ADDRESS, written.rstrip())


async def test_a_mail_that_may_have_arrived_is_sent_again_as_the_same_bytes_to_the_same_address(
    notifications: Notifications,
) -> None:
    await notifications.hears(a_person())
    notifications.relay.then("lose answer")
    await notifications.hears(a_change())
    await notifications.sends()
    await notifications.hears(a_contact(email=NEW))
    await notifications.forward(seconds=2)

    [first, second] = notifications.relay.taken
    assert first == second
    assert first[0] == DOCTOR_ADDRESS


async def test_a_mail_that_failed_is_told_at_the_new_address_in_one_summary(notifications: Notifications) -> None:
    await notifications.hears(a_person())
    notifications.relay.then("550 rcpt", "550 rcpt")
    await notifications.hears(a_change(), some_feedback())
    await notifications.sends()
    assert await mailed(notifications) == {"failed"}
    await notifications.hears(a_contact(known_as="Amy"))
    await notifications.sends()
    assert await mailed(notifications) == {"failed"}, "the same address would refuse it again"

    await notifications.hears(a_contact(email=NEW))
    await notifications.sends()

    [mail] = notifications.relay.to(NEW)
    assert mail["Subject"] == "A summary of your notices so far"
    assert "2 notices" in text_of(mail)
    assert await mailed(notifications) == {"sent"}
    assert len(await notifications.driver.said(NotificationFailed)) == 2
    await notifications.hears(a_contact(email="amara@newest.example.org"))
    await notifications.sends()
    assert len(notifications.relay.taken) == 1, "what was sent is not told again"


async def test_a_failed_mail_waits_for_an_address_that_comes_after_there_was_none(notifications: Notifications) -> None:
    await notifications.hears(a_person())
    notifications.relay.then("550 rcpt")
    await notifications.hears(a_change())
    await notifications.sends()
    await notifications.hears(a_contact(email=None))
    await notifications.sends()
    assert await mailed(notifications) == {"failed"}
    await notifications.hears(a_contact(email=NEW))
    await notifications.sends()

    assert len(notifications.relay.to(NEW)) == 1


async def test_an_address_that_comes_while_the_relay_refuses_the_one_before_is_tried(
    notifications: Notifications, monkeypatch: pytest.MonkeyPatch
) -> None:
    await notifications.hears(a_person())
    notifications.relay.then("550 rcpt")
    await notifications.hears(a_change())
    send = Session.send

    async def send_while_they_move(session: Session, recipient: str, mail: bytes) -> object:
        if recipient == DOCTOR_ADDRESS:
            await notifications.hears(a_contact(email=NEW))
        return await send(session, recipient, mail)

    monkeypatch.setattr(Session, "send", send_while_they_move)
    await notifications.sends()

    assert len(notifications.relay.to(NEW)) == 1
    assert await mailed(notifications) == {"sent"}
    assert await notifications.driver.said(NotificationFailed) == []


async def test_a_failed_mail_of_an_import_that_was_cancelled_stays_failed(notifications: Notifications) -> None:
    await notifications.hears(a_person())
    import_id = uuid4()
    notifications.relay.then("550 rcpt")
    await notifications.hears(a_change(import_id=import_id), a_completed_import(import_id, changed=1))
    await notifications.sends()
    async with notifications.driver.http(OPERATOR) as http:
        await http.post(f"/api/notifications/imports/{import_id}/cancel", json={})
    await notifications.hears(a_contact(email=NEW))
    await notifications.sends()

    assert notifications.relay.to(NEW) == []
    assert await mailed(notifications) == {"failed"}


async def test_an_import_mail_that_is_put_off_is_written_anew_beside_a_later_one_of_its_group(
    notifications: Notifications,
) -> None:
    await notifications.hears(a_coordinator(), an_appointment())
    import_id = uuid4()
    notifications.relay.then("451 rcpt")
    await notifications.hears(a_change(import_id=import_id), a_completed_import(import_id, changed=1))
    await notifications.sends()
    await notifications.hears(a_change(import_id=import_id), a_touched_request(import_id=import_id))
    await notifications.hears(a_contact(COORDINATOR, email=NEW))
    await notifications.forward(seconds=5)

    assert notifications.relay.to(COORDINATOR_ADDRESS) == []
    assert [text_of(mail).count("Placement changed:") for mail in notifications.relay.to(NEW)] == [1, 1]
    assert await notifications.due() == 0
