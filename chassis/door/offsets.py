"""How far each partition was taken and committed, and what a rebalance does about it."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.abc import ConsumerRebalanceListener

from chassis.clients import AWAY, answered
from chassis.telemetry import Telemetry

REVOKE_PATIENCE = 20.0
"""Seconds that a revoke waits for the batch in hand."""
_COMMIT_PATIENCE = 10.0


class Offsets:
    """Per partition: the offset after the last record taken, and what Kafka has been told of it."""

    def __init__(self, telemetry: Telemetry) -> None:
        self.taken: dict[TopicPartition, int] = {}
        self.committed: dict[TopicPartition, int] = {}
        self.given_back = False
        """Whether the last batch could not be taken, and comes again."""
        self._telemetry = telemetry
        self._settled = time.monotonic()

    def take(self, records: Sequence[ConsumerRecord]) -> None:
        """The database has these."""
        reached = {(record.topic, record.partition): record.offset + 1 for record in records}
        self.taken.update({TopicPartition(*where): offset for where, offset in reached.items()})

    async def settle(self, consumer: AIOKafkaConsumer | None) -> bool:
        """Tell Kafka what was taken. False where that failed: a redelivery is the price, the next time repairs it."""
        owed = self.owed(consumer.assignment()) if consumer is not None else {}
        try:
            if consumer is not None and owed:
                await answered(consumer.commit(owed), within=_COMMIT_PATIENCE)
        except Exception as error:  # whatever it is, it is tried again, and after a while by another consumer
            self._telemetry.log.warning("offset commit failed", error=type(error).__name__)
            return False
        self.committed.update(owed)
        self._settled = time.monotonic()
        return True

    @property
    def seconds_unsettled(self) -> float:
        """How long Kafka has not been told, though there was something to tell."""
        return time.monotonic() - self._settled

    def begin_anew(self) -> None:
        """With another consumer, which has its own patience."""
        self._settled = time.monotonic()

    async def lag(self, consumer: AIOKafkaConsumer | None) -> int | None:
        """Records between each partition's end and what was taken; None while that cannot be asked."""
        if consumer is None or not (assigned := consumer.assignment()):
            return None
        try:
            ends = await answered(consumer.end_offsets(assigned), within=5)
            for partition in assigned - self.committed.keys():
                self.committed[partition] = await answered(consumer.committed(partition), within=5) or 0
        except AWAY:
            return None
        return int(sum(max(0, ends[partition] - self.reached(partition)) for partition in assigned))

    def reached(self, partition: TopicPartition) -> int:
        return max(self.taken.get(partition, 0), self.committed.get(partition, 0))

    def owed(self, mine: set[TopicPartition]) -> dict[TopicPartition, int]:
        return {p: offset for p, offset in self.taken.items() if p in mine and offset > self.committed.get(p, 0)}

    def forget(self, partitions: set[TopicPartition]) -> None:
        self.given_back = False
        for partition in partitions:
            self.taken.pop(partition, None)
            self.committed.pop(partition, None)


class Drain(ConsumerRebalanceListener):  # type: ignore[misc]
    """A revoke waits for the batch in hand, so that two members never work on the same records at once."""

    def __init__(self, idle: asyncio.Event, offsets: Offsets, consumer: Callable[[], AIOKafkaConsumer | None]) -> None:
        self._idle = idle
        self._offsets = offsets
        self._consumer = consumer

    async def on_partitions_revoked(self, _: set[TopicPartition]) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), REVOKE_PATIENCE)
        await self._offsets.settle(self._consumer())

    async def on_partitions_assigned(self, assigned: set[TopicPartition]) -> None:
        """Another member may have gone on meanwhile: what we remember of these is old."""
        self._offsets.forget(assigned)
