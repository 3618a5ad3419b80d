"""What tracing costs: the door with one trace in twenty kept, against the same with none."""

from collections.abc import Sequence

from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult

from chassis.telemetry import Telemetry
from tests.benchmarks import records
from tests.benchmarks.door import filled, through_the_door
from tests.benchmarks.figures import Figure, spread
from tests.benchmarks.meter import Timed, ratios
from tests.benchmarks.records import Record
from tests.benchmarks.runs import Runs
from tests.benchmarks.stand import Stand


class _Nowhere(SpanExporter):
    """Takes spans and forgets them: what leaves the process is the network's cost."""

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        return SpanExportResult.SUCCESS


def _telemetry() -> Telemetry:
    return Telemetry("bench", processor=BatchSpanProcessor(_Nowhere()))


async def _through(stand: Stand, made: Sequence[Record]) -> Timed:
    """Both kinds go through the one topic where their type belongs, so it is filled anew for each."""
    return await through_the_door(stand, await filled(stand, made), made, telemetry=_telemetry())


async def measure(stand: Stand, runs: Runs) -> list[Figure]:
    many = runs.size(100_000, 20_000)
    plain, kept = records.made(many), records.made(many, sampled_every=20)
    with_, without = [], []
    for _ in runs.turns("tracing"):
        without.append(await _through(stand, plain))
        with_.append(await _through(stand, kept))
    return [
        Figure(
            "door with 5 % of traces kept ÷ the same with none",
            ratios(with_, without),
            aim=0.9,
            floor=0.85,
            beside=f"{spread([t.rate for t in with_])} a second, {with_[-1].micros} µs; "
            f"without {spread([t.rate for t in without])}, {without[-1].micros} µs",
        )
    ]
