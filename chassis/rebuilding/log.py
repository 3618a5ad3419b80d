"""The log as a rebuild reads it: whole topics from their beginning, in no group, committing nothing."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from aiokafka import AIOKafkaConsumer, TopicPartition

from chassis.door.record import RawRecord
from contracts import FAMILIES, Topic

_AT_ONCE = 2_000
_PATIENCE = 20.0
"""Seconds without a record while some are known to be there."""

Ends = dict[TopicPartition, int]


class LogSilent(Exception):
    """Records are there, and the broker does not hand them over."""


class LogIncomplete(Exception):
    """The service has taken more than the log still has: what would be made from it is not what was said."""


class Log:
    def __init__(self, consumer: AIOKafkaConsumer, partitions: Sequence[TopicPartition]) -> None:
        self._consumer = consumer
        self._partitions = partitions

    async def ends(self) -> Ends:
        ends: Ends = await self._consumer.end_offsets(self._partitions)
        return ends

    async def until(self, ends: Ends) -> AsyncIterator[Sequence[RawRecord]]:
        """What lies between where we are and these ends, and perhaps a little more. Raises LogSilent."""
        while [p for p in self._partitions if await self._consumer.position(p) < ends[p]]:
            found = await self._consumer.getmany(timeout_ms=int(_PATIENCE * 1000), max_records=_AT_ONCE)
            records = [record for one in found.values() for record in one]
            if not records and [p for p in self._partitions if await self._consumer.position(p) < ends[p]]:
                raise LogSilent(f"Kafka has handed over nothing for {_PATIENCE:.0f} s; see that it answers, and repeat")
            yield records


@asynccontextmanager
async def reading(bootstrap: str, topics: Sequence[str]) -> AsyncIterator[Log]:
    """The log of these topics, from the beginning. Raises KafkaError."""
    partitions = [TopicPartition(topic, n) for topic in topics for n in range(FAMILIES[Topic(topic)].partitions)]
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap.split(","), enable_auto_commit=False)
    await consumer.start()
    try:
        consumer.assign(partitions)
        await consumer.seek_to_beginning(*partitions)
        yield Log(consumer, partitions)
    finally:
        await consumer.stop()
