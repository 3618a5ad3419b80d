"""A region without Kafka: real services on real databases, their outboxes carried to their doors by hand."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg

from chassis import relay
from chassis.cloudevents import headers_of, source_of, stamp_in
from chassis.door.record import StoredRecord
from chassis.sending import partition_of
from contracts import FAMILIES, Event, Grant, Topic
from contracts.subscriptions import topics_heard
from contracts.vocabulary import Role
from fairlead.commands.client import Region
from fairlead.embedded.addresses import Addresses, PostgresAddress, SmtpAddress
from fairlead.embedded.layout import Layout
from fairlead.embedded.processes import mark_of
from tests.services.driver import Driver, an_actor

SERVICES = (
    "registry",
    "opportunities",
    "leave",
    "feedback",
    "recognition",
    "role_modelling",
    "notifications",
    "reporting",
)
RUBBISH = b"{"


def region_of(databases: dict[str, str], folder: Path) -> Region:
    """As ``fairlead verify`` sees one whose mail is caught below ``folder``."""
    mark = mark_of(os.getpid())
    assert mark is not None
    addresses = Addresses(
        supervisor=mark,
        env="test",
        portal="http://portal.invalid",
        kafka="127.0.0.1:1",
        postgres=PostgresAddress(host="127.0.0.1", port=1, dsn=databases["registry"]),
        databases=databases,
        smtp=SmtpAddress(host="127.0.0.1", port=1),
        traces="http://traces.invalid",
        otlp="http://traces.invalid",
        services={},
    )
    return Region(addresses, Layout.of(folder))


@dataclass
class Hamlet:
    """Its verbs: say, carry, work, discard."""

    drivers: dict[str, Driver]
    spoilt: set[UUID] = field(default_factory=set)
    """Events whose body arrives as rubbish."""
    _offset: int = 0

    @property
    def databases(self) -> dict[str, str]:
        return {name: driver.running.service.settings.database for name, driver in self.drivers.items()}

    async def say(self, *events: Event) -> list[UUID]:
        """One after the other, by the owner of each."""
        ids: list[UUID] = []
        for event in events:
            async with self.drivers[event.topic.family.owner].begin() as work:
                ids += work.say(event)
        return ids

    async def carry(self, *, backwards_to: str | None = None) -> None:
        """All outboxes to all who listen, until they are empty; to one of them the later records first."""
        while any([await self._carry_one(owner, backwards_to) for owner in self.drivers]):
            pass

    async def work(self) -> None:
        """Time passes; whoever waits is seen to, mail goes out, and what is said of it is heard."""
        for _ in range(2):
            notifications = self.drivers["notifications"]
            notifications.clock.forward(seconds=20)
            for job in ("see to waiting", "send mail", "send pushes"):
                while await notifications.run_job(job):
                    pass
            await self.carry()

    async def discard(self, service: str, event_id: UUID) -> None:
        """An operator lets go of what this service holds."""
        async with self.drivers[service].begin() as work:
            held_id = await work.driver.fetchval("SELECT id FROM held WHERE event_id = $1", event_id)
        async with self.drivers[service].http(an_actor(Grant(Role.OPERATOR))) as operator:
            answer = await operator.post(
                f"/api/{service}/operator/held/{held_id}/discard", json={"reason": "nobody needs it"}
            )
        assert answer.json()["discarded"] == 1, answer.text

    async def receive(self, service: str, record: StoredRecord) -> None:
        """A record that nobody of ours has said."""
        await self.drivers[service].running.door.take([record])

    async def _carry_one(self, owner: str, backwards_to: str | None) -> bool:
        connection = await asyncpg.connect(self.databases[owner])
        try:
            rows = await connection.fetch(relay._READ, 0, relay.BATCH, [])
            records = [self._record(row, owner) for row in rows]
            for service in SERVICES:
                await self._hear(service, records[::-1] if service == backwards_to else records)
            await connection.execute(relay._DELETE, [row["id"] for row in rows], [one.partition for one in records])
        finally:
            await connection.close()
        return bool(rows)

    async def _hear(self, service: str, records: Sequence[StoredRecord]) -> None:
        topics = {topic.value for topic in topics_heard(service)}
        if mine := [record for record in records if record.topic in topics]:
            await self.drivers[service].running.door.take(mine)

    def _record(self, row: Any, owner: str) -> StoredRecord:
        self._offset += 1
        key: bytes = row["key"].encode()
        headers = headers_of(stamp_in(row, source=source_of(owner)), row["extensions"])
        body = RUBBISH if row["event_id"] in self.spoilt else row["data"]
        partition = partition_of(key, FAMILIES[Topic(row["topic"])].partitions)
        return StoredRecord(row["topic"], partition, self._offset, key, body, headers)
