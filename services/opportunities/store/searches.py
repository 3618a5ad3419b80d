"""What doctors saved to be shown: one row for each search."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from uuid import UUID

from sqlalchemy import delete, func, insert, select

from chassis.errors import NotFound
from chassis.rules import rule
from chassis.work import UnitOfWork
from services.opportunities.domain import Search, TooManySearches
from services.opportunities.store.tables import searches


async def add_search(work: UnitOfWork, search: Search) -> None:
    """Raises TooManySearches beyond ``opportunities.most_searches``."""
    most = int(await rule(work, "opportunities.most_searches", on=work.today))
    saved = select(func.count().label("saved")).where(searches.c.doctor_id == search.doctor_id)
    if (await work.one(saved))["saved"] >= most:
        raise TooManySearches(f"Delete one of your {most} first.")
    await work.run(insert(searches).values(asdict(search)))


async def delete_search(work: UnitOfWork, search_id: UUID, *, doctor_id: UUID) -> None:
    """Raises NotFound, for somebody else's too."""
    mine = (searches.c.search_id == search_id, searches.c.doctor_id == doctor_id)
    if not (await work.run(delete(searches).where(*mine))).rowcount:
        raise NotFound


async def searches_of(work: UnitOfWork, doctors: Collection[UUID]) -> Mapping[UUID, Sequence[Search]]:
    """What each of these doctors saved, the oldest first."""
    saved = select(searches).where(searches.c.doctor_id.in_(sorted(doctors)))
    found: defaultdict[UUID, list[Search]] = defaultdict(list)
    for row in await work.all(saved.order_by(searches.c.saved_at, searches.c.search_id)):
        found[row["doctor_id"]].append(Search(**row))
    return found
