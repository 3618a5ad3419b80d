"""A placement change reaches the devices that asked for it, says nothing of itself, and is explained like any mail."""

from collections.abc import Awaitable, Callable
from uuid import uuid4

import pytest

from contracts.notifications import NotificationSent
from contracts.vocabulary import Channel
from tests.services.driver import Driver
from tests.services.notifications.conftest import OPERATOR, Notifications
from tests.unit.notifications import facts, leave_facts, registry_facts
from tests.unit.notifications.facts import COORDINATOR, DOCTOR, a_coordinator, a_person, an_appointment
from tests.unit.notifications.registry_facts import a_change


async def how(notifications: Notifications) -> str:
    [push] = [said for (_, channel), said in (await notifications.told(DOCTOR)).items() if channel == "push"]
    return push


async def subscriptions(notifications: Notifications) -> list[tuple[object, ...]]:
    async with notifications.driver.begin() as work:
        rows = await work.driver.fetch(
            "SELECT ended_because, endpoint, p256dh, auth FROM push_subscription ORDER BY id"
        )
    return [tuple(row) for row in rows]


@pytest.mark.usefixtures("doctor")
async def test_a_placement_change_is_pushed_to_every_device_and_says_only_which_item(
    notifications: Notifications,
) -> None:
    phone, desk = await notifications.subscribes(DOCTOR), await notifications.subscribes(DOCTOR)
    [stamp] = await notifications.hears(a_change())
    await notifications.sends()

    assert notifications.pushes.faults == []
    assert [one.seen for one in (phone, desk)] == [[{"item": str(stamp.id), "tag": phone.topics[0]}]] * 2
    assert await how(notifications) == "sent"
    [said] = [one for one in await notifications.driver.said(NotificationSent) if one.channel is Channel.PUSH]
    assert (said.about, said.person_id, said.attempts) == ((stamp.id,), DOCTOR, 1)


@pytest.mark.usefixtures("doctor")
async def test_who_turned_push_on_nowhere_is_not_pushed_to_and_sees_why(notifications: Notifications) -> None:
    await notifications.hears(a_change())
    assert await how(notifications) == "withheld: no_subscription"


@pytest.mark.parametrize(
    ("event", "pushed"),
    [
        (registry_facts.an_announcement(), "withheld: not_urgent"),
        (registry_facts.a_change(), "pending"),
        (registry_facts.a_cancellation(), "pending"),
        (leave_facts.a_decided_step(), "pending"),
        (leave_facts.an_approval(), "pending"),
        (leave_facts.a_refusal(), "pending"),
        (leave_facts.a_touched_request(), "withheld: not_urgent"),
        (facts.some_feedback(), "pending"),
    ],
    ids=lambda value: getattr(value, "type", ""),
)
@pytest.mark.usefixtures("doctor")
async def test_what_concerns_a_doctor_now_rings_and_the_rest_does_not(
    notifications: Notifications, event: object, pushed: str
) -> None:
    await notifications.subscribes(DOCTOR)
    await notifications.hears(event)  # type: ignore[arg-type]
    assert await how(notifications) == pushed


async def test_a_coordinators_phone_does_not_ring_for_each_change_of_an_import(notifications: Notifications) -> None:
    await notifications.hears(a_coordinator(), an_appointment())
    await notifications.subscribes(COORDINATOR)
    await notifications.hears(*[a_change(import_id=uuid4()) for _ in range(3)])

    told = await notifications.told(COORDINATOR)
    assert [said for (_, channel), said in told.items() if channel == "push"] == ["withheld: not_urgent"] * 3


@pytest.mark.usefixtures("doctor")
@pytest.mark.parametrize("gone", ["404", "410"])
async def test_a_device_that_is_gone_is_forgotten_at_once(notifications: Notifications, gone: str) -> None:
    await notifications.subscribes(DOCTOR)
    notifications.pushes.then(gone)
    await notifications.hears(a_change())
    await notifications.sends()

    assert await how(notifications) == "withheld: no_subscription"
    assert await subscriptions(notifications) == [("gone", None, None, None)]
    assert await notifications.due() == 0


@pytest.mark.usefixtures("doctor")
async def test_one_device_that_is_gone_takes_nothing_from_the_other(notifications: Notifications) -> None:
    await notifications.subscribes(DOCTOR)
    await notifications.subscribes(DOCTOR)
    notifications.pushes.then("410")
    await notifications.hears(a_change())
    await notifications.sends()

    assert await how(notifications) == "sent"
    assert sorted(str(because) for because, *_ in await subscriptions(notifications)) == ["None", "gone"]


async def test_a_region_without_a_key_has_no_pushes(drive: Callable[..., Awaitable[Driver]]) -> None:
    settings = {"smtp_host": "127.0.0.1", "smtp_port": 1, "mail_from": "a@b.example", "portal_url": "http://p"}
    driver = await drive("notifications", **settings)
    async with driver.http(OPERATOR) as http:
        assert (await http.get("/api/notifications/push-key")).status_code == 404
        assert (await http.get("/api/notifications/push-subscriptions")).json() == {"items": []}
    assert await driver.run_job("send pushes") is False


async def test_a_device_that_was_given_another_key_of_ours_is_forgotten(
    notifications: Notifications,
) -> None:
    await notifications.hears(a_person())
    await notifications.subscribes(DOCTOR)
    async with notifications.driver.begin() as work:
        await work.driver.execute("UPDATE push_subscription SET server_key = 'of last year'")
    await notifications.hears(a_change())
    await notifications.sends()

    assert notifications.pushes.paths == []
    assert [because for because, *_ in await subscriptions(notifications)] == ["key_changed"]
    assert await how(notifications) == "withheld: no_subscription"
