"""What follows from the outcome of one attempt to hand a mail to the relay."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from contracts.vocabulary import Decision


class Outcome(StrEnum):
    ACCEPTED = "accepted"
    NOT_SENT = "not_sent"
    """It certainly did not go out: the relay was away, or asked to come back."""
    REJECTED = "rejected"
    """The relay will not take it, now or later."""
    UNKNOWN = "unknown"
    """The connection broke after DATA had begun: the relay may have taken it."""


class MailState(StrEnum):
    WAITING = "waiting"
    """For the rest of its import."""
    DUE = "due"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """Given up without knowing whether a copy arrived."""
    WITHDRAWN = "withdrawn"
    """Its reader lost their address before it went out."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long we keep trying (rule ``notifications.mail_patience``)."""

    first_seconds: float
    longest_seconds: float
    give_up_hours: float
    resends: int
    """How often a mail of unknown fate is sent again, as the same bytes."""
    in_order_minutes: float
    """How long a mail waits for an older one to the same person that is refused for now."""


@dataclass(frozen=True, slots=True)
class After:
    """The mail's state, its notices' decision (None: as they were), and when to try again."""

    state: MailState
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
) -> After:
    """What becomes of it. ``attempts`` and ``unsure`` (attempts of unknown fate) count this one; ``jitter`` 0..1.

    A mail that may have arrived is never called failed.
    """
    if outcome is Outcome.ACCEPTED:
        return After(MailState.SENT, Decision.SENT)
    too_late = now - created > timedelta(hours=patience.give_up_hours)
    if outcome is Outcome.REJECTED or too_late or unsure > patience.resends:
        return After(MailState.UNKNOWN, Decision.UNKNOWN) if unsure else After(MailState.FAILED, Decision.FAILED)
    wait = min(patience.first_seconds * 2 ** (min(attempts, 20) - 1), patience.longest_seconds)
    again = now + timedelta(seconds=wait * (0.5 + jitter / 2))
    return After(MailState.DUE, Decision.UNKNOWN if unsure else None, again)
