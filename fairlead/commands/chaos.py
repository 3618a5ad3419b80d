"""A region under attack: ``fairlead chaos``."""

from __future__ import annotations

import asyncio
import dataclasses
import json as json_format
import random
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from fairlead.chaos.campaign import Campaign, Outcome

_INTERRUPTED = 130


def chaos(
    minutes: Annotated[float, typer.Option("--minutes", min=0.1, help="How long the attack lasts.")] = 5.0,
    seed: Annotated[int | None, typer.Option("--seed", min=0, help="The same seed makes the same plan.")] = None,
    kills: Annotated[int | None, typer.Option("--kills", min=1, help="End after so many planned kills.")] = None,
    data: Annotated[
        Path | None, typer.Option("--data", help="Keep the region's folder below this one; else it is temporary.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Attack a region of its own under load: kills, pauses, bad links, rebalances; verify that nothing was lost."""
    from fairlead.chaos.campaign import Campaign, Orders  # noqa: PLC0415 - seconds to import

    chosen = random.SystemRandom().randrange(2**31) if seed is None else seed
    with _folder(data, chosen) as folder, _shown(chosen, quiet=json) as show:
        orders = Orders(seed=chosen, seconds=minutes * 60, kills=kills, data=folder)
        outcome = asyncio.run(_run(Campaign(orders, show=show)))
    if outcome.interrupted:
        typer.echo(f"fairlead: interrupted; nothing was verified (seed {chosen})", err=True)
        raise typer.Exit(_INTERRUPTED)
    if json:
        typer.echo(json_format.dumps({**dataclasses.asdict(outcome), "passed": outcome.passed}, indent=2))
    else:
        _print(outcome)
    if not outcome.passed:
        kept = f"; what is left of it: {folder}" if data else "; add --data DIR to keep databases and logs"
        again = f"fairlead chaos --seed {chosen} --minutes {minutes:g}" + (f" --kills {kills}" if kills else "")
        typer.echo(f"fairlead: seed {chosen} broke it; repeat with: {again}{kept}", err=True)
        raise typer.Exit(1)


async def _run(campaign: Campaign) -> Outcome:
    stop = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    return await campaign.run(stop)


@contextmanager
def _folder(data: Path | None, seed: int) -> Iterator[Path]:
    """A fresh one each time; a temporary one is removed."""
    if data is not None:
        data.mkdir(parents=True, exist_ok=True)
        yield Path(tempfile.mkdtemp(prefix=f"chaos-{seed}-", dir=data))
        return
    with tempfile.TemporaryDirectory(prefix="fairlead-chaos-") as folder:
        yield Path(folder)


@contextmanager
def _shown(seed: int, *, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Progress for people on a terminal; plain lines elsewhere; with --json on standard error only the seed."""
    print(f"seed {seed}", file=sys.stderr, flush=True)
    if quiet:
        yield lambda _: None
    elif not sys.stdout.isatty():
        yield lambda line: print(line, flush=True)
    else:
        from rich.console import Console  # noqa: PLC0415 - only for people

        with Console().status("starting a region") as status:
            yield status.update


def _print(outcome: Outcome) -> None:
    kills = ", ".join(f"{name} {many}" for name, many in outcome.kills.items())
    other = ", ".join(f"{name} {many}" for name, many in sorted(outcome.acts.items()) if not name.startswith("kill"))
    load = ", ".join(f"{many} {name}" for name, many in outcome.load.items() if many)
    typer.echo(f"seed {outcome.seed}: {outcome.seconds:.0f} s under attack")
    typer.echo(f"kills    {sum(outcome.kills.values())}: {kills}")
    typer.echo(f"besides  {other}")
    typer.echo(f"load     {load}")
    times = f"longest stall {outcome.longest_stall:.1f} s, at rest {outcome.rest_after:.1f} s after the last answer"
    typer.echo(f"events   {outcome.events}, {times}")
    for one in outcome.invariants:
        typer.echo(f"{'ok  ' if one.holds else 'FAIL'} {one.name}: {one.detail}")
