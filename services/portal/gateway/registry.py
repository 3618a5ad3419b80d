"""The registry over HTTP: who somebody is and which roles they hold."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import httpx

from chassis.clock import london_date
from contracts import Grant
from contracts.vocabulary import Role
from services.portal.domain import Holder, NoSuchPerson, ServiceAway, search_for, the_one
from services.portal.gateway.crowds import unanswered


class Registry:
    """Asks with a token of the portal's own, minted for each question."""

    def __init__(self, client: httpx.AsyncClient, *, url: str, token: Callable[[datetime], str]) -> None:
        self._client = client
        self._url = url.rstrip("/") + "/api/registry"
        self._token = token

    async def holder(self, person: str, *, at: datetime) -> Holder:
        """A person by id, registration number or mail address, and their roles on that London date.

        Raises NoSuchPerson, SeveralPeople, ServiceAway.
        """
        found = await self._ask("POST", "/people/search", at=at, json=search_for(person))
        person_id = the_one([UUID(item["id"]) for item in found["items"]], person=person)
        return Holder(person_id, await self.grants(person_id, at=at))

    async def grants(self, person_id: UUID, *, at: datetime) -> frozenset[Grant]:
        """The roles of somebody known, on that London date. Raises ServiceAway."""
        on = london_date(at).isoformat()
        held = await self._ask("GET", f"/people/{person_id}/grants", at=at, params={"on": on})
        return frozenset(Grant(Role(one["role"]), one["scope"]) for one in held["grants"])

    async def names(self, people: Iterable[UUID], *, at: datetime) -> Mapping[UUID, str]:
        """What people are called, at most 100 at once. Raises ServiceAway."""
        asked = {"ids": [str(person) for person in people]}
        found = await self._ask("POST", "/people/names", at=at, json=asked)
        return {UUID(one["id"]): one["name"] for one in found["items"]}

    async def _ask(self, method: str, path: str, *, at: datetime, **request: Any) -> Any:
        headers = {"Authorization": f"Bearer {self._token(at)}"}
        try:
            answer = await self._client.request(method, self._url + path, headers=headers, **request)
        except httpx.TransportError as error:
            raise unanswered("the registry", error) from error
        if answer.is_success:
            return answer.json()
        if answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY:
            raise NoSuchPerson("nobody can be known by this: give an id, a registration number or a mail address")
        raise ServiceAway(f"the registry answered {answer.status_code} when asked who somebody is")
