"""The inbox and the record of decisions over HTTP, and who may see which."""

from uuid import uuid4

import pytest

from contracts import Grant
from contracts.vocabulary import Role
from tests.services.driver import an_actor
from tests.services.notifications.conftest import OPERATOR, Notifications
from tests.unit.notifications.facts import COORDINATOR, DOCTOR, a_person, some_feedback
from tests.unit.notifications.registry_facts import a_change

ME = an_actor(Grant(Role.RESIDENT_DOCTOR), person_id=DOCTOR)
SOMEBODY_ELSE = an_actor(Grant(Role.RESIDENT_DOCTOR), person_id=COORDINATOR)


async def test_the_inbox_is_paged_from_the_newest_and_shows_each_item_once(notifications: Notifications) -> None:
    await notifications.hears(a_person())
    for _ in range(5):
        await notifications.hears(some_feedback(), some_feedback())
        notifications.driver.clock.forward(minutes=1)

    seen, after = [], None
    async with notifications.driver.http(ME) as http:
        while True:
            params = {"limit": 3, **({"after": after} if after else {})}
            page = (await http.get("/api/notifications/inbox", params=params)).json()
            seen += page["items"]
            after = page["next"]
            if after is None:
                break
    assert len({item["event_id"] for item in seen}) == len(seen) == 10
    assert [item["at"] for item in seen] == sorted((item["at"] for item in seen), reverse=True)


async def test_the_next_place_can_be_put_into_a_url_as_it_is(notifications: Notifications) -> None:
    await notifications.hears(a_person())
    await notifications.hears(some_feedback(), some_feedback())
    async with notifications.driver.http(ME) as http:
        first = (await http.get("/api/notifications/inbox?limit=1")).json()
        second = await http.get(f"/api/notifications/inbox?limit=1&after={first['next']}")

    assert second.status_code == 200
    assert first["items"][0]["event_id"] != second.json()["items"][0]["event_id"]


@pytest.mark.parametrize(
    "after",
    [
        "yesterday",
        "",
        "é",
        "2026-01-01~00000000-0000-7000-8000-000000000001",
        "A" * 31,
        "A" * 32 + "AAAA",
        "f" * 32,
        "2026-01-01T00:00:00+00:00~00000000-0000-7000-8000-000000000001",
    ],
)
async def test_a_made_up_place_in_the_inbox_is_refused(notifications: Notifications, after: str) -> None:
    async with notifications.driver.http(ME) as http:
        answer = await http.get("/api/notifications/inbox", params={"after": after})
    assert answer.status_code == 422


async def test_an_item_once_read_stays_read(notifications: Notifications) -> None:
    await notifications.hears(a_person())
    [stamp] = await notifications.hears(a_change())
    assert [item["read"] for item in await notifications.inbox(DOCTOR)] == [False]
    async with notifications.driver.http(ME) as http:
        for _ in range(2):
            assert (await http.post(f"/api/notifications/inbox/{stamp.id}/read")).status_code == 204

    assert [item["read"] for item in await notifications.inbox(DOCTOR)] == [True]


async def test_nobody_reads_or_marks_what_others_were_told(notifications: Notifications) -> None:
    await notifications.hears(a_person())
    [stamp] = await notifications.hears(a_change())
    async with notifications.driver.http(SOMEBODY_ELSE) as http:
        about_me = await http.post("/api/notifications/decisions/search", json={"person_id": str(DOCTOR)})
        mine = await http.post(f"/api/notifications/inbox/{stamp.id}/read")
        of_event = await http.get(f"/api/notifications/events/{stamp.id}/decisions")
        due = await http.get("/api/notifications/due")

    assert [answer.status_code for answer in (about_me, mine, of_event, due)] == [404, 404, 403, 403]
    assert await notifications.inbox(COORDINATOR) == []


async def test_i_may_ask_why_i_was_told_oldest_first(notifications: Notifications) -> None:
    await notifications.hears(a_person())
    stamps = await notifications.hears(a_change())
    notifications.driver.clock.forward(seconds=1)
    stamps += await notifications.hears(some_feedback())
    async with notifications.driver.http(ME) as http:
        answer = await http.post("/api/notifications/decisions/search", json={"person_id": str(DOCTOR)})

    items = answer.json()["items"]
    assert [item["event_id"] for item in items] == [str(s.id) for s in stamps for _ in range(3)]
    assert set(items[0]) == {"event_id", "type", "channel", "decision", "reason", "at", "paused"}
    assert items[0]["type"] == "fairlead.placement.changed.v1"


async def test_an_operator_sees_by_ids_whom_an_event_reached_and_in_which_mail(notifications: Notifications) -> None:
    await notifications.hears(a_person())
    [stamp] = await notifications.hears(some_feedback())
    await notifications.sends()
    async with notifications.driver.http(OPERATOR) as http:
        rows = (await http.get(f"/api/notifications/events/{stamp.id}/decisions")).json()
        nothing = await http.get(f"/api/notifications/events/{uuid4()}/decisions")

    by_channel = {row["channel"]: row for row in rows}
    [mail] = notifications.relay.mails
    assert mail["Message-ID"] == f"<{by_channel['mail']['mail_id']}@fairlead.example>"
    assert by_channel["inbox"]["person_id"] == str(DOCTOR)
    assert nothing.json() == []
