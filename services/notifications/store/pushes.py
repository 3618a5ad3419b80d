"""Pushes: one row for each happening and device, taken under a lease, ended once, and told of as one decision."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from chassis.work import UnitOfWork
from contracts.vocabulary import Decision, WithheldReason
from services.notifications.domain import TO_PUSH, After, DeliveryState, Device, PushState, Told, Verdict, overall

Who = tuple[UUID, UUID]
"""An event and a person told of it."""

_OPEN = """
    INSERT INTO push (id, event_id, person_id, subscription_id, import_id, state, created_at, next_at)
    SELECT gen_random_uuid(), o.event_id, o.person_id, s.id, o.import_id, 'due', $4, $4
    FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS o (event_id, person_id, import_id)
    JOIN push_subscription s ON s.person_id = o.person_id AND s.ended_at IS NULL
    RETURNING event_id, person_id
"""
_CLAIM = """
    UPDATE push p SET lease = $1, next_at = $2, begun_at = $3, attempts = attempts + 1, unsure = due.unsure
    FROM (SELECT id, unsure + (begun_at IS NOT NULL)::int AS unsure FROM push w WHERE state = 'due' AND next_at <= $3
              AND NOT EXISTS (SELECT FROM import_group g WHERE g.import_id = w.import_id AND g.halted IS NOT NULL)
          ORDER BY next_at LIMIT $4 FOR UPDATE SKIP LOCKED) AS due, push_subscription s
    WHERE p.id = due.id AND s.id = p.subscription_id
    RETURNING p.id, p.event_id, p.person_id, s.id AS subscription_id, p.created_at, p.attempts, p.unsure,
        s.server_key, s.endpoint, s.p256dh, s.auth
"""
_FINISH = """
    UPDATE push p SET lease = NULL, begun_at = NULL, state = f.state, next_at = f.next_at, unsure = f.unsure,
        reply = f.reply, ended_at = CASE WHEN f.state <> 'due' THEN $7::timestamptz END
    FROM unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::int[], $6::int[])
        AS f (id, state, next_at, unsure, reply)
    WHERE p.id = f.id AND p.lease = $1 RETURNING p.id
"""
_HOLD_DECISIONS = """
    SELECT d.event_id, d.person_id, d.decision FROM decision d
    JOIN unnest($1::uuid[], $2::uuid[]) AS about (event_id, person_id) USING (event_id, person_id)
    WHERE d.channel = 'push' ORDER BY 1, 2 FOR UPDATE OF d
"""
_STATES = """
    SELECT p.event_id, p.person_id, p.state, p.unsure FROM push p
    JOIN unnest($1::uuid[], $2::uuid[]) AS about (event_id, person_id) USING (event_id, person_id)
"""
_DECIDE = """
    UPDATE decision d SET decision = n.decision, reason = n.reason, at = $5
    FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) AS n (event_id, person_id, decision, reason)
    WHERE (d.event_id, d.person_id, d.channel) = (n.event_id, n.person_id, 'push')
"""


@dataclass(frozen=True, slots=True)
class Push:
    """A push to one device, in a worker's hands; its attempt counts as begun."""

    id: UUID
    event_id: UUID
    person_id: UUID
    subscription_id: UUID
    created_at: datetime
    attempts: int
    unsure: int
    server_key: str
    device: Device | None
    """None: it wants no pushes any more."""

    @property
    def who(self) -> Who:
        return self.event_id, self.person_id


class Ended(NamedTuple):
    """How one attempt ended."""

    push: Push
    then: After
    unsure: int
    reply: int | None


async def open_for(work: UnitOfWork, told: Iterable[Told]) -> set[Who]:
    """A push to each device of everybody who is to get one; of whom there was a device after all."""
    asked = [(t.happening.id, t.person_id, t.happening.import_id) for t in told if t.push == TO_PUSH]
    if not asked:
        return set()
    rows = await work.driver.fetch(_OPEN, *[list(column) for column in zip(*asked, strict=True)], work.now)
    return {(row["event_id"], row["person_id"]) for row in rows}


async def claim_pushes(work: UnitOfWork, *, lease: UUID, until: datetime, at_most: int) -> list[Push]:
    """Take what is due, its attempt begun: one whose lease runs out may have been sent, and is of unknown fate."""
    rows = await work.driver.fetch(_CLAIM, lease, until, work.now, at_most)
    return [_push(**dict(row)) for row in rows]


def _push(*, endpoint: str | None, p256dh: bytes, auth: bytes, **facts: Any) -> Push:
    return Push(**facts, device=Device(endpoint, p256dh, auth) if endpoint else None)


async def finish_pushes(work: UnitOfWork, lease: UUID, ended: Sequence[Ended]) -> dict[Who, Verdict]:
    """Write down how attempts ended, but for those whose lease was lost; what is decided otherwise by that."""
    columns = [
        [one.push.id for one in ended],
        [one.then.state for one in ended],
        [one.then.again_at or work.now for one in ended],
        [one.unsure for one in ended],
        [one.reply for one in ended],
    ]
    ours = {row["id"] for row in await work.driver.fetch(_FINISH, lease, *columns, work.now)}
    return await decide_anew(work, {one.push.who for one in ended if one.push.id in ours})


async def decide_anew(
    work: UnitOfWork, about: Collection[Who], *, unless: WithheldReason = WithheldReason.NO_SUBSCRIPTION
) -> dict[Who, Verdict]:
    """What is decided otherwise now that some of these pushes have ended.

    The decisions are held first: of two workers with a device each, the later one sees what both have done.
    """
    if not about:
        return {}
    driver = work.driver
    whose = [list(column) for column in zip(*about, strict=True)]
    before = {(r[0], r[1]): Decision(r[2]) for r in await driver.fetch(_HOLD_DECISIONS, *whose)}
    states: Mapping[Who, list[PushState]] = defaultdict(list)
    for event_id, person_id, state, unsure in await driver.fetch(_STATES, *whose):
        states[event_id, person_id].append(PushState(DeliveryState(state), unsure))
    now = {who: overall(states[who], unless=unless) for who in before}
    changed = {who: verdict for who, verdict in now.items() if verdict.decision is not before[who]}
    if changed:
        rows = [(*who, verdict.decision, verdict.reason) for who, verdict in changed.items()]
        await driver.execute(_DECIDE, *[list(column) for column in zip(*rows, strict=True)], work.now)
    return changed
