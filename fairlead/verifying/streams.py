"""Streams against their owners' numbering: in the journal every version once, and every listener at the last one."""

from collections.abc import Mapping
from typing import NamedTuple

from contracts import Topic
from contracts.subscriptions import KEEPS_A_JOURNAL, topics_heard
from fairlead.commands.client import Region
from fairlead.verifying.invariant import Invariant, judged

_OWNED = "SELECT topic, subject, last FROM stream"
_JOURNAL = """
    SELECT topic, subject, count(*) AS many, max(sequence) AS last,
        min(sequence) = 1 AND max(sequence) = count(*) AND count(DISTINCT sequence) = count(*) AS whole
    FROM journal GROUP BY 1, 2
"""
_POSITIONS = "SELECT topic, subject, sequence FROM stream_position WHERE consumer = $1"
_HELD = """
    SELECT topic, subject, count(*) FROM held
    WHERE consumer = $1 AND state = 'held' AND subject IS NOT NULL GROUP BY 1, 2
"""

Stream = tuple[str, str]
"""Topic and subject."""


class _Noted(NamedTuple):
    many: int = 0
    last: int = 0
    whole: bool = True


async def numbered(here: Region) -> Invariant:
    """Held streams are no fault: what is missing from a position is shown as held, and no more than that is missing."""
    owned: dict[Stream, int] = {}
    for service in here.addresses.databases:
        async with here.database(service) as database:
            owned |= {(row[0], row[1]): row[2] for row in await database.fetch(_OWNED)}
    wrong = await _in_the_journal(here, owned)
    for service in here.addresses.databases:
        wrong += await _at_other_places(here, service, owned)
    return judged("I4 versions 1..n", wrong, f"{len(owned)} streams, every version once and in order")


async def _in_the_journal(here: Region, owned: Mapping[Stream, int]) -> list[str]:
    """A compacted topic need not show every version; the others do."""
    noted_topics = {topic.value for topic in topics_heard(KEEPS_A_JOURNAL) if not topic.family.compacted}
    async with here.database(KEEPS_A_JOURNAL) as reporting:
        noted = {(row[0], row[1]): _Noted(*row[2:]) for row in await reporting.fetch(_JOURNAL)}
    wrong: list[str] = []
    for stream in sorted(owned.keys() | noted.keys()):
        one, last = noted.get(stream, _Noted()), owned.get(stream, 0)
        if stream[0] in noted_topics and not (one.whole and one.many == last):
            wrong.append(f"{stream[0]} {stream[1]}: {one.many} events in the journal, last {one.last}, of {last}")
    return wrong


async def _at_other_places(here: Region, service: str, owned: Mapping[Stream, int]) -> list[str]:
    """A stream without a position has been taken as far as 0."""
    topics = {topic.value: topic for topic in topics_heard(service)}
    async with here.database(service) as database:
        positions = {(row[0], row[1]): row[2] for row in await database.fetch(_POSITIONS, service)}
        held = {(row[0], row[1]): row[2] for row in await database.fetch(_HELD, service)}
    wrong: list[str] = []
    for stream in sorted(owned.keys() | positions.keys()):
        if stream[0] not in topics:
            continue
        at, last, waiting = positions.get(stream, 0), owned.get(stream), held.get(stream, 0)
        if not _accounted_for(topics[stream[0]], at, last or 0, waiting):
            wrong.append(f"{service} is at {at} of {last} in {stream[0]} {stream[1]}, {waiting} held")
    return wrong


def _accounted_for(topic: Topic, at: int, last: int, waiting: int) -> bool:
    if topic.family.compacted and waiting:  # versions between may be gone from the log
        return at + waiting <= last
    return at + waiting == last
