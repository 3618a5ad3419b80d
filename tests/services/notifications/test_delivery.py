"""What becomes of a mail when the relay does not simply take it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from chassis.work import UnitOfWork
from contracts.notifications import NotificationFailed, NotificationSent
from services.notifications.jobs import ending
from tests.services.driver import Driver
from tests.services.notifications.conftest import VAPID_KEY, Notifications
from tests.unit.notifications.facts import DOCTOR, DOCTOR_ADDRESS, a_person, some_feedback
from tests.unit.notifications.registry_facts import a_change


async def how(notifications: Notifications) -> str:
    [mail] = [said for (_, channel), said in (await notifications.told(DOCTOR)).items() if channel == "mail"]
    return mail


@pytest.mark.usefixtures("doctor")
async def test_a_relay_that_asks_to_come_back_is_tried_again_within_two_seconds(notifications: Notifications) -> None:
    notifications.relay.then("451 rcpt", "451 data")
    await notifications.hears(a_change())
    await notifications.sends()
    assert await how(notifications) == "pending"
    await notifications.forward(seconds=2)
    await notifications.forward(seconds=2)

    assert await how(notifications) == "sent"
    [said] = await notifications.driver.said(NotificationSent)
    assert said.attempts == 3


@pytest.mark.usefixtures("doctor")
async def test_a_relay_that_is_away_loses_nothing(notifications: Notifications) -> None:
    notifications.relay.open = False
    await notifications.hears(a_change(), some_feedback())
    for _ in range(10):
        await notifications.forward(minutes=1)
    assert await notifications.due() == 2
    notifications.relay.open = True
    await notifications.forward(seconds=45)

    assert len(notifications.relay.to(DOCTOR_ADDRESS)) == 2
    assert await notifications.due() == 0


@pytest.mark.usefixtures("doctor")
@pytest.mark.parametrize("refusal", ["550 rcpt", "554 data"])
async def test_a_mail_refused_for_good_is_failed_and_said(notifications: Notifications, refusal: str) -> None:
    notifications.relay.then(refusal)
    [stamp] = await notifications.hears(a_change())
    await notifications.sends()

    assert await how(notifications) == "failed"
    [said] = await notifications.driver.said(NotificationFailed)
    assert (said.about, said.attempts) == ((stamp.id,), 1)
    assert await notifications.due() == 0


@pytest.mark.usefixtures("doctor")
async def test_a_lost_answer_is_unknown_and_the_same_bytes_go_again(notifications: Notifications) -> None:
    notifications.relay.then("lose answer")
    await notifications.hears(a_change())
    await notifications.sends()
    assert await how(notifications) == "unknown"
    await notifications.forward(seconds=2)

    assert await how(notifications) == "sent"
    [first, second] = notifications.relay.taken
    assert first == second
    async with notifications.driver.begin() as work:
        assert await work.driver.fetchval("SELECT unsure FROM mail") == 1


@pytest.mark.usefixtures("doctor")
async def test_answers_lost_for_ever_end_as_unknown_after_three_resends(notifications: Notifications) -> None:
    notifications.relay.then(*["lose answer"] * 9)
    await notifications.hears(a_change())
    for _ in range(9):
        await notifications.forward(minutes=1)

    assert await how(notifications) == "unknown"
    assert len(notifications.relay.taken) == 4
    assert await notifications.due() == 0
    assert await notifications.driver.said(NotificationSent, NotificationFailed) == []


@pytest.mark.usefixtures("doctor")
async def test_a_mail_that_is_out_of_time_is_failed(notifications: Notifications) -> None:
    notifications.relay.then(*["451 rcpt"] * 3)
    await notifications.hears(a_change())
    await notifications.sends()
    await notifications.forward(hours=49)

    assert await how(notifications) == "failed"


@pytest.mark.usefixtures("doctor")
async def test_an_orphan_is_resent_as_the_same_bytes_after_its_lease_and_counted_as_unsure(
    notifications: Notifications, monkeypatch: pytest.MonkeyPatch
) -> None:
    await notifications.hears(a_change())
    with monkeypatch.context() as killed:
        killed.setattr("services.notifications.jobs.delivering.write_down", _die)
        with pytest.raises(SystemError):
            await notifications.sends()
    await notifications.forward(seconds=30)
    assert len(notifications.relay.taken) == 1
    await notifications.forward(seconds=31)

    [first, second] = notifications.relay.taken
    assert first == second
    assert await how(notifications) == "sent"
    async with notifications.driver.begin() as work:
        assert await work.driver.fetchval("SELECT unsure FROM mail") == 1


async def _die(*_: object, **__: object) -> None:
    raise SystemError("as if killed between the relay's 250 and our commit")


@pytest.mark.usefixtures("doctor")
async def test_a_worker_that_lost_its_lease_writes_nothing_down(
    notifications: Notifications, monkeypatch: pytest.MonkeyPatch
) -> None:
    await notifications.hears(a_change())
    write_down = ending.write_down

    async def overtaken(work: UnitOfWork, *rest: Any, **more: Any) -> None:
        await work.driver.execute("UPDATE mail SET lease = gen_random_uuid()")
        await write_down(work, *rest, **more)

    monkeypatch.setattr("services.notifications.jobs.delivering.write_down", overtaken)
    await notifications.sends()

    assert await how(notifications) == "pending"
    assert await notifications.driver.said(NotificationSent) == []


@pytest.mark.usefixtures("doctor")
async def test_four_workers_send_each_mail_once(notifications: Notifications) -> None:
    stamps = await notifications.hears(*[some_feedback() for _ in range(60)])
    await asyncio.gather(*[notifications.driver.run_job("send mail") for _ in range(4)])
    await notifications.sends()

    assert len(notifications.relay.taken) == len(stamps)
    assert len({mail["Message-ID"] for mail in notifications.relay.mails}) == len(stamps)
    assert len(await notifications.driver.said(NotificationSent)) == len(stamps)


@pytest.mark.usefixtures("doctor")
async def test_what_was_sent_is_kept_nowhere(notifications: Notifications) -> None:
    await notifications.hears(a_change())
    await notifications.sends()

    async with notifications.driver.begin() as work:
        [mail] = await work.driver.fetch("SELECT state, frozen, recipient FROM mail")
    assert tuple(mail) == ("sent", None, None)


async def test_held_mail_is_decided_written_down_and_not_sent(
    drive: Callable[..., Awaitable[Driver]], notifications: Notifications
) -> None:
    settings = {
        "smtp_host": "127.0.0.1",
        "smtp_port": notifications.relay.port,
        "mail_from": "no-reply@fairlead.example",
        "portal_url": "http://p",
        "vapid_key": VAPID_KEY,
    }
    held = replace(notifications, driver=await drive("notifications", hold_mail=True, **settings))
    await held.subscribes(DOCTOR)
    await held.hears(a_person(), a_change())
    await held.sends()

    assert (held.relay.taken, held.pushes.paths) == ([], [])
    assert await held.due() == 2
