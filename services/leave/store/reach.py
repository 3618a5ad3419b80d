"""What a rule of leave is read for: placements, never requests; where one doctor is placed, those would tell on one."""

from datetime import date

from sqlalchemy import func, select

from chassis.rehearsing import Ruled
from chassis.work import UnitOfWork
from services.leave.store.entitlement import POLICY
from services.leave.store.organisations import deaneries_of
from services.leave.store.tables import placements
from services.leave.store.terms import COURSE

_OF_PROGRAMMES = frozenset({*COURSE, "leave.year_month"})
_OF_TRAINEES = frozenset({*POLICY, "leave.funded_percent"}) - _OF_PROGRAMMES
"""A trust's own for the locally employed, else its deanery's (R4, R26)."""


async def reach(work: UnitOfWork, name: str, on: date) -> list[Ruled]:
    """Placements that are not over on that day, by whose own value of this rule holds for them."""
    of = placements.c
    query = select(of.host, of.programme, func.count().label("placements")).where(~of.cancelled, of.end >= on)
    rows = await work.all(query.group_by(of.host, of.programme))
    deaneries = await deaneries_of(work, {row["host"] for row in rows}, on=on)
    return [
        Ruled(
            _whose(name, row["host"], row["programme"], deaneries.get(row["host"])), {"placements": row["placements"]}
        )
        for row in rows
    ]


def _whose(name: str, host: str, programme: str | None, deanery: str | None) -> tuple[str, ...]:
    if name in _OF_PROGRAMMES:
        nearest = programme
    elif name in _OF_TRAINEES:
        nearest = host if programme is None else None
    else:
        nearest = host
    return tuple(code for code in (nearest, deanery) if code)
