"""What A says on its way to C: so many events, how far they came, and the proof from the databases alone."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID, uuid4

import asyncpg

from chassis.clock import SystemClock
from chassis.database import Database
from chassis.telemetry import Telemetry
from tests.journeys.conftest import Cluster
from tests.services.chassis.toy import a_feedback

MARK = "SELECT 1 FROM stream WHERE subject = 'mark' AND topic = $1"
LEDGER = "SELECT topic, partition, hour, count, hash FROM ledger WHERE reader = $1 AND topic = $2 ORDER BY 1, 2, 3"


async def ask(cluster: Cluster, letter: str, query: str, *values: Any) -> list[Any]:
    connection = await asyncpg.connect(cluster.databases[letter], timeout=5)
    try:
        return list(await connection.fetch(query, *values))
    finally:
        await connection.close()


async def say(cluster: Cluster, count: int, *, keys: int = 50, each: int = 100, pause: float = 0.0) -> None:
    """So many events in A's outbox, dealt over so many streams, in transactions of ``each``."""
    streams = [(uuid4(), uuid4()) for _ in range(keys)]
    events = [a_feedback(feedback_id=s, doctor_id=d) for n in range(count) for s, d in [streams[n % keys]]]
    telemetry = Telemetry("a")
    database = Database(cluster.databases["a"], telemetry=telemetry, clock=SystemClock(), pool_size=2)
    try:
        for start in range(0, count, each):
            await _until_committed(cluster, database, events[start : start + each])
            await asyncio.sleep(pause)
    finally:
        await database.close()
        telemetry.close()


async def _until_committed(cluster: Cluster, database: Database, events: list[Any]) -> None:
    """A writer who was cut off looks whether its commit arrived before it writes again."""
    mine: list[UUID] = []
    while True:
        try:
            if mine and await ask(cluster, "a", MARK, str(mine[0])):
                return
            async with database.begin() as work:
                mine = work.say(*events)
                await work.driver.execute("INSERT INTO stream VALUES ($1, 'mark', 0)", str(mine[0]))
            return
        except Exception:
            await asyncio.sleep(0.3)


async def until(holds: Callable[[], Awaitable[bool]], *, within: float = 60.0) -> float:
    """Seconds until it holds; a server that is away is waited for."""
    began = time.monotonic()
    while True:
        try:
            if await holds():
                return time.monotonic() - began
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            pass
        assert time.monotonic() - began < within, f"it did not hold within {within:.0f} s"
        await asyncio.sleep(0.1)


async def reached(cluster: Cluster, letter: str, count: int, *, within: float = 60.0) -> None:
    """All said is heard and said on, and no outbox waits."""

    async def all_there() -> bool:
        [(effects,)] = await ask(cluster, letter, "SELECT count(*) FROM effect")
        waiting = [(await ask(cluster, one, "SELECT count(*) FROM outbox"))[0][0] for one in "abc"]
        return effects >= count and not any(waiting)

    await until(all_there, within=within)


async def assert_delivered(cluster: Cluster, count: int, *, to: str = "bc") -> None:
    """From the databases alone: counts, no duplicate, versions 1..n in order, said = heard, nothing held."""
    for letter, before, topic in (("b", "a", "feedback.v1"), ("c", "b", "notifications.v1")):
        if letter not in to:
            continue
        rows = await ask(cluster, letter, "SELECT subject, sequence, event_id FROM effect ORDER BY id")
        assert len(rows) == len({row["event_id"] for row in rows}) == count
        versions = defaultdict(list)
        for row in rows:
            versions[row["subject"]].append(row["sequence"])
        for subject, found in versions.items():
            assert found == list(range(1, len(found) + 1)), f"{letter} heard {subject} out of order"
        said = await ask(cluster, before, LEDGER, "said", topic)
        heard = await ask(cluster, letter, LEDGER, cluster.name(letter), topic)
        assert sum(row["count"] for row in said) == count
        assert said == heard
        assert await ask(cluster, letter, "SELECT reason, detail FROM held") == []


async def reached_some(cluster: Cluster, count: int) -> None:
    async def some() -> bool:
        return bool((await ask(cluster, "b", "SELECT count(*) >= $1 FROM effect", count))[0][0])

    await until(some)
