"""How much mail each receiving domain was sent, and whether it asked to come back: one row for all workers."""

from collections.abc import Collection, Sequence
from dataclasses import astuple
from datetime import datetime
from uuid import UUID

from chassis.work import UnitOfWork
from services.notifications.domain import Pace

_OPEN = """
    INSERT INTO receiving_domain (domain) SELECT domain FROM unnest($1::text[]) AS domain ORDER BY domain
    ON CONFLICT DO NOTHING
"""
_PACES = """
    SELECT domain, minute, taken, refusals, closed_until FROM receiving_domain
    WHERE domain = ANY($1::text[]) AND (refusals > 0 OR NOT $2) ORDER BY domain FOR UPDATE
"""
_KEEP = """
    UPDATE receiving_domain SET minute = $2, taken = $3, refusals = $4, closed_until = $5 WHERE domain = $1
"""
_FORGET = "DELETE FROM receiving_domain WHERE coalesce(greatest(minute, closed_until), '-infinity') < $1"
_PUT_OFF = """
    UPDATE mail m SET lease = NULL, next_at = w.at, turn = w.turn
    FROM unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[]) AS w (id, at, turn)
    WHERE m.id = w.id AND m.lease = $1
"""

PutOff = tuple[UUID, datetime, datetime | None]
"""A mail, when it may be taken again, and the minute of its turn."""


async def paces(work: UnitOfWork, domains: Collection[str]) -> dict[str, Pace]:
    """Load and hold how it stands with these domains: whoever sends to one of them waits until we commit."""
    await work.driver.execute(_OPEN, list(domains))
    return await _held(work, domains, troubled=False)


async def troubled_paces(work: UnitOfWork, domains: Collection[str]) -> dict[str, Pace]:
    """Of these domains those that refused mail for now and have taken none since, held."""
    return await _held(work, domains, troubled=True)


async def keep_paces(work: UnitOfWork, some: Collection[Pace]) -> None:
    if some:
        await work.driver.executemany(_KEEP, [astuple(pace) for pace in some])


async def put_off(work: UnitOfWork, lease: UUID, mails: Sequence[PutOff]) -> None:
    """Let go of what was taken out of its turn: no attempt is counted."""
    if mails:
        await work.driver.execute(_PUT_OFF, lease, *(list(column) for column in zip(*mails, strict=True)))


async def forget_paces(work: UnitOfWork, *, before: datetime) -> None:
    """Of domains that nothing was sent to since: some name a person."""
    await work.driver.execute(_FORGET, before)


async def _held(work: UnitOfWork, domains: Collection[str], *, troubled: bool) -> dict[str, Pace]:
    rows = await work.driver.fetch(_PACES, list(domains), troubled)
    return {row["domain"]: Pace(**dict(row)) for row in rows}
