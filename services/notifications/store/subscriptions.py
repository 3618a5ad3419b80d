"""The devices on which somebody wants pushes. Where to reach one is kept only while it wants them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from chassis.ids import uuid7
from chassis.work import UnitOfWork
from services.notifications.domain import Device

_ADD = """
    INSERT INTO push_subscription (id, person_id, endpoint, p256dh, auth, service, server_key, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (endpoint) DO NOTHING RETURNING id
"""
_HOLD = """
    SELECT id, (person_id, p256dh, auth, server_key) = ($2, $3, $4, $5) AS same
    FROM push_subscription WHERE endpoint = $1 FOR UPDATE
"""
_END = """
    UPDATE push_subscription s SET ended_at = $2, ended_because = $3, endpoint = NULL, p256dh = NULL, auth = NULL
    FROM (SELECT id FROM push_subscription WHERE id = ANY($1::uuid[]) AND ended_at IS NULL
          ORDER BY id FOR UPDATE) AS held
    WHERE s.id = held.id
"""
_SUCCEEDED = """
    UPDATE push_subscription s SET last_success_at = $2
    FROM (SELECT id FROM push_subscription WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE) AS held
    WHERE s.id = held.id
"""
_OF_PERSON = """
    SELECT id, service, created_at, last_success_at, endpoint FROM push_subscription
    WHERE person_id = $1 AND ended_at IS NULL ORDER BY created_at, id
"""


class EndedBecause(StrEnum):
    REMOVED = "removed"
    """By its owner."""
    REPLACED = "replaced"
    """The same browser asked again: with other keys, or for somebody else."""
    GONE = "gone"
    """Its push service does not know it any more."""
    KEY_CHANGED = "key_changed"
    """It was given a key that we sign with no more."""


class Subscription(NamedTuple):
    id: UUID
    service: str
    created_at: datetime
    last_success_at: datetime | None
    endpoint: str


async def add_subscription(
    work: UnitOfWork, person_id: UUID, device: Device, *, service: str, server_key: str
) -> tuple[UUID, bool]:
    """Its id, and whether it is new; a browser has one at a time, so that what it had before ends."""
    driver = work.driver
    facts = (device.endpoint, device.p256dh, device.auth)
    while True:
        row = (uuid7(work.now), person_id, *facts, service, server_key, work.now)
        if (added := await driver.fetchval(_ADD, *row)) is not None:
            return added, True
        there = await driver.fetchrow(_HOLD, device.endpoint, person_id, device.p256dh, device.auth, server_key)
        if there is not None and there["same"]:
            return there["id"], False
        if there is not None:
            await end_subscriptions(work, [there["id"]], EndedBecause.REPLACED)


async def end_subscriptions(work: UnitOfWork, ids: Collection[UUID], because: EndedBecause) -> None:
    """Forget where they are; what is due to them is withdrawn when its turn comes."""
    if ids:
        await work.driver.execute(_END, list(ids), work.now, because)


async def note_successes(work: UnitOfWork, ids: Collection[UUID]) -> None:
    if ids:
        await work.driver.execute(_SUCCEEDED, list(ids), work.now)


async def subscriptions_of(work: UnitOfWork, person_id: UUID) -> Sequence[Subscription]:
    """Those that last, oldest first."""
    return [Subscription(*row.values()) for row in await work.driver.fetch(_OF_PERSON, person_id)]
