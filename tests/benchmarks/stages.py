"""Command → relay → door → relay → door with delivery rows: three whole services in one process."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator

import asyncpg

from chassis.service import Running
from tests.benchmarks import records
from tests.benchmarks.figures import Figure
from tests.benchmarks.meter import Meter, Timed
from tests.benchmarks.program import ledger
from tests.benchmarks.runs import Runs
from tests.benchmarks.stand import Stand
from tests.benchmarks.toys import service

TOPICS = ("leave.v1", "notifications.v1")


async def measure(stand: Stand, runs: Runs) -> list[Figure]:
    many = runs.size(75_000, 15_000)
    timed = [await _once(stand, many) for _ in runs.turns("five stages")]
    return [
        Figure(
            f"five stages, {many:,} events, one process",
            [one.rate for one in timed],
            unit="a second",
            aim=9_000,
            beside=f"CPU µs per event Python / PostgreSQL / Kafka {timed[-1].micros}; "
            f"others used {timed[-1].others:.1f} cores",
        )
    ]


async def _once(stand: Stand, many: int) -> Timed:
    await stand.empty(*TOPICS)
    says, folds, delivers = [await stand.database() for _ in range(3)]
    teller, receiver = stand.name("folds"), stand.name("delivers")
    async with (
        running(stand, stand.name("says"), "commands", says) as commands,
        running(stand, teller, "folds-and-tells", folds) as first,
        running(stand, receiver, "delivers", delivers) as last,
        ledger(delivers, receiver) as taken,
    ):
        await asyncio.gather(assigned(first), assigned(last))
        meter = Meter(stand)
        await _command(commands, many)
        await taken.reaches(many, within=600)
        timed = meter.read(many)
    await _expect(folds, delivers, many)
    return timed


async def _command(commands: Running, many: int) -> None:
    """500 leave rows and as many events a transaction, of which, as of an import's, one trace in twenty is kept."""
    for first in range(0, many, records.TOGETHER):
        async with commands.database.begin() as work:
            events = [records.event(number) for number in range(first, min(first + records.TOGETHER, many))]
            rows = [(event.leave_id, event.doctor_id, event.affected_at) for event in events]
            await work.driver.copy_records_to_table(
                "touched_leave", columns=["leave_id", "doctor_id", "at"], records=rows
            )
            work.say(*events, fresh_trace=True)


@contextlib.asynccontextmanager
async def running(stand: Stand, name: str, handlers: str, database: str) -> AsyncIterator[Running]:
    """A whole service in this process until the block ends."""
    stop, one = asyncio.Event(), Running(service(name, handlers, stand.settings(database)))
    task = asyncio.create_task(one.run(stop))
    try:
        yield one
    finally:
        stop.set()
        await task


async def assigned(one: Running, *, within: float = 60) -> None:
    """Returns when its consumer has all partitions of a topic."""
    until = time.monotonic() + within
    while one.consumer is not None and one.consumer.assigned == 0:
        assert time.monotonic() < until, "no partitions were assigned"
        await asyncio.sleep(0.05)


async def _expect(folds: str, delivers: str, many: int) -> None:
    """A figure counts only if everything happened once."""
    counts = {folds: "SELECT sum(touched) FROM doctor_figure", delivers: "SELECT count(*) FROM delivery"}
    for database, query in counts.items():
        connection = await asyncpg.connect(database)
        try:
            assert await connection.fetchval(query) == many, query
        finally:
            await connection.close()
