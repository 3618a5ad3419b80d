"""Kafka and PostgreSQL in containers, for ``pytest --infrastructure=containers``: the official images, as they are.

``python -m tests.containers`` says whether Docker can be used here: exit 1 and the reason if it cannot.
"""

import asyncio
import contextlib
import secrets
import signal
import sys
import time
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import docker
from docker.errors import APIError, DockerException
from testcontainers.core.config import testcontainers_config
from testcontainers.core.container import DockerContainer

from fairlead.embedded import kafka, postgres
from fairlead.embedded.ports import HOST
from fairlead.embedded.secrets import ADMIN
from tests.postgres import TestPostgres, free_tcp_port, turn_off_fsync

testcontainers_config.ryuk_disabled = True  # the clean-up container: what is started here is removed here

KAFKA_IMAGE = "apache/kafka:4.3.1"
POSTGRES_IMAGE = "postgres:18"
_READY_WITHIN = 120.0
_PATIENT = {"timeout": 300}
"""Seconds: a server that had a database for each test takes a while to be removed with all its files."""
_OF_THE_IMAGE = ("listen_addresses", "unix_socket_directories")


def why_no_containers() -> str | None:
    """Why Docker cannot be used here; None where it can."""
    try:
        client = docker.from_env()
        try:
            client.ping()
        finally:
            client.close()
    except DockerException as error:
        return f"Docker cannot be used here: {' '.join(str(error).split())[:200]}"
    return None


class ContainerServer:
    """A broker or database in a container that a test may kill; it is started again at the same port, data and all."""

    def __init__(self, container: DockerContainer) -> None:
        self._container = container
        self._watching: asyncio.Task[None] | None = None

    def kill(self, by: signal.Signals) -> None:
        self._docker.kill(by.name)

    @property
    def last_words(self) -> str:
        return str(self._docker.logs(tail=3).decode("utf-8", "replace"))

    @property
    def _docker(self) -> Any:
        return self._container.get_wrapped_container()

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator["ContainerServer"]:
        await asyncio.to_thread(self._container.start)
        self._watching = asyncio.create_task(self._start_again())
        try:
            yield self
        finally:
            self._watching.cancel()
            await asyncio.to_thread(self._container.stop)

    async def _start_again(self) -> None:
        while True:
            await asyncio.sleep(0.2)
            await asyncio.to_thread(self._docker.reload)
            if self._docker.status == "exited":
                with contextlib.suppress(APIError):  # its port may take a moment to be free; the next round tries again
                    await asyncio.to_thread(self._docker.start)


@contextlib.asynccontextmanager
async def postgres_in_a_container(*, forgets: bool = False) -> AsyncIterator[tuple[TestPostgres, ContainerServer]]:
    """With the region's own settings. ``forgets``: its files lie in memory, and are gone once it is killed."""
    port, password = free_tcp_port(), secrets.token_hex(16)
    settings = {name: value for name, value in postgres.SETTINGS.items() if name not in _OF_THE_IMAGE}
    container = DockerContainer(POSTGRES_IMAGE, docker_client_kw=_PATIENT)
    container.with_env("POSTGRES_USER", ADMIN).with_env("POSTGRES_PASSWORD", password)
    container.with_command([word for name, value in settings.items() for word in ("-c", f"{name}={value}")])
    container.with_bind_ports(5432, port).with_kwargs(shm_size="512m")
    if forgets:
        container.with_tmpfs_mount("/var/lib/postgresql")
    server = TestPostgres(HOST, port, password)
    async with ContainerServer(container).running() as running:
        await _answers(server)
        await turn_off_fsync(server)
        yield server, running


async def _answers(server: TestPostgres) -> None:
    """The image serves a first time while it sets itself up, on a socket only; over TCP it is there to stay."""
    until = time.monotonic() + _READY_WITHIN
    while True:
        try:
            await (await asyncpg.connect(server.url("postgres"), timeout=5)).close()
            return
        except (OSError, TimeoutError, asyncpg.PostgresError):
            if time.monotonic() > until:
                raise
            await asyncio.sleep(0.1)


@contextlib.asynccontextmanager
async def kafka_in_a_container() -> AsyncIterator[tuple[str, ContainerServer]]:
    """With the region's own properties; told to clients is the port of this machine that leads to it."""
    port = free_tcp_port()
    properties = {
        **kafka.settings(port=port, controller_port=9093, records="/var/lib/kafka/data"),
        "listeners": f"PLAINTEXT://:{port},CONTROLLER://:9093",
        "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
    }
    container = DockerContainer(KAFKA_IMAGE, docker_client_kw=_PATIENT).with_bind_ports(port, port)
    container.with_kwargs(user="root")  # its start script rewrites files that an image may hold read-only
    container.with_env("CLUSTER_ID", secrets.token_urlsafe(16)[:22])
    for name, value in properties.items():
        container.with_env(f"KAFKA_{name.replace('.', '_').upper()}", value)
    async with ContainerServer(container).running() as running:
        until = time.monotonic() + _READY_WITHIN
        while not await kafka.takes_requests(port):
            assert time.monotonic() < until, f"{KAFKA_IMAGE} did not answer; its last words: {running.last_words}"
            await asyncio.sleep(0.2)
        yield f"{HOST}:{port}", running


if __name__ == "__main__":
    sys.exit(why_no_containers())
