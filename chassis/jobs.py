"""What time drives: loops that run a function again and again, one holder at a time where it must be one."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol
from uuid import UUID, uuid4

from sqlalchemy import text

from chassis.database import Database
from chassis.ending import until_stopped
from chassis.telemetry import Telemetry
from chassis.work import Cause, UnitOfWork
from contracts import Stamp


class Begin(Protocol):
    """Begins a unit of work; ``because`` gives what it says a cause and a trace."""

    def __call__(self, *, because: Cause | Stamp | None = None) -> AbstractAsyncContextManager[UnitOfWork]: ...


@dataclass(frozen=True, slots=True)
class Job:
    """A function run every so many seconds, at once when nudged, and again at once while it returns True."""

    name: str
    run: Callable[[Begin], Awaitable[bool | None]]
    every: float = 1.0
    workers: int = 1
    exclusive: bool = True
    """Under a lease: of all replicas one runs it. Several workers claim rows themselves instead."""
    lease: float = 30.0


class LeaseLost(Exception):
    """Somebody else runs the job by now; what this run had begun and not committed is undone."""


_TAKE_LEASE = text(
    """
    INSERT INTO lease AS l (name, holder, until) VALUES (:name, :holder, clock_timestamp() + :length)
    ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
        WHERE l.holder = excluded.holder OR l.until < clock_timestamp()
    RETURNING holder
    """
)
_GIVE_LEASE_BACK = text("DELETE FROM lease WHERE name = :name AND holder = :holder")


class JobRunner:
    """Runs one job of one service in this process."""

    def __init__(self, job: Job, database: Database, telemetry: Telemetry) -> None:
        self.job = job
        self._database = database
        self._telemetry = telemetry
        self._holder: UUID = uuid4()
        self._nudge = asyncio.Event()

    def nudge(self) -> None:
        self._nudge.set()

    async def run(self, stop: asyncio.Event) -> None:
        """All workers, until stopped; then the lease is given back, so that a successor need not wait for its end."""
        async with asyncio.TaskGroup() as workers:
            for _ in range(self.job.workers):
                workers.create_task(until_stopped(self._loop(stop), stop))
        if self.job.exclusive:
            with contextlib.suppress(Exception):  # the database is away: the lease runs out, as it should
                async with asyncio.timeout(2), self._database.begin() as work:
                    await work.run(_GIVE_LEASE_BACK, {"name": self.job.name, "holder": self._holder})

    async def once(self) -> bool | None:
        """One run, if the lease is ours or free. Returns whether there is more to do at once; None: it is another's."""
        if not self.job.exclusive:
            return bool(await self.job.run(self._begin))
        if not await self._leased():
            return None
        renewing, running = asyncio.create_task(self._keep_lease()), asyncio.ensure_future(self.job.run(self._begin))
        try:
            await asyncio.wait({renewing, running}, return_when=asyncio.FIRST_COMPLETED)
            if not running.done():
                raise LeaseLost(f"another replica holds the lease of {self.job.name}")
            return bool(running.result())
        finally:
            renewing.cancel()
            running.cancel()
            await asyncio.gather(renewing, running, return_exceptions=True)

    async def _loop(self, stop: asyncio.Event) -> None:
        pause = self.job.every
        while not stop.is_set():
            try:
                more = await self.once()
                pause = 0.0 if more else self.job.every
                if more is None:  # its holder may have died: what is due each hour must not wait an hour for that
                    pause = min(pause, self.job.lease)
            except Exception as error:  # whatever a job raises, the next run tries again, and an operator sees it
                self._telemetry.metrics.job_failures.labels(self.job.name).inc()
                self._telemetry.log.exception("job failed", job=self.job.name, error=type(error).__name__)
                pause = min(max(pause * 2, 1.0), 30.0)
                await self._wait(stop, pause, nudged=False)
                continue
            if pause:
                await self._wait(stop, pause, nudged=True)

    async def _wait(self, stop: asyncio.Event, seconds: float, *, nudged: bool) -> None:
        ends = [asyncio.create_task(stop.wait())]
        if nudged:
            ends.append(asyncio.create_task(self._nudge.wait()))
        await asyncio.wait(ends, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        for end in ends:
            end.cancel()
        self._nudge.clear()

    async def _leased(self) -> bool:
        async with self._database.begin() as work:
            values = {"name": self.job.name, "holder": self._holder, "length": timedelta(seconds=self.job.lease)}
            return (await work.run(_TAKE_LEASE, values)).first() is not None

    async def _keep_lease(self) -> None:
        """Ends when somebody else holds it."""
        held = True
        while held:
            await asyncio.sleep(self.job.lease / 3)
            with contextlib.suppress(Exception):  # the database is away: the lease runs out, as it should
                held = await self._leased()

    def _begin(self, *, because: Cause | Stamp | None = None) -> AbstractAsyncContextManager[UnitOfWork]:
        return self._database.begin(because=because)
