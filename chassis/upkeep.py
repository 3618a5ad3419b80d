"""Housekeeping of the delivery core's tables: what has served its time goes, a little at a time."""

from datetime import timedelta

from sqlalchemy import text

from chassis.door import Door
from chassis.door.held import keys_behind_gaps
from chassis.jobs import Begin, Job

_AT_ONCE = 5_000
_HOUR = 3600.0
_GAPS = 10.0
_ANSWERS_KEPT = timedelta(days=2)

_OLD_INBOX = text(
    """
    DELETE FROM inbox WHERE (consumer, event_id) IN
        (SELECT consumer, event_id FROM inbox WHERE time < :before
            AND event_id NOT IN (SELECT event_id FROM held WHERE state = 'held') LIMIT :at_once)
    """
)
_OLD_ANSWERS = text("DELETE FROM idempotency WHERE at < :before")


def upkeep_job(inbox_days: int) -> Job:
    """Ids older than the inbox keeps go by the event's time; a later duplicate is stopped by its stream position."""

    async def upkeep(begin: Begin) -> bool:
        async with begin() as work:
            before = work.now - timedelta(days=inbox_days)
            removed = await work.run(_OLD_INBOX, {"before": before, "at_once": _AT_ONCE})
            await work.run(_OLD_ANSWERS, {"before": work.now - _ANSWERS_KEPT})
        return removed.rowcount == _AT_ONCE

    return Job(name="upkeep", run=upkeep, every=_HOUR)


def gap_job(door: Door) -> Job:
    """Applies what was held for want of an earlier version that has come in by another member meanwhile."""

    async def release(begin: Begin) -> None:
        async with begin() as work:
            keys = await keys_behind_gaps(work, door.service)
        for key in keys:
            await door.replay(key)

    return Job(name="release gaps", run=release, every=_GAPS)
