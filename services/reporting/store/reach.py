"""What a rule of reporting judges: the placements at each host."""

from datetime import date

from sqlalchemy import func, select

from chassis.rehearsing import Ruled
from chassis.work import UnitOfWork
from services.reporting.store.places import PLACES
from services.reporting.store.tables import placement


async def reach(work: UnitOfWork, _: str, on: date) -> list[Ruled]:
    """Those that are not over on that day."""
    of = placement.c
    query = select(of.host, func.count().label("placements")).where(~of.cancelled, of.ends_on >= on).group_by(of.host)
    return await PLACES.ruled(work, await work.all(query), on=on)
