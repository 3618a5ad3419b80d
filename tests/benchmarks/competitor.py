"""FastStream as its documentation shows it (``body: list[Model]``), with inbox, the same projection and outbox rows."""

import contextlib
import logging
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg
from faststream import AckPolicy
from faststream.kafka import KafkaBroker, KafkaMessage

from chassis.ids import uuid7
from contracts.leave import LeavePlacementAffected
from tests.benchmarks.bare import INBOX, OUTBOX, Note
from tests.benchmarks.stand import Stand
from tests.benchmarks.toys import FOLD, folded, told


@contextlib.asynccontextmanager
async def plain_faststream(stand: Stand, *, topic: str, database: str, note: Note) -> AsyncIterator[None]:
    pool = await asyncpg.create_pool(database, min_size=1, max_size=2)
    broker = KafkaBroker(stand.bootstrap, logger=logging.getLogger("faststream"))

    @broker.subscriber(
        topic,
        batch=True,
        group_id=stand.name("plain"),
        auto_offset_reset="earliest",
        ack_policy=AckPolicy.MANUAL,
        max_records=1000,
        batch_timeout_ms=20,
        fetch_max_wait_ms=250,
        no_reply=True,
    )
    async def handle(body: list[LeavePlacementAffected], message: KafkaMessage) -> None:
        ids = [UUID(headers["ce_id"]) for headers in message.batch_headers]
        await _apply(pool, body, ids)
        await message.ack()
        note(len(body))

    await broker.start()
    try:
        yield
    finally:
        await broker.stop()
        await pool.close()


async def _apply(pool: Any, body: Sequence[LeavePlacementAffected], ids: Sequence[UUID]) -> None:
    now = datetime.now(UTC)
    async with pool.acquire() as connection, connection.transaction():
        new = {row[0] for row in await connection.fetch(INBOX, "plain", ids, [now] * len(ids))}
        fresh = [(one, event) for one, event in zip(ids, body, strict=True) if one in new]
        await connection.execute(FOLD, *folded([event for _, event in fresh]))
        rows = [_row(event, cause, now) for cause, event in fresh]
        await connection.copy_records_to_table("outbox", columns=OUTBOX, records=rows)


def _row(event: LeavePlacementAffected, cause: UUID, now: datetime) -> tuple[Any, ...]:
    said = told(event)
    facts = (said.topic.value, said.key, uuid7(now), said.type, said.subject, 1, now)
    return (*facts, cause, cause, "", None, said.write())
