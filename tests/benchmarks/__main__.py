"""``make bench``: every figure of docs/performance.md, each with its aim and whether it is met.

``python -m tests.benchmarks [NAME ...] [--runs N] [--quick] [--write]``; rows on standard output, progress on error.
"""

import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Annotated

import typer
import uvloop

from chassis.telemetry import configure_logging
from tests.benchmarks import asking, backlog, changeover, door, latency, mail, recovery, relay, soak, stages, tracing
from tests.benchmarks.figures import HEADER, Figure, write
from tests.benchmarks.meter import machine
from tests.benchmarks.runs import Runs
from tests.benchmarks.stand import Stand, standing
from tests.benchmarks.toys import calm

ON_A_STAND: Mapping[str, Callable[[Stand, Runs], Awaitable[list[Figure]]]] = {
    "relay": relay.measure,
    "door": door.measure,
    "redelivery": door.redelivery,
    "tracing": tracing.measure,
    "stages": stages.measure,
    "latency": latency.measure,
    "backlog": backlog.measure,
    "restart": recovery.restart,
    "takeover": recovery.takeover,
    "outage": recovery.outage,
    "soak": soak.measure,
}
"""What measures the delivery core alone, on one broker and one database server."""

ON_A_REGION: Mapping[str, Callable[[Runs], list[Figure]]] = {
    "mail": mail.measure,
    "leave-requests": asking.measure,
    "changeover": changeover.in_one_process,
    "changeover-processes": changeover.in_processes,
}
"""What measures the whole platform, on a region of its own."""

ALL = (*ON_A_STAND, *ON_A_REGION)


def main(
    names: Annotated[list[str] | None, typer.Argument(help=f"Of {', '.join(ALL)}; all where none is given.")] = None,
    runs: Annotated[int, typer.Option(min=1, help="How often each is measured.")] = 5,
    quick: Annotated[bool, typer.Option("--quick", help="Small numbers: it works, but measures nothing.")] = False,
    soak_minutes: Annotated[float, typer.Option(help="How long memory is watched.")] = 10.0,
    outage_seconds: Annotated[float, typer.Option(help="How long the broker stays away.")] = 60.0,
    write_down: Annotated[bool, typer.Option("--write", help="Put the table into docs/performance.md.")] = False,
) -> None:
    chosen = names or list(ALL)
    if unknown := [name for name in chosen if name not in ALL]:
        raise typer.BadParameter(f"there is no benchmark {unknown[0]!r}; there are: {', '.join(ALL)}")
    if quick and write_down:
        raise typer.BadParameter("--quick measures nothing worth writing down; leave out one of --quick and --write")
    asked = Runs(runs, quick, soak_minutes, outage_seconds)
    before = os.getloadavg()[0]
    print(HEADER, flush=True)
    figures = uvloop.run(_on_a_stand([name for name in chosen if name in ON_A_STAND], asked))
    for name in chosen:
        if name in ON_A_REGION:
            figures += _told(ON_A_REGION[name](asked))
    where = f"{machine()}, {before:.1f} before the start"
    asked.say(where)
    if write_down:
        write(figures, where)


async def _on_a_stand(names: Sequence[str], runs: Runs) -> list[Figure]:
    if not names:
        return []
    configure_logging()
    figures: list[Figure] = []
    async with standing() as stand:
        calm()
        for name in names:
            figures += _told(await ON_A_STAND[name](stand, runs))
    return figures


def _told(figures: list[Figure]) -> list[Figure]:
    for figure in figures:
        print(figure.row, flush=True)
    return figures


if __name__ == "__main__":
    typer.run(main)
