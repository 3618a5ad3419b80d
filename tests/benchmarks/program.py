"""A toy service as a process of its own: ``python -m tests.benchmarks.program NAME HANDLERS PART,…``.

Settings come from FAIRLEAD_… variables. It prints a line when its imports are done and it begins to start.
"""

import asyncio
import contextlib
import json
import os
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import uvloop

from chassis.ending import stop_on_signals
from chassis.service import Part, serve
from chassis.settings import ServiceSettings
from chassis.telemetry import configure_logging
from fairlead.embedded.children import last_word
from tests.benchmarks.stand import Stand
from tests.benchmarks.toys import service

_ROOT = Path(__file__).parents[2]
_HEARD = "SELECT coalesce(sum(count), 0)::bigint FROM ledger WHERE reader = $1"


@contextlib.asynccontextmanager
async def process(
    stand: Stand, name: str, handlers: str, parts: str, *, database: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Started, and killed when the block ends if it still lives."""
    values = stand.settings(database).model_dump(mode="json", exclude_none=True)
    env = {f"FAIRLEAD_{n.upper()}": v if isinstance(v, str) else json.dumps(v) for n, v in values.items()}
    with stand.layout.log(name).open("ab") as log:
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", __name__, name, handlers, parts),
            cwd=_ROOT,
            env={**os.environ, **env},
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
        )
    try:
        yield child
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()


async def imported(stand: Stand, name: str, child: asyncio.subprocess.Process) -> None:
    """Returns when it has imported everything and begins to start."""
    assert child.stdout is not None
    line = await asyncio.wait_for(child.stdout.readline(), 60)
    assert line == b"begins\n", f"{name} did not begin: {last_word(stand.layout.log(name))}"


class Ledger:
    """How many records a consumer has taken, as its own ledger says."""

    def __init__(self, connection: Any, reader: str) -> None:
        self._connection = connection
        self._reader = reader

    async def count(self) -> int:
        return int(await self._connection.fetchval(_HEARD, self._reader))

    async def reaches(self, many: int, *, within: float, every: float = 0.05) -> float:
        """The moment (monotonic) when so many are taken."""
        until = time.monotonic() + within
        while (found := await self.count()) < many:
            assert time.monotonic() < until, f"{found:,} of {many:,} taken after {within:.0f} s"
            await asyncio.sleep(every)
        return time.monotonic()


@contextlib.asynccontextmanager
async def ledger(database: str, reader: str) -> AsyncIterator[Ledger]:
    connection = await asyncpg.connect(database)
    try:
        yield Ledger(connection, reader)
    finally:
        await connection.close()


async def _main(name: str, handlers: str, parts: str) -> None:
    await serve([service(name, handlers, ServiceSettings())], stop_on_signals(), [Part(p) for p in parts.split(",")])


if __name__ == "__main__":
    configure_logging()
    print("begins", flush=True)
    uvloop.run(_main(*sys.argv[1:4]))
