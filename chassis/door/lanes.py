"""Lanes: a large poll is taken in several transactions at once, and a partition is always in the same one."""

from collections.abc import Sequence

from aiokafka import ConsumerRecord

LANES = 2
"""While the database works on one, Python works on the other."""
_WORTH_IT = 200
"""Records; a smaller poll is one transaction, because two would only cost a second commit."""


def lane_of(partition: int) -> int:
    """A partition, and with it every key, is in one lane only; so are a doctor's partitions of all topics."""
    return partition % LANES


def lanes(records: Sequence[ConsumerRecord]) -> list[Sequence[ConsumerRecord]]:
    """A large poll's records by lane, each in log order."""
    if len(records) < _WORTH_IT:
        return [records]
    parted: list[list[ConsumerRecord]] = [[] for _ in range(LANES)]
    for record in records:
        parted[lane_of(record.partition)].append(record)
    return [lane for lane in parted if lane]
