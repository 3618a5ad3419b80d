"""When leave years begin: a programme's own month, else its deanery's, else everybody's (R25)."""

from collections.abc import Collection
from datetime import date
from typing import TypeAlias

from chassis.rules import rule
from chassis.work import UnitOfWork
from services.leave.store.organisations import deaneries_of

Place: TypeAlias = tuple[str, str]
"""A programme, empty for none, and a host."""


async def year_months(work: UnitOfWork, places: Collection[Place], *, on: date) -> dict[Place, int]:
    """The month in which the leave years of each of these places begin; each rule is read once."""
    deaneries = await deaneries_of(work, {host for _, host in places}, on=on)
    known: dict[tuple[str, ...], int] = {}
    months = {}
    for programme, host in places:
        of = tuple(each for each in (programme, deaneries.get(host)) if each)
        if of not in known:
            known[of] = await rule(work, "leave.year_month", on=on, of=of)
        months[programme, host] = known[of]
    return months
