"""The ledger: how many events were said, and heard, per topic, partition and hour; with a hash of their ids.

Both sides count in the transaction that makes it true, so equal sums prove that nothing was lost or taken twice.
The hash of an id is its lower 64 bits, which are random in every version we make; the sum tells a lost event whose
place another one took.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

SAID = "said"
"""The reader's name of the side that says; the side that hears is the consumer's name."""

_LOWER_64 = (1 << 64) - 1
_COUNT = """
    INSERT INTO ledger AS l (reader, topic, partition, hour, count, hash)
    SELECT $1, * FROM unnest($2::text[], $3::int[], $4::timestamptz[], $5::bigint[], $6::numeric[])
        AS taken (topic, partition, hour, count, hash) ORDER BY topic, partition, hour
    ON CONFLICT (reader, topic, partition, hour)
        DO UPDATE SET count = l.count + excluded.count, hash = l.hash + excluded.hash
"""

Entry = tuple[str, int, datetime, UUID]
"""Topic, partition, time in UTC and id of one event."""


def hash_of(event_id: UUID) -> int:
    return event_id.int & _LOWER_64


async def count(driver: Any, reader: str, entries: Iterable[Entry]) -> None:
    """Add these events to a reader's side: one statement, a row for each partition and hour."""
    cells: dict[tuple[str, int, datetime], list[int]] = {}
    for topic, partition, time, event_id in entries:
        cell = cells.setdefault((topic, partition, _hour(time)), [0, 0])
        cell[0] += 1
        cell[1] += event_id.int & _LOWER_64
    if cells:
        topics, partitions, hours = zip(*cells, strict=True)
        counts, hashes = zip(*cells.values(), strict=True)
        await driver.execute(_COUNT, reader, topics, partitions, hours, counts, hashes)


@lru_cache(maxsize=1024)  # what one unit of work said has one time
def _hour(time: datetime) -> datetime:
    return time.replace(minute=0, second=0, microsecond=0)
