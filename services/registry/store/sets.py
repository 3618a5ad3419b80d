"""Rows written and found as sets: one statement for a thousand rows, whatever the table."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Dialect, Table, select
from sqlalchemy.dialects import postgresql

from chassis.work import UnitOfWork

_ONE_WRITER = 0x0FB1
"""An advisory lock of the registry's own: those of the chassis are 0x0FA1 to 0x0FA3."""
_DIALECT: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]


async def write_alone(work: UnitOfWork) -> None:
    """Until this transaction ends, nobody else writes people, placements or appointments.

    So what was looked up stays true, and each person's events keep their order. Taken before looking.
    """
    await work.driver.execute("SELECT pg_advisory_xact_lock($1)", _ONE_WRITER)


async def upsert(work: UnitOfWork, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows, or replace those with the same key. Values in the order of the table's columns."""
    if rows:
        await work.driver.execute(_upsert(table), rows)


@cache
def _upsert(table: Table) -> str:
    """One array of whole rows: an array a column costs asyncpg a look at every single value."""
    name, key = table.name, {column.name for column in table.primary_key}
    set_ = ", ".join(f'"{c.name}" = excluded."{c.name}"' for c in table.columns if c.name not in key)
    on = ", ".join(f'"{column}"' for column in key)
    rows = f'SELECT r.* FROM unnest($1::"{name}"[]) AS r'  # noqa: S608 - the name of our own table
    return f'INSERT INTO "{name}" {rows} ON CONFLICT ({on}) DO UPDATE SET {set_}'


async def found(work: UnitOfWork, table: Table, where: str, *values: Iterable[Any]) -> Sequence[Any]:
    """Whole rows, in the order of the table's columns; ``where`` compares with ``ANY($1)`` and so on."""
    rows: Sequence[Any] = await work.driver.fetch(f"{_select(table)} WHERE {where}", *map(list, values))
    return rows


@cache
def _select(table: Table) -> str:
    return str(select(table).compile(dialect=_DIALECT))
