"""How much mail one receiving domain is sent: so many a minute, and less where it asks to come back."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.notifications.domain.delivery import Patience

COME_BACK = frozenset({421, 450, 451, 452})
"""Replies to a mail by which its receiving domain asks to come back."""
ENOUGH = 2
"""So many mails that it refused for now, one after the other: it is the domain, and no mailbox alone."""
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """How it stands with one receiving domain."""

    domain: str
    minute: datetime | None = None
    """The last minute in which a mail was given a turn."""
    taken: int = 0
    """How many were given one in that minute."""
    refusals: int = 0
    """Mails that it refused for now since it last took one."""
    closed_until: datetime | None = None

    @property
    def is_slowed(self) -> bool:
        """Then a single mail tries it at a time."""
        return self.refusals >= ENOUGH


@dataclass(frozen=True, slots=True)
class Turn:
    """When a mail may go; none: now."""

    at: datetime | None = None
    minute: datetime | None = None
    """The minute in which its turn is, where there is a limit: it is given one once."""


def give_turns(
    pace: Pace, had: Iterable[datetime | None], *, per_minute: int, now: datetime, patience: Patience
) -> tuple[Pace, list[Turn]]:
    """Turns for mails to one domain, in their order; ``had``: the minute of the turn that each has been given before.

    A turn that was missed is given anew. ``per_minute`` of 0 is no limit.
    """
    turns = []
    for minute in had:
        pace, turn = _give_turn(pace, minute, per_minute, now, patience)
        turns.append(turn)
    return pace, turns


def took(pace: Pace) -> Pace:
    """The domain takes mail: it goes on as before."""
    return replace(pace, refusals=0, closed_until=None)


def refused(pace: Pace, *, again: bool, now: datetime, patience: Patience) -> Pace:
    """The domain asks to come back with a mail; ``again``: that one had been refused so before.

    Of a mail that is refused again and again the domain need not be the reason: its mailbox may be full.
    """
    counted = 0 if again and not pace.is_slowed else 1
    return _closed(replace(pace, refusals=pace.refusals + counted), now, patience)


def _give_turn(
    pace: Pace, had: datetime | None, per_minute: int, now: datetime, patience: Patience
) -> tuple[Pace, Turn]:
    if pace.closed_until is not None and pace.closed_until > now:
        return pace, Turn(pace.closed_until, had)
    turn = Turn()
    if per_minute:
        pace, turn = _in_line(pace, had, per_minute, now)
    if turn.at is None and pace.is_slowed:
        pace = _closed(pace, now, patience)
    return pace, turn


def _in_line(pace: Pace, had: datetime | None, per_minute: int, now: datetime) -> tuple[Pace, Turn]:
    this = now.replace(second=0, microsecond=0)
    if had == this:
        return pace, Turn(minute=this)
    minute, taken = (this, 0) if pace.minute is None or pace.minute < this else (pace.minute, pace.taken)
    if taken >= per_minute:
        minute, taken = minute + _MINUTE, 0
    pace = replace(pace, minute=minute, taken=taken + 1)
    return pace, Turn(None if minute == this else minute + taken * _MINUTE / per_minute, minute)


def _closed(pace: Pace, now: datetime, patience: Patience) -> Pace:
    beyond = min(pace.refusals - ENOUGH, 20)
    wait = min(patience.first_seconds * 2**beyond, patience.longest_seconds) if pace.is_slowed else 0
    return replace(pace, closed_until=now + timedelta(seconds=wait))
