"""Recognition on a real database of its own, with its own nouns."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx
import pytest

from contracts import Actor, Event
from contracts.registry import OrganisationRegistered
from tests.services.driver import Driver
from tests.unit.recognition.facts import a_champion, a_confirmation

WORDS = {
    "recipient": "Dr Amara Okafor-Reid",
    "signatory_name": "Ms Jo Example",
    "signatory_title": "Medical Director",
}
TRUST = OrganisationRegistered(code="R0B", kind="trust", name="Northtown NHS Foundation Trust", region="Y63")


@dataclass
class Recognition:
    """Its verbs: hears, said, asks, confirmed, issues, verifies."""

    driver: Driver
    champion: Actor = field(default_factory=a_champion)

    async def hears(self, *events: Event) -> None:
        await self.driver.hears(*events)

    async def said(self, *types: type[Event]) -> list[Any]:
        return await self.driver.said(*types)

    async def asks(self, actor: Actor | None, method: str, path: str, **more: Any) -> httpx.Response:
        async with self.driver.http(actor) as http:
            return await http.request(method, f"/api/recognition/{path}", **more)

    async def confirmed(self, **facts: Any) -> UUID:
        """The record of a participation that its lead has just confirmed."""
        confirmation = a_confirmation(**facts)
        await self.hears(confirmation)
        return confirmation.participation_id

    async def issues(self, participation_id: UUID | None = None, by: Actor | None = None, **words: str) -> str:
        """The id of a new certificate; of a participation confirmed just now, where none is named."""
        of = participation_id or await self.confirmed()
        body = WORDS | {"participation_id": str(of)} | words
        answer = await self.asks(by or self.champion, "POST", "certificates", json=body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def sees(self, certificate_id: str, actor: Actor | None = None) -> dict[str, Any]:
        answer = await self.asks(actor or self.champion, "GET", f"certificates/{certificate_id}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def verifies(self, code: str) -> httpx.Response:
        """As whoever was shown a certificate: without a token."""
        return await self.asks(None, "GET", f"verifications/{code}")


@pytest.fixture
async def recognition(drive: Callable[..., Awaitable[Driver]]) -> Recognition:
    made = Recognition(await drive("recognition", portal_url="https://portal.example", verifications_per_minute=20))
    await made.hears(TRUST)
    return made
