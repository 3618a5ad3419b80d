"""A private notice: told by mail, push and inbox without a word of what it is; and nobody hears that it was told."""

import secrets

from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from contracts.notifications import NotificationSent, NotificationWithheld
from tests.services.notifications.conftest import Notifications, decided
from tests.unit.notifications.facts import DOCTOR, DOCTOR_ADDRESS, a_booking, a_notice, a_person


def body(mail: object) -> str:
    part = mail.get_body(("plain",))  # type: ignore[attr-defined]
    return str(part.get_content())


async def test_its_reader_hears_that_there_is_something_and_no_more(notifications: Notifications) -> None:
    await notifications.hears(a_person())
    browser = await notifications.subscribes(DOCTOR)
    notice = a_notice()
    [stamp] = await notifications.hears(notice)
    await notifications.sends()

    assert await notifications.told(DOCTOR) == decided(stamp, mail="sent", inbox="sent", push="sent")
    [mail] = notifications.relay.to(DOCTOR_ADDRESS)
    assert mail["Subject"] == "You have a private item"
    [item] = await notifications.inbox(DOCTOR)
    assert (item["title"], item["lines"]) == (
        "You have a private item",
        ["Sign in and open your private items to read it."],
    )
    for text in (str(mail), body(mail), str(item)):
        assert not any(word in text.lower() for word in ("time", "report", "lost", "leave", "r0b"))
    assert browser is not None


async def test_that_it_was_told_or_could_not_be_is_said_to_nobody(notifications: Notifications) -> None:
    """``notification.sent`` goes to whoever wants it, with the person and the moment."""
    await notifications.hears(a_notice())
    await notifications.forward(minutes=20)
    assert await notifications.driver.said(NotificationWithheld) == []

    await notifications.hears(a_person(), a_notice())
    await notifications.sends()

    assert len(notifications.relay.to(DOCTOR_ADDRESS)) == 2
    assert await notifications.driver.said() == []


async def test_what_is_not_private_is_said_as_before(notifications: Notifications) -> None:
    await notifications.hears(a_person(), a_notice())
    [stamp] = await notifications.hears(a_booking(host_id=DOCTOR))
    await notifications.sends()

    [said] = await notifications.driver.said(NotificationSent)
    assert said.about == (stamp.id,)


async def test_a_summary_has_no_private_item_in_it(notifications: Notifications) -> None:
    """For that a mail of several was sent is said, with what it was about."""
    await notifications.hears(a_person(email=None), a_notice(), a_booking(host_id=DOCTOR), a_booking(host_id=DOCTOR))
    await notifications.hears(a_person())
    await notifications.sends()

    subjects = [mail["Subject"] for mail in notifications.relay.to(DOCTOR_ADDRESS)]
    assert sorted(subjects) == ["A summary of your notices so far", "You have a private item"]
    [said] = await notifications.driver.said(NotificationSent)
    assert said.told == 2


async def test_its_mail_and_push_leave_no_span(notifications: Notifications) -> None:
    await notifications.hears(a_person())
    exporter = InMemorySpanExporter()
    notifications.driver.running.telemetry.provider.add_span_processor(SimpleSpanProcessor(exporter))
    notice = a_notice()
    unsampled = notifications.driver.stamped(
        notice, traceparent=f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-00"
    )
    await notifications.hears(notice, stamp=unsampled)
    await notifications.sends()

    spans = "".join(span.to_json() for span in exporter.get_finished_spans())
    assert not any(secret in spans for secret in (str(DOCTOR), str(notice.notice_id), str(unsampled.id), "send mail"))
