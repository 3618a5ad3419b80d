"""Held records: dead-letter store and parking in one, in the database of the service that could not apply them."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, cast, func, select, update
from sqlalchemy.dialects.postgresql import distinct_on

from chassis.door.books import Holding
from chassis.door.record import StoredRecord, unpacked
from chassis.tables import held, stream_position
from chassis.work import UnitOfWork

Noting = Callable[[UnitOfWork, int], Awaitable[None]]
"""Told in the transaction of a replay how many records it released."""


@dataclass(frozen=True, slots=True)
class HeldRow:
    id: int
    raw: StoredRecord


@dataclass(frozen=True, slots=True)
class HeldView:
    """What an operator sees of a held record: everything but what it says."""

    id: int
    consumer: str
    topic: str
    partition: int
    offset: int
    event_id: UUID
    type: str | None
    subject: str | None
    key: str
    reason: str
    detail: str
    state: str
    held_at: datetime


_VERSION = r"^version (\d+) came after"
"""What the detail of a gap begins with; a record's stamp is inside its bytes, where no query looks."""
_VIEW = (
    *(held.c.id, held.c.consumer, held.c.topic, held.c.partition, held.c.offset, held.c.event_id, held.c.type),
    *(held.c.subject, held.c.key, held.c.reason, held.c.detail, held.c.state, held.c.held_at),
)


async def held_of(
    work: UnitOfWork, consumer: str, key: tuple[str, str], *, at_most: int | None = None
) -> list[HeldRow]:
    """What is held under a topic's key, in log order, locked."""
    query = (
        select(held)
        .where(held.c.consumer == consumer, held.c.topic == key[0], held.c.key == key[1], held.c.state == "held")
        .order_by(held.c.offset, held.c.id)
        .limit(at_most)
        .with_for_update()
    )
    return [
        HeldRow(row["id"], unpacked(row["topic"], row["partition"], row["offset"], row["record"]))
        for row in await work.all(query)
    ]


async def mark_replayed(work: UnitOfWork, ids: Sequence[int]) -> None:
    if ids:
        await work.run(update(held).where(held.c.id.in_(ids)).values(state="replayed", ended_at=work.now, record=None))


async def mark_waiting(work: UnitOfWork, waiting: Sequence[tuple[int, Holding]]) -> None:
    """Why each of these is held now."""
    for held_id, holding in waiting:
        await work.run(update(held).where(held.c.id == held_id).values(reason=holding.reason, detail=holding.detail))


async def mark_first(work: UnitOfWork, consumer: str, key: tuple[str, str], *, reason: str, detail: str) -> None:
    rows = await held_of(work, consumer, key)
    await work.run(update(held).where(held.c.id == rows[0].id).values(reason=reason, detail=detail))


async def find_held(work: UnitOfWork, *, at_most: int = 100) -> list[HeldView]:
    """The oldest records that still wait."""
    query = select(*_VIEW).where(held.c.state == "held").order_by(held.c.id).limit(at_most)
    return [HeldView(**row) for row in await work.all(query)]


async def show_held(work: UnitOfWork, held_id: int) -> dict[str, Any]:
    """One held record with its headers; of its body, which is a service's data, only the size. Raises NotFound."""
    row = await work.one(select(*_VIEW, held.c.record).where(held.c.id == held_id))
    shown = {name: value for name, value in row.items() if name != "record"}
    if row["record"] is None:
        return {**shown, "headers": {}, "body_bytes": 0}
    raw = unpacked(row["topic"], row["partition"], row["offset"], row["record"])
    headers = {name: (value or b"").decode("utf-8", "backslashreplace") for name, value in raw.headers}
    return {**shown, "headers": headers, "body_bytes": len(raw.value or b"")}


async def count_held(work: UnitOfWork) -> int:
    row = await work.one(select(func.count().label("held")).where(held.c.state == "held"))
    return int(row["held"])


async def oldest_held(work: UnitOfWork) -> timedelta:
    """For how long the one that was held first has been waiting; nothing where none does."""
    row = await work.one(select(func.min(held.c.held_at).label("since")).where(held.c.state == "held"))
    return work.now - (row["since"] or work.now)


async def one_of_each_key(work: UnitOfWork, key: str | None = None) -> list[int]:
    """The number of one held record for each key, or for this one on each topic: to replay one is to replay its key."""
    query = select(func.min(held.c.id).label("id")).where(held.c.state == "held").group_by(held.c.topic, held.c.key)
    if key is not None:
        query = query.where(held.c.key == key)
    return [row["id"] for row in await work.all(query.order_by("id"))]


async def held_lately(work: UnitOfWork, consumer: str, *, seconds: float) -> int:
    """How many were held within these seconds because they could not be applied, whatever became of them."""
    since = work.now - timedelta(seconds=seconds)
    of_cause = (held.c.consumer == consumer, held.c.held_at > since, held.c.reason.in_(("failed", "unreadable")))
    row = await work.one(select(func.count().label("many")).where(*of_cause))
    return int(row["many"])


async def keys_behind_gaps(work: UnitOfWork, consumer: str, *, at_most: int = 100) -> list[tuple[str, str]]:
    """Topics and keys whose first held record need not wait any longer: the version before it has been taken, or the
    record that was held before it has ended. A gap that is still one is not asked for, or many such would hide others.

    What is first and still ``behind`` was held in the moment in which a replay or a discard ended the one before it.
    """
    first = (
        select(held.c.id, held.c.topic, held.c.key, held.c.subject, held.c.reason, held.c.detail)
        .ext(distinct_on(held.c.topic, held.c.key))
        .where(held.c.consumer == consumer, held.c.state == "held")
        .order_by(held.c.topic, held.c.key, held.c.offset, held.c.id)
        .subquery()
    )
    position = stream_position
    stream = (
        (position.c.consumer == consumer)
        & (position.c.topic == first.c.topic)
        & (position.c.subject == first.c.subject)
    )
    version = cast(func.substring(first.c.detail, _VERSION), BigInteger)
    is_next = func.coalesce(version, 0) <= func.coalesce(position.c.sequence, 0) + 1
    waiting = (
        select(first.c.topic, first.c.key)
        .select_from(first.outerjoin(position, stream))
        .where((first.c.reason == "behind") | ((first.c.reason == "gap") & is_next))
        .order_by(first.c.id)
        .limit(at_most)
    )
    return [(row["topic"], row["key"]) for row in await work.all(waiting)]
