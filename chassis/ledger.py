"""The ledger: how many events were said, and heard, per topic, partition and hour; with a hash of their ids.

Both sides count in the transaction that makes it true, so equal sums prove that nothing was lost or taken twice.
The hash of an id is its lower 64 bits, which are random in every version we make; the sum tells a lost event whose
place another one took.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from uuid import UUID

SAID = "said"
"""The reader's name of the side that says; the side that hears is the consumer's name."""

_LOWER_64 = (1 << 64) - 1
_ADD = """
    ON CONFLICT (reader, topic, partition, hour)
        DO UPDATE SET count = l.count + excluded.count, hash = l.hash + excluded.hash
"""
COUNT_CELLS = f"""
    INSERT INTO ledger AS l (reader, topic, partition, hour, count, hash)
    SELECT $1, * FROM unnest($2::text[], $3::int[], $4::timestamptz[], $5::bigint[], $6::numeric[])
        AS taken (topic, partition, hour, count, hash) ORDER BY topic, partition, hour
    {_ADD}
"""  # noqa: S608 - our own text
"""Adds :func:`cells` to a reader's side."""

COUNT_GONE = f"""
    INSERT INTO ledger AS l (reader, topic, partition, hour, count, hash)
    SELECT '{SAID}', topic, partition, date_trunc('hour', time, 'UTC') AS hour, count(*), sum(lower_64)
    FROM gone,
        LATERAL (SELECT ('x' || right(encode(uuid_send(event_id), 'hex'), 16))::bit(64)::bigint) AS signed (half),
        LATERAL (SELECT half + CASE WHEN half < 0 THEN 18446744073709551616 ELSE 0 END) AS unsigned (lower_64)
    GROUP BY topic, partition, hour ORDER BY topic, partition, hour
    {_ADD}
"""  # noqa: S608 - our own text
"""Adds the rows of ``gone (topic, partition, time, event_id)`` to the side that says, as :func:`hash_of` hashes."""

Entry = tuple[str, int, datetime, UUID]
"""Topic, partition, time in UTC and id of one event."""
Cells = tuple[Sequence[str], Sequence[int], Sequence[datetime], Sequence[int], Sequence[int]]
"""Topics, partitions, hours, counts and hashes, side by side."""


def hash_of(event_id: UUID) -> int:
    return event_id.int & _LOWER_64


def cells(entries: Iterable[Entry]) -> Cells:
    """These events as the ledger counts them: a cell for each topic, partition and hour."""
    found: dict[tuple[str, int, datetime], list[int]] = {}
    for topic, partition, time, event_id in entries:
        cell = found.setdefault((topic, partition, _hour(time)), [0, 0])
        cell[0] += 1
        cell[1] += event_id.int & _LOWER_64
    topics, partitions, hours = zip(*found, strict=True) if found else ((), (), ())
    counts, hashes = zip(*found.values(), strict=True) if found else ((), ())
    return topics, partitions, hours, counts, hashes


@lru_cache(maxsize=1024)  # what one unit of work said has one time
def _hour(time: datetime) -> datetime:
    return time.replace(minute=0, second=0, microsecond=0)
