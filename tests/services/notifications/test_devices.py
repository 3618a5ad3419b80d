"""Turning push on and off: one's own browsers, and no other address than that of a push service."""

from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from tests.services.notifications.conftest import Notifications
from tests.unit.notifications.facts import COORDINATOR, DOCTOR, a_person
from tests.unit.notifications.registry_facts import a_change

PATH = "/api/notifications/push-subscriptions"


async def mine(notifications: Notifications, person: UUID = DOCTOR) -> list[dict[str, Any]]:
    async with notifications.signed_in(person) as http:
        items: list[dict[str, Any]] = (await http.get(PATH)).json()["items"]
    return items


async def add(notifications: Notifications, subscription: Any, person: UUID = DOCTOR) -> httpx.Response:
    async with notifications.signed_in(person) as http:
        return await http.post(PATH, json=subscription)


async def test_i_see_my_devices_and_not_where_they_are(notifications: Notifications) -> None:
    browser = await notifications.subscribes(DOCTOR)
    await notifications.subscribes(COORDINATOR)

    [device] = await mine(notifications)
    assert set(device) == {"id", "service", "fingerprint", "added_at", "last_reached_at"}
    assert browser.endpoint not in str(device)
    assert device["last_reached_at"] is None


async def test_a_device_that_was_reached_says_when(notifications: Notifications) -> None:
    await notifications.subscribes(DOCTOR)
    await notifications.hears(a_person(), a_change())
    await notifications.sends()

    [device] = await mine(notifications)
    assert device["last_reached_at"].startswith("2026-11-22T09:00:0")


async def test_the_same_browser_asking_again_is_there_already(notifications: Notifications) -> None:
    browser = await notifications.subscribes(DOCTOR)
    answer = await add(notifications, browser.subscription)

    [device] = await mine(notifications)
    assert (answer.status_code, answer.json()) == (200, {"id": device["id"]})


async def test_a_renewed_browser_replaces_what_it_was(
    notifications: Notifications,
) -> None:
    browser = await notifications.subscribes(DOCTOR)
    [before] = await mine(notifications)
    browser.auth = bytes(16)
    assert (await add(notifications, browser.subscription)).status_code == 201

    [after] = await mine(notifications)
    assert after["id"] != before["id"]
    async with notifications.signed_in(DOCTOR) as http:
        assert (await http.delete(f"{PATH}/{before['id']}")).status_code == 404


async def test_a_shared_browser_belongs_to_whoever_turned_push_on_last(notifications: Notifications) -> None:
    browser = await notifications.subscribes(COORDINATOR)
    await add(notifications, browser.subscription, DOCTOR)

    assert await mine(notifications, COORDINATOR) == []
    assert len(await mine(notifications)) == 1


async def test_a_removed_device_is_pushed_to_no_more_even_what_was_due(notifications: Notifications) -> None:
    browser = await notifications.subscribes(DOCTOR)
    await notifications.hears(a_person(), a_change())
    [device] = await mine(notifications)
    async with notifications.signed_in(DOCTOR) as http:
        assert (await http.delete(f"{PATH}/{device['id']}")).status_code == 204
        assert (await http.delete(f"{PATH}/{device['id']}")).status_code == 404
    await notifications.sends()

    assert browser.seen == []
    told = await notifications.told(DOCTOR)
    assert [said for (_, channel), said in told.items() if channel == "push"] == ["withheld: no_subscription"]


async def test_nobody_removes_somebody_elses_device(notifications: Notifications) -> None:
    await notifications.subscribes(DOCTOR)
    [device] = await mine(notifications)
    async with notifications.signed_in(COORDINATOR) as http:
        assert (await http.delete(f"{PATH}/{device['id']}")).status_code == 404
    assert len(await mine(notifications)) == 1


async def test_who_is_not_signed_in_gets_no_key_and_adds_no_device(notifications: Notifications) -> None:
    async with notifications.driver.http() as http:
        for answer in (
            await http.get("/api/notifications/push-key"),
            await http.get(PATH),
            await http.post(PATH, json={}),
            await http.delete(f"{PATH}/{uuid4()}"),
        ):
            assert answer.status_code == 401


@pytest.mark.parametrize(
    "endpoint",
    ["https://evil.example/x", "https://169.254.169.254/latest", "http://10.0.0.1/x", "http://fcm.googleapis.com/x"],
)
async def test_an_address_that_is_no_push_services_is_refused_and_not_repeated(
    notifications: Notifications, endpoint: str
) -> None:
    browser = notifications.pushes.a_browser("")
    answer = await add(notifications, {**browser.subscription, "endpoint": endpoint})

    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (422, "not-a-device")
    assert endpoint not in answer.text


@pytest.mark.parametrize("keys", [{"p256dh": "AAAA"}, {"auth": "AAAA"}, {"auth": "ä!"}, {"p256dh": "B" * 87}])
async def test_keys_that_nothing_can_be_encrypted_for_are_refused(
    notifications: Notifications, keys: dict[str, str]
) -> None:
    subscription = notifications.pushes.a_browser("").subscription
    answer = await add(notifications, {**subscription, "keys": {**subscription["keys"], **keys}})

    assert answer.status_code == 422


async def test_nobody_has_more_devices_than_the_rule_allows(notifications: Notifications) -> None:
    browsers = [await notifications.subscribes(DOCTOR) for _ in range(10)]
    more = notifications.pushes.a_browser("")

    answer = await add(notifications, more.subscription)
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (409, "too-many-devices")
    assert (await add(notifications, browsers[0].subscription)).status_code == 200
