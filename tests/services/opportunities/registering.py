"""A trust's register of fellows: its board lead, a registrar in post, and what they do."""

from dataclasses import dataclass, field
from typing import Any

import httpx

from contracts import Actor, Grant
from contracts.vocabulary import Role
from tests.services.driver import an_actor
from tests.services.opportunities.conftest import Trust

CHIEF = {
    "trust": "R0B",
    "kind": "chief_registrar",
    "protected_percent": 40,
    "starts_on": "2026-08-05",
    "ends_on": "2027-08-04",
    "funder": "R0B",
}


@dataclass(frozen=True)
class Register:
    trust: Trust
    registrar: Actor
    board_lead: Actor = field(default_factory=lambda: an_actor(Grant(Role.SLRDE, "R0B")))

    async def post(self, actor: Actor, path: str, body: dict[str, Any] | None = None, **headers: str) -> httpx.Response:
        return await self.trust.post(actor, f"/fellowships{path}", body, **headers)

    async def get(self, actor: Actor, path: str = "", **params: Any) -> httpx.Response:
        return await self.trust.get(actor, f"/fellowships{path}", **params)

    async def appoints(self, **facts: Any) -> httpx.Response:
        body = CHIEF | {"doctor_id": str(self.registrar.person_id)} | facts
        return await self.post(self.board_lead, "", body)

    async def has_appointed(self, **facts: Any) -> str:
        answer = await self.appoints(**facts)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])
