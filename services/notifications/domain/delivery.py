"""What follows from the outcome of one attempt to hand a mail to the relay, or a push to its service."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from contracts.vocabulary import Decision


class Outcome(StrEnum):
    ACCEPTED = "accepted"
    NOT_SENT = "not_sent"
    """It certainly did not go out: the other side was away, or asked to come back."""
    REJECTED = "rejected"
    """The other side will not take it, now or later."""
    UNKNOWN = "unknown"
    """The connection broke after DATA or a request had begun: the other side may have taken it."""
    GONE = "gone"
    """There is no such device any more (pushes only)."""


class DeliveryState(StrEnum):
    WAITING = "waiting"
    """For the rest of its import."""
    DUE = "due"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """Given up without knowing whether a copy arrived."""
    WITHDRAWN = "withdrawn"
    """Its reader lost their address or device before it went out, or an operator let go of it."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long we keep trying (rules ``notifications.mail_patience``, ``notifications.push_patience``)."""

    first_seconds: float
    longest_seconds: float
    give_up_hours: float
    resends: int
    """How often what is of unknown fate is sent again: a mail as the same bytes, a push under the same topic."""
    in_order_minutes: float = 0.0
    """How long a mail waits for an older one to the same person that is refused for now."""


@dataclass(frozen=True, slots=True)
class After:
    """The state of the mail or push, its notices' decision (None: as they were), and when to try again."""

    state: DeliveryState
    decision: Decision | None
    again_at: datetime | None = None


def after(
    outcome: Outcome,
    *,
    attempts: int,
    unsure: int,
    created: datetime,
    now: datetime,
    patience: Patience,
    jitter: float,
    asked_to_wait: timedelta = timedelta(),
) -> After:
    """What becomes of it. ``attempts`` and ``unsure`` (attempts of unknown fate) count this one; ``jitter`` 0..1.

    What may have arrived is never called failed. ``asked_to_wait`` is the other side's wish, kept for as long as we
    would keep trying.
    """
    if outcome is Outcome.ACCEPTED:
        return After(DeliveryState.SENT, Decision.SENT)
    if outcome is Outcome.GONE and not unsure:
        return After(DeliveryState.WITHDRAWN, Decision.WITHHELD)
    too_late = now - created > timedelta(hours=patience.give_up_hours)
    if outcome in (Outcome.REJECTED, Outcome.GONE) or too_late or unsure > patience.resends:
        doubtful = After(DeliveryState.UNKNOWN, Decision.UNKNOWN)
        return doubtful if unsure else After(DeliveryState.FAILED, Decision.FAILED)
    wait = min(patience.first_seconds * 2 ** (min(attempts, 20) - 1), patience.longest_seconds)
    wished = min(asked_to_wait, timedelta(hours=patience.give_up_hours))
    again = now + max(timedelta(seconds=wait * (0.5 + jitter / 2)), wished)
    return After(DeliveryState.DUE, Decision.UNKNOWN if unsure else None, again)
