"""A leave year that is soon over, or is: what is left of it is said in time to be taken (T-D1)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

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


@dataclass(frozen=True, slots=True)
class ClosedYear:
    """What was last said of a doctor's leave year that is over; nothing of one without a total."""

    doctor_id: UUID
    year_ends: date
    trust: str | None
    half_days: int | None
    half_days_taken: int | None

    def corrected(self, account: Account, *, trust: str | None, at: datetime) -> facts.EntitlementClosed | None:
        """What to say of it anew; none where that is what was said, or where the year ends on another day by now.

        It stays with the trust that it was said of where the doctor turns out to have worked nowhere at its end.
        """
        trust = trust or self.trust
        if trust is None or account.year.last_day != self.year_ends:
            return None
        said = closed(account, doctor_id=self.doctor_id, trust=trust, at=at)
        known = (self.trust, self.half_days, self.half_days_taken)
        return None if said is None or (said.trust, said.half_days, said.half_days_taken) == known else said


def closed(account: Account, *, doctor_id: UUID, trust: str, at: datetime) -> facts.EntitlementClosed | None:
    """What to say of a year that is over; nothing where no total was set."""
    if account.available is None:
        return None
    return facts.EntitlementClosed(
        doctor_id=doctor_id,
        trust=trust,
        first_day=account.year.first_day,
        last_day=account.year.last_day,
        half_days=int(account.available * 2),
        half_days_taken=int(min(account.used, account.available) * 2),
        closed_at=at,
    )


def unused(
    account: Account, *, doctor_id: UUID, trust: str, today: date, at: datetime
) -> facts.EntitlementUnused | None:
    """What to say of a year that runs; nothing where no total was set, or where none is left."""
    if not account.left:
        return None
    return facts.EntitlementUnused(
        doctor_id=doctor_id,
        trust=trust,
        first_day=account.year.first_day,
        last_day=account.year.last_day,
        half_days_left=int(account.left * 2),
        days_to_go=(account.year.last_day - today).days,
        told_at=at,
    )
