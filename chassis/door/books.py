"""What the door writes beside the handlers' effects, in their transaction: inbox, positions, ledger, journal, held."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from chassis import ledger
from chassis.door.record import Arrival, packed

Stream = tuple[str, str]
Key = tuple[str, str]


class FirstHeld(NamedTuple):
    """The oldest record held under a key: why, and about which subject."""

    reason: str
    subject: str | None


class Holding(NamedTuple):
    arrival: Arrival
    reason: str
    detail: str


_NEW = """
    INSERT INTO inbox (consumer, event_id, time)
    SELECT $1, id, time FROM unnest($2::uuid[], $3::timestamptz[]) AS arrived (id, time) ORDER BY id
    ON CONFLICT DO NOTHING RETURNING event_id
"""
_POSITIONS = """
    SELECT place, p.sequence FROM stream_position p
    JOIN unnest($2::text[], $3::text[]) WITH ORDINALITY AS touched (topic, subject, place) USING (topic, subject)
    WHERE p.consumer = $1 ORDER BY p.topic, p.subject FOR UPDATE OF p
"""
_ADVANCE = """
    INSERT INTO stream_position AS p (consumer, topic, subject, sequence)
    SELECT $1, topic, subject, sequence FROM unnest($2::text[], $3::text[], $4::bigint[])
        AS reached (topic, subject, sequence) ORDER BY topic, subject
    ON CONFLICT (consumer, topic, subject) DO UPDATE SET sequence = excluded.sequence
        WHERE excluded.sequence > p.sequence
"""
_ANY_HELD = "SELECT EXISTS (SELECT FROM held WHERE consumer = $1 AND state = 'held')"
_FIRST_HELD = """
    SELECT DISTINCT ON (h.topic, h.key) h.topic, h.key, h.reason, h.subject FROM held h
    JOIN (SELECT DISTINCT topic, key FROM unnest($2::text[], $3::text[]) AS k (topic, key)) k USING (topic, key)
    WHERE h.consumer = $1 AND h.state = 'held' ORDER BY h.topic, h.key, h.id
"""
_HOLD = """
    INSERT INTO held
        (consumer, topic, partition, "offset", key, event_id, type, subject, reason, detail, record, held_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    ON CONFLICT (consumer, topic, partition, "offset") DO NOTHING
"""


class Books:
    """The door's own statements on one transaction's connection; a handful a batch, however large."""

    def __init__(self, driver: Any, consumer: str, now: datetime) -> None:
        self._driver = driver
        self._consumer = consumer
        self._now = now

    async def new_ids(self, arrivals: Sequence[Arrival]) -> set[UUID]:
        """Those never taken before. Sorted by id, or two overlapping batches could deadlock."""
        ids = [arrival.id for arrival in arrivals]
        times = [arrival.stamp.time if arrival.stamp else self._now for arrival in arrivals]
        return {row[0] for row in await self._driver.fetch(_NEW, self._consumer, ids, times)}

    async def positions(self, arrivals: Iterable[Arrival]) -> dict[Stream, int]:
        """The last version taken of each stream, its row locked."""
        streams = sorted({arrival.stream for arrival in arrivals if arrival.stamp})
        rows = await self._driver.fetch(_POSITIONS, self._consumer, [t for t, _ in streams], [s for _, s in streams])
        return {streams[place - 1]: sequence for place, sequence in rows}

    async def first_held(self, arrivals: Iterable[Arrival]) -> dict[Key, FirstHeld]:
        if not await self._driver.fetchval(_ANY_HELD, self._consumer):
            return {}
        keys = sorted({(arrival.topic, arrival.key) for arrival in arrivals})
        rows = await self._driver.fetch(_FIRST_HELD, self._consumer, [t for t, _ in keys], [k for _, k in keys])
        return {(row[0], row[1]): FirstHeld(row[2], row[3]) for row in rows}

    async def advance(self, reached: Mapping[Stream, int]) -> None:
        if reached:
            topics, subjects = [t for t, _ in reached], [s for _, s in reached]
            await self._driver.execute(_ADVANCE, self._consumer, topics, subjects, list(reached.values()))

    async def count(self, taken: Sequence[Arrival]) -> None:
        """Into the ledger: every record that is new and beyond its stream's position, however it ended."""
        counted = [(a.topic, a.raw.partition, a.stamp.time, a.id) for a in taken if a.stamp is not None]
        await ledger.count(self._driver, self._consumer, counted)

    async def hold(self, holdings: Sequence[Holding]) -> None:
        await self._driver.executemany(_HOLD, [self._held(*holding) for holding in holdings])

    def _held(self, arrival: Arrival, reason: str, detail: str) -> tuple[Any, ...]:
        raw, stamp = arrival.raw, arrival.stamp
        return (
            *(self._consumer, raw.topic, raw.partition, raw.offset, arrival.key, arrival.id),
            *((stamp.type, stamp.subject) if stamp else (None, None)),
            *(reason, detail, packed(raw), self._now),
        )

    async def journal(self, taken: Sequence[Arrival]) -> None:
        """One slim row per event, for whoever asks what happened because of what."""
        rows = [
            (s.id, s.type, a.topic, s.subject, s.sequence, s.source, s.causation, s.correlation, s.traceparent, s.time)
            for a in taken
            if (s := a.stamp) is not None
        ]
        if rows:
            await self._driver.copy_records_to_table(
                "journal", columns=_JOURNAL, records=[(*row, self._now) for row in rows]
            )


_JOURNAL = (
    *("id", "type", "topic", "subject", "sequence", "source", "causation", "correlation"),
    *("traceparent", "time", "noted_at"),
)
