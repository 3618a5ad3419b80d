"""Mail in a worker's hands: taken under a lease, frozen before it is sent, ended once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from chassis.work import UnitOfWork
from contracts.vocabulary import WithheldReason
from services.notifications.domain import After, DeliveryState, minute_of
from services.notifications.store.happenings import Notice, notice_of

# OFFSET 0 keeps the look for older mail a look per mail: as a join it may be planned to read all mail that is due.
_CLAIM = """
    UPDATE mail m SET lease = $1, next_at = $2, begun_at = NULL, unsure = due.unsure,
        recipient = CASE WHEN due.unsure > 0 OR m.recipient = due.address THEN m.recipient END,
        frozen = CASE WHEN due.unsure > 0 OR m.recipient = due.address THEN m.frozen END
    FROM (SELECT id, unsure + (begun_at IS NOT NULL)::int AS unsure,
              (SELECT email FROM contact c WHERE c.person_id = w.person_id AND c.confirmed) AS address
          FROM mail w WHERE state = 'due' AND next_at <= $3
              AND NOT EXISTS (SELECT FROM import_group g WHERE g.import_id = w.import_id AND g.halted IS NOT NULL)
              AND ($6::timestamptz IS NULL OR NOT EXISTS (
                  SELECT FROM receiving_domain r WHERE r.minute = $6 AND r.taken >= $7
                      AND r.domain = lower(substring(coalesce(w.recipient, (
                          SELECT email FROM contact c WHERE c.person_id = w.person_id AND c.confirmed
                      )) FROM '[^@]*$'))))
              AND NOT EXISTS (
                  SELECT FROM mail o WHERE o.person_id = w.person_id AND o.state = 'due' AND o.next_at < 'infinity'
                      AND (o.created_at, o.about) < (w.created_at, w.about)
                      AND (o.attempts = 0 OR o.frozen IS NOT NULL)
                      AND (coalesce(o.reply, 421) = 421 OR w.created_at > $5)
                  OFFSET 0)
          ORDER BY next_at LIMIT $4 FOR UPDATE SKIP LOCKED) AS due
    WHERE m.id = due.id
    RETURNING m.id, m.person_id, m.group_key, m.about, m.created_at, m.attempts, m.unsure, m.recipient, m.frozen,
        due.address
"""
_FREEZE = """
    UPDATE mail m SET frozen_at = $4, recipient = w.recipient, frozen = w.frozen
    FROM unnest($1::uuid[], $2::text[], $3::bytea[]) AS w (id, recipient, frozen) WHERE m.id = w.id
"""
_BEGIN = """
    UPDATE mail SET begun_at = $3, attempts = attempts + 1 WHERE id = $1 AND lease = $2 RETURNING attempts
"""
_HAND_BACK = """
    UPDATE mail SET lease = NULL, next_at = $3, begun_at = NULL, attempts = attempts - (begun_at IS NOT NULL)::int
    WHERE lease = $1 AND id = ANY($2::uuid[])
"""
_PUT_BACK = "UPDATE mail SET lease = NULL, next_at = created_at WHERE lease = $1 AND id = ANY($2::uuid[])"
_FINISH = """
    UPDATE mail SET lease = NULL, begun_at = NULL, state = $3, next_at = $4, unsure = $5, reply = $6, ended_at = $7,
        recipient = CASE WHEN $7::timestamptz IS NULL THEN recipient END,
        frozen = CASE WHEN $7::timestamptz IS NULL THEN frozen END
    WHERE id = $1 AND lease = $2 RETURNING id
"""
_DECIDE = "UPDATE decision SET decision = $2, reason = $3, at = $4 WHERE mail_id = $1 RETURNING event_id"
_NOTICES = """
    SELECT d.mail_id, d.category, h.* FROM decision d JOIN happening h USING (event_id)
    WHERE d.mail_id = ANY($1::uuid[]) ORDER BY h.time, h.sequence, h.event_id
"""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail in a worker's hands. Not yet frozen: no bytes and no recipient."""

    id: UUID
    person_id: UUID
    group_key: str | None
    about: UUID
    created_at: datetime
    attempts: int
    """How many were begun, this one included once it is."""
    unsure: int
    recipient: str | None
    frozen: bytes | None
    address: str | None
    """Its reader's, for one that is not frozen yet."""

    @property
    def domain(self) -> str:
        """What receives it; empty for one that is to go nowhere."""
        return (self.recipient or self.address or "").rpartition("@")[2].lower()


async def claim(
    work: UnitOfWork, *, lease: UUID, until: datetime, in_order_since: datetime, at_most: int, per_minute: int
) -> list[Mail]:
    """Take what is due. One whose lease ran out in an attempt may have been sent: that attempt is of unknown fate.

    A person's mails go in the order of their decisions: a newer one is left while an older one tries to get out. Not
    if the older one cannot be written; nor, for what was decided before ``in_order_since``, if the relay refuses it
    for now (421 is a relay that is away). What surely never arrived comes without bytes and recipient, to be written
    anew, where its reader's address is another one by now, or none. ``per_minute``: what goes to a domain that has had
    so many in this minute is left; 0: nothing is.
    """
    full = minute_of(work.now) if per_minute else None
    rows = await work.driver.fetch(_CLAIM, lease, until, work.now, at_most, in_order_since, full, per_minute)
    return sorted((Mail(**dict(row)) for row in rows), key=lambda mail: mail.created_at)


async def notices(work: UnitOfWork, mail_ids: Iterable[UUID]) -> dict[UUID, list[Notice]]:
    """What each mail tells of, in the order it happened."""
    found: dict[UUID, list[Notice]] = defaultdict(list)
    for row in await work.driver.fetch(_NOTICES, list(mail_ids)):
        found[row["mail_id"]].append(notice_of(row))
    return found


async def freeze(work: UnitOfWork, written: Sequence[tuple[UUID, str, bytes]]) -> None:
    """Fix recipient and bytes: every attempt sends the same."""
    if written:
        columns = [list(column) for column in zip(*written, strict=True)]
        await work.driver.execute(_FREEZE, *columns, work.now)


async def begin_attempt(work: UnitOfWork, taken: Mail, lease: UUID) -> Mail | None:
    """Count an attempt; commit before it is made. None: the lease is no longer ours."""
    attempts = await work.driver.fetchval(_BEGIN, taken.id, lease, work.now)
    return None if attempts is None else replace(taken, attempts=attempts)


async def hand_back(work: UnitOfWork, lease: UUID, mail_ids: Sequence[UUID], *, wait: timedelta) -> None:
    """Let go of what was taken and not tried: no attempt is counted."""
    if mail_ids:
        await work.driver.execute(_HAND_BACK, lease, list(mail_ids), work.now + wait)


async def put_back(work: UnitOfWork, lease: UUID, mail_ids: Sequence[UUID]) -> None:
    """Let go of what has no room in this minute; it is due, in the order of what was decided."""
    if mail_ids:
        await work.driver.execute(_PUT_BACK, lease, list(mail_ids))


async def finish(
    work: UnitOfWork,
    taken: Mail,
    lease: UUID,
    then: After,
    *,
    unsure: int,
    reply: int | None,
    reason: WithheldReason | None = None,
) -> list[UUID] | None:
    """Write down how an attempt ended, and the ids of the events it told of. None: the lease was no longer ours."""
    driver = work.driver
    ended = None if then.state is DeliveryState.DUE else work.now
    again = then.again_at or work.now
    if not await driver.fetch(_FINISH, taken.id, lease, then.state, again, unsure, reply, ended):
        return None
    if then.decision is None:
        return []
    rows = await driver.fetch(_DECIDE, taken.id, then.decision, reason, work.now)
    return sorted(row[0] for row in rows)
