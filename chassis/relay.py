"""From the outbox to Kafka: one holder per shard, in order of id, deleted only when every record is acknowledged.

Lock, read and delete share one connection, so a lost lock stops the relay. A crash between acknowledgement and
delete sends again; the inbox absorbs it. No cursor: a row that commits late with a lower id is simply found later.
"""

import asyncio
import contextlib
import time
from collections.abc import Sequence
from typing import Any
from zlib import crc32

import asyncpg
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from opentelemetry.context import Context
from opentelemetry.trace import SpanKind

from chassis.cloudevents import headers_of, source_of
from chassis.ledger import LEDGER, SAID
from chassis.telemetry import Telemetry
from chassis.trace_context import is_sampled, links_to
from contracts import Stamp

BATCH = 1000

_LOCK_CLASS = 0x0FA1
_STALE = 3.0
_SEND_PATIENCE = 60.0
_IDLE_POLL = 0.1

_READ = """
    SELECT id, topic, key, event_id, type, subject, sequence, time,
        correlation, causation, traceparent, extensions, data
    FROM outbox WHERE shard = $1 ORDER BY id LIMIT $2
"""
_DELETE = "DELETE FROM outbox WHERE id = ANY($1::bigint[]) RETURNING id"
_SEEN = """
    INSERT INTO relay (shard, pid, seen_at) VALUES ($1, pg_backend_pid(), now())
    ON CONFLICT (shard) DO UPDATE SET pid = excluded.pid, seen_at = excluded.seen_at
"""
_TERMINATE_STALE = """
    SELECT pg_terminate_backend(r.pid) FROM relay r
    JOIN pg_locks l ON l.pid = r.pid AND l.locktype = 'advisory' AND l.classid = $2 AND l.objid = $1::int
    WHERE r.shard = $1 AND r.seen_at < now() - make_interval(secs => $3)
"""
_WAITING = "SELECT count(*), coalesce(extract(epoch FROM now() - min(time)), 0)::float FROM outbox WHERE shard = $1"


def partition_of(key: bytes, partitions: int) -> int:
    """The partition of a key: crc32, as librdkafka's ``consistent``; every producer of a topic must agree."""
    return crc32(key) % partitions


class Relay:
    """Carries one shard of a service's outbox."""

    def __init__(
        self, database: str, bootstrap: str, *, telemetry: Telemetry, shard: int = 0, idle_poll: float = _IDLE_POLL
    ) -> None:
        self._database = database
        self._bootstrap = bootstrap
        self._telemetry = telemetry
        self._shard = shard
        self._idle_poll = idle_poll
        self._source = source_of(telemetry.service)
        self._nudge = asyncio.Event()
        self._producer: AIOKafkaProducer | None = None
        self._stamped = 0.0
        self.leads = False
        self.last_turn = time.monotonic()
        """When the relay last came round, holding the lock or waiting for it."""

    def nudge(self) -> None:
        """There is something to send: called in this process right after a commit."""
        self._nudge.set()

    async def run(self, stop: asyncio.Event) -> None:
        pause = 0.1
        try:
            while not stop.is_set():
                try:
                    await self._hold_and_pump(stop)
                    pause = 0.1
                except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, KafkaError) as error:
                    self._telemetry.log.warning("relay begins again", error=type(error).__name__)
                    await self._drop_producer()
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(stop.wait(), pause)
                    pause = min(pause * 2, 2.0)
        finally:
            await self._drop_producer()

    async def _hold_and_pump(self, stop: asyncio.Event) -> None:
        connection = await asyncpg.connect(
            self._database, timeout=5, server_settings={"application_name": f"fairlead-{self._telemetry.service}-relay"}
        )
        try:
            while not stop.is_set() and not await self._lock(connection):
                self.last_turn = time.monotonic()
                await connection.execute(_TERMINATE_STALE, self._shard, _LOCK_CLASS, _STALE)
                await asyncio.sleep(0.5)
            self.leads = True
            self._telemetry.metrics.relay_is_leader.set(1)
            while not stop.is_set():
                await self._turn(connection)
        finally:
            self.leads = False
            self._telemetry.metrics.relay_is_leader.set(0)
            with contextlib.suppress(Exception):  # the connection may be gone already; a lost lock is a released one
                await connection.close(timeout=2)

    async def _lock(self, connection: Any) -> bool:
        return bool(await connection.fetchval("SELECT pg_try_advisory_lock($1, $2)", _LOCK_CLASS, self._shard))

    async def _turn(self, connection: Any) -> None:
        self.last_turn = time.monotonic()
        await self._stamp(connection)
        self._nudge.clear()
        rows = await connection.fetch(_READ, self._shard, BATCH)
        if rows:
            await self._send_and_delete(connection, rows)
        else:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._nudge.wait(), self._idle_poll)

    async def _stamp(self, connection: Any) -> None:
        """Each second: we are alive. A standby that finds this old ends our connection and takes over."""
        if time.monotonic() - self._stamped > 1.0:
            await connection.execute(_SEEN, self._shard)
            depth, oldest = await connection.fetchrow(_WAITING, self._shard)
            self._telemetry.metrics.outbox_depth.set(depth)
            self._telemetry.metrics.outbox_oldest_age_seconds.set(oldest)
            self._stamped = time.monotonic()

    async def _send_and_delete(self, connection: Any, rows: Sequence[Any]) -> None:
        sending = asyncio.ensure_future(self._send(rows))
        try:
            while not (await asyncio.wait({sending}, timeout=1.0))[0]:
                self.last_turn = time.monotonic()
                await self._stamp(connection)
            partitions = sending.result()
        finally:
            sending.cancel()
        async with connection.transaction():
            gone = {row["id"] for row in await connection.fetch(_DELETE, list(partitions))}
            sent = [row for row in rows if row["id"] in gone]
            await connection.execute(
                LEDGER,
                SAID,
                [row["topic"] for row in sent],
                [partitions[row["id"]] for row in sent],
                [row["time"] for row in sent],
                [row["event_id"] for row in sent],
            )
        for row in sent:
            self._telemetry.metrics.messages_sent.labels(row["topic"]).inc()

    async def _send(self, rows: Sequence[Any]) -> dict[int, int]:
        """Send all, await every acknowledgement, return each row's partition. Raises KafkaError or TimeoutError."""
        traces = [row["traceparent"] for row in rows]
        span = self._send_span(traces, len(rows)) if any(map(is_sampled, traces)) else contextlib.nullcontext()
        with span:
            producer = await self._started_producer()
            partitions, acknowledgements = await self._append(producer, rows)
            await asyncio.wait_for(asyncio.gather(*acknowledgements), _SEND_PATIENCE)
        return partitions

    def _send_span(self, traces: list[str], count: int) -> Any:
        return self._telemetry.tracer.start_as_current_span(
            "send outbox",
            context=Context(),
            kind=SpanKind.CLIENT,
            links=links_to(traces),
            attributes={
                "messaging.system": "kafka",
                "messaging.operation.type": "send",
                "messaging.operation.name": "send",
                "messaging.batch.message_count": count,
            },
        )

    async def _append(self, producer: AIOKafkaProducer, rows: Sequence[Any]) -> tuple[dict[int, int], list[Any]]:
        """One open batch per partition, closed and sent when full: a key's order is the rows' order."""
        partitions: dict[int, int] = {}
        acknowledgements: list[Any] = []
        open_batches: dict[tuple[str, int], Any] = {}
        counts: dict[str, int] = {}
        for row in rows:
            topic, key, headers = row["topic"], row["key"].encode(), self._headers(row)
            if topic not in counts:
                counts[topic] = len(await asyncio.wait_for(producer.partitions_for(topic), 10))
            where = (topic, partition_of(key, counts[topic]))
            partitions[row["id"]] = where[1]
            batch = open_batches.get(where)
            if batch is None:
                batch = open_batches[where] = producer.create_batch()
            if batch.append(key=key, value=row["data"], timestamp=None, headers=headers) is None:
                acknowledgements.append(await self._dispatch(producer, batch, where))
                batch = open_batches[where] = producer.create_batch()
                batch.append(key=key, value=row["data"], timestamp=None, headers=headers)
        for where, batch in open_batches.items():
            acknowledgements.append(await self._dispatch(producer, batch, where))
        return partitions, acknowledgements

    async def _dispatch(self, producer: AIOKafkaProducer, batch: Any, where: tuple[str, int]) -> Any:
        batch.close()
        return await asyncio.wait_for(producer.send_batch(batch, where[0], partition=where[1]), _SEND_PATIENCE)

    def _headers(self, row: Any) -> list[tuple[str, bytes]]:
        stamp = Stamp(
            id=row["event_id"],
            type=row["type"],
            source=self._source,
            subject=row["subject"],
            key=row["key"],
            sequence=row["sequence"],
            time=row["time"],
            correlation=row["correlation"],
            causation=row["causation"],
            traceparent=row["traceparent"],
        )
        return headers_of(stamp, row["extensions"])

    async def _started_producer(self) -> AIOKafkaProducer:
        if self._producer is None:
            producer = AIOKafkaProducer(
                bootstrap_servers=self._bootstrap.split(","),
                client_id=f"fairlead-{self._telemetry.service}-relay",
                acks="all",
                enable_idempotence=True,
                linger_ms=0,
                max_batch_size=512 * 1024,
                max_request_size=1024 * 1024,
                request_timeout_ms=10_000,
            )
            try:
                await asyncio.wait_for(producer.start(), 15)
            except BaseException:
                await _stop(producer)
                raise
            self._producer = producer
        return self._producer

    async def _drop_producer(self) -> None:
        """Any error makes a new one: after an OutOfOrderSequence the old one never recovers."""
        producer, self._producer = self._producer, None
        if producer is not None:
            await _stop(producer)


async def _stop(producer: AIOKafkaProducer) -> None:
    with contextlib.suppress(Exception):  # with brokers away stop() may never return; nothing of ours depends on it
        await asyncio.wait_for(producer.stop(), 5)
