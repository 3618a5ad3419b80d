"""Rows written and found as sets: one statement for a thousand rows, whatever the table."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Dialect, Table, select
from sqlalchemy.dialects import postgresql

from chassis.work import UnitOfWork

_ONE_WRITER = 0x0FA1
_DIALECT: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]


async def write_alone(work: UnitOfWork) -> None:
    """Until this transaction ends, nobody else writes people, placements or appointments.

    So what was looked up stays true, and each person's events keep their order. Taken before looking.
    """
    driver = await work.driver()
    await driver.execute("SELECT pg_advisory_xact_lock($1)", _ONE_WRITER)


async def upsert(work: UnitOfWork, table: Table, rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows, or replace those with the same key. Values in the order of the table's columns."""
    if rows:
        driver = await work.driver()
        await driver.execute(_upsert(table), *map(list, zip(*rows, strict=True)))


@cache
def _upsert(table: Table) -> str:
    names = [f'"{column.name}"' for column in table.columns]
    arrays = [f"${n}::{_type(column.type)}[]" for n, column in enumerate(table.columns, start=1)]
    key = [f'"{column.name}"' for column in table.primary_key]
    set_ = ", ".join(f"{name} = excluded.{name}" for name in names if name not in key)
    insert = f'INSERT INTO "{table.name}" ({", ".join(names)})'
    rows = "SELECT * FROM unnest(" + ", ".join(arrays) + ")"
    conflict = f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {set_}"
    return f"{insert} {rows} {conflict}"  # noqa: S608 - names of our own tables and columns


def _type(type_: Any) -> str:
    return str(type_.compile(dialect=_DIALECT)).split("(")[0]


async def found(work: UnitOfWork, table: Table, where: str, *values: Iterable[Any]) -> Sequence[Any]:
    """Whole rows, in the order of the table's columns; ``where`` compares with ``ANY($1)`` and so on."""
    driver = await work.driver()
    rows: Sequence[Any] = await driver.fetch(f"{_select(table)} WHERE {where}", *map(list, values))
    return rows


@cache
def _select(table: Table) -> str:
    return str(select(table).compile(dialect=_DIALECT))
