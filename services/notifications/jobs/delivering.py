"""Delivery workers: take under a lease, freeze, commit; send; write down what became of it."""

import contextlib
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID, uuid4

from opentelemetry.trace import SpanKind, Tracer

from chassis.jobs import Begin
from chassis.rules import rule
from chassis.trace_context import is_sampled, parent_of, traceparent_of
from chassis.work import UnitOfWork
from contracts import Stamp
from contracts.notifications import NotificationFailed, NotificationSent
from contracts.vocabulary import Channel
from services.notifications import domain, store
from services.notifications.domain import MailState, Outcome, Patience
from services.notifications.gateway import LONGEST, Relay, Result, Session
from services.notifications.jobs.writing import write
from services.notifications.letters import Stationery

LEASE = 60.0
"""Seconds; longer than the longest attempt. After it an orphan is taken up by somebody else."""
_ROUND = 5.0
"""Seconds after which a worker looks up, so that a stop need not wait for all mail to be out."""
_TAKEN_AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class Hand:
    """What one worker took: under one lease, which is safe to begin an attempt under until ``safe_until``."""

    lease: UUID
    mails: Sequence[tuple[store.Mail, Stamp]]
    """Each with the event that began it."""
    patience: Patience
    safe_until: float
    fault: Exception | None
    """Of a mail that could not be written: raised once the others are out."""


@dataclass(frozen=True, slots=True)
class Postman:
    """Brings mail to the relay. ``hold``: everything is decided and written down, nothing is sent."""

    relay: Relay
    stationery: Stationery
    tracer: Tracer
    hold: bool = False

    async def send_mail(self, begin: Begin) -> bool:
        """One worker's round, over one connection. True: there may be more."""
        if self.hold:
            return False
        ends = time.monotonic() + _ROUND
        async with self.relay.session() as session:
            while time.monotonic() < ends:
                hand = await self._take(begin)
                if hand is None:
                    return False
                reached = await self._deliver(begin, session, hand)
                if hand.fault is not None:
                    raise hand.fault
                if not reached:
                    return False
        return True

    async def _take(self, begin: Begin) -> Hand | None:
        """Lease and freeze in one transaction, committed before anything is sent."""
        safe_until = time.monotonic() + LEASE - LONGEST
        async with begin() as work:
            lease, until = uuid4(), work.now + timedelta(seconds=LEASE)
            taken = await store.claim(work, lease=lease, until=until, at_most=_TAKEN_AT_ONCE)
            if not taken:
                return None
            patience = Patience(**await rule(work, "notifications.mail_patience", on=work.today))
            written = await write(work, [mail for mail in taken if mail.frozen is None], lease, self.stationery)
            ready = [mail for mail in taken if mail.frozen is not None] + written.mails
            causes = await store.happenings(work, {mail.about for mail in ready})
        mails = [(mail, causes[mail.about].stamp) for mail in ready]
        return Hand(lease, mails, patience, safe_until, written.fault)

    async def _deliver(self, begin: Begin, session: Session, hand: Hand) -> bool:
        """Send them one by one; what is not begun in time goes back. False: the relay is away."""
        for done, (mail, cause) in enumerate(hand.mails):
            if time.monotonic() > hand.safe_until:
                await _hand_back(begin, hand, after=done)
                return True
            with self._span(cause) as stamp:
                result = await self._attempt(session, mail, hand.patience)
                async with begin() as work:
                    await _write_down(work, hand, mail, result, stamp)
            if result.relay_away:
                await _hand_back(begin, hand, after=done + 1)
                return False
        return True

    async def _attempt(self, session: Session, mail: store.Mail, patience: Patience) -> Result:
        """An orphan that was resent often enough is not sent again."""
        if mail.unsure > patience.resends:
            return Result(Outcome.UNKNOWN)
        return await session.send(mail.recipient or "", mail.frozen or b"")

    @contextlib.contextmanager
    def _span(self, cause: Stamp) -> Iterator[Stamp]:
        """The trace of the event goes on through the relay, where it is kept."""
        if not is_sampled(cause.traceparent):
            yield cause
            return
        attributes = {"messaging.operation.name": "send", "messaging.system": "smtp"}
        context = parent_of(cause.traceparent)
        with self.tracer.start_as_current_span(
            "send mail", context=context, kind=SpanKind.CLIENT, attributes=attributes
        ) as span:
            yield replace(cause, traceparent=traceparent_of(span.get_span_context()))


async def _hand_back(begin: Begin, hand: Hand, *, after: int) -> None:
    rest = [mail.id for mail, _ in hand.mails[after:]]
    if rest:
        async with begin() as work:
            await store.hand_back(work, hand.lease, rest, wait=timedelta(seconds=hand.patience.first_seconds))


async def _write_down(work: UnitOfWork, hand: Hand, mail: store.Mail, result: Result, cause: Stamp) -> None:
    """Fenced by the lease: who lost it writes and says nothing."""
    unsure = mail.unsure + (result.outcome is Outcome.UNKNOWN)
    then = domain.after(
        result.outcome,
        attempts=mail.attempts,
        unsure=unsure,
        created=mail.created_at,
        now=work.now,
        patience=hand.patience,
        jitter=random.random(),  # noqa: S311 - spreads retries, keeps no secret
    )
    events = await store.finish(work, mail, hand.lease, then, unsure=unsure, reply=result.code)
    if not events:
        return
    about, told = tuple(events[:100]), len(events)
    if then.state is MailState.SENT:
        sent = NotificationSent(
            notification_id=mail.id,
            person_id=mail.person_id,
            channel=Channel.MAIL,
            about=about,
            told=told,
            sent_at=work.now,
            attempts=mail.attempts,
        )
        work.say(sent, because=cause)
    elif then.state is MailState.FAILED:
        failed = NotificationFailed(
            notification_id=mail.id,
            person_id=mail.person_id,
            channel=Channel.MAIL,
            about=about,
            told=told,
            failed_at=work.now,
            attempts=mail.attempts,
        )
        work.say(failed, because=cause)
