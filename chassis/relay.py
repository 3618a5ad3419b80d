"""From the outbox to Kafka: one holder per shard, in order of id, deleted only when every record is acknowledged.

Lock, read and delete share one connection, so a lost lock stops the relay. A crash between acknowledgement and
delete sends again; the inbox absorbs it. No cursor: a row that commits late with a lower id is simply found later.
"""

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import asyncpg

from chassis.clients import AWAY
from chassis.ledger import COUNT_GONE
from chassis.sending import Sender
from chassis.telemetry import Telemetry

BATCH = 1000

SETTINGS = {
    "synchronous_commit": "off",  # a delete that a crash forgets is sent again, and absorbed
    "plan_cache_mode": "force_generic_plan",  # or the first reads of an outbox nobody has analysed sort all of it
}
"""Of the relay's own connection."""

_LOCK_CLASS = 0x0FA1
_STALE = 3.0
_IDLE_POLL = 0.1
_LOST = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
"""What asyncpg raises when the database goes away; the last where it went in the middle of an answer."""

_COLUMNS = (
    "id, topic, key, event_id, type, subject, sequence, time, correlation, causation, traceparent, extensions, data"
)
_READ = f"""
    SELECT {_COLUMNS} FROM (
        SELECT *, sum(octet_length(data)) OVER (ORDER BY id) - coalesce(octet_length(data), 0) AS before
        FROM (
            SELECT {_COLUMNS} FROM outbox WHERE shard = $1 AND (
                id > (SELECT max(id) FROM unnest($3::bigint[]) AS going (id)) OR id NOT IN (SELECT unnest($3::bigint[]))
            ) ORDER BY id LIMIT $2
        ) AS first
    ) AS counted
    WHERE coalesce(before, 0) < {32 * 1024 * 1024} ORDER BY id
"""  # noqa: S608 - our own text
"""At most so many rows beside those named, and no more of them once there are 32 MB.

``NOT IN`` a query is hashed; ``<> ALL`` of a parameter would compare each row with each. And most rows come after all.
"""
_DELETE = f"""
    WITH sent AS (SELECT * FROM unnest($1::bigint[], $2::int[]) AS s (id, partition)),
    gone AS (DELETE FROM outbox o USING sent s WHERE o.id = s.id RETURNING o.topic, s.partition, o.time, o.event_id)
    {COUNT_GONE}
"""  # noqa: S608 - our own text
"""And into the ledger what was really there; one statement, because a turn is as slow as its round trips."""
_SEEN = """
    INSERT INTO relay (shard, pid, seen_at) VALUES ($1, pg_backend_pid(), now())
    ON CONFLICT (shard) DO UPDATE SET pid = excluded.pid, seen_at = excluded.seen_at
"""
_TERMINATE_STALE = """
    SELECT pg_terminate_backend(r.pid) FROM relay r
    JOIN pg_locks l ON l.pid = r.pid AND l.locktype = 'advisory' AND l.classid = $2 AND l.objid = $1::int
    WHERE r.shard = $1 AND r.seen_at < now() - make_interval(secs => $3)
"""
_WAITING = """
    SELECT (SELECT count(*) FROM (SELECT FROM outbox WHERE shard = $1 LIMIT 100001) AS counted),
        coalesce((SELECT extract(epoch FROM now() - time) FROM outbox WHERE shard = $1 ORDER BY id LIMIT 1), 0)::float
"""
"""Bounded: a long outbox is counted to 100,001, or the counting would keep it from being emptied."""


class Relay:
    """Carries one shard of a service's outbox."""

    def __init__(
        self, database: str, bootstrap: str, *, telemetry: Telemetry, shard: int = 0, idle_poll: float = _IDLE_POLL
    ) -> None:
        self._database = database
        self._telemetry = telemetry
        self._shard = shard
        self._idle_poll = idle_poll
        self._sender = Sender(bootstrap, telemetry=telemetry)
        self._nudge = asyncio.Event()
        self._stop = asyncio.Event()
        self._stamped = 0.0
        self.leads = False
        self.last_turn = time.monotonic()
        """When the relay last came round, holding the lock or waiting for it."""

    def nudge(self) -> None:
        """There is something to send: called in this process right after a commit."""
        self._nudge.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Until stopped. A batch that Kafka does not acknowledge within a second of that is left to the next holder."""
        self._stop = stop
        pause = 0.1
        try:
            while not stop.is_set():
                try:
                    await self._hold_and_pump(stop)
                    pause = 0.1
                except (*AWAY, *_LOST) as error:
                    self._telemetry.log.warning("relay begins again", error=type(error).__name__)
                    await self._sender.drop()
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(stop.wait(), pause)
                    pause = min(pause * 2, 2.0)
        finally:
            await self._sender.drop()

    async def _hold_and_pump(self, stop: asyncio.Event) -> None:
        connection = await asyncpg.connect(
            self._database,
            timeout=5,
            command_timeout=30,
            server_settings={"application_name": f"fairlead-{self._telemetry.service}-relay", **SETTINGS},
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
        await self._stamp(connection)
        rows = await self._read(connection)
        if rows:
            await self._send_and_delete(connection, rows)
        else:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._idle_poll):
                    await self._nudge.wait()

    async def _read(self, connection: Any, *, beside: Sequence[Any] = ()) -> Sequence[Any]:
        """The first rows there are, but for those that are on their way."""
        self._nudge.clear()
        return await connection.fetch(_READ, self._shard, BATCH, [row["id"] for row in beside])  # type: ignore[no-any-return]

    async def _stamp(self, connection: Any) -> None:
        """Each second: we are alive. A standby that finds this old ends our connection and takes over."""
        self.last_turn = time.monotonic()
        if time.monotonic() - self._stamped > 1.0:
            await connection.execute(_SEEN, self._shard)
            depth, oldest = await connection.fetchrow(_WAITING, self._shard)
            self._telemetry.metrics.outbox_depth.set(depth)
            self._telemetry.metrics.outbox_oldest_age_seconds.set(oldest)
            self._stamped = time.monotonic()

    async def _send_and_delete(self, connection: Any, rows: Sequence[Any]) -> None:
        """Batch after batch. While one is on its way, the one before it is deleted; the one after a full one is read.

        None is sent before the last one is acknowledged, and each is read from the lowest id on, past nothing but what
        is on its way: a transaction that ended before another began is visible where that one is, and goes first.
        """
        sent: Mapping[int, int] = {}
        while rows:
            sending = asyncio.ensure_future(self._sender.send(rows))
            try:
                if sent:
                    await self._delete(connection, sent)
                upcoming = await self._read(connection, beside=rows) if len(rows) == BATCH else ()
                sent = await self._acknowledged(sending, connection)
            finally:
                sending.cancel()
            for topic, many in Counter(row["topic"] for row in rows).items():
                self._telemetry.metrics.messages_sent.labels(topic).inc(many)
            if not upcoming and self._nudge.is_set():  # said meanwhile: it need not wait for the delete
                upcoming = await self._read(connection, beside=rows)
            rows = () if self._stop.is_set() else upcoming
            if rows:
                await self._stamp(connection)
        await self._delete(connection, sent)

    async def _acknowledged(self, sending: asyncio.Future[dict[int, int]], connection: Any) -> Mapping[int, int]:
        """Each row's partition, once Kafka has all of them. Raises what sending raised; TimeoutError when given up."""
        while not (await asyncio.wait({sending}, timeout=1.0))[0]:
            self.last_turn = time.monotonic()
            if self._stop.is_set() or self._sender.gave_up:
                raise TimeoutError
            await self._stamp(connection)
        if sending.cancelled():  # aiokafka's own doing, and no reason for us to end
            raise TimeoutError
        return sending.result()

    async def _delete(self, connection: Any, sent: Mapping[int, int]) -> None:
        await connection.execute(_DELETE, list(sent), list(sent.values()))
