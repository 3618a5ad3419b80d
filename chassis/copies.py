"""A copy of what others own, kept as they last said it: one statement for a batch and table, however many rows."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Column, Table, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.sql.selectable import TableValuedAlias

from chassis.work import UnitOfWork

Rows = Collection[Mapping[str, Any]]
"""Each a mapping of column names to values, all of the same columns, none of the same key."""


async def keep_rows(work: UnitOfWork, table: Table, rows: Rows, *, unless_null: Collection[str] = ()) -> None:
    """Each row is the whole state of its key; ``unless_null`` names columns whose null leaves what stands.

    In the order of the keys, so that two who keep some of the same never wait for one another crosswise.
    """
    if not rows:
        return
    columns = _columns(table, rows)
    given = _given(columns, rows)
    in_order = select(given).order_by(*(given.c[key.name] for key in table.primary_key))
    stated = insert(table).from_select([c.name for c in columns], in_order)
    news: dict[str, Any] = {c.name: stated.excluded[c.name] for c in columns if not c.primary_key}
    news |= {name: func.coalesce(stated.excluded[name], table.c[name]) for name in unless_null}
    await work.run(stated.on_conflict_do_update(index_elements=list(table.primary_key), set_=news))


async def keep_as_said(
    work: UnitOfWork, table: Table, said: Iterable[Mapping[str, Any]], *, amending: Collection[str] = ()
) -> None:
    """What a batch says of a table, in its order: a row of every column is the whole state of its key, one of the key
    and the columns ``amending`` amends what stands, in this batch or before it. Two statements at most.

    Raises ValueError for any other row: one short of a column that the table has would amend nothing, in silence.
    """
    key = [column.name for column in table.primary_key]
    every, some = {column.name for column in table.columns}, {*key, *amending}
    whole: dict[tuple[Any, ...], Mapping[str, Any]] = {}
    amended: dict[tuple[Any, ...], Mapping[str, Any]] = {}
    for row in said:
        which = tuple(row[name] for name in key)
        if row.keys() == every:
            whole[which] = row
        elif not amending or row.keys() != some:
            raise ValueError(f"a row of {table.name} has {sorted(row)}: neither {sorted(every)} nor {sorted(some)}")
        elif which in whole:
            whole[which] = {**whole[which], **row}
        else:
            amended[which] = row
    await keep_rows(work, table, whole.values())
    await amend_rows(work, table, [row for which, row in amended.items() if which not in whole])


async def amend_rows(work: UnitOfWork, table: Table, rows: Rows, *, unless_set: str | None = None) -> None:
    """Each row has the key and what is otherwise from now on; a key that is not there is passed over.

    ``unless_set`` names a column: where it has a value already, the row stands as it is.
    """
    if not rows:
        return
    columns = _columns(table, rows)
    given = _given(columns, rows)
    same = [table.c[key.name] == given.c[key.name] for key in table.primary_key]
    if unless_set:
        same.append(table.c[unless_set].is_(None))
    await work.run(update(table).where(*same).values({c: given.c[c.name] for c in columns if not c.primary_key}))


def _columns(table: Table, rows: Rows) -> list[Column[Any]]:
    stated = next(iter(rows))
    return [column for column in table.columns if column.name in stated]


def _given(columns: Collection[Column[Any]], rows: Rows) -> TableValuedAlias:
    """The rows as a table, an array for each column."""
    arrays = (bindparam(c.name, [row[c.name] for row in rows], type_=ARRAY(c.type)) for c in columns)
    return func.unnest(*arrays).table_valued(*(c.name for c in columns), name="given").render_derived()
