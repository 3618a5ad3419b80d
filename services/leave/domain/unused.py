"""A leave year that is soon over, or is: what is left of it is said in time to be taken (T-D1)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from contracts import Event
from contracts import leave as facts
from services.leave.domain.account import Account
from services.leave.domain.earning import LeaveYear


class Checkpoint(StrEnum):
    """When a leave year is looked at; each once for each doctor."""

    FIRST = "first"
    AGAIN = "again"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Calendar:
    """How many days before its end, and after it, a leave year is looked at."""

    first_days: int
    again_days: int
    closing_days: int

    def due(self, year: LeaveYear, *, today: date) -> Checkpoint | None:
        """The checkpoint that a running year has reached last; only that one is said."""
        to_go = (year.last_day - today).days
        if to_go <= self.again_days:
            return Checkpoint.AGAIN
        return Checkpoint.FIRST if to_go <= self.first_days else None

    def closes(self, year: LeaveYear, *, today: date) -> bool:
        """Whether the year before this one is looked at for the last time."""
        return (today - year.first_day).days < self.closing_days


def looked_at(
    account: Account, checkpoint: Checkpoint, *, doctor_id: UUID, trust: str, today: date, at: datetime
) -> tuple[Event, ...]:
    """What to say of a doctor's study leave; nothing where no total was set, or where none is left."""
    if account.available is None or account.left is None:
        return ()
    year = account.year
    if checkpoint is Checkpoint.CLOSED:
        closed = facts.EntitlementClosed(
            doctor_id=doctor_id,
            trust=trust,
            first_day=year.first_day,
            last_day=year.last_day,
            half_days=int(account.available * 2),
            half_days_taken=int(min(account.used, account.available) * 2),
            closed_at=at,
        )
        return (closed,)
    if not account.left:
        return ()
    unused = facts.EntitlementUnused(
        doctor_id=doctor_id,
        trust=trust,
        first_day=year.first_day,
        last_day=year.last_day,
        half_days_left=int(account.left * 2),
        days_to_go=(year.last_day - today).days,
        told_at=at,
    )
    return (unused,)
