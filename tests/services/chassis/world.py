"""What outlives a process of the model test: the database, the clock, and a loop to drive it all from."""

import asyncio
import contextlib
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from typing import Any

import asyncpg
import pytest

from chassis.clock import SetClock
from chassis.telemetry import Telemetry
from tests.postgres import TestPostgres
from tests.services.chassis.mishaps import Statements, watch
from tests.services.chassis.toy import TODAY


@dataclass
class World:
    """A database of its own; ``eye`` looks into it from outside of any process, ``statements`` may meet a mishap."""

    loop: asyncio.AbstractEventLoop
    url: str
    eye: asyncpg.Connection
    statements: Statements
    clock: SetClock
    telemetry: Telemetry
    patch: pytest.MonkeyPatch

    def run(self, deed: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(deed)


@contextlib.contextmanager
def a_world(postgres: TestPostgres, template: str, patch: pytest.MonkeyPatch) -> Iterator[World]:
    """On an event loop of its own, because Hypothesis drives it from outside of any; whoever sleeps moves the clock."""
    loop, clock, statements = asyncio.new_event_loop(), SetClock(TODAY), Statements()
    pause = asyncio.sleep

    async def let_time_pass(seconds: float) -> None:
        clock.forward(seconds=seconds)
        await pause(0)

    patch.setattr(asyncio, "sleep", let_time_pass)
    url = loop.run_until_complete(postgres.database(template=template))
    eye = loop.run_until_complete(asyncpg.connect(url))
    watch(patch, statements)
    try:
        yield World(loop, url, eye, statements, clock, Telemetry("toy"), patch)
    finally:
        loop.run_until_complete(eye.close())
        loop.run_until_complete(postgres.drop(url))
        loop.close()
