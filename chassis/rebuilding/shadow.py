"""The shadow of a projection: the same tables in a schema of their own, filled from the log and at last compared.

A record is folded only once the live tables have it: what they do not have yet, or what is held, waits. And it is
folded only after the version before it, as the door does. So at the swap both say the same, unless one of them was
wrong; and where the log has lost what the live tables have taken, there is no swap.
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
from chassis.rebuilding.log import LogIncomplete
from chassis.rebuilding.projection import Projection
from chassis.rebuilding.turns import Turns
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
_SKIPPED = r"""
    SELECT h.topic, h.key, (regexp_match(a.outcome, 'version (\d+) to (\d+)'))::bigint[] AS versions
    FROM public.audit a JOIN public.held h ON a.about = 'held ' || h.id
    WHERE a.deed = 'held.gap_skipped' AND h.consumer = $1
"""
"""What an operator had the door go on without: no log has it."""
_OWE = """
    INSERT INTO {schema}.owed (consumer, topic, subject, sequence)
    SELECT consumer, topic, subject, l.sequence FROM public.stream_position l
    LEFT JOIN {schema}.stream_position s USING (consumer, topic, subject)
    WHERE consumer = $1 AND topic = ANY($2::text[]) AND l.sequence > coalesce(s.sequence, 0)
"""
_LACKING = """
    SELECT topic, subject, coalesce(s.sequence, 0) AS folded, count(*) OVER () AS streams FROM {schema}.owed o
    LEFT JOIN {schema}.stream_position s USING (consumer, topic, subject)
    WHERE o.sequence > coalesce(s.sequence, 0) ORDER BY topic, subject LIMIT 1
"""


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
            await work.run(text(f"CREATE TABLE {self._schema}.owed (LIKE public.{stream_position.name})"))

    async def drop(self, work: UnitOfWork) -> None:
        await work.run(text(f"DROP SCHEMA IF EXISTS {self._schema} CASCADE"))

    def begin(self) -> AbstractAsyncContextManager[UnitOfWork]:
        return self._database.begin(consumer=self.service)

    async def note_owed(self, work: UnitOfWork) -> None:
        """How far the live tables are by now: a log whose end is read after this has all of it, or has lost some."""
        driver = work.driver
        await driver.execute(f"{_ENDLESS}; DELETE FROM {self._schema}.owed")  # noqa: S608 - our own name
        await driver.execute(_OWE.format(schema=self._schema), self.service, self._projection.topics)

    async def check_owed(self, work: UnitOfWork) -> None:
        """Raises LogIncomplete where the log ended without what was owed."""
        driver = work.driver
        await driver.execute(_ENDLESS)
        if lacking := await driver.fetchrow(_LACKING.format(schema=self._schema)):
            raise LogIncomplete(
                f"the log has lost what {self.service} has taken, in {lacking['streams']} streams: the first is "
                f"{lacking['topic']} {lacking['subject']} after version {lacking['folded']}. Nothing was changed; "
                "restore Kafka and databases from one copy"
            )

    async def fold(self, records: Sequence[RawRecord]) -> list[RawRecord]:
        """Apply them, in a transaction of its own; returns those that have to wait."""
        if not records:
            return []
        async with self.begin() as work:
            return await self.fold_within(work, records)

    async def fold_within(self, work: UnitOfWork, records: Sequence[RawRecord]) -> list[RawRecord]:
        """Returns those that the live tables do not have yet, and those that came before an earlier version."""
        driver = work.driver
        await driver.execute(f"{_ENDLESS}; SET LOCAL search_path TO {self._schema}, public")
        arrivals = [arrival for arrival in map(read, records) if arrival.stamp is not None]
        if not arrivals:
            return []
        topics, subjects = zip(*(arrival.stream for arrival in arrivals), strict=True)
        rows = await driver.fetch(_POSITIONS.format(schema=self._schema), self.service, topics, subjects)
        turns = Turns(
            live={(row["topic"], row["subject"]): row["live"] for row in rows},
            folded={(row["topic"], row["subject"]): row["folded"] for row in rows},
            skipped={
                (row["topic"], row["key"], row["versions"][1]): row["versions"][0]
                for row in await driver.fetch(_SKIPPED, self.service)
            },
        )
        taken, left = turns.take(arrivals)
        discarded: set[UUID] = {row["event_id"] for row in await driver.fetch(_DISCARDED, self.service)}
        due = [
            one
            for arrival in taken
            if self._is_ours(arrival) and arrival.id not in discarded and (one := self._due(arrival))
        ]
        await self._run(work, due)
        reached = [(*stream, sequence) for stream, sequence in turns.folded.items() if sequence]
        if reached:
            columns = [list(column) for column in zip(*reached, strict=True)]
            await driver.execute(_ADVANCE.format(schema=self._schema), self.service, *columns)
        self.folded += len(due)
        return [arrival.raw for arrival in left]

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
        quiet = UnitOfWork(
            work.connection, work.driver, telemetry=self._telemetry, now=work.now, by_place=work.by_place
        )
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
