"""The inbox, and why somebody was told or not."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from chassis.errors import NotFound
from chassis.work import UnitOfWork
from services.notifications.store.happenings import Notice, notice_of

_INBOX = """
    SELECT d.category, d.at, d.read_at, h.* FROM decision d JOIN happening h USING (event_id)
    WHERE d.person_id = $1 AND d.channel = 'inbox' AND d.decision = 'sent'
        AND ($2::timestamptz IS NULL OR (d.at, d.event_id) < ($2, $3::uuid))
    ORDER BY d.at DESC, d.event_id DESC LIMIT $4
"""
_ITEM = """
    SELECT d.category, d.at, d.read_at, h.* FROM decision d JOIN happening h USING (event_id)
    WHERE d.person_id = $1 AND d.event_id = $2 AND d.channel = 'inbox' AND d.decision = 'sent'
"""
_UNREAD = """
    SELECT count(*) FROM decision
    WHERE person_id = $1 AND channel = 'inbox' AND decision = 'sent' AND read_at IS NULL
"""
_READ = """
    UPDATE decision SET read_at = coalesce(read_at, $3)
    WHERE event_id = $1 AND person_id = $2 AND channel = 'inbox' AND decision = 'sent' RETURNING event_id
"""
_ABOUT_PERSON = """
    SELECT d.event_id, h.type, d.channel, d.decision, d.reason, d.at, EXISTS (
        SELECT FROM import_group g WHERE g.halted = 'paused' AND d.decision = 'pending' AND g.import_id IN (
            SELECT m.import_id FROM mail m WHERE m.id = d.mail_id UNION ALL
            SELECT p.import_id FROM push p
            WHERE (p.event_id, p.person_id, d.channel) = (d.event_id, d.person_id, 'push'))) AS paused
    FROM decision d JOIN happening h USING (event_id)
    WHERE d.person_id = $1 ORDER BY h.time, h.sequence, d.event_id, d.channel
"""
_ABOUT_EVENT = """
    SELECT person_id, channel, decision, reason, at, mail_id, NULL AS role, NULL AS scope
    FROM decision WHERE event_id = $1
    UNION ALL SELECT NULL, NULL, decision, reason, at, NULL, role, scope FROM vacancy WHERE event_id = $1
    ORDER BY person_id NULLS LAST, channel, role, scope
"""

Place = tuple[datetime, UUID]
"""Where a page ends: the moment and the event of its last item."""


class InboxEntry(NamedTuple):
    notice: Notice
    at: datetime
    read_at: datetime | None


async def inbox(work: UnitOfWork, person_id: UUID, *, after: Place | None, limit: int) -> list[InboxEntry]:
    """Their items, newest first."""
    at, event_id = after or (None, None)
    rows = await work.driver.fetch(_INBOX, person_id, at, event_id, limit)
    return [InboxEntry(notice_of(row), row["at"], row["read_at"]) for row in rows]


async def inbox_item(work: UnitOfWork, person_id: UUID, event_id: UUID) -> InboxEntry:
    """Raises NotFound where they have no such item."""
    row = await work.driver.fetchrow(_ITEM, person_id, event_id)
    if row is None:
        raise NotFound
    return InboxEntry(notice_of(row), row["at"], row["read_at"])


async def unread(work: UnitOfWork, person_id: UUID) -> int:
    return int(await work.driver.fetchval(_UNREAD, person_id))


async def mark_read(work: UnitOfWork, person_id: UUID, event_id: UUID) -> None:
    """Raises NotFound where they have no such item."""
    if not await work.driver.fetch(_READ, event_id, person_id, work.now):
        raise NotFound


async def decisions_about(work: UnitOfWork, person_id: UUID) -> Sequence[Any]:
    """One row per event and channel, in the order it happened."""
    rows: Sequence[Any] = await work.driver.fetch(_ABOUT_PERSON, person_id)
    return rows


async def decisions_of(work: UnitOfWork, event_id: UUID) -> Sequence[Any]:
    """Who was decided on; a row with a role and no person is a role that nobody holds."""
    rows: Sequence[Any] = await work.driver.fetch(_ABOUT_EVENT, event_id)
    return rows
