"""A trust's people about its leadership forum, and what they do."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx

from contracts import Actor, Grant
from contracts.vocabulary import Role
from tests.services.driver import an_actor
from tests.services.opportunities.conftest import Trust

MEETING = {"starts_at": "2026-11-25T13:00:00Z", "ends_at": "2026-11-25T14:00:00Z"}
MEMBERS = {"residents": 6, "lnc_residents": 2, "lnc_chair": 1, "education": 1, "human_resources": 0}
DURING = datetime(2026, 11, 25, 13, 30, tzinfo=UTC)
MINUTES = "https://intranet.trust.example/forum/minutes-2026-11-25"
CAME = {"attendance": [{"role": "resident_doctor", "count": 14}, {"role": "slrde", "count": 1}]}


@dataclass(frozen=True)
class Assembly:
    """A trust's people about its forum."""

    trust: Trust
    peer_lead: Actor = field(default_factory=lambda: an_actor(Grant(Role.RDPL, "R0B")))

    async def post(self, actor: Actor, path: str, body: dict[str, Any] | None = None, **headers: str) -> httpx.Response:
        return await self.trust.post(actor, f"/forums{path}", body, **headers)

    async def get(self, actor: Actor, path: str = "") -> httpx.Response:
        return await self.trust.get(actor, f"/forums{path}")

    async def put(self, actor: Actor, path: str, body: dict[str, Any], **headers: str) -> httpx.Response:
        async with self.trust.opportunities.http(actor) as http:
            return await http.put(f"/api/opportunities/forums{path}", json=body, headers=headers)

    async def requests(self) -> str:
        answer = await self.post(self.trust.doctor, "/requests", {"trust": "R0B"})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def founds(self) -> str:
        """The id of a forum that nobody asked for."""
        answer = await self.post(self.trust.champion, "", {"trust": "R0B"})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def calls(self, forum_id: str, **facts: Any) -> str:
        answer = await self.post(self.peer_lead, f"/{forum_id}/meetings", MEETING | facts)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def has_met(self, forum_id: str) -> str:
        """The id of a meeting that took place."""
        meeting_id = await self.calls(forum_id)
        await self.trust.opportunities.set_clock(DURING)
        answer = await self.post(self.peer_lead, f"/meetings/{meeting_id}/record", CAME)
        assert answer.status_code == 204, answer.text
        return meeting_id

    async def agrees(self, meeting_id: str, **facts: Any) -> str:
        body = {"you_said": "Rotas come late.", "owner_id": str(self.trust.lead.person_id)} | facts
        answer = await self.post(self.peer_lead, f"/meetings/{meeting_id}/actions", body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])
