"""What was numbered, said and heard: the books of all services, the log's ends and the committed offsets."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aiokafka import AIOKafkaConsumer, TopicPartition

from chassis.ledger import SAID
from contracts import FAMILIES, Topic
from contracts.subscriptions import topics_heard
from fairlead.commands.client import Region
from fairlead.verifying.invariant import Invariant, judged

_LEDGER = """
    SELECT reader, topic, partition, sum(count)::bigint AS many, sum(hash)::numeric AS hash FROM ledger GROUP BY 1, 2, 3
"""
_NUMBERED = """
    SELECT topic, sum(numbered)::bigint AS numbered, sum(said)::bigint AS said, sum(waiting)::bigint AS waiting FROM (
        SELECT topic, last AS numbered, 0 AS said, 0 AS waiting FROM stream
        UNION ALL SELECT topic, 0, count, 0 FROM ledger WHERE reader = $1
        UNION ALL SELECT topic, 0, 0, 1 FROM outbox
    ) AS booked GROUP BY topic ORDER BY topic
"""
"""One statement, so that an event is on one side or on the other, whatever moves."""

Partition = tuple[str, int]
Total = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Books:
    """What was said by owners and heard by each service, per topic and partition."""

    said: Mapping[Partition, Total]
    heard: Mapping[str, Mapping[Partition, Total]]

    def differences(self, service: str) -> list[str]:
        """Where a service has not heard exactly what was said."""
        said, heard = self.said, self.heard[service]
        return [
            f"{service} took {heard.get(where, (0, 0))[0]} of {said.get(where, (0, 0))[0]} on {where[0]}/{where[1]}"
            for where in said.keys() | heard.keys()
            if _kept(service, where) and heard.get(where) != said.get(where)
        ]


async def books_of(here: Region) -> Books:
    """The ledgers of all services, summed over the hours."""
    said: dict[Partition, Total] = {}
    heard: dict[str, dict[Partition, Total]] = {s: {} for s in here.addresses.databases if topics_heard(s)}
    for service in here.addresses.databases:
        async with here.database(service) as database:
            for row in await database.fetch(_LEDGER):
                where, total = (row["topic"], row["partition"]), (int(row["many"]), int(row["hash"]))
                if row["reader"] == SAID:
                    said[where] = total
                else:
                    heard[service][where] = total
    return Books(said, heard)


@dataclass(frozen=True, slots=True)
class Numbered:
    """What an owner has numbered on a topic, and what became of it: said, or still in its outbox."""

    owner: str
    topic: str
    numbered: int
    said: int
    waiting: int

    @property
    def faults(self) -> list[str]:
        """What waits, and what was numbered and neither said nor waits; compacted topics too."""
        where = f"{self.topic} by {self.owner}"
        waits = [f"{self.waiting} in the outbox of {self.owner} for {self.topic}"] if self.waiting else []
        if self.numbered == self.said + self.waiting:
            return waits
        return [f"{self.numbered} numbered on {where}, {self.said} said and {self.waiting} in its outbox", *waits]


async def numbered_of(here: Region) -> list[Numbered]:
    """What every owner has numbered, topic by topic."""
    found: list[Numbered] = []
    for service in here.addresses.databases:
        async with here.database(service) as database:
            found += [Numbered(service, *row) for row in await database.fetch(_NUMBERED, SAID)]
    return found


def conserved(books: Books, owners: Iterable[Numbered]) -> Invariant:
    """Everything numbered was said, and everything said was heard."""
    wrong = [fault for one in owners for fault in one.faults]
    for service in books.heard:
        wrong += books.differences(service)
    total = sum(count for count, _ in books.said.values())
    return judged("I1 conservation", wrong, f"{total} events said, all heard by every service that listens")


def agreed(books: Books) -> Invariant:
    seen: dict[Partition, dict[str, Total]] = {}
    for service, heard in books.heard.items():
        for where, total in heard.items():
            if _kept(service, where):
                seen.setdefault(where, {})[service] = total
    wrong = [f"{w[0]}/{w[1]}: {', '.join(by)} differ" for w, by in seen.items() if len(set(by.values())) > 1]
    return judged("I10 agreement", wrong, f"{len(seen)} partitions, all listeners took the same events")


async def offsets(here: Region, books: Books) -> Invariant:
    """Where an offset stands at a partition's end, everything said there was taken: nothing was committed past."""
    wrong: list[str] = []
    at_end = 0
    for service in books.heard:
        ends, committed = await log_and_offsets(here, service)
        for partition, end in ends.items():
            where = (partition.topic, partition.partition)
            if committed[partition] > end:
                wrong.append(f"{service} is beyond the end of {where[0]}/{where[1]}")
            elif committed[partition] == end and _kept(service, where):
                at_end += 1
                if books.heard[service].get(where) != books.said.get(where):
                    wrong.append(f"{service} has committed past records of {where[0]}/{where[1]}")
    return judged("I9 offsets", wrong, f"{at_end} partitions read to their end, none beyond what was applied")


async def log_and_offsets(here: Region, service: str) -> tuple[dict[TopicPartition, int], dict[TopicPartition, int]]:
    """The log's ends, and what the service has committed, of every partition it hears."""
    consumer = AIOKafkaConsumer(bootstrap_servers=here.addresses.kafka, group_id=service, enable_auto_commit=False)
    partitions = [
        TopicPartition(topic.value, number)
        for topic in topics_heard(service)
        for number in range(FAMILIES[topic].partitions)
    ]
    try:
        await consumer.start()
        consumer.assign(partitions)
        ends = await consumer.end_offsets(partitions)
        committed = await asyncio.gather(*(consumer.committed(partition) for partition in partitions))
        return ends, {partition: offset or 0 for partition, offset in zip(partitions, committed, strict=True)}
    finally:
        await consumer.stop()


def _kept(service: str, where: Partition) -> bool:
    """Whether the service listens to the topic, and the topic conserves its events."""
    topic = Topic(where[0])
    return topic in topics_heard(service) and not topic.family.compacted
