"""How far each partition was taken and committed, and what a rebalance does about it."""

import asyncio
import contextlib

from aiokafka import TopicPartition
from aiokafka.abc import ConsumerRebalanceListener

REVOKE_PATIENCE = 20.0
"""Seconds that a revoke waits for the batch in hand."""


class Offsets:
    """Per partition: the offset after the last record taken, and what Kafka has been told of it."""

    def __init__(self) -> None:
        self.taken: dict[TopicPartition, int] = {}
        self.committed: dict[TopicPartition, int] = {}

    def reached(self, partition: TopicPartition) -> int:
        return max(self.taken.get(partition, 0), self.committed.get(partition, 0))

    def owed(self, mine: set[TopicPartition]) -> dict[TopicPartition, int]:
        return {p: offset for p, offset in self.taken.items() if p in mine and offset > self.committed.get(p, 0)}

    def forget(self, partitions: set[TopicPartition]) -> None:
        for partition in partitions:
            self.taken.pop(partition, None)
            self.committed.pop(partition, None)


class Drain(ConsumerRebalanceListener):  # type: ignore[misc]
    """A revoke waits for the batch in hand, so that two members never work on the same records at once."""

    def __init__(self, idle: asyncio.Event, offsets: Offsets) -> None:
        self._idle = idle
        self._offsets = offsets

    async def on_partitions_revoked(self, _: set[TopicPartition]) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), REVOKE_PATIENCE)

    async def on_partitions_assigned(self, assigned: set[TopicPartition]) -> None:
        """Another member may have gone on meanwhile: what we remember of these is old."""
        self._offsets.forget(assigned)
