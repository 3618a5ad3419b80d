"""How much mail each receiving domain has had: one row for the workers of all replicas."""

from collections.abc import Collection
from dataclasses import astuple
from datetime import datetime

from chassis.work import UnitOfWork
from services.notifications.domain import Pace

_HOLD = """
    INSERT INTO receiving_domain AS r (domain) SELECT domain FROM unnest($1::text[]) AS named (domain) ORDER BY domain
    ON CONFLICT (domain) DO UPDATE SET domain = r.domain RETURNING domain, minute, taken
"""
_KEEP = "UPDATE receiving_domain SET minute = $2, taken = $3 WHERE domain = $1"
_FORGET = "DELETE FROM receiving_domain WHERE coalesce(minute, '-infinity') < $1"


async def paces(work: UnitOfWork, domains: Collection[str]) -> dict[str, Pace]:
    """Load and hold what these domains have had: whoever sends to one of them waits until we commit."""
    rows = await work.driver.fetch(_HOLD, list(domains)) if domains else ()
    return {row["domain"]: Pace(**dict(row)) for row in rows}


async def keep_paces(work: UnitOfWork, some: Collection[Pace]) -> None:
    if some:
        await work.driver.executemany(_KEEP, [astuple(pace) for pace in some])


async def forget_paces(work: UnitOfWork, *, before: datetime) -> None:
    """Of domains that nothing was sent to since: some name a person."""
    await work.driver.execute(_FORGET, before)
