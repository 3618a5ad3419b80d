"""The shadow of a projection: the same tables in a schema of their own, filled from the log and at last compared.

A record is folded only once the live tables have it: what they do not have yet, or what is held, waits. So at the swap
both say the same, unless one of them was wrong.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import Column, Table, text

from chassis.database import Database
from chassis.door.record import Arrival, RawRecord, read
from chassis.door.sorting import Due, waves
from chassis.hearing import Heard
from chassis.rebuilding.projection import Projection
from chassis.tables import stream_position
from chassis.telemetry import Telemetry
from chassis.work import UnitOfWork
from contracts import EVENTS

_ENDLESS = "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0"
_POSITIONS = """
    SELECT topic, subject, l.sequence AS live, coalesce(s.sequence, 0) AS folded
    FROM (SELECT DISTINCT * FROM unnest($2::text[], $3::text[]) AS u (topic, subject)) AS touched
    JOIN public.stream_position l USING (topic, subject)
    LEFT JOIN {schema}.stream_position s USING (consumer, topic, subject)
    WHERE l.consumer = $1
"""
_ADVANCE = """
    INSERT INTO {schema}.stream_position (consumer, topic, subject, sequence)
    SELECT $1, * FROM unnest($2::text[], $3::text[], $4::bigint[])
    ON CONFLICT (consumer, topic, subject) DO UPDATE SET sequence = excluded.sequence
"""
_DISCARDED = "SELECT event_id FROM public.held WHERE consumer = $1 AND state = 'discarded'"


class Shadow:
    """One projection's shadow, for one service."""

    def __init__(self, database: Database, service: str, projection: Projection, telemetry: Telemetry) -> None:
        self._telemetry = telemetry
        self._database = database
        self.service = service
        self._projection = projection
        self._hearings = projection.hearings
        self._schema = f"rebuild_{projection.name}"
        self.folded = 0

    async def begin_anew(self) -> None:
        """Empty shadow tables; what an interrupted rebuild has left is dropped."""
        shadowed = [*self._projection.tables, *self._projection.beside, stream_position]
        async with self._database.begin() as work:
            await self.drop(work)
            await work.run(text(f"CREATE SCHEMA {self._schema}"))
            for table in shadowed:
                await work.run(
                    text(f"CREATE TABLE {self._schema}.{table.name} (LIKE public.{table.name} INCLUDING ALL)")
                )

    async def drop(self, work: UnitOfWork) -> None:
        await work.run(text(f"DROP SCHEMA IF EXISTS {self._schema} CASCADE"))

    async def fold(self, records: Sequence[RawRecord]) -> list[RawRecord]:
        """Apply them, in a transaction of its own; returns those that the live tables do not have yet."""
        async with self._begin() as work:
            return await self.fold_within(work, records)

    def _begin(self) -> AbstractAsyncContextManager[UnitOfWork]:
        return self._database.begin(consumer=self.service)

    async def fold_within(self, work: UnitOfWork, records: Sequence[RawRecord]) -> list[RawRecord]:
        driver = work.driver
        await driver.execute(f"{_ENDLESS}; SET LOCAL search_path TO {self._schema}, public")
        arrivals = [arrival for arrival in map(read, records) if self._is_ours(arrival)]
        if not arrivals:
            return []
        topics, subjects = zip(*(arrival.stream for arrival in arrivals), strict=True)
        rows = await driver.fetch(_POSITIONS.format(schema=self._schema), self.service, topics, subjects)
        live = {(row["topic"], row["subject"]): row["live"] for row in rows}
        folded = {(row["topic"], row["subject"]): row["folded"] for row in rows}
        discarded: set[UUID] = {row["event_id"] for row in await driver.fetch(_DISCARDED, self.service)}
        late, due = [], []
        for arrival in arrivals:
            assert arrival.stamp is not None
            if arrival.stamp.sequence > live.get(arrival.stream, 0):
                late.append(arrival.raw)
            elif arrival.stamp.sequence > folded[arrival.stream]:
                folded[arrival.stream] = arrival.stamp.sequence
                if arrival.id not in discarded and (one := self._due(arrival)):
                    due.append(one)
        await self._run(work, due)
        reached = [(*stream, sequence) for stream, sequence in folded.items() if sequence]
        if reached:
            columns = [list(column) for column in zip(*reached, strict=True)]
            await driver.execute(_ADVANCE.format(schema=self._schema), self.service, *columns)
        self.folded += len(due)
        return late

    def _is_ours(self, arrival: Arrival) -> bool:
        return arrival.stamp is not None and arrival.stamp.type in self._hearings and arrival.raw.value is not None

    def _due(self, arrival: Arrival) -> Due | None:
        """None for a body that nobody can read: the door has held it, and an operator has let go of it."""
        assert arrival.stamp is not None
        try:
            event = EVENTS[arrival.stamp.type].read(arrival.raw.value or b"")
        except ValidationError:
            return None
        return Due(arrival, self._hearings[arrival.stamp.type], event)

    async def _run(self, work: UnitOfWork, due: Sequence[Due]) -> None:
        """On a unit of work that is never settled: whatever a fold says or wakes goes nowhere."""
        quiet = UnitOfWork(work.connection, work.driver, telemetry=self._telemetry, now=work.now)
        for wave in waves(due):
            for group in wave.values():
                hearing, heard = group[0].hearing, [_heard(one) for one in group]
                if hearing.batch:
                    await hearing.run(heard, quiet)
                    continue
                for one in heard:
                    quiet.cause = one
                    await hearing.run(one.event, quiet)
                    quiet.cause = None

    async def lock_live(self, work: UnitOfWork) -> None:
        """Nobody writes the live tables until we commit; they can be read all the time."""
        driver = work.driver
        await driver.execute(_ENDLESS)
        names = ", ".join(f"public.{table.name}" for table in self._projection.tables)
        await driver.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")

    async def swap(self, work: UnitOfWork) -> Counter[str]:
        """Make the live tables what the shadow is, row by row; how many rows there are, and how many differed."""
        driver = work.driver
        found: Counter[str] = Counter(rows=0, added=0, changed=0, removed=0)
        for table in self._projection.tables:
            count = f"SELECT count(*) FROM {self._schema}.{table.name}"  # noqa: S608 - names from our own tables
            found["rows"] += await driver.fetchval(count)
            gone = await driver.execute(_removing(table, self._schema))
            found["removed"] += int(gone.rsplit(" ", 1)[1])
            for row in await driver.fetch(_putting(table, self._schema)):
                found["added" if row["added"] else "changed"] += 1
        await driver.execute("SET LOCAL search_path TO DEFAULT")
        return found


def _heard(one: Due) -> Heard:
    assert one.arrival.stamp is not None
    return Heard(one.event, one.arrival.stamp, one.arrival.stamp.traceparent)


def _removing(table: Table, schema: str) -> str:
    same = " AND ".join(f"s.{name} = l.{name}" for name in _names(table.primary_key))
    return f"""
        DELETE FROM public.{table.name} l WHERE NOT EXISTS (SELECT FROM {schema}.{table.name} s WHERE {same})
    """  # noqa: S608 - names from our own tables


def _putting(table: Table, schema: str) -> str:
    names, keys = _names(table.columns), _names(table.primary_key)
    same = " AND ".join(f"l.{name} IS NOT DISTINCT FROM s.{name}" for name in names)
    news = ", ".join(f"{name} = excluded.{name}" for name in names if name not in keys)
    return f"""
        INSERT INTO public.{table.name} ({", ".join(names)})
        SELECT {", ".join(names)} FROM {schema}.{table.name} s
        WHERE NOT EXISTS (SELECT FROM public.{table.name} l WHERE {same})
        ON CONFLICT ({", ".join(keys)}) DO UPDATE SET {news} RETURNING xmax = 0 AS added
    """  # noqa: S608 - names from our own tables


def _names(columns: Iterable[Column[Any]]) -> list[str]:
    return [f'"{column.name}"' for column in columns]  # quoted: one of them is called end
