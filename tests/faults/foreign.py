"""The log handled from outside the services: foreign records written, the past cut off, a group's offsets moved."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete
from aiokafka.errors import KafkaError
from aiokafka.protocol.admin import DeleteGroupsRequest

from contracts import FAMILIES, Topic


@dataclass(frozen=True, slots=True)
class Foreign:
    """A record that no relay of ours wrote."""

    topic: str
    partition: int
    key: bytes | None
    value: bytes | None
    headers: Sequence[tuple[str, bytes | None]] = field(default_factory=list)


def copies_of(records: Iterable[Any]) -> list[Foreign]:
    """What was read from the log, to be written again."""
    return [Foreign(r.topic, r.partition, r.key, r.value, r.headers) for r in records]


def partitions_of(*topics: Topic) -> list[TopicPartition]:
    return [TopicPartition(topic.value, n) for topic in topics for n in range(FAMILIES[topic].partitions)]


async def publish(bootstrap: str, records: Sequence[Foreign], *, largest: int = 1024 * 1024) -> None:
    """In this order, as they are. Raises what the client or the broker says of one that is not taken."""
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all", max_request_size=largest)
    await producer.start()
    try:
        sent = [
            await producer.send(r.topic, partition=r.partition, key=r.key, value=r.value, headers=list(r.headers))
            for r in records
        ]
        await asyncio.gather(*sent)
    finally:
        await producer.stop()


async def ends(bootstrap: str, *topics: Topic) -> dict[TopicPartition, int]:
    async with _consumer(bootstrap) as consumer:
        return dict(await consumer.end_offsets(partitions_of(*topics)))


async def committed(bootstrap: str, group: str, *topics: Topic) -> dict[TopicPartition, int]:
    """Zero where the group has committed nothing."""
    async with _consumer(bootstrap, group) as consumer:
        return {partition: await consumer.committed(partition) or 0 for partition in partitions_of(*topics)}


async def set_offsets(bootstrap: str, group: str, *topics: Topic, to: int) -> None:
    """Of a group whose members have gone; the broker takes it once it has noticed that."""
    async with _consumer(bootstrap, group) as consumer:
        partitions = partitions_of(*topics)
        consumer.assign(partitions)
        await _patiently(lambda: consumer.commit(dict.fromkeys(partitions, to)))


async def forget_group(bootstrap: str, group: str) -> None:
    """As if its offsets had expired: the broker knows nothing of it any more."""
    async with _admin(bootstrap) as admin:
        node = await admin.find_coordinator(group)

        async def ask() -> None:
            [(_, error)] = (await admin._client.send(node, DeleteGroupsRequest([group]))).results
            if error:
                raise KafkaError(f"the group {group} cannot be forgotten: error {error}")

        await _patiently(ask)


async def cut_off(bootstrap: str, before: dict[TopicPartition, int]) -> None:
    """Delete all records before these offsets, as a retention time would."""
    async with _admin(bootstrap) as admin:
        await admin.delete_records({p: RecordsToDelete(before_offset=offset) for p, offset in before.items() if offset})


async def _patiently(ask: Any, *, within: float = 30.0) -> None:
    async with asyncio.timeout(within):
        while True:
            try:
                await ask()
                return
            except KafkaError:
                await asyncio.sleep(0.2)


@asynccontextmanager
async def _consumer(bootstrap: str, group: str | None = None) -> AsyncIterator[Any]:
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap, group_id=group, enable_auto_commit=False)
    await consumer.start()
    try:
        yield consumer
    finally:
        await consumer.stop()


@asynccontextmanager
async def _admin(bootstrap: str) -> AsyncIterator[Any]:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        yield admin
    finally:
        await admin.close()
