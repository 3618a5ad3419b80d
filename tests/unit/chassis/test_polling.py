"""A poll hands over every record of every partition once, in order, whatever the client raises in between."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import TopicPartition

from chassis.door import polling
from chassis.door.offsets import Offsets
from chassis.door.polling import Poll
from chassis.telemetry import Telemetry

A, B, C = (TopicPartition("t", n) for n in range(3))
MANY = 5


class Client:
    """Empties partition after partition as aiokafka does: when one raises, what it took from the others is gone."""

    def __init__(self, *partitions: TopicPartition, raises: dict[TopicPartition, int], times: int = 1_000_000) -> None:
        self.positions = dict.fromkeys(partitions, 0)
        self._raises = raises
        self._times = times
        self._paused: set[TopicPartition] = set()

    def assignment(self) -> set[TopicPartition]:
        return set(self.positions)

    def paused(self) -> set[TopicPartition]:
        return set(self._paused)

    def pause(self, *partitions: TopicPartition) -> None:
        self._paused |= set(partitions)

    def seek(self, partition: TopicPartition, offset: int) -> None:
        self.positions[partition] = offset

    async def committed(self, _: TopicPartition) -> int | None:
        return None

    async def getmany(
        self, *only: TopicPartition, timeout_ms: int, max_records: int
    ) -> dict[TopicPartition, list[Any]]:
        found: dict[TopicPartition, list[Any]] = {}
        for partition in only or self.positions:
            if partition in self._paused:
                continue
            while self.positions[partition] < MANY and sum(map(len, found.values())) < max_records:
                at = self.positions[partition]
                if self._raises.get(partition) == at and self._times > 0:
                    self._times -= 1
                    self.positions[partition] = MANY
                    raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")
                self.positions[partition] = at + 1
                found.setdefault(partition, []).append(
                    SimpleNamespace(topic=partition.topic, partition=partition.partition, offset=at)
                )
        return found


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "_AFTER_AN_ERROR", 0.0)
    monkeypatch.setattr(polling, "_WAIT_MS", 0)


async def polled(client: Client, *, times: int = 40) -> tuple[dict[int, list[int]], Poll]:
    telemetry = Telemetry("test")
    offsets = Offsets(telemetry)
    poll = Poll(offsets, at_most=7, telemetry=telemetry)
    found: dict[int, list[int]] = {0: [], 1: [], 2: []}
    for _ in range(times):
        records: Sequence[Any] = await poll(client)  # type: ignore[arg-type]
        for record in records:
            found[record.partition].append(record.offset)
        offsets.take(records)
    telemetry.close()
    return found, poll


async def test_without_errors_all_of_it_comes() -> None:
    found, poll = await polled(Client(A, B, raises={}))
    assert found == {0: [0, 1, 2, 3, 4], 1: [0, 1, 2, 3, 4], 2: []}
    assert poll.standing == {}


async def test_a_partition_stands_before_what_nobody_can_parse_and_the_others_lose_nothing() -> None:
    found, poll = await polled(Client(A, B, C, raises={B: 3}))
    assert found == {0: [0, 1, 2, 3, 4], 1: [0, 1, 2], 2: [0, 1, 2, 3, 4]}
    assert poll.standing == {B: "t/1 at 3: UnicodeDecodeError"}


async def test_what_was_spoilt_on_its_way_once_comes_whole_the_next_time() -> None:
    found, poll = await polled(Client(A, B, raises={B: 0}, times=2))
    assert found == {0: [0, 1, 2, 3, 4], 1: [0, 1, 2, 3, 4], 2: []}
    assert poll.standing == {}


async def test_what_every_partition_raises_is_no_records_fault() -> None:
    _, poll = await polled(Client(A, B, raises={A: 0, B: 0}))
    assert poll.standing == {}


async def test_the_only_partition_of_a_member_stands_too() -> None:
    found, poll = await polled(Client(A, raises={A: 2}))
    assert found[0] == [0, 1]
    assert poll.standing == {A: "t/0 at 2: UnicodeDecodeError"}


async def test_a_poll_brings_something_of_each_lane() -> None:
    telemetry = Telemetry("test")
    poll = Poll(Offsets(telemetry), at_most=MANY, telemetry=telemetry)
    records = await poll(Client(A, B, C, raises={}))  # type: ignore[arg-type]
    telemetry.close()
    one, other = records[:MANY], records[MANY:]
    assert {record.partition for record in one} in ({0}, {2})  # either fills its lane
    assert {record.partition for record in other} == {1}
    assert [record.offset for record in one] == [record.offset for record in other] == list(range(MANY))
