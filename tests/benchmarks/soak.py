"""2,000 events a second for minutes: a consumer whose memory grows would show it."""

import asyncio
import time
from itertools import islice
from statistics import median

from tests.benchmarks import bare, records
from tests.benchmarks.backlog import MEGABYTE, watched
from tests.benchmarks.figures import Figure
from tests.benchmarks.program import imported, ledger, process
from tests.benchmarks.runs import Runs
from tests.benchmarks.stages import TOPICS
from tests.benchmarks.stand import Stand

RATE = 2_000


async def measure(stand: Stand, runs: Runs) -> list[Figure]:
    """Once: its figure is a difference within one long run."""
    seconds = int(60 * runs.soak_minutes)
    runs.say(f"memory: {RATE:,} events a second for {runs.soak_minutes:g} minutes")
    await stand.empty(*TOPICS)
    database, name = await stand.database(), stand.name("soak")
    async with (
        ledger(database, name) as taken,
        process(stand, name, "folds-and-tells", "consumer,relay,jobs", database=database) as child,
    ):
        await imported(stand, name, child)
        async with watched(child.pid, every=1.0) as sizes:
            await _feed(stand, seconds)
            await taken.reaches(RATE * seconds, within=60)
    early, late = _middle(sizes, 1), _middle(sizes, 4)
    return [
        Figure(
            f"growth of a consumer's memory over {runs.soak_minutes:g} minutes of {RATE:,} events a second",
            [(late - early) / MEGABYTE],
            "MB",
            10,
            at_most=True,
            beside=f"median of the second fifth {early / MEGABYTE:.0f} MB, of the last {late / MEGABYTE:.0f} MB; "
            "consumer, relay and jobs in one process",
        ),
        Figure("its resident memory at most", [max(sizes) / MEGABYTE], "MB", 300, at_most=True),
    ]


async def _feed(stand: Stand, seconds: int) -> None:
    made, began = records.streamed(RATE * seconds), time.monotonic()
    async with bare.producer(stand.bootstrap) as producer:
        for second in range(seconds):
            for part in range(10):
                await bare.send_batches(producer, TOPICS[0], list(islice(made, RATE // 10)))
                await asyncio.sleep(max(0.0, began + second + (part + 1) / 10 - time.monotonic()))


def _middle(sizes: list[float], fifth: int) -> float:
    length = len(sizes) // 5
    return median(sizes[fifth * length : (fifth + 1) * length])
