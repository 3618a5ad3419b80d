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
from aiokafka.record.default_records import _DefaultRecordBatchBuilderPy as DefaultRecordBatchBuilder

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


async def publish_unparsable(bootstrap: str, record: Foreign) -> None:
    """With one header more, whose name is no text: what no client for Python makes, and none can parse."""
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all")
    await producer.start()
    try:
        batch, name = producer.create_batch(), "unparsable"
        batch._builder = DefaultRecordBatchBuilder(
            2, 0, False, -1, -1, 0, 1024 * 1024
        )  # the one with a buffer to spoil
        headers = [*record.headers, (name, b"")]
        batch.append(key=record.key, value=record.value, timestamp=None, headers=headers)
        at = bytes(batch._builder._buffer).index(name.encode())
        batch._builder._buffer[at : at + len(name)] = b"\xff" * len(name)
        batch.close()
        await (await producer.send_batch(batch, record.topic, partition=record.partition))
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
    await _set(bootstrap, group, dict.fromkeys(partitions_of(*topics), to))


async def set_offset(bootstrap: str, group: str, partition: TopicPartition, *, to: int) -> None:
    await _set(bootstrap, group, {partition: to})


async def _set(bootstrap: str, group: str, offsets: dict[TopicPartition, int]) -> None:
    async with _consumer(bootstrap, group) as consumer:
        consumer.assign(list(offsets))
        await _patiently(lambda: consumer.commit(offsets))


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
