"""What happened, as it was heard, and what it mentions by name."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from chassis.clock import london_date
from chassis.cloudevents import stamp_in
from chassis.work import UnitOfWork
from contracts import EVENTS
from services.notifications.audience import Category
from services.notifications.domain import Happening, Names, mentions
from services.notifications.store import people
from services.notifications.store.tables import happening

_COLUMNS = (
    *("event_id", "type", "facts", "source", "subject", "key", "sequence"),
    *("time", "correlation", "causation", "traceparent"),
)


class Notice(NamedTuple):
    """A happening as one person is told of it."""

    category: Category
    happening: Happening


async def add_happenings(work: UnitOfWork, heard: Iterable[Happening]) -> None:
    """Never the same one twice: the door sees to that."""
    rows = [
        (
            *(h.id, h.stamp.type, h.event.write().decode(), h.stamp.source, h.stamp.subject, h.stamp.key),
            *(h.stamp.sequence, h.stamp.time, h.stamp.correlation, h.stamp.causation, h.stamp.traceparent),
        )
        for h in heard
    ]
    await work.copy(happening, _COLUMNS, rows)


async def happenings(work: UnitOfWork, ids: Iterable[UUID]) -> dict[UUID, Happening]:
    rows = await work.driver.fetch("SELECT * FROM happening WHERE event_id = ANY($1::uuid[])", list(ids))
    return {row["event_id"]: _happening(row) for row in rows}


def notice_of(row: Any) -> Notice:
    """A row of table ``happening`` with the category of a decision about it."""
    return Notice(Category(row["category"]), _happening(row))


async def names_in(work: UnitOfWork, heard: Iterable[Happening]) -> Names:
    """The names of everybody and everything these mention."""
    codes: set[str] = set()
    ids: set[UUID] = set()
    for one in heard:
        mentioned_codes, mentioned_people = mentions(one.event)
        codes |= mentioned_codes
        ids |= mentioned_people
    return await people.names(work, codes, ids)


def _happening(row: Any) -> Happening:
    stamp = stamp_in(row, source=row["source"])
    return Happening.of(EVENTS[row["type"]].read(row["facts"].encode()), stamp, london_date(row["time"]))
