"""A large poll is taken in two transactions at once, and what befalls one of them is not the other's."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace

import pytest
from aiokafka import TopicPartition

from chassis.door import Consumer
from chassis.door.lanes import lanes
from chassis.door.record import RawRecord, StoredRecord
from tests.services.chassis.conftest import Toy
from tests.services.chassis.toy import a_feedback


def poll_of(toy: Toy, many: int, partitions: int = 12) -> list[StoredRecord]:
    """Round the partitions, in order."""
    records = [toy.record(event, toy.stamped(event)) for event in (a_feedback() for _ in range(many))]
    return [replace(one, partition=n % partitions, offset=n // partitions) for n, one in enumerate(records)]


@pytest.fixture
def consumer(toy: Toy, monkeypatch: pytest.MonkeyPatch) -> Consumer:
    """With a client that notes where it was sent back to."""
    assert toy.running.consumer is not None
    sought: dict[TopicPartition, int] = {}
    client = SimpleNamespace(seek=sought.__setitem__, sought=sought)
    monkeypatch.setattr(toy.running.consumer._subscriber, "consumer", client)
    return toy.running.consumer


async def takes(consumer: Consumer, records: Sequence[RawRecord]) -> None:
    await consumer._handle(tuple(records))  # type: ignore[arg-type]


def test_a_partition_is_in_one_lane_in_its_order_and_nothing_is_left_out(toy: Toy) -> None:
    records = poll_of(toy, 600)
    first, second = lanes(records)  # type: ignore[arg-type]
    assert {one.partition for one in first}.isdisjoint({one.partition for one in second})
    assert sorted([*first, *second], key=records.index) == records
    for lane in (first, second):
        assert list(lane) == sorted(lane, key=records.index)


def test_a_small_poll_is_one_transaction(toy: Toy) -> None:
    records = poll_of(toy, 12)
    assert lanes(records) == [records]  # type: ignore[arg-type, comparison-overlap]


async def test_both_lanes_are_in_the_database_at_once(toy: Toy, consumer: Consumer) -> None:
    at_once, most = 0, 0
    take = consumer._door.take

    async def watched(records: Sequence[RawRecord]) -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await take(records)
        at_once -= 1

    consumer._door.take = watched  # type: ignore[method-assign]
    await takes(consumer, poll_of(toy, 600))

    assert most == 2
    assert await toy.count("effect") == 600
    assert set(consumer._offsets.taken.values()) == {50}


async def test_what_one_lane_gives_back_comes_again_and_the_other_goes_on(
    toy: Toy, consumer: Consumer, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = poll_of(toy, 600)
    take, sleep = consumer._door.take, asyncio.sleep

    async def away_for_the_even(lane: Sequence[RawRecord]) -> None:
        if lane[0].partition % 2 == 0:
            raise TimeoutError
        await take(lane)

    monkeypatch.setattr("chassis.door.consumer.asyncio.sleep", lambda _: sleep(0))
    monkeypatch.setattr(consumer._door, "take", away_for_the_even)
    await takes(consumer, records)

    even = {TopicPartition(records[0].topic, n) for n in range(0, 12, 2)}
    assert consumer._subscriber.consumer.sought == dict.fromkeys(even, 0)
    assert {place.partition for place in consumer._offsets.taken} == {1, 3, 5, 7, 9, 11}
    assert consumer._offsets.given_back

    monkeypatch.setattr(consumer._door, "take", take)
    await takes(consumer, records)
    assert await toy.count("effect") == 600
    assert not consumer._offsets.given_back
