"""Delivery workers: take under a lease, freeze, commit; send; write down what became of it."""

import time
from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from chassis.jobs import Begin
from chassis.rules import rule
from chassis.telemetry import Telemetry
from contracts import Stamp
from services.notifications import store
from services.notifications.domain import SEND_MAIL, Outcome, Patience
from services.notifications.gateway import LONGEST, Relay, Result, Session
from services.notifications.jobs.ending import write_down
from services.notifications.jobs.pacing import within_limits
from services.notifications.jobs.tracing import blame, handing_over
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


@dataclass(frozen=True, slots=True)
class Postman:
    """Brings mail to the relay, to one receiving domain at most ``per_minute`` (0: as it comes).

    ``hold``: everything is decided and written down, nothing is sent.
    """

    relay: Relay
    stationery: Stationery
    telemetry: Telemetry
    per_minute: int = 0
    hold: bool = False

    async def send_mail(self, begin: Begin) -> bool:
        """One worker's round, over one connection. True: there may be more."""
        if self.hold:
            return False
        ends = time.monotonic() + _ROUND
        async with self.relay.session() as session:
            while time.monotonic() < ends:
                hand = await self._take(begin)
                if hand is None or not await self._deliver(begin, session, hand):
                    return False
        return True

    async def _take(self, begin: Begin) -> Hand | None:
        """Lease and freeze in one transaction, committed before anything is sent."""
        safe_until = time.monotonic() + LEASE - LONGEST
        async with begin() as work:
            patience = Patience(**await rule(work, "notifications.mail_patience", on=work.today))
            lease, until = uuid4(), work.now + timedelta(seconds=LEASE)
            in_order_since = work.now - timedelta(minutes=patience.in_order_minutes)
            taken = await store.claim(
                work,
                lease=lease,
                until=until,
                in_order_since=in_order_since,
                at_most=_TAKEN_AT_ONCE,
                per_minute=self.per_minute,
            )
            if not taken:
                return None
            going = await within_limits(work, lease, taken, per_minute=self.per_minute)
            blank = [mail for mail in going if mail.frozen is None]
            written = await write(work, blank, lease, self.stationery, patience)
            ready = [mail for mail in going if mail.frozen is not None] + written.mails
            causes = await store.happenings(work, {mail.about for mail in ready})
        self._report(written.faults)
        mails = [(mail, causes[mail.about].stamp) for mail in ready]
        return Hand(lease, mails, patience, safe_until)

    def _report(self, faults: Sequence[Exception]) -> None:
        """A mail that cannot be written is our fault: an operator sees it as a job that failed."""
        if faults:
            self.telemetry.metrics.job_failures.labels(SEND_MAIL).inc(len(faults))
            self.telemetry.log.error(
                "mail could not be written", mails=len(faults), error=type(faults[0]).__name__, exc_info=faults[0]
            )

    async def _deliver(self, begin: Begin, session: Session, hand: Hand) -> bool:
        """Send them one by one; whatever happens, those not begun go back. False: the relay is away."""
        rest = deque(hand.mails)
        try:
            while rest:
                mail, cause = rest[0]
                async with begin() as work:
                    begun = await store.begin_attempt(work, mail, hand.lease)
                if time.monotonic() > hand.safe_until:
                    break
                rest.popleft()
                if begun is not None and not await self._send(begin, session, hand, begun, cause):
                    return False
        finally:
            await _hand_back(begin, hand, rest)
        return True

    async def _send(self, begin: Begin, session: Session, hand: Hand, mail: store.Mail, cause: Stamp) -> bool:
        """One attempt and what became of it. False: the relay is away."""
        with handing_over(self.telemetry, SEND_MAIL, to="smtp", cause=cause) as (span, because):
            result = await self._attempt(session, mail, hand.patience)
            if result.outcome is not Outcome.ACCEPTED:
                blame(span, str(result.code or result.outcome))
            async with begin() as work:
                await write_down(work, mail, hand.lease, result, patience=hand.patience, because=because)
        return not result.relay_away

    async def _attempt(self, session: Session, mail: store.Mail, patience: Patience) -> Result:
        """An orphan that was resent often enough is not sent again."""
        if mail.unsure > patience.resends:
            return Result(Outcome.UNKNOWN)
        return await session.send(mail.recipient or "", mail.frozen or b"")


async def _hand_back(begin: Begin, hand: Hand, rest: Collection[tuple[store.Mail, Stamp]]) -> None:
    if rest:
        async with begin() as work:
            wait = timedelta(seconds=hand.patience.first_seconds)
            await store.hand_back(work, hand.lease, [mail.id for mail, _ in rest], wait=wait)
