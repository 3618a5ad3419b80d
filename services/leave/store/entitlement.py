"""What a doctor's entitlement rests on: placements, each under the policy of its own place, and requests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from chassis.rules import rule, rules_named
from chassis.work import UnitOfWork
from contracts.vocabulary import LeavePurpose, LeaveType, PlacementType
from services.leave.domain import (
    COUNTED,
    Account,
    Adjustment,
    Earning,
    LeaveRequest,
    LeaveYear,
    Placement,
    Policy,
    Stage,
    account,
    covering,
    earnings,
    granted,
)
from services.leave.store.adjustments import adjustments_of
from services.leave.store.organisations import deaneries_of, whose_policy

POLICY = (
    "leave.study_days",
    "leave.reserved_days",
    "leave.professional_days",
    "leave.borrowed_days",
    "leave.carried_days",
    "leave.rounded_to_days",
    "leave.earning_types",
    "leave.stages",
)
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entitlement:
    """A doctor's leave year: what earns in it, and the account of each type."""

    year: LeaveYear
    parts: tuple[Earning, ...]
    accounts: tuple[Account, ...]

    def of(self, leave_type: LeaveType) -> Account:
        """The account of study or of professional leave."""
        return next(each for each in self.accounts if each.type is leave_type)

    def beyond(self, leave_type: LeaveType, days: Decimal, purpose: LeavePurpose) -> Decimal:
        """How many of these further days the entitlement does not hold; of what has no account, none."""
        return self.of(leave_type).beyond(days, purpose) if leave_type in COUNTED else Decimal(0)


@dataclass(frozen=True, slots=True)
class _Known:
    """What all of a doctor's leave years rest on, but for the policies of their places."""

    held: Sequence[Placement]
    requests: Sequence[LeaveRequest]
    adjusted: Sequence[Adjustment]


async def entitlement(
    work: UnitOfWork, *, doctor_id: UUID, held: Sequence[Placement], requests: Sequence[LeaveRequest], on: date
) -> Entitlement:
    """The leave year that has this day, by the placements a doctor holds and what they ask for (R1, R2, R25, R26)."""
    return await _entitlement(work, _Known(held, requests, await adjustments_of(work, doctor_id)), on=on)


async def entitlements_from(
    work: UnitOfWork, *, doctor_id: UUID, held: Sequence[Placement], requests: Sequence[LeaveRequest], on: date
) -> list[Entitlement]:
    """The leave year that has this day, and those after it that days may be carried into, one from another (R25)."""
    known = _Known(held, requests, await adjustments_of(work, doctor_id))
    found = [await _entitlement(work, known, on=on)]
    while True:
        following = await _entitlement(work, known, on=found[-1].year.last_day + _A_DAY)
        if not following.parts or not following.parts[0].policy.carried_days:
            return found
        found.append(following)


async def _entitlement(work: UnitOfWork, known: _Known, *, on: date) -> Entitlement:
    year = await leave_year(work, known.held, on=on)
    parts, lent = await earned_parts(work, known.held, year), Decimal(0)
    if any(part.stage is not Stage.F1 for part in parts):
        lent = await _lent(work, known, year)
    grant, carried = granted(parts, year), await _carried(work, known, year, parts)
    accounts = [
        account(
            *(each, year, grant, known.requests),
            today=work.today,
            lent=lent,
            carried=carried,
            adjustments=known.adjusted,
        )
        for each in COUNTED
    ]
    return Entitlement(year, parts, tuple(accounts))


async def leave_year(work: UnitOfWork, held: Sequence[Placement], *, on: date) -> LeaveYear:
    """By the programme of the placement on that day, else of the next one (R25)."""
    ahead = sorted((each for each in held if not each.cancelled and each.end >= on), key=lambda each: each.start)
    placement = covering(held, on) or next(iter(ahead), None)
    of: list[str] = []
    if placement is not None:
        deaneries = await deaneries_of(work, {placement.host}, on=on)
        of = [each for each in (placement.programme, *deaneries.values()) if each]
    return LeaveYear.around(on, month=await rule(work, "leave.year_month", on=on, of=of))


async def _lent(work: UnitOfWork, known: _Known, year: LeaveYear) -> Decimal:
    """What was borrowed of this year's days in the year before it (R5)."""
    before = await leave_year(work, known.held, on=year.first_day - _A_DAY)
    parts = await earned_parts(work, known.held, before)
    if not any(part.stage is Stage.F1 for part in parts):
        return Decimal(0)
    kept = account(
        *(LeaveType.STUDY, before, granted(parts, before), known.requests),
        today=work.today,
        lent=Decimal(0),
        adjustments=known.adjusted,
    )
    return kept.borrowed


async def _carried(work: UnitOfWork, known: _Known, year: LeaveYear, parts: Sequence[Earning]) -> Decimal:
    """What was left of the year before, as far as the policy that this one begins under carries it (R25)."""
    most = parts[0].policy.carried_days if parts else Decimal(0)
    if not most:
        return Decimal(0)
    before = await _entitlement(work, known, on=year.first_day - _A_DAY)
    return min(most, before.of(LeaveType.STUDY).left or Decimal(0))


async def earned_parts(work: UnitOfWork, held: Sequence[Placement], year: LeaveYear) -> tuple[Earning, ...]:
    """Each placement under the policy of its own place, as in force when its part of the year begins (R26)."""
    running = [each for each in held if year.overlaps(each.start, each.end)]
    policies: dict[tuple[str, bool, date], Policy] = {}
    paired = []
    for each in running:
        begins = max(each.start, year.first_day)
        which = (each.host, each.programme is None, begins)
        if which not in policies:
            policies[which] = await _policy(work, each, on=begins)
        paired.append((each, policies[which]))
    return earnings(paired, year)


async def _policy(work: UnitOfWork, placement: Placement, *, on: date) -> Policy:
    of = await whose_policy(work, placement.host, placement.programme, on=on)
    found = await rules_named(work, POLICY, on=on, of=of)
    return Policy(
        study_days={Stage(stage): _days(value) for stage, value in found["leave.study_days"].items()},
        reserved_days={Stage(stage): Decimal(str(value)) for stage, value in found["leave.reserved_days"].items()},
        professional_days=_days(found["leave.professional_days"]),
        borrowed_days=Decimal(str(found["leave.borrowed_days"])),
        carried_days=Decimal(str(found["leave.carried_days"])),
        rounded_to=Decimal(str(found["leave.rounded_to_days"])),
        earning=frozenset(each for each in PlacementType if each in found["leave.earning_types"]),
        stages=found["leave.stages"],
    )


def _days(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))
