"""How many residents are in post, on the day on which they are counted."""

from collections.abc import Collection

from sqlalchemy import case, func, select

from chassis.rules import rule
from chassis.work import UnitOfWork
from contracts.vocabulary import PlacementType
from services.reporting.domain import Residents, census_day, quarter_of
from services.reporting.store.tables import placement


async def residents(work: UnitOfWork, *, trusts: Collection[str] | None) -> Residents:
    """On the census day of this quarter, as is known today; of all these hosts together, each person once (R85)."""
    month = int(await rule(work, "reporting.census_month", on=work.today))
    day = census_day(quarter_of(work.today), month=month)
    in_post = (
        select(placement.c.doctor_id, func.sum(placement.c.wte).label("wte"))
        .where(
            placement.c.type == PlacementType.IN_POST,
            ~placement.c.cancelled,
            placement.c.starts_on <= day,
            placement.c.ends_on >= day,
        )
        .group_by(placement.c.doctor_id)
    )
    if trusts is not None:
        before = placement.c.host_since > day
        host = case((before, placement.c.former_host), else_=placement.c.host)
        in_post = in_post.where(host.in_(sorted(trusts)))
    each = in_post.subquery()
    counted = select(
        func.count().label("heads"),
        func.count().filter(each.c.wte < 1).label("less_than_full_time"),
        func.coalesce(func.sum(each.c.wte), 0).label("wte"),
    ).select_from(each)
    return Residents(census_day=day, **await work.one(counted))
