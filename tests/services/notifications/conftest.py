"""The notifications service on a real database, with a mail relay and a push service that behave as told."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
import pytest
from joserfc.jwk import ECKey

from contracts import Event, Grant, Stamp
from contracts.vocabulary import Role
from tests.services.driver import Driver, an_actor
from tests.services.notifications.push_service import Browser, PushService, a_push_service
from tests.services.notifications.relay import Relay, a_relay
from tests.unit.notifications.facts import a_person

OPERATOR = an_actor(Grant(Role.OPERATOR))
VAPID_KEY = ECKey.generate_key("P-256").as_dict(private=True)


@dataclass
class Notifications:
    """Its verbs: hears, subscribes, forward, told, mails."""

    driver: Driver
    relay: Relay
    pushes: PushService

    async def hears(self, *events: Event, stamp: Stamp | None = None) -> list[Stamp]:
        return await self.driver.hears(*events, stamp=stamp)

    def signed_in(self, person_id: UUID) -> httpx.AsyncClient:
        return self.driver.http(an_actor(Grant(Role.RESIDENT_DOCTOR), person_id=person_id))

    async def subscribes(self, person_id: UUID) -> Browser:
        """Somebody turns on push in a browser of theirs."""
        async with self.signed_in(person_id) as http:
            key = (await http.get("/api/notifications/push-key")).json()["public_key"]
            browser = self.pushes.a_browser(key)
            answer = await http.post("/api/notifications/push-subscriptions", json=browser.subscription)
        assert answer.status_code == 201, answer.text
        return browser

    async def forward(self, **by: float) -> None:
        """Time passes, and the jobs see to it."""
        self.driver.clock.forward(**by)
        while await self.driver.run_job("see to waiting"):
            pass
        for job in ("send mail", "send pushes"):
            while await self.driver.run_job(job):
                pass

    async def sends(self) -> None:
        """What is due goes out, import mails after their moment of waiting."""
        await self.forward(seconds=1)

    async def told(self, person_id: UUID) -> dict[tuple[UUID, str], str]:
        """Every decision about a person: (event, channel) to ``decision`` or ``decision: reason``."""
        async with self.driver.http(OPERATOR) as http:
            answer = await http.post("/api/notifications/decisions/search", json={"person_id": str(person_id)})
        assert answer.status_code == 200, answer.text
        items = answer.json()["items"]
        return {
            (UUID(item["event_id"]), item["channel"]): ": ".join(filter(None, (item["decision"], item["reason"])))
            for item in items
        }

    async def inbox(self, person_id: UUID) -> list[dict[str, Any]]:
        async with self.signed_in(person_id) as http:
            answer = await http.get("/api/notifications/inbox", params={"limit": 100})
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    async def due(self) -> int:
        async with self.driver.http(OPERATOR) as http:
            return int((await http.get("/api/notifications/due")).json()["due"])


def decided(stamp: Stamp, **channels: str) -> dict[tuple[UUID, str], str]:
    """What :meth:`Notifications.told` says of one event."""
    return {(stamp.id, channel): how for channel, how in channels.items()}


@pytest.fixture
async def relay() -> AsyncIterator[Relay]:
    async with a_relay() as one:
        yield one


@pytest.fixture
async def notifications(drive: Callable[..., Awaitable[Driver]], relay: Relay) -> AsyncIterator[Notifications]:
    driver = await drive(
        "notifications",
        smtp_host="127.0.0.1",
        smtp_port=relay.port,
        mail_from="Fairlead <no-reply@fairlead.example>",
        portal_url="http://127.0.0.1:8600",
        vapid_key=VAPID_KEY,
    )
    async with a_push_service(driver.clock.now) as pushes:
        yield Notifications(driver, relay, pushes)


@pytest.fixture
async def doctor(notifications: Notifications) -> None:
    await notifications.hears(a_person())
