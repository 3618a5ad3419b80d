"""A broker that does as it is told: takes all, some or none of a batch, and then answers, fails or is never heard."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from aiokafka.errors import KafkaTimeoutError

from chassis.cloudevents import headers_of, source_of, stamp_in
from chassis.door.record import Arrival, StoredRecord, read
from chassis.sending import Sender, partition_of
from tests.services.chassis.mishaps import Died

PARTITIONS = 3
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Answer:
    """To one batch: which share of it is appended, and what the relay then hears of it."""

    share: float = 1.0
    error: type[BaseException] | None = None


ACKNOWLEDGED = Answer()
ANSWERS = [ACKNOWLEDGED] + [
    Answer(share, error) for share in (0.0, 0.5, 1.0) for error in (KafkaTimeoutError, TimeoutError, Died)
]


class Broker:
    """The logs of all partitions, and the answers to come; each batch that comes in ends the relay's turn."""

    def __init__(self) -> None:
        self.logs: defaultdict[Place, list[Arrival]] = defaultdict(list)
        self.answers: deque[Answer] = deque()
        self.turn_over = asyncio.Event()

    def append(self, record: StoredRecord) -> None:
        log = self.logs[record.topic, record.partition]
        log.append(read(replace(record, offset=len(log))))

    def take(self, records: Sequence[StoredRecord]) -> None:
        """Raises what was told."""
        answer = self.answers.popleft() if self.answers else ACKNOWLEDGED
        by_partition = sorted(records, key=lambda record: (record.topic, record.partition))
        for record in by_partition[: round(len(records) * answer.share)]:
            self.append(record)
        self.turn_over.set()
        if answer.error is not None:
            raise answer.error

    def append_again(self, place: Place, start: int, count: int) -> None:
        """As a relay does that lost its lock with a batch in hand and wakes much later."""
        for arrival in self.logs[place][start : start + count]:
            assert isinstance(arrival.raw, StoredRecord)
            self.append(arrival.raw)

    @property
    def arrivals(self) -> list[Arrival]:
        return [arrival for place in sorted(self.logs) for arrival in self.logs[place]]


def sender_to(broker: Broker) -> type[Sender]:
    """The relay's way to this broker: real headers and partitions, no network."""

    class ScriptedSender(Sender):
        async def send(self, rows: Sequence[Any]) -> dict[int, int]:
            records = {row["id"]: _record(row, source_of("toy")) for row in rows}
            broker.take(list(records.values()))
            return {row_id: record.partition for row_id, record in records.items()}

    return ScriptedSender


def _record(row: Any, source: str) -> StoredRecord:
    key: bytes = row["key"].encode()
    headers = headers_of(stamp_in(row, source=source), row["extensions"])
    return StoredRecord(row["topic"], partition_of(key, PARTITIONS), 0, key, row["data"], headers)
