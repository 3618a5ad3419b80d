"""The bare clients: the least that any solution must do with the same records, and so the yardstick of ours."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from typing import Any, TypeVar

import asyncpg
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from chassis.sending import partition_of
from tests.benchmarks.records import Record

BATCH = 1000
T = TypeVar("T")
Note = Callable[[int], None]
"""Is told how many more are done, after each 1,000 or each poll."""
Sending = Callable[[Any, str, Sequence[Record], Note], Awaitable[None]]

INBOX = """
    INSERT INTO inbox (consumer, event_id, time) SELECT $1, * FROM unnest($2::uuid[], $3::timestamptz[])
    ON CONFLICT DO NOTHING RETURNING event_id
"""
OUTBOX = (
    *("topic", "key", "event_id", "type", "subject", "sequence", "time"),
    *("correlation", "causation", "traceparent", "extensions", "data"),
)


def _nobody(_: int) -> None:
    """Nobody counts."""


def chunks(things: Sequence[T], size: int = BATCH) -> Iterator[Sequence[T]]:
    return (things[first : first + size] for first in range(0, len(things), size))


@contextlib.asynccontextmanager
async def producer(bootstrap: str) -> AsyncIterator[Any]:
    """As durable as the relay's: idempotent, acknowledged by all."""
    made = AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all", enable_idempotence=True, max_batch_size=512 * 1024)
    await made.start()
    try:
        yield made
    finally:
        await made.stop()


async def send_batches(producer: Any, topic: str, records: Sequence[Record], note: Note = _nobody) -> None:
    """1,000 at a time, a batch per partition, every acknowledgement awaited before the next 1,000."""
    partitions = len(await producer.partitions_for(topic))
    for chunk in chunks(records):
        open_batches: dict[int, Any] = {}
        for record in chunk:
            partition = partition_of(record.key, partitions)
            batch = open_batches.get(partition) or open_batches.setdefault(partition, producer.create_batch())
            added = batch.append(key=record.key, value=record.value, timestamp=None, headers=record.headers)
            assert added is not None, "a batch of a benchmark fits"
        sent = [await producer.send_batch(batch, topic, partition=p) for p, batch in open_batches.items()]
        await asyncio.gather(*sent)
        note(len(chunk))


async def send_one_by_one(producer: Any, topic: str, records: Sequence[Record], note: Note = _nobody) -> None:
    """``send()`` for each, 1,000 acknowledgements awaited at a time: what most outbox relays do."""
    for chunk in chunks(records):
        sent = [await producer.send(topic, value=r.value, key=r.key, headers=r.headers) for r in chunk]
        await asyncio.gather(*sent)
        note(len(chunk))


async def read(bootstrap: str, topic: str, many: int, note: Note = _nobody) -> None:
    """``getmany`` from the beginning until so many came; ``note`` gets each poll's number."""
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap, auto_offset_reset="earliest", enable_auto_commit=False)
    await consumer.start()
    try:
        consumer.assign([TopicPartition(topic, p) for p in await _partitions(consumer, topic)])
        done = 0
        while done < many:
            polled = await consumer.getmany(timeout_ms=200, max_records=BATCH)
            if more := sum(map(len, polled.values())):
                done += more
                note(more)
    finally:
        await consumer.stop()


async def _partitions(consumer: Any, topic: str) -> set[int]:
    while not (found := consumer.partitions_for_topic(topic)):
        await consumer._client.set_topics([topic])
        await consumer._client.force_metadata_update()
    return set(found)


async def insert_inbox(database: str, records: Sequence[Record], note: Note = _nobody) -> None:
    """One statement and one transaction for 1,000 ids."""
    async with _connected(database) as connection:
        for chunk in chunks(records):
            ids, times = [r.stamp.id for r in chunk], [r.stamp.time for r in chunk]
            await connection.execute(INBOX, "bare", ids, times)
            note(len(chunk))


async def copy_outbox(
    database: str,
    records: Sequence[Record],
    note: Note = _nobody,
    *,
    topic: str = "bare",
    table: str = "outbox",
) -> None:
    """One COPY and one transaction for 1,000 rows; ``table`` may be another one like the outbox."""
    async with _connected(database) as connection:
        for chunk in chunks(records):
            await connection.copy_records_to_table(table, columns=OUTBOX, records=[_row(r, topic) for r in chunk])
            note(len(chunk))


def _row(record: Record, topic: str) -> tuple[Any, ...]:
    s = record.stamp
    return (
        *(topic, s.key, s.id, s.type, s.subject, s.sequence, s.time),
        *(s.correlation, s.causation, s.traceparent, None, record.value),
    )


@contextlib.asynccontextmanager
async def _connected(database: str) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(database)
    try:
        yield connection
    finally:
        await connection.close()
