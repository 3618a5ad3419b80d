"""Keyset paging: a page begins behind the row that its reader saw last, whatever came or went meanwhile."""

from typing import Any
from uuid import UUID

from sqlalchemy import Column, Select, select, tuple_


def page_of(
    rows: Select[Any],
    when: Column[Any],
    key: Column[Any],
    *,
    after: UUID | None,
    limit: int,
    oldest_first: bool = False,
) -> Select[Any]:
    """``limit`` of these rows, newest first, and of the same moment by their key; from behind the one named.

    An ``after`` that names no row gives an empty page.
    """
    if after is not None:
        last_seen = select(when, key).where(key == after).scalar_subquery()
        place = tuple_(when, key)
        rows = rows.where(place > last_seen if oldest_first else place < last_seen)
    in_order = (when, key) if oldest_first else (when.desc(), key.desc())
    return rows.order_by(*in_order).limit(limit)
