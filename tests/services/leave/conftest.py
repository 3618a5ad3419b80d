"""Leave on a real database, with a doctor in post and somebody at every desk."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from contracts import Actor
from contracts.registry import Placement
from tests.services.driver import Driver
from tests.services.leave.stories import a_coordinator, a_director, a_doctor, a_placement, a_tpd, announced, made

REQUEST = {
    "type": "study",
    "leadership": True,
    "activity": "Leading teams",
    "provider": "FMLM",
    "first_day": "2027-01-21",
    "last_day": "2027-01-22",
}
REFUSAL = {
    "reason": "minimum_staffing",
    "explanation": "Two colleagues are away on these days.",
    "alternative": "The same course runs in March.",
    "next_step": "Ask again for March, I will keep the days free.",
}


@dataclass(frozen=True)
class Ward:
    """One doctor in post, and who decides about their leave."""

    leave: Driver
    doctor: Actor
    coordinator: Actor
    tpd: Actor
    director: Actor
    placement: Placement

    async def post(self, actor: Actor, path: str, body: dict[str, Any] | None = None, **headers: str) -> httpx.Response:
        async with self.leave.http(actor) as http:
            return await http.post(f"/api/leave/requests{path}", json=body, headers=headers)

    async def get(self, actor: Actor, path: str = "", **params: Any) -> httpx.Response:
        async with self.leave.http(actor) as http:
            return await http.get(f"/api/leave/requests{path}", params=params)

    async def waiting_for(self, actor: Actor) -> list[str]:
        """The ids of the requests that wait for this person."""
        return [item["id"] for item in (await self.get(actor, waiting=True)).json()["items"]]

    async def asks(self, **facts: Any) -> str:
        """The id of a new request of the doctor's."""
        asked = await self.post(self.doctor, "", REQUEST | facts)
        assert asked.status_code == 201, asked.text
        return str(asked.json()["id"])

    async def has_approved(self) -> str:
        """The id of a new request of the doctor's that every desk has agreed to."""
        leave_id = await self.asks()
        assert (await self.post(self.coordinator, f"/{leave_id}/approval")).status_code == 204
        assert (await self.post(self.tpd, f"/{leave_id}/approval")).status_code == 204
        return leave_id


@pytest.fixture
async def leave(drive: Callable[[str], Awaitable[Driver]]) -> Driver:
    return await drive("leave")


@pytest.fixture
async def ward(leave: Driver) -> Ward:
    doctor = a_doctor()
    ward = Ward(leave, doctor, a_coordinator(), a_tpd(), a_director(), a_placement(doctor.person_id))
    await leave.hears(announced(ward.placement), *made(ward.coordinator), *made(ward.tpd), *made(ward.director))
    return ward
