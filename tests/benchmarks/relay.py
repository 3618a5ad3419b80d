"""The relay empties a full outbox, against the bare producer with the same records."""

import asyncio
from collections.abc import Sequence

from chassis.relay import Relay
from chassis.telemetry import Telemetry
from tests.benchmarks import bare, records
from tests.benchmarks.figures import Figure, spread
from tests.benchmarks.meter import Pace, Timed, ratios
from tests.benchmarks.records import Record
from tests.benchmarks.runs import Runs
from tests.benchmarks.stand import Stand


async def measure(stand: Stand, runs: Runs) -> list[Figure]:
    made = records.made(runs.size(100_000, 20_000))
    ours, batches, sends = [], [], []
    for _ in runs.turns("relay"):
        sends.append(await _bare(stand, made, bare.send_one_by_one))
        batches.append(await _bare(stand, made, bare.send_batches))
        ours.append(await _relay(stand, made))
    beside = f"{spread([t.rate for t in ours])} a second; CPU µs Python / PostgreSQL / Kafka {ours[-1].micros}; {{}}"
    return [
        Figure(
            "relay ÷ bare `send_batch` of the same records",
            ratios(ours, batches),
            aim=0.5,
            floor=0.4,
            beside=beside.format(f"bare {spread([t.rate for t in batches])} a second, {batches[-1].micros} µs"),
        ),
        Figure(
            "relay ÷ a loop of `send()`",
            ratios(ours, sends),
            aim=2.0,
            beside=f"`send()` {spread([t.rate for t in sends])} a second, {sends[-1].micros} µs",
        ),
    ]


async def _bare(stand: Stand, made: Sequence[Record], send: bare.Sending) -> Timed:
    topic, pace = await stand.topic("sent"), Pace(stand, len(made))
    async with bare.producer(stand.bootstrap) as producer:
        await send(producer, topic, made, pace.note)
    return await pace.ended()


async def _relay(stand: Stand, made: Sequence[Record]) -> Timed:
    database, pace, stop = await stand.database(), Pace(stand, len(made)), asyncio.Event()
    await bare.copy_outbox(database, made, topic=await stand.topic("relayed"))
    telemetry = Telemetry("bench")
    relay = asyncio.create_task(Relay(database, stand.bootstrap, telemetry=telemetry).run(stop))
    counting = asyncio.create_task(_count(telemetry, pace))
    try:
        return await pace.ended()
    finally:
        counting.cancel()
        stop.set()
        await relay
        telemetry.close()


async def _count(telemetry: Telemetry, pace: Pace) -> None:
    """By the relay's own counter, which moves when a thousand rows are deleted."""
    known = 0
    while True:
        samples = [sample for metric in telemetry.metrics.messages_sent.collect() for sample in metric.samples]
        sent = int(sum(sample.value for sample in samples if sample.name.endswith("_total")))
        if sent > known:
            pace.note(sent - known)
            known = sent
        await asyncio.sleep(0.002)
