"""How much mail one receiving domain is sent: so many in a minute."""

from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Pace:
    """What one receiving domain has had."""

    domain: str
    minute: datetime | None = None
    """The last minute in which a mail was let go to it."""
    taken: int = 0
    """How many in that minute."""


def minute_of(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def let_go(pace: Pace, asked: int, *, per_minute: int, now: datetime) -> tuple[Pace, int]:
    """Of so many mails to it as many as there is room for in this minute."""
    minute = minute_of(now)
    taken = pace.taken if pace.minute == minute else 0
    going = min(asked, max(per_minute - taken, 0))
    return replace(pace, minute=minute, taken=taken + going), going
