"""Rules a region may set differently: dated data, read as they stand on a day."""

from datetime import date
from typing import Any

from sqlalchemy import select

from chassis.tables import rule as rules
from chassis.work import UnitOfWork


async def rule(work: UnitOfWork, name: str, *, on: date, region: str | None = None) -> Any:
    """The value in force on a day: the region's own, else the default. Raises LookupError if it was never set."""
    newest_first = (rules.c.region.desc(), rules.c.valid_from.desc())
    asked = select(rules.c.value).where(
        rules.c.name == name, rules.c.valid_from <= on, rules.c.region.in_(["", region or ""])
    )
    row = await work.first(asked.order_by(*newest_first).limit(1))
    if row is None:
        raise LookupError(f"no rule {name!r} is in force on {on}; seed it in a migration")
    return row["value"]
