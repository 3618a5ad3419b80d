"""The course of a rebuild: read, catch up, swap. Killed at any point it has changed nothing, and begins anew."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence, Set
from contextlib import asynccontextmanager
from uuid import UUID

import asyncpg

from chassis.audit import note_deed
from chassis.clock import Clock, SystemClock
from chassis.database import Database, is_passing
from chassis.door.record import RawRecord
from chassis.rebuilding.log import Log, LogIncomplete, reading
from chassis.rebuilding.projection import Projection, Rebuilt
from chassis.rebuilding.shadow import Shadow
from chassis.settings import ServiceSettings
from chassis.telemetry import Telemetry

PATIENCE = 600.0
"""Seconds that the service may lag behind the log before we give up waiting for it."""
_FEW = 5_000
"""Records that may be left for the transaction that swaps."""
_LOCK_CLASS = 0x0FA3


class AlreadyRebuilding(Exception):
    """Another process rebuilds this projection at the moment."""


class NotCaughtUp(Exception):
    """The service itself has not taken what the log holds, so there is nothing to compare with."""


async def rebuild(
    projection: Projection,
    *,
    service: str,
    settings: ServiceSettings,
    by: UUID,
    by_place: Set[str],
    clock: Clock | None = None,
    patience: float = PATIENCE,
    progress: Callable[[int], None] = lambda _: None,
) -> Rebuilt:
    """Make a projection anew, beside the running service; ``progress`` hears how many events were folded.

    ``by_place`` names the dated rules that the service reads by place.

    Raises AlreadyRebuilding, NotCaughtUp, LogIncomplete, LogSilent, KafkaError; then nothing was changed.
    """
    telemetry = Telemetry(service)
    database = Database(
        settings.database, telemetry=telemetry, clock=clock or SystemClock(), pool_size=2, by_place=by_place
    )
    shadow = Shadow(database, service, projection, telemetry)
    try:
        async with _alone(settings.database, projection), reading(settings.kafka, projection.topics) as log:
            return await rebuild_from(log, shadow, database, projection, by=by, patience=patience, progress=progress)
    finally:
        await database.close()
        telemetry.close()


async def rebuild_from(
    log: Log,
    shadow: Shadow,
    database: Database,
    projection: Projection,
    *,
    by: UUID,
    patience: float = PATIENCE,
    progress: Callable[[int], None] = lambda _: None,
) -> Rebuilt:
    """The course itself, on a log that is open."""
    await shadow.begin_anew()
    try:
        left = await _catch_up(shadow, log, patience=patience, progress=progress)
        return await _swap(database, shadow, log, left, projection, by=by)
    except (LogIncomplete, NotCaughtUp):
        async with database.begin() as work:
            await shadow.drop(work)
        raise


async def _catch_up(shadow: Shadow, log: Log, *, patience: float, progress: Callable[[int], None]) -> list[RawRecord]:
    """Fold until little is missing; returns what has to wait: first of all, what the live tables do not have yet."""
    left: list[RawRecord] = []
    until = time.monotonic() + patience
    while True:
        async with shadow.begin() as work:
            await shadow.note_owed(work)
        left = await shadow.fold(left)
        async for records in log.until(await log.ends()):
            left += await shadow.fold(records)
            progress(shadow.folded)
        left = await shadow.fold(left)  # an earlier version may have come after a later one
        async with shadow.begin() as work:
            await shadow.check_owed(work)
        if len(left) <= _FEW:
            return left
        if time.monotonic() > until:
            raise NotCaughtUp(
                f"{shadow.service} itself has {len(left)} events yet to take; wait for it: fairlead settle"
            )
        await asyncio.sleep(1)


async def _swap(
    database: Database, shadow: Shadow, log: Log, left: Sequence[RawRecord], projection: Projection, *, by: UUID
) -> Rebuilt:
    """The last records and the swap, while nobody writes the live tables; again where a deadlock came in between."""
    unfolded, before = list(left), shadow.folded
    for pause in (0.5, 2.0, None):
        try:
            async with database.begin() as work:
                await shadow.lock_live(work)
                await shadow.note_owed(work)
                async for records in log.until(await log.ends()):
                    unfolded += records
                await shadow.fold_within(work, unfolded)
                await shadow.check_owed(work)
                found = await shadow.swap(work)
                rebuilt = Rebuilt(projection.name, events=shadow.folded, **found)
                if projection.changed is not None and (found["added"] or found["changed"] or found["removed"]):
                    await projection.changed(work)
                outcome = f"{found['added']} added, {found['changed']} changed, {found['removed']} removed"
                await note_deed(work, "projection.rebuilt", by=by, about=projection.name, outcome=outcome)
                await shadow.drop(work)
            return rebuilt
        except Exception as error:
            shadow.folded = before
            if pause is None or not is_passing(error):
                raise
            await asyncio.sleep(pause)
    raise AssertionError("the last round returns or raises")


@asynccontextmanager
async def _alone(database: str, projection: Projection) -> AsyncIterator[None]:
    """One rebuild of a projection at a time; the lock ends with the connection, and so with the process."""
    connection = await asyncpg.connect(database, timeout=5)
    try:
        lock = "SELECT pg_try_advisory_lock($1, hashtext($2))"
        if not await connection.fetchval(lock, _LOCK_CLASS, projection.name):
            raise AlreadyRebuilding(f"{projection.name} is being rebuilt by another process; wait for it")
        yield
    finally:
        await connection.close(timeout=2)
