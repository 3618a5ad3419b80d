"""What must hold after every step of the model test, read from the database and the log alone."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from chassis.door.record import Arrival
from chassis.ledger import SAID, hash_of
from chassis.sending import partition_of
from tests.services.chassis.broker import PARTITIONS, Broker

Stream = tuple[str, str]
Cells = dict[tuple[str, int, datetime], tuple[int, int]]
HEARER = "toy"


@dataclass(frozen=True, slots=True)
class Fact:
    """One event: its place in its stream and log, and when and because of what it was said."""

    id: UUID
    stream: Stream
    sequence: int
    partition: int
    time: datetime
    causation: UUID | None


@dataclass(frozen=True, slots=True)
class Books:
    """All that the database knows at one moment."""

    waiting: dict[UUID, Fact]
    last: dict[Stream, int]
    effects: list[tuple[UUID, Stream, int]]
    positions: dict[Stream, int]
    journal: set[UUID]
    held: dict[UUID, str]
    said: Cells
    heard: Cells

    @classmethod
    async def read(cls, connection: asyncpg.Connection) -> "Books":
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            waiting = [_waiting(row) for row in await connection.fetch("SELECT * FROM outbox")]
            effects = await connection.fetch("SELECT event_id, topic, subject, sequence FROM effect ORDER BY id")
            held = await connection.fetch("SELECT event_id, state FROM held")
            return cls(
                waiting={fact.id: fact for fact in waiting},
                last=await _by_stream(connection, "SELECT topic, subject, last FROM stream"),
                effects=[(row[0], (row[1], row[2]), row[3]) for row in effects],
                positions=await _by_stream(connection, "SELECT topic, subject, sequence FROM stream_position"),
                journal={row[0] for row in await connection.fetch("SELECT id FROM journal")},
                held=dict(map(tuple, held)),
                said=await _cells(connection, SAID),
                heard=await _cells(connection, HEARER),
            )

    @property
    def waiting_in_held(self) -> set[UUID]:
        return {event_id for event_id, state in self.held.items() if state == "held"}


async def _by_stream(connection: asyncpg.Connection, query: str) -> dict[Stream, int]:
    return {(row[0], row[1]): row[2] for row in await connection.fetch(query)}


async def _cells(connection: asyncpg.Connection, reader: str) -> Cells:
    rows = await connection.fetch(
        "SELECT topic, partition, hour, count, hash FROM ledger WHERE reader = $1 AND count > 0", reader
    )
    return {(row[0], row[1], row[2]): (row[3], int(row[4])) for row in rows}


def _waiting(row: Mapping[str, Any]) -> Fact:
    partition = partition_of(row["key"].encode(), PARTITIONS)
    stream = (row["topic"], row["subject"])
    return Fact(row["event_id"], stream, row["sequence"], partition, row["time"], row["causation"])


def _logged(arrival: Arrival) -> Fact:
    stamp = arrival.stamp
    assert stamp is not None
    return Fact(stamp.id, arrival.stream, stamp.sequence, arrival.raw.partition, stamp.time, stamp.causation)


def cells_of(facts: Iterable[Fact]) -> Cells:
    counts: Counter[tuple[str, int, datetime]] = Counter()
    hashes: Counter[tuple[str, int, datetime]] = Counter()
    for fact in facts:
        cell = (fact.stream[0], fact.partition, fact.time.replace(minute=0, second=0, microsecond=0))
        counts[cell] += 1
        hashes[cell] += hash_of(fact.id)
    return {cell: (counts[cell], hashes[cell]) for cell in counts}


class Judge:
    """The log and the books side by side; ``committed`` are the ids of what commands said and saw committed."""

    def __init__(self, books: Books, broker: Broker, *, committed: set[UUID], no_effect: set[UUID]) -> None:
        self.books = books
        self.committed = committed
        self.no_effect = no_effect
        """Events that the handler declines: they end without an effect."""
        self.log = [_logged(arrival) for arrival in broker.arrivals if arrival.stamp is not None]
        self.facts = {fact.id: fact for fact in self.log} | books.waiting
        self.log_ids = {fact.id for fact in self.log}
        self.discarded = {event_id for event_id, state in books.held.items() if state == "discarded"}

    def nothing_is_lost_and_nothing_is_a_ghost(self) -> None:
        """What was committed waits or is in the log; what is in either was committed, or follows from an effect."""
        assert self.committed <= self.facts.keys(), "said and lost"
        caused = Counter(fact.causation for fact in self.facts.values() if fact.causation is not None)
        heard_feedback = {event_id for event_id, (topic, _), _ in self.books.effects if topic == "feedback.v1"}
        assert caused == Counter(heard_feedback), "each effect says its one event"
        assert {f.id for f in self.facts.values() if f.causation is None} == self.committed, "a ghost"

    def streams_are_numbered_without_gaps_and_logged_in_order(self) -> None:
        numbers: defaultdict[Stream, list[int]] = defaultdict(list)
        for fact in self.facts.values():
            numbers[fact.stream].append(fact.sequence)
        assert {stream: sorted(found) for stream, found in numbers.items()} == {
            stream: list(range(1, last + 1)) for stream, last in self.books.last.items()
        }
        reached: Counter[Stream] = Counter()
        for fact in self.log:
            assert fact.sequence <= reached[fact.stream] + 1, f"{fact.stream} is out of order in the log"
            reached[fact.stream] = max(reached[fact.stream], fact.sequence)

    def effects_are_once_and_in_order(self) -> None:
        ids = [event_id for event_id, _, _ in self.books.effects]
        assert len(ids) == len(set(ids)), "an effect twice"
        done: defaultdict[Stream, list[int]] = defaultdict(list)
        for _, stream, sequence in self.books.effects:
            done[stream].append(sequence)
        without = self.no_effect | self.discarded
        for stream, position in self.books.positions.items():
            passed = [f.sequence for f in self.facts.values() if f.stream == stream and f.id in without]
            expected = [n for n in range(1, position + 1) if n not in passed]
            assert done.pop(stream, []) == expected, f"{stream} at {position} is not applied in order"
        assert not done, "an effect without a position"

    def everything_taken_is_ended_or_held(self) -> None:
        passed = {f.id for f in self.facts.values() if f.sequence <= self.books.positions.get(f.stream, 0)}
        held = self.books.waiting_in_held & self.facts.keys()
        assert not passed & held, "ended and held at once"
        assert passed | held == self.books.journal, "taken, yet neither ended nor held"

    def both_ledgers_count_the_truth(self) -> None:
        gone = [fact for fact in self.facts.values() if fact.id not in self.books.waiting]
        assert self.books.said == cells_of(gone), "the ledger of what was said"
        assert self.books.heard == cells_of(self.facts[event_id] for event_id in self.books.journal), "and was heard"

    def what_the_door_returned_for_is_taken(self, returned: set[UUID]) -> None:
        assert returned <= self.books.journal, "committed past and lost"

    def all_is_at_rest(self) -> None:
        """After healing: all is sent, all is heard, nothing is held, said = heard."""
        assert not self.books.waiting, "rows left in the outbox"
        assert not self.books.waiting_in_held, "held although everything was mended"
        assert self.books.journal == self.log_ids == self.facts.keys()
        assert self.books.said == self.books.heard
