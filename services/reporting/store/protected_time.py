"""Facts of protected time as they stand, kept set-based."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from chassis.copies import keep_rows
from chassis.work import UnitOfWork
from services.reporting.domain import Reach
from services.reporting.store.facts import Fact
from services.reporting.store.tables import lost_time, placement, self_development


async def keep_lost_time(work: UnitOfWork, rows: Collection[Fact]) -> None:
    await keep_rows(work, lost_time, rows)


async def keep_self_development(work: UnitOfWork, rows: Collection[Fact]) -> None:
    await keep_rows(work, self_development, rows)


async def reaches_of(work: UnitOfWork, which: Collection[UUID]) -> dict[UUID, Reach]:
    """Where each of these placements counts, and when, as far as we have heard of them."""
    of = placement.c
    asked = select(of.placement_id, of.host, of.former_host, of.starts_on, of.ends_on)
    rows = await work.all(asked.where(of.placement_id.in_(sorted(which))))
    return {
        row["placement_id"]: Reach(
            frozenset(filter(None, (row["host"], row["former_host"]))), row["starts_on"], row["ends_on"]
        )
        for row in rows
    }
