"""One request decided by two: one wins, and the other learns the winner's name, over the API too (pages: approvers)."""

from uuid import UUID

import httpx

from contracts import Actor
from contracts.vocabulary import Role
from tests.services.portal.town import COORDINATOR, DOCTOR, SECOND_COORDINATOR, Town, asks_for_leave

WINNER = "Robin Okoro"


async def test_over_the_api_the_id_that_is_told_is_named_by_the_registry(town: Town) -> None:
    leave_id = await asks_for_leave(town, await town.signed_in(DOCTOR))
    first, second = [await town.person(each, Role.ROTA_COORDINATOR) for each in (COORDINATOR, SECOND_COORDINATOR)]
    assert (await decides(town, first, leave_id)).status_code == 204

    for headers, status in (({}, 409), ({"If-Match": '"v1"'}, 412)):
        late = await decides(town, second, leave_id, **headers)

        assert (late.status_code, late.json()["decided_by"]) == (status, str(first.person_id))
        assert await named(town, second, late.json()["decided_by"]) == [WINNER]


async def decides(town: Town, by: Actor, leave_id: str, **headers: str) -> httpx.Response:
    async with town.services["leave"].http(by) as http:
        return await http.post(f"/api/leave/requests/{leave_id}/approval", json={}, headers=headers)


async def named(town: Town, by: Actor, person: str) -> list[str]:
    async with town.services["registry"].http(by) as http:
        answer = await http.post("/api/registry/people/names", json={"ids": [str(UUID(person))]})
    return [each["name"] for each in answer.json()["items"]]
