"""What a rule of opportunities is read for: placements, and what is open, at each host."""

from datetime import date

from sqlalchemy import func, literal, select, union_all

from chassis.rehearsing import Ruled
from chassis.work import UnitOfWork
from services.opportunities.store.organisations import PLACES
from services.opportunities.store.tables import opportunities, placements


async def reach(work: UnitOfWork, _: str, on: date) -> list[Ruled]:
    """Placements that are not over on that day, and opportunities that are published and not closed."""
    there, offered = placements.c, opportunities.c
    nothing = literal(0)
    query = union_all(
        select(there.host, func.count().label("placements"), nothing.label("opportunities"))
        .where(~there.cancelled, there.end >= on)
        .group_by(there.host),
        select(offered.trust, nothing, func.count())
        .where(offered.published_at.is_not(None), offered.closed_at.is_(None))
        .group_by(offered.trust),
    )
    return await PLACES.ruled(work, await work.all(query), on=on)
