"""The running region as a command sees it: its addresses, its HTTP APIs, its databases."""

from __future__ import annotations

import contextlib
import json as json_format
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from fairlead.commands.options import DEFAULT_DATA, Data, Json, Refused
from fairlead.embedded.addresses import Addresses, read_addresses
from fairlead.embedded.cli import no_region
from fairlead.embedded.layout import Layout
from fairlead.embedded.loopback import plain_client

if TYPE_CHECKING:
    from chassis.work import UnitOfWork

__all__ = ["DEFAULT_DATA", "Data", "Json", "Refused", "Region", "in_json", "moment_of", "plain_client", "region"]


_VIEWER = 2.0
"""Seconds that the viewer has to answer: the journey is told without it."""


class Region:
    """A region that runs on this machine, or around the container that this is."""

    def __init__(self, addresses: Addresses, layout: Layout) -> None:
        self.addresses = addresses
        self.layout = layout

    def token(self, person: str, role: str | None = None) -> str:
        """A token for somebody. Raises Refused with what the portal said."""
        from fairlead.embedded.services import operator_secret  # noqa: PLC0415 - seconds to import, for those who need it

        asked = {"person": person} | ({"role": role} if role else {})
        secret = {"Authorization": f"Operator {operator_secret(self.layout)}"}
        with self._client(secret) as client:
            return str(answered(client.post("/api/portal/tokens", json=asked))["token"])

    @contextlib.contextmanager
    def signed_in(self, person: str, role: str | None = None) -> Iterator[httpx.Client]:
        """The region's HTTP APIs as this person."""
        with self._client({"Authorization": f"Bearer {self.token(person, role)}"}) as client:
            yield client

    @contextlib.contextmanager
    def as_operator(self) -> Iterator[httpx.Client]:
        with self.signed_in("operator", "operator") as client:
            yield client

    def trace_page(self, trace_id: str) -> str | None:
        """Where the viewer shows it; None where there is no viewer."""
        return f"{self.addresses.traces}/zipkin/traces/{trace_id}" if self.addresses.traces else None

    def has_trace(self, trace_id: str) -> bool:
        """Whether the viewer can show it now; not where it does not answer."""
        try:
            with plain_client(self.addresses.traces, timeout=_VIEWER) as client:
                return client.get(f"/zipkin/api/v2/trace/{trace_id}").is_success
        except httpx.TransportError:
            return False

    def person_id(self, person: str) -> str:
        """Who is meant by an id, a registration number or a mail address. Raises Refused."""
        with self.as_operator() as client:
            found = answered(client.post("/api/registry/people/search", json=_search(person)))["items"]
        if len(found) != 1:
            many = f"{len(found)} people are" if found else "nobody is"
            raise Refused(f"{many} known by {person!r}; give an id, a registration number or an address of one person")
        return str(found[0]["id"])

    @contextlib.asynccontextmanager
    async def database(self, service: str) -> AsyncIterator[Any]:
        """A connection to one service's database."""
        import asyncpg  # noqa: PLC0415 - only some commands read databases

        connection = await asyncpg.connect(self.addresses.databases[service], timeout=5)
        try:
            yield connection
        finally:
            await connection.close()

    @contextlib.asynccontextmanager
    async def work(self, service: str) -> AsyncIterator[UnitOfWork]:
        """A unit of work on one service's database."""
        from chassis.clock import SystemClock  # noqa: PLC0415 - only commands that repair need the chassis
        from chassis.database import Database  # noqa: PLC0415
        from chassis.telemetry import Telemetry  # noqa: PLC0415

        database = Database(
            self.addresses.databases[service], telemetry=Telemetry(service), clock=SystemClock(), pool_size=1
        )
        try:
            async with database.begin() as work:
                yield work
        finally:
            await database.close()

    def _client(self, headers: dict[str, str]) -> httpx.Client:
        return plain_client(self.addresses.services["portal"], headers=headers, timeout=60)


def region(data: Path) -> Region:
    """The region in this folder. Raises Refused where none runs."""
    addresses = read_addresses(data)
    if addresses is None:
        raise Refused(no_region(data))
    return Region(addresses, Layout.of(data))


def answered(response: httpx.Response) -> Any:
    """The body of an answer. Raises Refused with the problem's own detail."""
    if response.is_success:
        return response.json() if response.content else None
    try:
        detail = response.json()["detail"]
    except (ValueError, KeyError, TypeError):
        detail = f"{response.request.url.path} answered {response.status_code}"
    raise Refused(str(detail))


def moment_of(at: datetime) -> str:
    """To the second, as all tables of moments have it: ``2026-11-22T21:09:48Z``."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def in_json(found: Any) -> str:
    """For programs: ids as text, moments as the HTTP APIs write them, ``2026-11-22T21:09:48.999241Z``."""
    return json_format.dumps(found, indent=2, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return str(value)


def _search(person: str) -> dict[str, str]:
    if "@" in person:
        return {"email": person}
    return {"id": person} if len(person) == 36 and person.count("-") == 4 else {"registration": person}
