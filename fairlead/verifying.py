"""The invariants of delivery, read from the databases and the log alone (eventing reference, section 7).

Convergence (I6) and boundedness (I8) are statements about a run, not about a state; fault runs check them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from chassis.ledger import SAID
from contracts import FAMILIES, Topic
from contracts.subscriptions import KEEPS_A_JOURNAL, topics_heard
from contracts.vocabulary import Decision
from fairlead.commands.client import Region

_SHOWN = 3

_LEDGER = """
    SELECT reader, topic, partition, sum(count)::bigint AS many, sum(hash)::numeric AS hash FROM ledger GROUP BY 1, 2, 3
"""
_POSITIONS = "SELECT topic, subject, sequence FROM stream_position WHERE consumer = $1"
_HELD = "SELECT count(*) FROM held WHERE state = 'held'"
_UNKNOWN_CAUSES = """
    SELECT j.id, j.causation FROM journal j LEFT JOIN journal c ON c.id = j.causation
    WHERE j.causation IS NOT NULL AND c.id IS NULL
"""
_BROKEN_NUMBERING = """
    SELECT topic, subject, count(*) AS many, max(sequence) AS last FROM journal WHERE NOT topic = ANY($1::text[])
    GROUP BY 1, 2 HAVING count(*) <> max(sequence) OR min(sequence) <> 1
"""
_BROKEN_TRACES = """
    SELECT j.id FROM journal j JOIN journal c ON c.id = j.causation
    WHERE split_part(j.traceparent, '-', 2) <> split_part(c.traceparent, '-', 2)
"""
_UNDECIDED = """
    SELECT event_id FROM (SELECT DISTINCT event_id FROM decision) d WHERE event_id = ANY($1::uuid[])
"""
Partition = tuple[str, int]
Total = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Invariant:
    name: str
    holds: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Books:
    """What was said by owners and heard by each service, per topic and partition."""

    said: Mapping[Partition, Total]
    heard: Mapping[str, Mapping[Partition, Total]]


async def verified(here: Region) -> list[Invariant]:
    """Each invariant, whether it holds, and what was counted or found."""
    books = await _books(here)
    return [
        _conserved(books, await _outboxes(here)),
        await _no_ghosts(here),
        await _effects_once(here),
        await _numbered(here),
        await _told_once(here),
        await _traced(here),
        await _offsets(here, books),
        _agreed(books),
    ]


def _conserved(books: Books, waiting: Mapping[str, int]) -> Invariant:
    wrong = [f"{waiting[service]} in the outbox of {service}" for service in waiting if waiting[service]]
    for service, heard in books.heard.items():
        for where in books.said.keys() | heard.keys():
            if _kept(service, where) and heard.get(where) != books.said.get(where):
                had, was = heard.get(where, (0, 0))[0], books.said.get(where, (0, 0))[0]
                wrong.append(f"{service} took {had} of {was} on {where[0]}/{where[1]}")
    total = sum(count for count, _ in books.said.values())
    return _judged("I1 conservation", wrong, f"{total} events said, all heard by every service that listens")


async def _no_ghosts(here: Region) -> Invariant:
    async with here.database(KEEPS_A_JOURNAL) as reporting:
        unknown = {row["causation"] for row in await reporting.fetch(_UNKNOWN_CAUSES)}
        many = await reporting.fetchval("SELECT count(*) FROM journal")
    for service in here.addresses.databases:  # causes on a topic that the journal may not read
        if unknown:
            async with here.database(service) as database:
                taken = await database.fetch(
                    "SELECT event_id FROM inbox WHERE event_id = ANY($1::uuid[])", list(unknown)
                )
                unknown -= {row["event_id"] for row in taken}
    return _judged("I2 no ghost", map(str, unknown), f"{many} events, every cause known")


async def _effects_once(here: Region) -> Invariant:
    """The journal folded is the projection: placements as reported, and a decision for each placement event."""
    async with here.database(KEEPS_A_JOURNAL) as reporting:
        topic = Topic.PLACEMENTS.value
        announced = await reporting.fetchval("SELECT count(DISTINCT subject) FROM journal WHERE topic = $1", topic)
        kept = await reporting.fetchval("SELECT count(*) FROM placement")
        events = [row["id"] for row in await reporting.fetch("SELECT id FROM journal WHERE topic = $1", topic)]
    async with here.database("notifications") as notifications:
        decided = {row["event_id"] for row in await notifications.fetch(_UNDECIDED, events)}
        held = await notifications.fetchval(_HELD)
    wrong = [] if announced == kept else [f"{announced} placements announced, {kept} kept by reporting"]
    if undecided := len(events) - len(decided) - held:
        wrong.append(f"{undecided} placement events without a decision")
    return _judged("I3 effect once", wrong, f"{kept} placements, {len(events)} events, each decided on")


async def _numbered(here: Region) -> Invariant:
    compacted = [topic.value for topic in Topic if topic.family.compacted]
    async with here.database(KEEPS_A_JOURNAL) as reporting:
        broken = await reporting.fetch(_BROKEN_NUMBERING, compacted)
        streams = await reporting.fetchval("SELECT count(DISTINCT (topic, subject)) FROM journal")
    wrong = [f"{row['topic']} {row['subject']}: {row['many']} events, last {row['last']}" for row in broken]
    wrong += await _positions_behind(here)
    return _judged("I4 versions 1..n", wrong, f"{streams} streams, every version once and in order")


async def _positions_behind(here: Region) -> list[str]:
    """Every listener's position equals what the owner has numbered; held streams excepted, they are shown as held."""
    last: dict[tuple[str, str], int] = {}
    for service in here.addresses.databases:
        async with here.database(service) as database:
            last |= {(r["topic"], r["subject"]): r["last"] for r in await database.fetch("SELECT * FROM stream")}
    wrong: list[str] = []
    for service in here.addresses.databases:
        async with here.database(service) as database:
            held = {(r["topic"], r["subject"]) for r in await database.fetch("SELECT topic, subject FROM held")}
            for row in await database.fetch(_POSITIONS, service):
                stream = (row["topic"], row["subject"])
                if stream not in held and row["sequence"] != last.get(stream):
                    wrong.append(f"{service} is at {row['sequence']} of {last.get(stream)} in {stream[0]} {stream[1]}")
    return wrong


async def _told_once(here: Region) -> Invariant:
    """One Message-ID per mail, made of its id; every sent one was caught; copies under one id are counted."""
    from fairlead.embedded.mail import caught  # noqa: PLC0415 - only the embedded region catches mail

    mails = caught(here.layout.mail)
    async with here.database("notifications") as notifications:
        ours = {str(row["id"]): row["state"] for row in await notifications.fetch("SELECT id, state FROM mail")}
    ids = Counter(mail["message_id"].strip("<>").split("@")[0] for mail in mails)
    sent = {mail_id for mail_id, state in ours.items() if state == Decision.SENT}
    wrong = [f"{mail_id} was caught {many} times" for mail_id, many in ids.items() if many > 1]
    wrong += [f"{mail_id} was caught and is not ours" for mail_id in ids.keys() - ours.keys()]
    wrong += [f"{mail_id} was sent and not caught" for mail_id in sent - ids.keys()]
    copies = sum(mail["copies"] - 1 for mail in mails)
    return _judged("I5 no mail twice", wrong, f"{len(sent)} sent, each caught once, {copies} copies absorbed")


async def _traced(here: Region) -> Invariant:
    async with here.database(KEEPS_A_JOURNAL) as reporting:
        broken = [str(row["id"]) for row in await reporting.fetch(_BROKEN_TRACES)]
        caused = await reporting.fetchval("SELECT count(*) FROM journal WHERE causation IS NOT NULL")
    return _judged("I7 one trace", broken, f"{caused} effects, each in the trace of its cause")


async def _offsets(here: Region, books: Books) -> Invariant:
    """Where an offset stands at a partition's end, everything said there was taken: nothing was committed past."""
    wrong: list[str] = []
    at_end = 0
    for service in books.heard:
        ends, committed = await _log_and_offsets(here, service)
        for partition, end in ends.items():
            where = (partition.topic, partition.partition)
            if committed[partition] > end:
                wrong.append(f"{service} is beyond the end of {where[0]}/{where[1]}")
            elif committed[partition] == end and _kept(service, where):
                at_end += 1
                if books.heard[service].get(where) != books.said.get(where):
                    wrong.append(f"{service} has committed past records of {where[0]}/{where[1]}")
    return _judged("I9 offsets", wrong, f"{at_end} partitions read to their end, none beyond what was applied")


async def _log_and_offsets(here: Region, service: str) -> tuple[dict[TopicPartition, int], dict[TopicPartition, int]]:
    consumer = AIOKafkaConsumer(bootstrap_servers=here.addresses.kafka, group_id=service, enable_auto_commit=False)
    partitions = [
        TopicPartition(topic.value, number)
        for topic in topics_heard(service)
        for number in range(FAMILIES[topic].partitions)
    ]
    await consumer.start()
    try:
        consumer.assign(partitions)
        ends = await consumer.end_offsets(partitions)
        return ends, {partition: await consumer.committed(partition) or 0 for partition in partitions}
    finally:
        await consumer.stop()


def _agreed(books: Books) -> Invariant:
    seen: dict[Partition, dict[str, Total]] = {}
    for service, heard in books.heard.items():
        for where, total in heard.items():
            if _kept(service, where):
                seen.setdefault(where, {})[service] = total
    wrong = [f"{w[0]}/{w[1]}: {', '.join(by)} differ" for w, by in seen.items() if len(set(by.values())) > 1]
    return _judged("I10 agreement", wrong, f"{len(seen)} partitions, all listeners took the same events")


async def _books(here: Region) -> Books:
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


async def _outboxes(here: Region) -> dict[str, int]:
    waiting: dict[str, int] = {}
    for service in here.addresses.databases:
        async with here.database(service) as database:
            waiting[service] = await database.fetchval("SELECT count(*) FROM outbox")
    return waiting


def _kept(service: str, where: Partition) -> bool:
    """Whether the service listens to the topic, and the topic conserves its events."""
    topic = Topic(where[0])
    return topic in topics_heard(service) and not topic.family.compacted


def _judged(name: str, wrong: Iterable[str], fine: str) -> Invariant:
    found: list[Any] = list(wrong)
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return Invariant(name, not found, "; ".join(found[:_SHOWN]) + more if found else fine)
