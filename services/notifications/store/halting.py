"""Imports whose mails and pushes an operator has paused or cancelled, those still to be decided included.

What is paused stays ``due`` at infinity, so that no worker's look at what is due meets it; until the job has moved a
late one there, the claim itself leaves it.
"""

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from chassis.work import UnitOfWork
from contracts.vocabulary import Decision, WithheldReason
from services.notifications.domain import DeliveryState, Halt
from services.notifications.store.pushes import decide_anew

_HALTED = """
    INSERT INTO import_group AS g (import_id, halted) VALUES ($1, $2)
    ON CONFLICT (import_id) DO UPDATE SET halted = coalesce(excluded.halted, g.halted) RETURNING halted
"""
_LET_GO_ON = "UPDATE import_group SET halted = NULL WHERE import_id = $1"
_DUE_NOW = "UPDATE {} SET next_at = $2 WHERE state = 'due' AND next_at = 'infinity' AND import_id = $1"
_HOLD_PAUSED = """
    UPDATE {} m SET next_at = 'infinity', lease = NULL FROM import_group g
    WHERE g.halted = 'paused' AND g.import_id = m.import_id
        AND m.state = 'due' AND m.next_at < 'infinity' AND (m.lease IS NULL OR m.next_at <= $1)
"""
_SENT_OUT = ("mail", "push")
_CANCEL_PUSHES = """
    UPDATE push p SET lease = NULL, begun_at = NULL, ended_at = $1, unsure = off.unsure,
        state = CASE WHEN off.unsure > 0 THEN 'unknown' ELSE 'withdrawn' END
    FROM (SELECT w.id, w.unsure + (w.begun_at IS NOT NULL)::int AS unsure
          FROM push w JOIN import_group g USING (import_id)
          WHERE g.halted = 'cancelled' AND w.state = 'due' AND (w.lease IS NULL OR w.next_at <= $1)
          ORDER BY w.id LIMIT $2 FOR UPDATE OF w SKIP LOCKED) AS off
    WHERE p.id = off.id RETURNING p.event_id, p.person_id
"""
_CANCELLED = """
    SELECT m.id, m.person_id, m.about, m.unsure + (m.begun_at IS NOT NULL)::int AS unsure
    FROM mail m JOIN import_group g USING (import_id)
    WHERE g.halted = 'cancelled' AND m.state IN ('due', 'waiting') AND (m.lease IS NULL OR m.next_at <= $1)
    ORDER BY m.id LIMIT $2 FOR UPDATE OF m SKIP LOCKED
"""
_END = """
    UPDATE mail SET state = $2, ended_at = $3, lease = NULL, begun_at = NULL, recipient = NULL, frozen = NULL
    WHERE id = ANY($1::uuid[])
"""
_DECIDE = """
    UPDATE decision SET decision = $2, reason = $3, at = $4 WHERE mail_id = ANY($1::uuid[]) RETURNING mail_id, event_id
"""
_MAILS = """
    SELECT coalesce(g.halted, 'flowing') AS state, coalesce(g.heard, 0) AS heard, m.*
    FROM (SELECT count(*) FILTER (WHERE state IN ('due', 'waiting')) AS on_their_way,
                 count(*) FILTER (WHERE state = 'sent') AS sent,
                 count(*) FILTER (WHERE state = 'withdrawn') AS withheld FROM mail WHERE import_id = $1) m
    LEFT JOIN import_group g ON g.import_id = $1
"""


class ImportMails(NamedTuple):
    import_id: UUID
    state: str
    """Flowing, paused or cancelled."""
    heard: int
    on_their_way: int
    sent: int
    withheld: int


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A mail that will not be sent any more; not surely unsent: an attempt's answer was lost."""

    mail_id: UUID
    person_id: UUID
    about: UUID
    surely_unsent: bool
    events: tuple[UUID, ...]


async def halt(work: UnitOfWork, import_id: UUID, how: Halt | None = None) -> Halt | None:
    """How this import is halted from now on, its row locked; without ``how`` as it was before."""
    halted = await work.driver.fetchval(_HALTED, import_id, how)
    return None if halted is None else Halt(halted)


async def let_go_on(work: UnitOfWork, import_id: UUID) -> None:
    driver = work.driver
    await driver.execute(_LET_GO_ON, import_id)
    for table in _SENT_OUT:
        await driver.execute(_DUE_NOW.format(table), import_id, work.now)


async def hold_paused(work: UnitOfWork) -> None:
    """Put off without end what is due of paused imports and in nobody's hand."""
    for table in _SENT_OUT:
        await work.driver.execute(_HOLD_PAUSED.format(table), work.now)


async def cancel_some(work: UnitOfWork, *, at_most: int) -> list[Cancelled]:
    """End mails of cancelled imports that nobody has in hand, with what was decided about them."""
    driver = work.driver
    rows = await driver.fetch(_CANCELLED, work.now, at_most)
    told: dict[UUID, list[UUID]] = {row["id"]: [] for row in rows}
    unsure = {row["id"] for row in rows if row["unsure"]}
    endings = (
        (DeliveryState.WITHDRAWN, Decision.WITHHELD, WithheldReason.CANCELLED, told.keys() - unsure),
        (DeliveryState.UNKNOWN, Decision.UNKNOWN, None, unsure),
    )
    for state, decision, reason, ids in endings:
        await driver.execute(_END, list(ids), state, work.now)
        for row in await driver.fetch(_DECIDE, list(ids), decision, reason, work.now):
            told[row["mail_id"]].append(row["event_id"])
    return [
        Cancelled(r["id"], r["person_id"], r["about"], r["id"] not in unsure, tuple(sorted(told[r["id"]])))
        for r in rows
    ]


async def cancel_some_pushes(work: UnitOfWork, *, at_most: int) -> int:
    """End pushes of cancelled imports that nobody has in hand, and withhold what is decided; how many there were."""
    rows = await work.driver.fetch(_CANCEL_PUSHES, work.now, at_most)
    await decide_anew(work, {(row["event_id"], row["person_id"]) for row in rows}, unless=WithheldReason.CANCELLED)
    return len(rows)


async def import_mails(work: UnitOfWork, import_id: UUID) -> ImportMails:
    row = await work.driver.fetchrow(_MAILS, import_id)
    return ImportMails(import_id, **dict(row))
