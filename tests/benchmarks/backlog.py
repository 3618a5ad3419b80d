"""A million events wait: how long one consumer process takes from its start, and how much memory."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from itertools import islice

import psutil

from tests.benchmarks import bare, records
from tests.benchmarks.figures import Figure
from tests.benchmarks.program import ledger, process
from tests.benchmarks.runs import Runs
from tests.benchmarks.stages import TOPICS
from tests.benchmarks.stand import Stand

MEGABYTE = 2**20


async def measure(stand: Stand, runs: Runs) -> list[Figure]:
    many = runs.size(1_000_000, 50_000)
    runs.say(f"backlog: {many:,} events into the log")
    await _fill(stand, many)
    seconds, most = [], []
    for _ in runs.turns("backlog"):
        took, rss = await _once(stand, many)
        seconds.append(took)
        most.append(rss / MEGABYTE)
    return [
        Figure(
            f"cold start with a backlog of {many:,} events: start of the process → last commit",
            seconds,
            "s",
            45,
            at_most=True,
            beside="set-based projection, inbox, positions, ledger; one consumer process",
        ),
        Figure("its resident memory at most", most, "MB", 300, at_most=True),
    ]


async def _fill(stand: Stand, many: int) -> None:
    await stand.empty(*TOPICS)
    made = records.streamed(many)
    async with bare.producer(stand.bootstrap) as producer:
        while chunk := list(islice(made, 10_000)):
            await bare.send_batches(producer, TOPICS[0], chunk)


async def _once(stand: Stand, many: int) -> tuple[float, float]:
    """Seconds, and the largest resident size in bytes."""
    database, name = await stand.database(), stand.name("cold")
    async with ledger(database, name) as taken:
        began = time.monotonic()
        async with process(stand, name, "folds", "consumer", database=database) as child:
            async with watched(child.pid) as sizes:
                ended = await taken.reaches(many, within=900, every=0.1)
            return ended - began, max(sizes)


@contextlib.asynccontextmanager
async def watched(pid: int, *, every: float = 0.25) -> AsyncIterator[list[float]]:
    """The resident size of a process, in bytes, again and again."""
    sizes: list[float] = [0.0]

    async def watch() -> None:
        one = psutil.Process(pid)
        while True:
            sizes.append(float(one.memory_info().rss))
            await asyncio.sleep(every)

    watching = asyncio.create_task(watch())
    try:
        yield sizes
    finally:
        watching.cancel()
