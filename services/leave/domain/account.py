"""What of a leave year is taken, booked, asked for and left: never kept, always worked out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from contracts.vocabulary import LeavePurpose, LeaveType, Role
from contracts.vocabulary.labels import RELEASES
from services.leave.domain.earning import NOTHING, Grant, LeaveYear
from services.leave.domain.request import LeaveRequest
from services.leave.domain.status import Status

COUNTED = (LeaveType.STUDY, LeaveType.PROFESSIONAL)
"""Of these there is an account; release from duty has none."""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """So many days more of one doctor's leave year, or fewer: never changed, but put right by another one."""

    adjustment_id: UUID
    doctor_id: UUID
    type: LeaveType
    on: date
    """A day of the leave year."""
    days: Decimal
    """Below zero: fewer."""
    reason: str
    """For its doctor to read; it never leaves this service."""
    role: Role
    scope: str
    adjusted_by: UUID
    adjusted_at: datetime


@dataclass(frozen=True, slots=True)
class Account:
    """One doctor's leave of one type in one leave year: what they have, and what is left of it."""

    type: LeaveType
    year: LeaveYear
    total: Decimal | None
    """With what was adjusted. None: no upper limit, or none that was said."""
    adjustments: tuple[Adjustment, ...] = ()
    reserved: Decimal = NOTHING
    lent: Decimal = NOTHING
    """Study days of this year that were borrowed the year before (R5)."""
    carried: Decimal = NOTHING
    """Study days that were left the year before, and are had in this one (R25)."""
    may_borrow: Decimal = NOTHING
    taken: Decimal = NOTHING
    booked: Decimal = NOTHING
    """Approved and not over."""
    asked: Decimal = NOTHING
    """Waiting for a decision."""
    may_lend_to: Decimal = field(default=NOTHING, repr=False)
    """Of what is taken and booked, the days that may be borrowed for."""
    asked_to_lend: Decimal = field(default=NOTHING, repr=False)
    """The same of what is asked."""

    @property
    def adjusted(self) -> Decimal:
        """Of the total, what was granted beside what placements earn; below zero, what was taken off it."""
        return sum((each.days for each in self.adjustments), NOTHING)

    @property
    def used(self) -> Decimal:
        return self.taken + self.booked

    @property
    def available(self) -> Decimal | None:
        """Before anything is used; none where there is no limit."""
        return None if self.total is None else max(NOTHING, self.total - self.reserved - self.lent) + self.carried

    @property
    def borrowed(self) -> Decimal:
        """Days of next year that are used in this one: for tasters and presenting only, up to the limit (R5)."""
        return self._borrowing(self.used, self.may_lend_to)

    @property
    def left(self) -> Decimal | None:
        return None if self.available is None else max(NOTHING, self.available - self.used)

    def beyond(self, days: Decimal, purpose: LeavePurpose) -> Decimal:
        """How many of these further days the entitlement does not hold, with all that is asked for already (R3)."""
        if self.available is None or not uses_entitlement(purpose):
            return NOTHING
        spoken_for = self.used + self.asked
        room = max(NOTHING, self.available - spoken_for)
        if purpose is LeavePurpose.TASTER:
            room += self.may_borrow - self._borrowing(spoken_for, self.may_lend_to + self.asked_to_lend)
        return max(NOTHING, days - room)

    def _borrowing(self, used: Decimal, lendable: Decimal) -> Decimal:
        if self.available is None:
            return NOTHING
        return min(self.may_borrow, lendable, max(NOTHING, used - self.available))


def uses_entitlement(purpose: LeavePurpose | None) -> bool:
    """Statutory and mandatory training never does (R7), nor does release from duty (R17)."""
    return purpose is not LeavePurpose.MANDATORY_TRAINING and purpose not in RELEASES


def counted(requests: Iterable[LeaveRequest], leave_type: LeaveType, year: LeaveYear) -> list[LeaveRequest]:
    """Those that use the entitlement of this type in this leave year."""
    return [
        each
        for each in requests
        if each.type is leave_type and year.has(each.first_day) and uses_entitlement(each.purpose)
    ]


def account(
    leave_type: LeaveType,
    year: LeaveYear,
    grant: Grant,
    requests: Sequence[LeaveRequest],
    *,
    today: date,
    lent: Decimal,
    carried: Decimal = NOTHING,
    adjustments: Iterable[Adjustment] = (),
) -> Account:
    """The account of one type. A request belongs to the leave year of its first day, an adjustment to that of its day.

    Where placements earn less than was taken off them once, the total is nothing.
    """
    using = counted(requests, leave_type, year)
    approved = [each for each in using if each.status in (Status.APPROVED, Status.WITHDRAWAL_ASKED, Status.RECORDED)]
    waiting = [each for each in using if each.status is Status.WAITING]
    is_study = leave_type is LeaveType.STUDY
    earned = grant.study if is_study else grant.professional
    adjusted = tuple(each for each in adjustments if each.type is leave_type and year.has(each.on))
    total = None if earned is None else max(NOTHING, earned + sum((each.days for each in adjusted), NOTHING))
    return Account(
        type=leave_type,
        year=year,
        total=total,
        adjustments=adjusted,
        reserved=grant.reserved if is_study else NOTHING,
        lent=lent if is_study else NOTHING,
        carried=carried if is_study else NOTHING,
        may_borrow=grant.may_borrow if is_study else NOTHING,
        taken=_days(each for each in approved if each.last_day < today),
        booked=_days(each for each in approved if each.last_day >= today),
        asked=_days(waiting),
        may_lend_to=_days(each for each in approved if each.purpose is LeavePurpose.TASTER),
        asked_to_lend=_days(each for each in waiting if each.purpose is LeavePurpose.TASTER),
    )


def _days(requests: Iterable[LeaveRequest]) -> Decimal:
    return sum((each.days for each in requests), NOTHING)
