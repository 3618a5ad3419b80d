"""Granting one doctor more days of a leave year than placements earn, or fewer, with a reason (section 3)."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from chassis.errors import NotFound
from contracts import Actor
from contracts.leave import EntitlementAdjusted
from contracts.vocabulary import LeavePurpose, LeaveType, Role
from services.leave.domain.account import Account, Adjustment, counted
from services.leave.domain.chain import Desk, Placement, covering
from services.leave.domain.days import spoken, written
from services.leave.domain.earning import NOTHING, LeaveYear
from services.leave.domain.explained import check_explained
from services.leave.domain.obstacles import ChangesTooLittle, DaysUsed, NothingToAdjust
from services.leave.domain.request import LeaveRequest
from services.leave.domain.status import Status
from services.leave.domain.terms import Terms

GRANTERS = frozenset({Role.DME, Role.DEAN})
"""Who sets what a place grants: a dean for trainees, a director for whom their trust employs itself (R4, R26)."""


@dataclass(frozen=True, slots=True)
class Change:
    """What of a leave year is to be otherwise than placements earn it."""

    type: LeaveType
    on: date
    """A day of the leave year."""
    days: Decimal
    """Below zero: fewer."""
    reason: str


def placed_in(held: Sequence[Placement], year: LeaveYear) -> list[Placement]:
    """Those of a doctor's placements that fall into a leave year."""
    return [each for each in held if not each.cancelled and year.overlaps(each.start, each.end)]


def works_at(held: Sequence[Placement], year: LeaveYear, *, today: date) -> str:
    """The host at which a doctor of that leave year works: today, else last. Raises NotFound."""
    there = placed_in(held, year)
    placement = covering(there, today) or max(there, key=lambda each: (each.end, each.placement_id), default=None)
    if placement is None:
        raise NotFound
    return placement.host


def granting_desk(doctor_id: UUID, *, by: Actor, desks: Collection[Desk]) -> Desk:
    """Theirs of the desks that set what this doctor's year holds; nobody grants themselves. Raises NotFound."""
    theirs = sorted(desk for desk in desks if by.holds(desk.role, at=desk.scope))
    if not theirs or by.person_id == doctor_id:
        raise NotFound
    return theirs[0]


def adjust(
    account: Account,
    change: Change,
    *,
    adjustment_id: UUID,
    doctor_id: UUID,
    trust: str,
    desk: Desk,
    by: Actor,
    terms: Terms,
) -> tuple[Adjustment, EntitlementAdjusted]:
    """More days of this account, or fewer, but never fewer than are taken or agreed (section 3).

    Raises ReasonTooShort, NothingToAdjust, DaysUsed.
    """
    check_explained(change.reason, at_least=terms.refusal_min_chars, field="reason")
    if account.left is None:
        raise NothingToAdjust("No number of days is set for this leave, so there is none to change.", field="type")
    if account.left + change.days < NOTHING:
        raise DaysUsed(
            f"{spoken(account.left)} of this leave year are neither taken nor agreed: no more can go.", field="days"
        )
    adjusted = Adjustment(
        adjustment_id=adjustment_id,
        doctor_id=doctor_id,
        type=change.type,
        on=change.on,
        days=change.days,
        reason=change.reason,
        role=desk.role,
        scope=desk.scope,
        adjusted_by=by.person_id,
        adjusted_at=terms.at,
    )
    said = EntitlementAdjusted(
        doctor_id=doctor_id,
        trust=trust,
        first_day=account.year.first_day,
        last_day=account.year.last_day,
        leave_type=change.type,
        half_days=int(change.days * 2),
        adjusted_by=desk.role,
        adjusted_at=terms.at,
    )
    return adjusted, said


def check_effect(before: Sequence[Account], after: Sequence[Account], change: Change) -> None:
    """Whether it does what it says: in its own leave year, the first, and in those that days are carried into (R25).

    No year holds less than nothing, so where more was taken off one than it earns, more days may add nothing, and
    fewer take none of what was carried into it. Raises ChangesTooLittle, DaysUsed.
    """
    (was, now), *later = zip(before, after, strict=True)
    moved = _available(now) - _available(was)
    if change.days > NOTHING and not moved:
        raise ChangesTooLittle("More was taken off this leave year than so many days give back.", field="days")
    if change.days < NOTHING and moved != change.days:
        raise ChangesTooLittle(
            f"Only {spoken(-moved)} of this leave year can go: the others are carried into it.", field="days"
        )
    for was, now in later:
        gone = min(_available(was) - _available(now), now.used - _available(now))
        if now.available is not None and gone > NOTHING:
            raise DaysUsed(
                f"{spoken(gone)} too many: what is carried into the leave year that begins on "
                f"{written(now.year.first_day)} is taken or agreed there.",
                field="days",
            )


def reckoned_anew(requests: Iterable[LeaveRequest], accounts: Iterable[Account]) -> Iterator[LeaveRequest]:
    """What waits in these years of which the entitlement now holds other days than was reckoned: of two, the one that
    was asked for first has what there is (R3)."""
    waiting = sorted(
        (each for each in requests if each.status is Status.WAITING),
        key=lambda each: (each.submitted_at, each.leave_id),
    )
    for account in accounts:
        room = replace(account, asked=NOTHING, asked_to_lend=NOTHING)
        for each in counted(waiting, account.type, account.year):
            beyond = room.beyond(each.days, each.purpose)
            if beyond != each.additional_days:
                yield replace(each, additional_days=beyond)
            lendable = each.days if each.purpose is LeavePurpose.TASTER else NOTHING
            room = replace(room, asked=room.asked + each.days, asked_to_lend=room.asked_to_lend + lendable)


def _available(account: Account) -> Decimal:
    return account.available or NOTHING
