"""A second cluster filled as MirrorMaker fills one: the same log, stretches of it twice, and offsets set back."""

import asyncio
import random
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from contracts import FAMILIES, Topic

_STRETCH = 8
"""Records at most between two checkpoints of the mirror: what a restart of it says again."""


@dataclass
class Mirrored:
    """What a failover changed in the log, and for whom."""

    records: int = 0
    repeated: int = 0
    rewound: int = 0
    """Records that groups must take again, because their offsets were set back."""


async def mirror(source: str, target: str, *, groups: Collection[str], chance: random.Random) -> Mirrored:
    """Copy every topic and each group's offsets. Nobody writes to either cluster meanwhile."""
    done = Mirrored()
    partitions = [TopicPartition(t.value, n) for t in Topic for n in range(FAMILIES[t].partitions)]
    places: dict[TopicPartition, dict[int, int]] = {}
    async with _reader(source, None) as reader, _writer(target) as writer:
        ends = await reader.end_offsets(partitions)
        for partition in partitions:
            records = await _all_of(reader, partition, ends[partition])
            places[partition] = await _copy(writer, partition, records, chance, done)
    for group in sorted(groups):
        await _translate(source, target, group, places, chance, done)
    return done


async def _all_of(reader: Any, partition: TopicPartition, end: int) -> list[Any]:
    reader.assign([partition])
    await reader.seek_to_beginning(partition)
    records: list[Any] = []
    while await reader.position(partition) < end:
        records += (await reader.getmany(partition, timeout_ms=500)).get(partition, [])
    return records


async def _copy(
    writer: Any, partition: TopicPartition, records: list[Any], chance: random.Random, done: Mirrored
) -> dict[int, int]:
    """In order, now and then beginning again a little earlier. Returns where each record came to lie first."""
    places: dict[int, int] = {}
    at = 0
    while at < len(records):
        stretch = records[at : at + chance.randint(1, _STRETCH)]
        at += len(stretch)
        for record in stretch:
            sent = await writer.send_and_wait(
                partition.topic,
                value=record.value,
                key=record.key,
                partition=partition.partition,
                headers=list(record.headers),
                timestamp_ms=record.timestamp,
            )
            if record.offset in places:
                done.repeated += 1
            else:
                done.records += 1
            places.setdefault(record.offset, sent.offset)
        if chance.random() < 0.4:
            at -= chance.randint(0, len(stretch))
    return places


async def _translate(
    source: str,
    target: str,
    group: str,
    places: dict[TopicPartition, dict[int, int]],
    chance: random.Random,
    done: Mirrored,
) -> None:
    """A group's place in the copy, set back to an earlier checkpoint."""
    new: dict[TopicPartition, int] = {}
    async with _reader(source, group) as reader:
        for partition, place in places.items():
            committed = await reader.committed(partition) or 0
            taken = [offset for offset in sorted(place) if offset < committed]
            if taken:
                back = min(len(taken), chance.randint(0, _STRETCH))
                done.rewound += back
                new[partition] = place[taken[len(taken) - back]] if back else place[taken[-1]] + 1
    async with _reader(target, group) as reader:
        reader.assign(list(new))
        await reader.commit(new)


@asynccontextmanager
async def _reader(bootstrap: str, group: str | None) -> AsyncIterator[Any]:
    reader = AIOKafkaConsumer(
        bootstrap_servers=bootstrap.split(","), group_id=group, enable_auto_commit=False, auto_offset_reset="earliest"
    )
    await reader.start()
    try:
        yield reader
    finally:
        await reader.stop()


@asynccontextmanager
async def _writer(bootstrap: str) -> AsyncIterator[Any]:
    writer = AIOKafkaProducer(bootstrap_servers=bootstrap.split(","), acks="all", enable_idempotence=True)
    await asyncio.wait_for(writer.start(), 30)
    try:
        yield writer
    finally:
        await writer.stop()
