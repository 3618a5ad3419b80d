"""What a rule of the registry is read for: the placements at each host."""

from datetime import date

from sqlalchemy import func, select

from chassis.rehearsing import Ruled
from chassis.work import UnitOfWork
from services.registry.store.organisations import whose_rules
from services.registry.store.tables import placement


async def reach(work: UnitOfWork, _: str, on: date) -> list[Ruled]:
    """Those that are not over on that day."""
    of = placement.c
    query = select(of.host, func.count().label("placements")).where(~of.cancelled, of.end >= on).group_by(of.host)
    rows = await work.all(query)
    whose = await whose_rules(work, {row["host"] for row in rows}, on=on)
    return [Ruled(whose[row["host"]], {"placements": row["placements"]}) for row in rows]
