"""What a doctor hears of their certificates: that one is there, and that one was revoked; why stays behind sign-in."""

import pytest

from contracts import Event
from tests.services.notifications.conftest import Notifications, decided
from tests.unit.notifications.facts import (
    DOCTOR,
    DOCTOR_ADDRESS,
    a_certificate,
    a_person,
    a_revocation,
    an_organisation,
)


@pytest.fixture(autouse=True)
async def everybody(notifications: Notifications) -> None:
    await notifications.hears(a_person(), an_organisation(name="Northtown NHS Foundation Trust"))


@pytest.mark.parametrize(
    ("event", "subject"),
    [(a_certificate(), "You have a new certificate"), (a_revocation(), "A certificate of yours was revoked")],
    ids=["issued", "revoked"],
)
async def test_its_holder_is_told_by_mail_and_inbox(notifications: Notifications, event: Event, subject: str) -> None:
    [stamp] = await notifications.hears(event)
    await notifications.sends()

    assert await notifications.told(DOCTOR) == decided(
        stamp, mail="sent", inbox="sent", push="withheld: no_subscription"
    )
    [mail] = notifications.relay.to(DOCTOR_ADDRESS)
    assert mail["Subject"] == subject
    [item] = await notifications.inbox(DOCTOR)
    assert "Issued by: Northtown NHS Foundation Trust (R0B)" in item["lines"]
    assert item["about"] == {"kind": "certificate", "id": event.subject}


async def test_why_it_was_revoked_is_read_behind_sign_in(notifications: Notifications) -> None:
    await notifications.hears(a_revocation())
    await notifications.sends()

    [mail] = notifications.relay.to(DOCTOR_ADDRESS)
    body = mail.get_body(("plain",))
    assert body is not None
    assert "name on it" not in body.get_content()
    assert "Sign in to read why." in body.get_content()
    [item] = await notifications.inbox(DOCTOR)
    assert "Reason: the name on it is wrong" in item["lines"]
