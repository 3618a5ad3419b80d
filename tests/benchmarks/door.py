"""A full topic through the door, against the bare clients in series and against FastStream as it comes."""

from collections.abc import Callable, Sequence

import asyncpg

from chassis.door.record import RawRecord
from chassis.telemetry import Telemetry
from contracts import Topic
from tests.benchmarks import bare, records
from tests.benchmarks.competitor import plain_faststream
from tests.benchmarks.figures import Figure, spread
from tests.benchmarks.meter import Pace, Timed, ratios
from tests.benchmarks.records import Record
from tests.benchmarks.runs import Runs
from tests.benchmarks.stand import Stand
from tests.benchmarks.toys import listening


async def measure(stand: Stand, runs: Runs) -> list[Figure]:
    made = records.made(runs.size(100_000, 20_000))
    topic = await filled(stand, made)
    ours, series, theirs = [], [], []
    for _ in runs.turns("door"):
        series.append(await _in_series(stand, topic, made))
        ours.append(await through_the_door(stand, topic, made))
        theirs.append(await _faststream(stand, topic, made))
    return [
        Figure(
            "door (inbox, positions, projection, ledger, outbox rows) ÷ bare `getmany` + inbox insert + COPY in series",
            [mine.rate / raw for mine, raw in zip(ours, series, strict=True)],
            aim=0.8,
            beside=f"{spread([t.rate for t in ours])} a second; CPU µs Python / PostgreSQL / Kafka {ours[-1].micros}; "
            f"bare {spread(series)} a second; others used {ours[-1].others:.1f} cores",
        ),
        Figure(
            "door ÷ FastStream's default parser with `list[Model]`, same inbox, projection and outbox rows",
            ratios(ours, theirs),
            aim=2.0,
            beside=f"FastStream {spread([t.rate for t in theirs])} a second, {theirs[-1].micros} µs",
        ),
    ]


async def redelivery(stand: Stand, runs: Runs) -> list[Figure]:
    """Everything comes a second time: the inbox and the positions know it all."""
    made = records.made(runs.size(100_000, 20_000))
    topic = await filled(stand, made)
    ours, raw = [], []
    for _ in runs.turns("redelivery"):
        raw.append(await _getmany(stand, topic, made))
        ours.append(await _again(stand, topic, made))
    return [
        Figure(
            "pure redelivery ÷ bare `getmany`",
            ratios(ours, raw),
            aim=0.6,
            floor=0.5,
            beside=f"{spread([t.rate for t in ours])} a second, {ours[-1].micros} µs; "
            f"bare {spread([t.rate for t in raw])} a second, {raw[-1].micros} µs",
        )
    ]


async def filled(stand: Stand, made: Sequence[Record]) -> str:
    topic = Topic.LEAVE.value  # a type is taken only from the topic where it belongs
    await stand.empty(topic)
    async with bare.producer(stand.bootstrap) as producer:
        await bare.send_batches(producer, topic, made)
    return topic


async def through_the_door(
    stand: Stand, topic: str, made: Sequence[Record], *, telemetry: Telemetry | None = None
) -> Timed:
    database, pace, handlers = await stand.database(), Pace(stand, len(made)), "folds-and-tells"
    async with listening(stand, handlers, topic=topic, database=database, taken=_counted(pace), telemetry=telemetry):
        timed = await pace.ended()
    await _expect(database, len(made))
    return timed


async def _again(stand: Stand, topic: str, made: Sequence[Record]) -> Timed:
    database, pace, name = await stand.database(), Pace(stand, len(made)), stand.name("bench")
    await _know_already(database, name, topic, made)
    async with listening(stand, "folds", topic=topic, database=database, taken=_counted(pace), service=name):
        return await pace.ended()


async def _know_already(database: str, name: str, topic: str, made: Sequence[Record]) -> None:
    """What the database would hold after a first time."""
    connection = await asyncpg.connect(database)
    try:
        inbox = [(name, r.stamp.id, r.stamp.time) for r in made]
        await connection.copy_records_to_table("inbox", columns=["consumer", "event_id", "time"], records=inbox)
        last = {r.stamp.subject: r.stamp.sequence for r in made}
        positions = [(name, topic, subject, sequence) for subject, sequence in last.items()]
        columns = ["consumer", "topic", "subject", "sequence"]
        await connection.copy_records_to_table("stream_position", columns=columns, records=positions)
        await connection.execute("ANALYZE")
    finally:
        await connection.close()


async def _in_series(stand: Stand, topic: str, made: Sequence[Record]) -> float:
    """Records a second if one thing is done after the other, each as fast as its bare client does it."""
    database, seconds = await stand.database(), 0.0
    inserted, copied = Pace(stand, len(made)), Pace(stand, len(made))
    await bare.insert_inbox(database, made, inserted.note)
    await bare.copy_outbox(database, made, copied.note)
    for timed in (await _getmany(stand, topic, made), await inserted.ended(), await copied.ended()):
        seconds += 1 / timed.rate
    return 1 / seconds


async def _getmany(stand: Stand, topic: str, made: Sequence[Record]) -> Timed:
    pace = Pace(stand, len(made))
    await bare.read(stand.bootstrap, topic, len(made), pace.note)
    return await pace.ended()


async def _faststream(stand: Stand, topic: str, made: Sequence[Record]) -> Timed:
    database, pace = await stand.database(), Pace(stand, len(made))
    async with plain_faststream(stand, topic=topic, database=database, note=pace.note):
        timed = await pace.ended()
    await _expect(database, len(made))
    return timed


def _counted(pace: Pace) -> Callable[[Sequence[RawRecord]], None]:
    def taken(batch: Sequence[RawRecord]) -> None:
        pace.note(len(batch))

    return taken


async def _expect(database: str, many: int) -> None:
    """A figure counts only if every record took effect once and said one thing."""
    connection = await asyncpg.connect(database)
    try:
        for query in (
            "SELECT count(*) FROM inbox",
            "SELECT sum(touched) FROM doctor_figure",
            "SELECT count(*) FROM outbox",
        ):
            assert await connection.fetchval(query) == many, query
    finally:
        await connection.close()
