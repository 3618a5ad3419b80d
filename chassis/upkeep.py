"""Housekeeping of the delivery core's tables: what has served its time goes, a little at a time."""

from datetime import timedelta

from sqlalchemy import text

from chassis.door import Door
from chassis.jobs import Begin, Job
from chassis.telemetry import Telemetry

_AT_ONCE = 5_000
_HOUR = 3600.0
_GAPS = 10.0
_WATCH = 5.0
_ANSWERS_KEPT = timedelta(days=2)

_OLD_INBOX = text(
    """
    DELETE FROM inbox WHERE ctid = ANY(ARRAY(
        SELECT i.ctid FROM inbox i WHERE i.time < :before
            AND NOT EXISTS (SELECT FROM held h WHERE h.event_id = i.event_id AND h.state = 'held') LIMIT :at_once))
    """
)
_OLDEST_IDLE = text(
    """
    SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0)::float AS age FROM pg_stat_activity
    WHERE datname = current_database() AND state LIKE 'idle in transaction%'
    """
)
_OLD_ANSWERS = text("DELETE FROM idempotency WHERE at < :before")


def upkeep_job(inbox_days: int) -> Job:
    """Ids that came longer ago than the inbox keeps go; a later duplicate is stopped by its stream position."""

    async def upkeep(begin: Begin) -> bool:
        async with begin() as work:
            before = work.now - timedelta(days=inbox_days)
            removed = await work.run(_OLD_INBOX, {"before": before, "at_once": _AT_ONCE})
            await work.run(_OLD_ANSWERS, {"before": work.now - _ANSWERS_KEPT})
        return removed.rowcount == _AT_ONCE

    return Job(name="upkeep", run=upkeep, every=_HOUR)


def gap_job(door: Door) -> Job:
    """Applies what was held for want of an earlier version that has come in by another member meanwhile."""

    async def release(_: Begin) -> None:
        await door.release_gaps()

    return Job(name="release gaps", run=release, every=_GAPS)


def watch_job(telemetry: Telemetry) -> Job:
    """Measures the oldest transaction that somebody left open: it keeps dead rows, and maybe locks, until it ends.

    A role sees its own sessions; those of others only where it was granted ``pg_read_all_stats``.
    """

    async def watch(begin: Begin) -> None:
        async with begin() as work:
            telemetry.metrics.oldest_idle_transaction_seconds.set((await work.one(_OLDEST_IDLE))["age"])

    return Job(name="watch transactions", run=watch, every=_WATCH, exclusive=False)
