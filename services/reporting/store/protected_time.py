"""Facts of protected time as they stand, kept set-based."""

from collections.abc import Collection

from chassis.copies import keep_rows
from chassis.work import UnitOfWork
from services.reporting.store.facts import Fact
from services.reporting.store.tables import lost_time, self_development


async def keep_lost_time(work: UnitOfWork, rows: Collection[Fact]) -> None:
    await keep_rows(work, lost_time, rows)


async def keep_self_development(work: UnitOfWork, rows: Collection[Fact]) -> None:
    await keep_rows(work, self_development, rows)
