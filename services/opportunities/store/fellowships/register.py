"""Fellowships: one row each."""

from collections.abc import Collection
from dataclasses import asdict, replace
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.dialects.postgresql import insert

from chassis.paging import page_of
from chassis.work import UnitOfWork
from services.opportunities.domain.fellowships import AlreadyAppointed, Fellowship
from services.opportunities.store.fellowships.tables import fellowships


async def add_fellowship(work: UnitOfWork, fellowship: Fellowship) -> None:
    """Raises AlreadyAppointed where such a post of theirs from that day is in the register."""
    added = insert(fellowships).values(asdict(fellowship)).on_conflict_do_nothing()
    if await work.first(added.returning(fellowships.c.fellowship_id)) is None:
        raise AlreadyAppointed(f"It begins on {fellowship.starts_on}; end that one first, or leave it.")


async def fellowship(work: UnitOfWork, fellowship_id: UUID) -> Fellowship:
    """Load it and hold it: no one else decides about it until we commit. Raises NotFound."""
    which = fellowships.c.fellowship_id == fellowship_id
    return Fellowship(**await work.one(select(fellowships).where(which).with_for_update()))


async def look_at_fellowship(work: UnitOfWork, fellowship_id: UUID) -> Fellowship:
    """Load it without holding it, to show. Raises NotFound."""
    which = fellowships.c.fellowship_id == fellowship_id
    return Fellowship(**await work.one(select(fellowships).where(which)))


async def keep_fellowship(work: UnitOfWork, fellowship: Fellowship) -> Fellowship:
    """Keep a held fellowship as its next version."""
    following = replace(fellowship, version=fellowship.version + 1)
    which = fellowships.c.fellowship_id == fellowship.fellowship_id
    await work.run(update(fellowships).where(which).values(asdict(following)))
    return following


async def fellowships_at(
    work: UnitOfWork, trusts: Collection[str], *, held_by: UUID, after: UUID | None, limit: int
) -> list[Fellowship]:
    """Those of these trusts and this person's own, the latest to begin first, from behind the one named."""
    of = fellowships.c
    theirs = select(fellowships).where(or_(of.trust.in_(sorted(trusts)), of.doctor_id == held_by))
    rows = await work.all(page_of(theirs, of.starts_on, of.fellowship_id, after=after, limit=limit))
    return [Fellowship(**row) for row in rows]
