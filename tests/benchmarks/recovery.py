"""After a death: the restarted consumer's first record, the relay's successor, a broker that was away."""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

import asyncpg

from chassis.service import Running
from fairlead.embedded.ports import HOST
from tests.benchmarks import bare, records
from tests.benchmarks.figures import Figure
from tests.benchmarks.program import Ledger, imported, ledger, process
from tests.benchmarks.runs import Runs
from tests.benchmarks.stages import TOPICS, running
from tests.benchmarks.stand import Stand


async def restart(stand: Stand, runs: Runs) -> list[Figure]:
    """kill -9 of a consumer in the middle of a steady stream, started again at once."""
    whole, imports = [], []
    for _ in runs.turns("restart"):
        until_imported, until_first = await _restart(stand)
        whole.append(until_first)
        imports.append(until_imported)
    started = [all_ - part for all_, part in zip(whole, imports, strict=True)]
    return [
        Figure(
            "kill -9 of a consumer → first record of its successor committed, Python's own start apart",
            started,
            "s",
            1,
            at_most=True,
            beside="static member; 100 events a second",
        ),
        Figure("the same from the kill, with starting Python and all imports", whole, "s", 1, at_most=True),
    ]


async def _restart(stand: Stand) -> tuple[float, float]:
    """Seconds from the kill to the end of the imports, and to the first record."""
    await stand.empty(*TOPICS)
    database, name = await stand.database(), stand.name("restart")
    async with ledger(database, name) as taken, _steady(stand):
        async with process(stand, name, "folds", "consumer", database=database):
            await taken.reaches(100, within=60)
        killed = time.monotonic()  # the block's end is a SIGKILL
        known = await taken.count()
        async with process(stand, name, "folds", "consumer", database=database) as again:
            await imported(stand, name, again)
            begun = time.monotonic()
            return begun - killed, await taken.reaches(known + 1, within=120, every=0.01) - killed


@contextlib.asynccontextmanager
async def _steady(stand: Stand) -> AsyncIterator[None]:
    """100 events a second until the block ends."""

    async def send() -> None:
        async with bare.producer(stand.bootstrap) as producer:
            for record in records.streamed(1_000_000):
                await bare.send_batches(producer, TOPICS[0], [record])
                await asyncio.sleep(0.01)

    sending = asyncio.create_task(send())
    try:
        yield
    finally:
        sending.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await sending


async def takeover(stand: Stand, runs: Runs) -> list[Figure]:
    """The leading relay dies, or freezes; the standby sends what is said from then on."""
    killed = [await _takeover(stand, signal.SIGKILL) for _ in runs.turns("takeover after kill -9")]
    frozen = [await _takeover(stand, signal.SIGSTOP) for _ in runs.turns("takeover after a freeze")]
    return [
        Figure("takeover of the relay: kill -9 → outbox empty again", killed, "s", 3, at_most=True),
        Figure(
            "the same when the leader only freezes (SIGSTOP)",
            frozen,
            "s",
            beside="its stamp must be 3 s old before the standby ends its session",
        ),
    ]


async def _takeover(stand: Stand, blow: signal.Signals) -> float:
    await stand.empty(*TOPICS)
    database, name = await stand.database(), stand.name("relay")
    waiting = records.made(2)
    async with (
        _Outbox.of(database) as outbox,
        process(stand, name, "commands", "relay", database=database) as first,
    ):
        await bare.copy_outbox(database, waiting[:1], topic=TOPICS[0])
        await outbox.is_empty(within=60)
        async with process(stand, name, "commands", "relay", database=database) as second:
            await imported(stand, name, second)
            await asyncio.sleep(2)
            os.kill(first.pid, blow)
            began = time.monotonic()
            await bare.copy_outbox(database, waiting[1:], topic=TOPICS[0])
            await outbox.is_empty(within=60)
            return time.monotonic() - began


@dataclass
class _Outbox:
    connection: asyncpg.Connection

    @classmethod
    @contextlib.asynccontextmanager
    async def of(cls, database: str) -> AsyncIterator["_Outbox"]:
        connection = await asyncpg.connect(database)
        try:
            yield cls(connection)
        finally:
            await connection.close()

    async def is_empty(self, *, within: float) -> None:
        until = time.monotonic() + within
        while await self.connection.fetchval("SELECT count(*) FROM outbox"):
            assert time.monotonic() < until, f"the outbox is not empty after {within:.0f} s"
            await asyncio.sleep(0.01)


async def outage(stand: Stand, runs: Runs) -> list[Figure]:
    """The broker is killed and stays away while 200 events a second are said; then it comes back."""
    drained, opened = [], []
    for _ in runs.turns(f"broker away for {runs.outage_seconds:g} s"):
        until_open, until_drained = await _outage(stand, runs.outage_seconds)
        opened.append(until_open)
        drained.append(until_drained)
    return [
        Figure(
            f"broker away for {runs.outage_seconds:g} s under 200 events a second: its port open → all of it heard",
            drained,
            "s",
            10,
            at_most=True,
            beside=f"the broker itself needed {max(opened):.1f} s at most to open its port",
        )
    ]


async def _outage(stand: Stand, seconds: float) -> tuple[float, float]:
    await stand.empty(*TOPICS)
    folds, name = await stand.database(), stand.name("outage")
    async with (
        running(stand, stand.name("says"), "commands", await stand.database()) as says,
        process(stand, name, "folds", "consumer", database=folds),
        ledger(folds, name) as taken,
        _said(says) as said,
    ):
        await taken.reaches(200, within=60)
        await _take_away(stand)
        await asyncio.sleep(seconds)
        began = time.monotonic()
        starting = asyncio.create_task(stand.start_kafka())
        await _port_opens(stand)
        opened, so_far = time.monotonic(), said[-1]
        drained = await taken.reaches(so_far, within=300)
        await starting
        await _all_heard(taken, said)
        return opened - began, drained - opened


@contextlib.asynccontextmanager
async def _said(says: Running) -> AsyncIterator[list[int]]:
    """200 commits a second until the block ends; its last entry is how many there were so far."""
    counts = [0]

    async def say() -> None:
        began = time.monotonic()
        while True:
            async with says.database.begin() as work:
                work.say(records.event(counts[-1]))
            counts[-1] += 1
            await asyncio.sleep(max(0.0, began + counts[-1] / 200 - time.monotonic()))

    saying = asyncio.create_task(say())
    try:
        yield counts
    finally:
        saying.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await saying


async def _take_away(stand: Stand) -> None:
    pid = stand.pid("kafka")
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    await stand.children.stop("kafka")  # or its supervisor would start it again


async def _port_opens(stand: Stand) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection(HOST, stand.kafka_port)
            writer.close()
            return
        await asyncio.sleep(0.05)
    raise AssertionError("the broker did not come back")


async def _all_heard(taken: Ledger, said: list[int]) -> None:
    """Nothing was lost: what was said after the broker came back is heard as well."""
    await taken.reaches(said[-1], within=60)
