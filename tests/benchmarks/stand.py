"""The test bench: a Kafka and a PostgreSQL of its own, as durable as in earnest, in a folder that goes with it."""

import asyncio
import contextlib
import secrets
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from joserfc.jwk import KeySet, OKPKey

from chassis.migrations import migrate
from chassis.settings import ServiceSettings
from fairlead.embedded.children import Children
from fairlead.embedded.kafka import start_kafka
from fairlead.embedded.layout import DATABASES, Layout
from fairlead.embedded.ports import HOST
from fairlead.embedded.postgres import start_postgres
from fairlead.embedded.processes import read_mark
from fairlead.embedded.secrets import ADMIN
from tests.benchmarks import bare, records
from tests.postgres import TestPostgres, free_tcp_port
from tests.services.chassis.toy import MIGRATIONS

PARTITIONS = 12
WARM_UP = 100_000
"""Until then a broker's just-in-time compiler costs four times the CPU per record."""

_TABLES = """
    CREATE TABLE doctor_figure (doctor_id uuid PRIMARY KEY, touched bigint NOT NULL, latest timestamptz NOT NULL);
    CREATE TABLE touched_leave (leave_id uuid NOT NULL, doctor_id uuid NOT NULL, at timestamptz NOT NULL);
    CREATE TABLE delivery (event_id uuid PRIMARY KEY, person_id uuid NOT NULL, state text NOT NULL);
"""


@dataclass
class Stand:
    """The servers, and what every measurement asks of them."""

    layout: Layout
    children: Children
    kafka_port: int
    controller_port: int
    postgres: TestPostgres
    template: str = ""
    keys: Any = field(default_factory=lambda: KeySet([OKPKey.generate_key("Ed25519")]).as_dict())
    _numbers: Any = field(default_factory=lambda: count(1))

    @property
    def bootstrap(self) -> str:
        return f"{HOST}:{self.kafka_port}"

    def pid(self, server: str) -> int | None:
        """Of ``kafka`` or ``postgres``, while it lives."""
        mark = read_mark(self.layout, server)
        return mark.pid if mark is not None else None

    def name(self, what: str) -> str:
        """Of its own for each run: a consumer group and a topic outlive who used them."""
        return f"{what}-{next(self._numbers)}"

    async def database(self) -> str:
        """A fresh one with the chassis' tables and the toys'; its URL."""
        return await self.postgres.database(self.template)

    async def topic(self, what: str) -> str:
        """A new, empty one."""
        name = self.name(f"bench.{what}")
        await self._make(name)
        return name

    async def empty(self, *names: str) -> None:
        """Delete these topics and make them again."""
        admin = AIOKafkaAdminClient(bootstrap_servers=self.bootstrap)
        await admin.start()
        try:
            if there := set(names) & set(await admin.list_topics()):
                await admin.delete_topics(sorted(there))
            while set(names) & set(await admin.list_topics()):
                await asyncio.sleep(0.1)
        finally:
            await admin.close()
        for name in names:
            await self._make(name)

    async def _make(self, name: str) -> None:
        admin = AIOKafkaAdminClient(bootstrap_servers=self.bootstrap)
        await admin.start()
        try:
            made = await admin.create_topics([NewTopic(name=name, num_partitions=PARTITIONS, replication_factor=1)])
            assert not any(code for _, code, _ in made.topic_errors), made.topic_errors
        finally:
            await admin.close()

    def settings(self, database: str, **more: Any) -> ServiceSettings:
        ordinary = {
            "env": "test",
            "database": database,
            "kafka": self.bootstrap,
            "public_keys": self.keys,
            "http_port": free_tcp_port(),
            "replication_factor": 1,
        }
        return ServiceSettings(**{**ordinary, **more})

    async def start_kafka(self) -> None:
        await start_kafka(self.layout, self.children, port=self.kafka_port, controller_port=self.controller_port)


@contextlib.asynccontextmanager
async def standing() -> AsyncIterator[Stand]:
    """Started, warmed up, and taken down with the block."""
    with tempfile.TemporaryDirectory(prefix="fairlead-bench-") as folder:
        layout = Layout.of(Path(folder) / "stand")
        layout.create()
        Path(folder).chmod(0o755)  # PostgreSQL runs as somebody else where we are root
        passwords = {name: secrets.token_hex(16) for name in (ADMIN, *DATABASES)}
        children, port = Children(layout, say=lambda _: None), free_tcp_port()
        postgres = TestPostgres(HOST, port, passwords[ADMIN])
        stand = Stand(layout, children, free_tcp_port(), free_tcp_port(), postgres)
        try:
            await start_postgres(layout, children, port=port, passwords=passwords)
            await stand.start_kafka()
            stand.template = await _template(postgres)
            await warm_up(stand)
            yield stand
        finally:
            await children.stop("kafka")
            await children.stop("postgres")


async def _template(postgres: TestPostgres) -> str:
    template = await postgres.database()
    await migrate(template, MIGRATIONS)
    connection = await asyncpg.connect(template)
    try:
        await connection.execute(_TABLES)
    finally:
        await connection.close()
    return template


async def warm_up(stand: Stand) -> None:
    topic = await stand.topic("warm")
    made = records.made(10_000)
    async with bare.producer(stand.bootstrap) as producer:
        for _ in range(WARM_UP // len(made)):
            await bare.send_batches(producer, topic, made)
    await bare.read(stand.bootstrap, topic, WARM_UP)
