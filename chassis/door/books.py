"""What the door writes beside the handlers' effects, in their transaction: inbox, positions, ledger, journal, held."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from chassis.door.record import Arrival, Claim, packed, read
from chassis.ledger import COUNT_CELLS, cells
from chassis.streams import STREAMS, Stream, by_topic

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
    SELECT $1, id, $3 FROM unnest($2::uuid[]) AS arrived (id) ORDER BY id
    ON CONFLICT DO NOTHING RETURNING event_id
"""
_FORGET = "DELETE FROM inbox WHERE consumer = $1 AND event_id = ANY($2::uuid[])"
"""What a record that cannot be read named as its id belongs to one that can be, and may still come."""
_POSITIONS = f"""
    SELECT topic, subject, p.sequence FROM {STREAMS.format("$2")} AS touched, LATERAL (
        SELECT sequence FROM stream_position
        WHERE consumer = $1 AND topic = touched.topic AND subject = touched.subject FOR UPDATE
    ) AS p
"""  # noqa: S608 - our own text
"""One look into the index for each, whatever the planner thinks: a join reads every position of a consumer whose
streams are new, until the table is analysed."""
_ADVANCE = f"""
    WITH counted AS ({COUNT_CELLS})
    INSERT INTO stream_position AS p (consumer, topic, subject, sequence)
    SELECT $1, topic, subject, number FROM {STREAMS.format("$7")} AS reached
    ON CONFLICT (consumer, topic, subject) DO UPDATE SET sequence = excluded.sequence
        WHERE excluded.sequence > p.sequence
"""  # noqa: S608 - our own text
_ANY_HELD = "SELECT EXISTS (SELECT FROM held WHERE consumer = $1 AND state = 'held')"
_FIRST_HELD = """
    SELECT DISTINCT ON (h.topic, h.key) h.topic, h.key, h.reason, h.subject FROM held h
    JOIN (SELECT DISTINCT topic, key FROM unnest($2::text[], $3::text[]) AS k (topic, key)) k USING (topic, key)
    WHERE h.consumer = $1 AND h.state = 'held' ORDER BY h.topic, h.key, h."offset", h.id
"""
_HOLD = """
    INSERT INTO held
        (consumer, topic, partition, "offset", key, event_id, type, subject, reason, detail, record, held_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    ON CONFLICT (consumer, topic, partition, "offset", event_id) DO NOTHING
"""


class Books:
    """The door's own statements on one transaction's connection; a handful a batch, however large."""

    def __init__(self, driver: Any, consumer: str, now: datetime) -> None:
        self._driver = driver
        self._consumer = consumer
        self._now = now

    async def new_among(self, claims: Sequence[Claim]) -> list[Arrival]:
        """Those never taken before, and only those are read: most of a redelivered batch costs no more than its ids."""
        new = await self.new_ids([claim.id for claim in claims])
        came = [(claim.id, read(claim.raw)) for claim in claims if claim.id in new]
        if false := {named for named, arrival in came if named != arrival.id}:
            true = {arrival.id for _, arrival in came}
            await self._driver.execute(_FORGET, self._consumer, false - true)
            new |= await self.new_ids(true - new)
        return [arrival for _, arrival in came if arrival.id in new]

    async def new_ids(self, ids: Collection[UUID]) -> set[UUID]:
        """Those never taken before. Sorted by id, or two overlapping batches could deadlock."""
        return {row[0] for row in await self._driver.fetch(_NEW, self._consumer, ids, self._now)}

    async def positions(self, arrivals: Iterable[Arrival]) -> dict[Stream, int]:
        """The last version taken of each stream, its row locked."""
        streams = by_topic({arrival.stream: 0 for arrival in arrivals if arrival.stamp})
        rows = await self._driver.fetch(_POSITIONS, self._consumer, streams)
        return {(topic, subject): sequence for topic, subject, sequence in rows}

    async def first_held(self, arrivals: Iterable[Arrival]) -> dict[Key, FirstHeld]:
        if not await self._driver.fetchval(_ANY_HELD, self._consumer):
            return {}
        keys = sorted({(arrival.topic, arrival.key) for arrival in arrivals})
        rows = await self._driver.fetch(_FIRST_HELD, self._consumer, [t for t, _ in keys], [k for _, k in keys])
        return {(row[0], row[1]): FirstHeld(row[2], row[3]) for row in rows}

    async def advance(self, reached: Mapping[Stream, int], taken: Sequence[Arrival] = ()) -> None:
        """Streams stand where they were reached; the ledger counts every record that is new and beyond its stream's
        position, however it ended."""
        counted = cells((a.topic, a.raw.partition, a.stamp.time, a.id) for a in taken if a.stamp is not None)
        if reached or counted[0]:
            await self._driver.execute(_ADVANCE, self._consumer, *counted, by_topic(reached))

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
