"""A real Kafka and a real PostgreSQL for the journeys, and toy services on them to start, stop and kill."""

import asyncio
import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

import pytest
from aiokafka.admin import AIOKafkaAdminClient
from joserfc.jwk import KeySet, OKPKey

from chassis.clock import SystemClock, london_date
from chassis.migrations import migrate
from chassis.service import ALL_PARTS, Part, Running
from chassis.settings import ServiceSettings
from chassis.telemetry import configure_logging
from chassis.topics import ensure_topics
from contracts import Topic
from fairlead.commands.client import Region, region
from fairlead.demo import files
from fairlead.demo.cast import Cast
from fairlead.demo.stage import Stage
from fairlead.embedded.children import Children
from fairlead.embedded.cli import start_detached
from fairlead.embedded.kafka import start_kafka, takes_requests
from fairlead.embedded.layout import Layout
from fairlead.embedded.ports import HOST
from fairlead.embedded.processes import read_mark
from tests.containers import kafka_in_a_container, postgres_in_a_container
from tests.journeys.abc_services import MIGRATIONS, service
from tests.postgres import TestPostgres, free_tcp_port, running_postgres

ROOT = Path(__file__).parents[2]
SESSION_TIMEOUT_MS = 6_000
TOPICS = (Topic.FEEDBACK, Topic.NOTIFICATIONS)


class Server(Protocol):
    """A broker or database that a test may kill; it starts again by itself."""

    def kill(self, by: signal.Signals) -> None: ...


@dataclass
class EmbeddedServer:
    """A child of this process, whose supervisor starts it again."""

    layout: Layout
    name: str

    def kill(self, by: signal.Signals) -> None:
        mark = read_mark(self.layout, self.name)
        assert mark is not None
        os.kill(mark.pid, by)


@dataclass
class Cluster:
    """What all services of one test share."""

    bootstrap: str
    broker: Server
    postgres: TestPostgres
    database_server: Server
    databases: dict[str, str]
    keys: dict[str, Any]
    run_id: str = field(default_factory=lambda: uuid4().hex[:6])

    def name(self, letter: str) -> str:
        """Of its own for each test: a consumer group outlives its members."""
        return f"{letter}-{self.run_id}"

    def settings(self, letter: str, *, ordinal: int = 0) -> ServiceSettings:
        return ServiceSettings(
            env="test",
            database=self.databases[letter],
            kafka=self.bootstrap,
            public_keys=self.keys,
            http_port=free_tcp_port(),
            session_timeout_ms=SESSION_TIMEOUT_MS,
            replication_factor=1,
            pool_size=5,
            ordinal=ordinal,
        )

    @contextlib.asynccontextmanager
    async def running(
        self, letter: str, *, ordinal: int = 0, parts: Collection[Part] = ALL_PARTS
    ) -> AsyncIterator[Running]:
        """A service in this process until the block ends."""
        stop = asyncio.Event()
        running = Running(service(self.name(letter), letter, self.settings(letter, ordinal=ordinal)), parts)
        task = asyncio.create_task(running.run(stop))
        try:
            yield running
        finally:
            stop.set()
            await asyncio.wait_for(task, 30)

    @contextlib.asynccontextmanager
    async def process(
        self, letter: str, *, parts: str = "relay,consumer", crash: str | None = None
    ) -> AsyncIterator[asyncio.subprocess.Process]:
        """A service in a process of its own, killed when the block ends if it still lives."""
        values = self.settings(letter).model_dump(mode="json", exclude_none=True)
        env = {f"FAIRLEAD_{n.upper()}": v if isinstance(v, str) else json.dumps(v) for n, v in values.items()}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.journeys.abc_services", self.name(letter), letter, parts),
            *([crash] if crash else []),
            cwd=ROOT,
            env={**os.environ, **env},
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One region for all slices of a module: to start it costs more than to play them."""
    folder = tmp_path_factory.mktemp("region") / "data"
    start_detached(folder, port=free_tcp_port(), env="test")
    try:
        yield folder
    finally:
        subprocess.run([sys.executable, "-m", "fairlead", "down", "--data", str(folder)], timeout=120, check=True)


@pytest.fixture(scope="module")
def stage(here: Region, cast: Cast, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """Trusts, people, who holds which role, and doctors in post at ``cast.old_trust``, with all mail about it sent."""
    folder, prepared = tmp_path_factory.mktemp("files"), Stage(here)
    prepared.import_file("organisations", files.register(folder))
    prepared.import_file("people", files.people(folder, cast))
    prepared.import_file("appointments", files.appointments(folder, cast))
    prepared.import_file("placements", files.placements(folder, "p.xlsx", list(cast.spells.values())))
    prepared.settle()
    return prepared


@pytest.fixture(scope="module")
def here(data: Path) -> Region:
    """The region of the module's own ``data``, to be asked and written to."""
    return region(data)


@pytest.fixture(scope="module")
def cast() -> Cast:
    """New people, so that a region may have played other stories."""
    return Cast(today=london_date(SystemClock().now()), seed=uuid4().int % 2**32)


@pytest.fixture(scope="session")
async def journey_postgres(
    infrastructure: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[TestPostgres, Server]]:
    if infrastructure == "containers":
        async with postgres_in_a_container() as server:
            yield server
        return
    folder = tmp_path_factory.mktemp("journey-postgres")
    async with running_postgres(folder) as embedded:
        yield embedded, EmbeddedServer(Layout.of(folder), "postgres")


@pytest.fixture(scope="session")
async def journey_kafka(
    infrastructure: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[str, Server]]:
    if infrastructure == "containers":
        async with kafka_in_a_container() as server:
            yield server
        return
    layout = Layout.of(tmp_path_factory.mktemp("journey-kafka"))
    layout.create()
    children, port = Children(layout, say=lambda _: None), free_tcp_port()
    await start_kafka(layout, children, port=port, controller_port=free_tcp_port())
    yield f"{HOST}:{port}", EmbeddedServer(layout, "kafka")
    await children.stop("kafka")


@pytest.fixture(scope="session")
async def journey_template(journey_postgres: tuple[TestPostgres, Server]) -> str:
    template = await journey_postgres[0].database()
    await migrate(template, MIGRATIONS)
    return template


@pytest.fixture
async def cluster(
    journey_postgres: tuple[TestPostgres, Server], journey_kafka: tuple[str, Server], journey_template: str
) -> Cluster:
    """Empty topics and empty databases on running servers."""
    configure_logging(logging.CRITICAL)
    postgres, database_server = journey_postgres
    bootstrap, broker = journey_kafka
    while not await takes_requests(int(bootstrap.rpartition(":")[2])):
        await asyncio.sleep(0.2)
    await _empty_topics(bootstrap)
    databases = {letter: await postgres.database(template=journey_template) for letter in "abc"}
    keys = KeySet([OKPKey.generate_key("Ed25519")]).as_dict()
    return Cluster(bootstrap, broker, postgres, database_server, databases, keys)


async def _empty_topics(bootstrap: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        names = {topic.value for topic in TOPICS}
        if there := names & set(await admin.list_topics()):
            await admin.delete_topics(sorted(there))
        while names & set(await admin.list_topics()):
            await asyncio.sleep(0.1)
    finally:
        await admin.close()
    await ensure_topics(bootstrap, TOPICS, replication=1)
