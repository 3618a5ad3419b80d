"""Lets go of what was written in rejected rows, and of files only rehearsed, once there was time for both."""

from datetime import timedelta

from chassis.jobs import Begin
from chassis.rules import rule
from services.registry import store

AT_ONCE = 5_000


async def drop_rehearsed_files(begin: Begin) -> None:
    """Files that nobody confirmed within so many hours (rule ``registry.rehearsed_hours``)."""
    async with begin() as work:
        hours = await rule(work, "registry.rehearsed_hours", on=work.today)
        await store.drop_rehearsed(work, before=work.now - timedelta(hours=hours))


async def drop_rejected_cells(begin: Begin) -> bool:
    """Drop cells of imports that ended long enough ago (rule ``registry.rejected_days``). True: there may be more.

    Counts, row numbers, columns and reasons stay.
    """
    async with begin() as work:
        days = await rule(work, "registry.rejected_days", on=work.today)
        return await store.drop_cells(work, before=work.now - timedelta(days=days), limit=AT_ONCE) == AT_ONCE
