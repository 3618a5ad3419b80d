"""Whether facts keep arriving at the end of their road while a region is attacked."""

import asyncio
import contextlib
import time
from typing import Any

import asyncpg

_EVERY = 0.5


class Watch:
    """Looks at reporting's journal twice a second, over a connection without weather."""

    def __init__(self, dsn: str) -> None:
        self.events = 0
        self.longest_stall = 0.0
        """Seconds without a new fact, at the longest."""
        self._dsn = dsn
        self._moved = time.monotonic()
        self._connection: Any = None

    async def run(self, stop: asyncio.Event) -> None:
        self._moved = time.monotonic()
        while not stop.is_set():
            many = await self._count()
            now = time.monotonic()
            self.longest_stall = max(self.longest_stall, now - self._moved)
            if many is not None and many > self.events:
                self.events, self._moved = many, now
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), _EVERY)
        self._drop()

    async def _count(self) -> int | None:
        """None while the database is away."""
        try:
            if self._connection is None:
                self._connection = await asyncpg.connect(self._dsn, timeout=5, command_timeout=5)
            return int(await self._connection.fetchval("SELECT count(*) FROM journal"))
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError):
            self._drop()
            return None

    def _drop(self) -> None:
        """Whatever its state is: the next look comes over a new one."""
        if self._connection is not None:
            self._connection.terminate()
            self._connection = None
