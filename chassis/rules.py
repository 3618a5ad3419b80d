"""Rules a region may set differently: dated data, read as they stand on a day."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from chassis.tables import rule as rules
from chassis.work import UnitOfWork


async def rule(work: UnitOfWork, name: str, *, on: date, region: str | None = None) -> Any:
    """The value in force on a day: the region's own, else the default. Raises LookupError if it was never set."""
    return (await rules_named(work, [name], on=on, region=region))[name]


async def rules_named(
    work: UnitOfWork, names: Collection[str], *, on: date, region: str | None = None
) -> dict[str, Any]:
    """The same of many at once. Raises LookupError with the first that was never set."""
    in_force = (
        select(rules.c.name, rules.c.value)
        .ext(distinct_on(rules.c.name))
        .where(rules.c.name.in_(names), rules.c.valid_from <= on, rules.c.region.in_(["", region or ""]))
        .order_by(rules.c.name, rules.c.region.desc(), rules.c.valid_from.desc())
    )
    found = {row["name"]: row["value"] for row in await work.all(in_force)}
    for name in names:
        if name not in found:
            raise LookupError(f"no rule {name!r} is in force on {on}; seed it in a migration")
    return found
