"""What an operator does about held records, through the service's own API."""

from typing import Any

from contracts import Grant
from contracts.vocabulary import Role
from tests.faults.stage import Town


async def held_by(town: Town, service: str) -> list[int]:
    """The numbers of what a service holds, the oldest first."""
    return [row["id"] for row in await town.ask(service, "SELECT id FROM held WHERE state = 'held' ORDER BY id")]


async def replay(town: Town, service: str, held_id: int) -> dict[str, Any]:
    """What it came to. Raises httpx.TransportError where the service dies of it."""
    return await _repair(town, service, held_id, "replay", {"reason": "mended"})


async def discard(town: Town, service: str, held_id: int) -> dict[str, Any]:
    return await _repair(town, service, held_id, "discard", {"reason": "nobody needs it"})


async def _repair(town: Town, service: str, held_id: int, deed: str, asked: dict[str, Any]) -> dict[str, Any]:
    async with town.http(service, Grant(Role.OPERATOR, None)) as operator:
        answer = await operator.post(f"/api/{service}/operator/held/{held_id}/{deed}", json=asked)
    assert answer.is_success, answer.text
    return dict(answer.json())
