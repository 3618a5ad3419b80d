"""A town for one scenario: fresh databases and topics on running servers, and the real services as processes."""

import asyncio
import contextlib
import multiprocessing
import os
import random
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
from joserfc.jwk import KeySet, OKPKey

from chassis.clock import SystemClock
from chassis.service import ALL_PARTS, Part
from chassis.tokens import mint
from contracts import Grant, Topic
from contracts.subscriptions import topics_heard
from contracts.vocabulary import Role
from fairlead.commands.client import Region
from fairlead.embedded.addresses import Addresses, PostgresAddress, SmtpAddress
from fairlead.embedded.layout import Layout
from fairlead.embedded.loopback import plain_async_client
from fairlead.embedded.mail import MailCatcher
from fairlead.embedded.ports import HOST
from fairlead.embedded.processes import mark_of
from tests.faults.running import APPS, Order, run
from tests.postgres import free_tcp_port

SERVICES = tuple(APPS)
OTHERS = tuple(name for name in SERVICES if name != "registry")
"""All that listen to the registry."""
OF_PLACEMENTS = tuple(name for name in OTHERS if Topic.PLACEMENTS in topics_heard(name))
"""Those of them that hear of placements, which is what most scenarios are about."""


def all_but(*names: str) -> tuple[str, ...]:
    """Every service besides these, which a test starts in its own way."""
    return tuple(name for name in SERVICES if name not in names)


_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["__main__", "tests.faults.running"])


class Process:
    """One process of the town; whoever starts it ends it."""

    def __init__(self, order: Order, log: Path) -> None:
        self.log = log
        self._process = _FORKS.Process(target=run, args=(order, log), daemon=True)
        self._process.start()

    @property
    def alive(self) -> bool:
        return self._process.is_alive()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    def kill(self) -> None:
        self.signal(signal.SIGKILL)

    def freeze(self) -> None:
        self.signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.signal(signal.SIGCONT)

    def signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    async def ended(self, *, within: float = 30.0) -> int:
        """Wait for its end; its exit code, negative for a signal. Raises TimeoutError."""
        async with asyncio.timeout(within):
            while self.alive:
                await asyncio.sleep(0.02)
        self._process.join()
        assert self._process.exitcode is not None
        return self._process.exitcode

    async def stop(self, *, within: float = 30.0) -> int:
        """Ask it to end, as a deployment does; its exit code. Raises TimeoutError."""
        self.signal(signal.SIGTERM)
        return await self.ended(within=within)

    async def end(self) -> None:
        """Kill it if it still lives, stopped or not."""
        if self.alive:
            self.kill()
        await self.ended()


@dataclass
class Town:
    """Everything one scenario has to itself."""

    bootstrap: str
    databases: dict[str, str]
    folder: Path
    seed: int
    key: OKPKey
    post: MailCatcher
    smtp_port: int
    settings: dict[str, Any] = field(default_factory=dict)
    """Settings for every service, above the ordinary ones: shortened durations, another replication factor."""
    links: dict[str, dict[str, str]] = field(default_factory=dict)
    """By service: settings such as ``database`` or ``kafka`` that lead through something in between."""
    ports: dict[str, int] = field(default_factory=lambda: {name: free_tcp_port() for name in SERVICES})
    """Where each service's API listens."""
    _processes: list[Process] = field(default_factory=list)

    @property
    def chance(self) -> random.Random:
        """The scenario's dice; each call begins with the same throw."""
        return random.Random(self.seed)

    @property
    def region(self) -> Region:
        """The town as ``fairlead verify`` sees a region: databases, log and mail."""
        supervisor = mark_of(os.getpid())
        assert supervisor is not None
        services = {name: f"http://{HOST}:{port}" for name, port in self.ports.items()}
        addresses = Addresses(
            supervisor=supervisor,
            env="test",
            portal="http://portal.invalid",
            kafka=self.bootstrap,
            postgres=PostgresAddress(host=HOST, port=0, dsn=self.databases["registry"]),
            databases=self.databases,
            smtp=SmtpAddress(host=HOST, port=self.smtp_port),
            traces="http://traces.invalid",
            otlp="http://traces.invalid",
            services=services,
        )
        return Region(addresses, Layout.of(self.folder))

    async def ask(self, service: str, query: str, *values: Any) -> list[Any]:
        """Rows of a query on one service's database."""
        connection = await asyncpg.connect(self.databases[service], timeout=5)
        try:
            return list(await connection.fetch(query, *values))
        finally:
            await connection.close()

    async def value(self, service: str, query: str, *values: Any) -> Any:
        return (await self.ask(service, query, *values))[0][0]

    def start(
        self,
        *services: str,
        parts: Collection[str] = ALL_PARTS,
        ordinal: int = 0,
        settings: Mapping[str, Any] | None = None,
        **order: Any,
    ) -> Process:
        """These services in one process, which ends with the town; ``order``: faults, clock … of :class:`Order`.

        A process without the API, or with an ordinal, answers health on a port of its own.
        """
        told = {name: self._told(name, parts, ordinal) | dict(settings or {}) for name in services}
        log = self.folder / "logs" / f"{'-'.join(services)}-{len(self._processes)}.log"
        process = Process(Order(services=told, parts=frozenset(map(Part, parts)), **order), log)
        self._processes.append(process)
        return process

    @contextlib.asynccontextmanager
    async def running(self, *services: str, **order: Any) -> AsyncIterator[Process]:
        """As :meth:`start`, until the block ends: then it is asked to stop, and killed if it does not."""
        process = self.start(*services, **order)
        try:
            yield process
        finally:
            if process.alive:
                process.thaw()
                with contextlib.suppress(TimeoutError):
                    await process.stop(within=15)
            await process.end()

    async def answers(self, *services: str, within: float = 30.0) -> None:
        """Wait until the APIs of these services answer."""
        for name in services:
            async with self.http(name) as client:

                async def up(client: httpx.AsyncClient = client) -> bool:
                    return await _is_up(client)

                await until(up, f"{name} answers; see {self.folder / 'logs'}", within=within)

    def http(self, service: str, *grants: Grant, person: UUID | None = None) -> httpx.AsyncClient:
        """A client of one service's API, signed in with these grants if there are any."""
        client = plain_async_client(f"http://{HOST}:{self.ports[service]}", timeout=20)
        if grants:
            token = mint(self.key, person or uuid4(), grants, at=SystemClock().now())
            client.headers["Authorization"] = f"Bearer {token}"
        return client

    def operator(self) -> httpx.AsyncClient:
        """The registry's API as an operator."""
        return self.http("registry", Grant(Role.OPERATOR, None))

    async def close(self) -> None:
        for process in self._processes:
            await process.end()
        await self.post.stop()

    def _told(self, name: str, parts: Collection[str], ordinal: int) -> dict[str, Any]:
        first = Part.API in parts and ordinal == 0
        told: dict[str, Any] = {
            "env": "test",
            "database": self.databases[name],
            "kafka": self.bootstrap,
            "public_keys": KeySet([self.key]).as_dict(),
            "http_host": HOST,
            "http_port": self.ports[name] if first else free_tcp_port(),
            "session_timeout_ms": 6_000,
            "replication_factor": 1,
            "pool_size": 6,
            "ordinal": ordinal,
        }
        if name in ("notifications", "recognition"):
            told["portal_url"] = "http://portal.invalid"
        if name == "notifications":
            mail_from = "Fairlead <no-reply@fairlead.example>"
            told |= {"smtp_host": HOST, "smtp_port": self.smtp_port, "mail_from": mail_from}
        return told | self.settings | self.links.get(name, {})


async def until(holds: Callable[[], Awaitable[bool]], what: str, *, within: float = 30.0) -> float:
    """Seconds until it holds; a server that is away meanwhile is waited for. Fails saying what did not happen."""
    began = time.monotonic()
    while True:
        with contextlib.suppress(OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
            if await holds():
                return time.monotonic() - began
        assert time.monotonic() - began < within, f"not within {within:.0f} s: {what}"
        await asyncio.sleep(0.05)


async def _is_up(client: httpx.AsyncClient) -> bool:
    try:
        return (await client.get("/livez")).is_success
    except httpx.TransportError:
        return False
