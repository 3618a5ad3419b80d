"""Push workers: take under a lease, commit; push to all at once; write down what became of each.

Nothing is frozen. A push of unknown fate is pushed again under the same topic and tag: a device that has the first
copy shows it no second time.
"""

import asyncio
import random
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from chassis.jobs import Begin
from chassis.rules import rule
from chassis.telemetry import Telemetry
from chassis.work import UnitOfWork
from contracts import Stamp
from contracts.notifications import NotificationFailed, NotificationSent
from contracts.vocabulary import Channel, Decision
from services.notifications import domain, store
from services.notifications.domain import SEND_PUSHES, Outcome, Patience
from services.notifications.gateway import Answer, Pusher
from services.notifications.jobs.tracing import blame, handing_over

LEASE = 60.0
"""Seconds; longer than the longest attempt."""
_TAKEN_AT_ONCE = 20


class Tried(NamedTuple):
    """One attempt, what became of it, and the trace that it was made in."""

    push: store.Push
    answer: Answer
    because: Stamp


@dataclass(frozen=True, slots=True)
class Hand:
    """What one worker took, under one lease."""

    lease: UUID
    pushes: Sequence[store.Push]
    causes: Sequence[Stamp]
    patience: Patience
    lives: timedelta
    at: datetime


@dataclass(frozen=True, slots=True)
class Herald:
    """Brings pushes to the push services. None to bring them by: this region has no key, and nobody subscribes."""

    pusher: Pusher | None
    telemetry: Telemetry
    hold: bool = False

    async def send_pushes(self, begin: Begin) -> bool:
        """One hand. True: there may be more."""
        if self.pusher is None or self.hold:
            return False
        async with begin() as work:
            hand = await _take(work)
        if hand is None:
            return False
        tried = await asyncio.gather(
            *(self._try(self.pusher, hand, *one) for one in zip(hand.pushes, hand.causes, strict=True))
        )
        async with begin() as work:
            await _write_down(work, hand, tried, server_key=self.pusher.vapid.public_key)
        self._report([one.answer for one in tried])
        return len(tried) == _TAKEN_AT_ONCE

    async def _try(self, pusher: Pusher, hand: Hand, push: store.Push, cause: Stamp) -> Tried:
        with handing_over(self.telemetry, SEND_PUSHES, to="webpush", cause=cause) as (span, because):
            answer = await _attempt(pusher, hand, push)
            if answer.outcome is not Outcome.ACCEPTED:
                blame(span, str(answer.status or answer.outcome))
            return Tried(push, answer, because)

    def _report(self, answers: Sequence[Answer]) -> None:
        """A push service that does not take our word is our fault: an operator sees it as a job that failed."""
        refused = sum(answer.is_about_us for answer in answers)
        if refused:
            self.telemetry.metrics.job_failures.labels(SEND_PUSHES).inc(refused)
            self.telemetry.log.error("a push service refuses our key", pushes=refused)


async def _take(work: UnitOfWork) -> Hand | None:
    """Lease, and count as begun, in one transaction that is committed before anything is pushed."""
    lease, until = uuid4(), work.now + timedelta(seconds=LEASE)
    taken = await store.claim_pushes(work, lease=lease, until=until, at_most=_TAKEN_AT_ONCE)
    if not taken:
        return None
    patience = Patience(**await rule(work, "notifications.push_patience", on=work.today))
    lives = timedelta(hours=await rule(work, "notifications.push_hours_to_live", on=work.today))
    happenings = await store.happenings(work, {push.event_id for push in taken})
    return Hand(lease, taken, [happenings[push.event_id].stamp for push in taken], patience, lives, work.now)


async def _attempt(pusher: Pusher, hand: Hand, push: store.Push) -> Answer:
    """Not to a device that is gone, or has another key of ours; nor an orphan that was pushed again often enough."""
    if push.unsure > hand.patience.resends:
        return Answer(Outcome.UNKNOWN)
    if push.device is None or push.server_key != pusher.vapid.public_key:
        return Answer(Outcome.GONE)
    tag = domain.notification_id(push.event_id, push.person_id, Channel.PUSH)
    return await pusher.push(push.device, item=push.event_id, tag=tag, lives=hand.lives, at=hand.at)


async def _write_down(work: UnitOfWork, hand: Hand, tried: Sequence[Tried], *, server_key: str) -> None:
    """Fenced by the lease: who lost it writes and says nothing of it."""
    decided = await store.finish_pushes(work, hand.lease, [_ended(work, hand, *one[:2]) for one in tried])
    await store.note_successes(work, _devices(tried, Outcome.ACCEPTED))
    gone = [one for one in tried if one.answer.outcome is Outcome.GONE]
    for because, ids in _endings(gone, server_key).items():
        await store.end_subscriptions(work, ids, because)
    for one in tried:
        if (verdict := decided.pop(one.push.who, None)) is not None:
            _say(work, one, verdict.decision)


def _ended(work: UnitOfWork, hand: Hand, push: store.Push, answer: Answer) -> store.Ended:
    unsure = push.unsure + (answer.outcome is Outcome.UNKNOWN)
    then = domain.after(
        answer.outcome,
        attempts=push.attempts,
        unsure=unsure,
        created=push.created_at,
        now=work.now,
        patience=hand.patience,
        jitter=random.random(),  # noqa: S311 - spreads retries, keeps no secret
        asked_to_wait=answer.wait,
    )
    return store.Ended(push, then, unsure, answer.status)


def _devices(tried: Sequence[Tried], outcome: Outcome) -> set[UUID]:
    return {one.push.subscription_id for one in tried if one.answer.outcome is outcome}


def _endings(gone: Sequence[Tried], server_key: str) -> dict[store.EndedBecause, Collection[UUID]]:
    endings: dict[store.EndedBecause, set[UUID]] = defaultdict(set)
    for one in gone:
        of_ours = one.push.server_key == server_key
        because = store.EndedBecause.GONE if of_ours else store.EndedBecause.KEY_CHANGED
        endings[because].add(one.push.subscription_id)
    return dict(endings)


def _say(work: UnitOfWork, one: Tried, decision: Decision) -> None:
    """What its first device makes sure of, or its last one leaves; of what is private, nothing."""
    if domain.is_private(one.because):
        return
    common: dict[str, Any] = {
        "notification_id": domain.notification_id(one.push.event_id, one.push.person_id, Channel.PUSH),
        "person_id": one.push.person_id,
        "channel": Channel.PUSH,
        "about": (one.push.event_id,),
        "attempts": one.push.attempts,
    }
    if decision is Decision.SENT:
        work.say(NotificationSent(**common, sent_at=work.now), because=one.because)
    elif decision is Decision.FAILED:
        work.say(NotificationFailed(**common, failed_at=work.now), because=one.because)
