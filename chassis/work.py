"""One unit of work: one transaction, one actor, one moment, and the events it says when it commits."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Hashable, Iterable, Mapping, Sequence, Set
from datetime import date, datetime
from functools import lru_cache
from itertools import count
from typing import Any, Protocol
from uuid import UUID

from opentelemetry.trace import SpanKind
from sqlalchemy import CursorResult, Executable, RowMapping, Table
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.clock import london_date
from chassis.errors import NotFound
from chassis.ids import derived, uuid7
from chassis.streams import STREAMS, by_topic
from chassis.telemetry import Telemetry
from chassis.trace_context import (
    current_traceparent,
    is_sampled,
    links_to,
    parent_of,
    traceparent_of,
    unsampled_traceparent,
)
from chassis.transaction import transaction
from contracts import Actor, Event, Stamp

SYSTEM = Actor(person_id=UUID(int=0))
"""Who acts when nobody asked: handlers and jobs."""

LARGEST_EVENT = 900_000
"""Bytes; refused at insert, because one oversize record poisons the producer for its whole partition."""

_COLUMNS = (
    *("topic", "subject", "event_id", "key", "type", "time"),
    *("correlation", "causation", "traceparent", "extensions", "data", "sequence"),
)
_STREAM = slice(2)
_EVENT_ID = 2
_NUMBER_STREAMS = f"""
    INSERT INTO stream AS s (topic, subject, last)
    SELECT topic, subject, number FROM {STREAMS.format("$1")} AS touched
    ON CONFLICT (topic, subject) DO UPDATE SET last = s.last + excluded.last
    RETURNING topic, subject, last
"""  # noqa: S608 - our own text


class Cause(Protocol):
    """What an event was said because of: a stamp, or a heard event with the trace that goes on from it."""

    @property
    def stamp(self) -> Stamp: ...
    @property
    def traceparent(self) -> str: ...


class UnitOfWork:
    """What a room is given to work with. It neither commits nor rolls back: whoever began it does."""

    def __init__(
        self,
        connection: AsyncConnection,
        driver: Any,
        *,
        telemetry: Telemetry,
        now: datetime,
        actor: Actor = SYSTEM,
        consumer: str | None = None,
        cause: Cause | Stamp | None = None,
        by_place: Set[str] = frozenset(),
    ) -> None:
        self.connection = connection
        self.driver = driver
        """The asyncpg connection below, in the same transaction: for the hot path, and for COPY."""
        self.now = now
        self.actor = actor
        self.cause = cause
        self.by_place = by_place
        """The rules of this service that are read by place."""
        self._consumer = consumer
        self._telemetry = telemetry
        self._said: list[tuple[Any, ...]] = []
        """Rows of the outbox, each without its sequence."""
        self._nth: dict[UUID, int] = {}
        self._known: dict[Hashable, dict[Any, Any]] = {}
        self.nudged: set[str] = set()

    @property
    def today(self) -> date:
        """The London date of this moment."""
        return london_date(self.now)

    @property
    def stamp(self) -> Stamp | None:
        """The stamp of the event being handled, in a single handler or a job begun because of one."""
        return _stamp(self.cause)

    async def one(self, query: Executable) -> RowMapping:
        """The one row. Raises NotFound where there is none."""
        row = await self.first(query)
        if row is None:
            raise NotFound
        return row

    async def first(self, query: Executable) -> RowMapping | None:
        return (await self.connection.execute(query)).mappings().first()

    async def all(self, query: Executable) -> Sequence[RowMapping]:
        return (await self.connection.execute(query)).mappings().all()

    async def run(
        self, statement: Executable, values: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None
    ) -> CursorResult[Any]:
        return await self.connection.execute(statement, values)

    async def once(
        self, of: Hashable, keys: Collection[Any], read: Callable[[set[Any]], Awaitable[Mapping[Any, Any]]]
    ) -> Mapping[Any, Any]:
        """What is known of these keys, and of some others; each is read once, until whoever changes it forgets it.

        For what changes seldom and is asked for in many places. ``read`` names each key that it is given.
        """
        known = self._known.setdefault(of, {})
        if unknown := set(keys) - known.keys():
            known |= await read(unknown)
        return known

    def forget(self, of: Hashable) -> None:
        """What was read of this once is read again."""
        self._known.pop(of, None)

    async def copy(self, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """COPY rows into a table within this transaction; jsonb as text, other values in their Python types."""
        await self.driver.copy_records_to_table(table.name, columns=list(columns), records=list(rows))

    def say(self, *events: Event, because: Cause | Stamp | None = None, fresh_trace: bool = False) -> list[UUID]:
        """Tell the others, if and when this commits; in order. Returns the events' ids.

        ``because`` names the cause where one unit of work handles many; ``fresh_trace`` starts a trace of its own,
        linked to the current span, as each row of an import does. Of an untraceable family no event has a cause.
        """
        said = [self._row(event, because or self.cause, fresh_trace) for event in events]
        self._said.extend(said)
        return [row[_EVENT_ID] for row in said]

    @contextlib.asynccontextmanager
    async def attempt(self) -> AsyncIterator[None]:
        """A part that may fail alone: when the block raises, its effects and what it said are undone."""
        said, nth, nudged = len(self._said), self._nth.copy(), set(self.nudged)
        try:
            async with transaction(self.driver):
                yield
        except BaseException:
            del self._said[said:]
            self._nth, self.nudged = nth, nudged
            self._known.clear()  # some of it may have been read of what is undone
            raise

    def nudge(self, job: str) -> None:
        """Wake a job of this process right after the commit."""
        self.nudged.add(job)

    @property
    def says_something(self) -> bool:
        return bool(self._said)

    async def settle(self) -> None:
        """Number the touched streams and write the outbox rows: the last statements before the commit.

        The streams' rows stay locked until then, so the outbox's id order is each stream's order.
        """
        if not self._said:
            return
        touched = Counter(row[_STREAM] for row in self._said)
        numbered = await self.driver.fetch(_NUMBER_STREAMS, by_topic(touched))
        upcoming = {(topic, subject): count(last - touched[topic, subject] + 1) for topic, subject, last in numbered}
        rows = [(*row, next(upcoming[row[_STREAM]])) for row in self._said]
        await self.driver.copy_records_to_table("outbox", columns=_COLUMNS, records=rows)

    def _row(self, event: Event, cause: Cause | Stamp | None, fresh: bool) -> tuple[Any, ...]:
        stamp = None
        if event.topic.family.untraceable:  # as if it came from nowhere: nothing shows that anything belongs to it
            event_id, trace = uuid7(self.now), unsampled_traceparent()
        else:
            stamp = _stamp(cause)
            event_id = self._id(stamp)
            trace = self._trace(event, event_id, cause, fresh)
        correlation, causation = (stamp.correlation, stamp.id) if stamp else (event_id, None)
        subject, data, extensions = event.subject, event.write(), event.extensions
        if len(data) > LARGEST_EVENT:
            raise ValueError(f"{event.type} about {subject} has {len(data)} bytes, at most {LARGEST_EVENT}")
        return (
            *(event.topic, subject, event_id, event.key, event.type, self.now, correlation, causation, trace),
            *(_as_json(*extensions.items()) if extensions else None, data),
        )

    def _id(self, cause: Stamp | None) -> UUID:
        """Derived from the cause for what a handler says, so that saying it again says the same."""
        if cause is None or self._consumer is None:
            return uuid7(self.now)
        nth = self._nth[cause.id] = self._nth.get(cause.id, 0) + 1
        return derived(self._consumer, cause.id, nth)

    def _trace(self, event: Event, event_id: UUID, cause: Cause | Stamp | None, fresh: bool) -> str:
        """The creation context of an event: a span of its own where the trace is kept."""
        if fresh and not self._telemetry.sampling.keep():
            return unsampled_traceparent()
        came_from = cause.traceparent if cause is not None else current_traceparent()
        if fresh:
            parent, links = None, links_to([current_traceparent() or ""])
        elif came_from is not None and not is_sampled(came_from):
            return came_from
        else:
            parent, links = came_from, []
        span = self._telemetry.tracer.start_span(
            f"create {event.topic.value}",
            context=parent_of(parent) if parent else parent_of(""),
            kind=SpanKind.PRODUCER,
            links=links,
            attributes={
                "messaging.system": "kafka",
                "messaging.operation.type": "create",
                "messaging.operation.name": "create",
                "messaging.destination.name": event.topic.value,
                "messaging.message.id": str(event_id),
                "cloudevents.event_type": event.type,
                "cloudevents.event_subject": event.subject,
            },
        )
        span.end()
        return traceparent_of(span.get_span_context())


def _stamp(cause: Cause | Stamp | None) -> Stamp | None:
    return cause if cause is None or isinstance(cause, Stamp) else cause.stamp


@lru_cache(maxsize=1024)  # a few attributes with few values
def _as_json(*extensions: tuple[str, str]) -> str:
    return json.dumps(dict(extensions))
