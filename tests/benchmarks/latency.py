"""From the commit of an outbox row to the commit of whoever hears it, at 200 commits a second."""

import asyncio
import time
from collections.abc import Sequence
from statistics import quantiles
from uuid import UUID

from chassis.door.record import RawRecord
from chassis.service import Running
from tests.benchmarks import records
from tests.benchmarks.figures import Figure
from tests.benchmarks.runs import Runs
from tests.benchmarks.stages import TOPICS, running
from tests.benchmarks.stand import Stand
from tests.benchmarks.toys import listening

RATE = 200
"""Commits a second, each at its own time whether or not the one before it is done (open loop)."""


class _Waits:
    """When each event was committed by who said it, and by who heard it."""

    def __init__(self) -> None:
        self.said: dict[UUID, float] = {}
        self.heard: dict[UUID, float] = {}

    def taken(self, batch: Sequence[RawRecord]) -> None:
        now = time.monotonic()
        self.heard.update((UUID(dict(record.headers)["ce_id"].decode()), now) for record in batch)

    def sorted(self) -> list[float]:
        return sorted((self.heard[one] - said) * 1000 for one, said in self.said.items())


async def measure(stand: Stand, runs: Runs) -> list[Figure]:
    seconds = runs.size(20, 5)
    found = [await _once(stand, seconds) for _ in runs.turns("latency")]
    cuts = [quantiles(waits, n=1000, method="inclusive") for waits in found]
    beside = f"{RATE} commits a second for {seconds} s, open loop; everything in one process"
    return [
        Figure("outbox commit → consumer commit, p50", [c[499] for c in cuts], "ms", 5, at_most=True, beside=beside),
        Figure(
            "outbox commit → consumer commit, p99",
            [c[989] for c in cuts],
            "ms",
            30,
            at_most=True,
            beside=f"worst {max(waits[-1] for waits in found):.0f} ms",
        ),
    ]


async def _once(stand: Stand, seconds: int) -> list[float]:
    await stand.empty(*TOPICS)
    waits = _Waits()
    database = await stand.database()
    async with (
        running(stand, stand.name("says"), "commands", await stand.database()) as says,
        listening(stand, "folds", topic=TOPICS[0], database=database, taken=waits.taken),
    ):
        await _open_loop(says, _Waits(), RATE)  # a second to join the group and warm up, not counted
        await asyncio.sleep(2)
        await _open_loop(says, waits, RATE * seconds)
        until = time.monotonic() + 30
        while not waits.said.keys() <= waits.heard.keys():
            assert time.monotonic() < until, f"{len(waits.said.keys() - waits.heard.keys())} events never came"
            await asyncio.sleep(0.05)
    return waits.sorted()


async def _open_loop(says: Running, waits: _Waits, many: int) -> None:
    began = time.monotonic()
    async with asyncio.TaskGroup() as group:
        for number in range(many):
            await asyncio.sleep(max(0.0, began + number / RATE - time.monotonic()))
            group.create_task(_commit(says, waits, number))


async def _commit(says: Running, waits: _Waits, number: int) -> None:
    async with says.database.begin() as work:
        event_id, *_ = work.say(records.event(number))
    waits.said[event_id] = time.monotonic()
