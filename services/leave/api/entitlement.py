"""How much leave a doctor has, and what that rests on."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, ConfigDict, PlainSerializer

from chassis.http import Begun, IsoDate, Router
from contracts.vocabulary import LeaveType, Role
from services.leave import store
from services.leave.domain import Account, Earning, Stage

FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)
"""The days whose leave years can be asked for."""

router = Router(prefix="/api/leave", tags=["leave"])

Days = Annotated[Decimal, PlainSerializer(float, return_type=float)]
"""Days and halves of days."""


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class PartView(_Shown):
    """A placement's part of the year at one WTE: what it earns by its region's policy, or its trust's (R2, R26)."""

    placement_id: UUID
    trust: str
    first_day: date
    last_day: date
    wte: Decimal
    stage: Stage
    days_a_year: Days | None
    """Of study leave at full time; null where the trust has not said (R4)."""

    @classmethod
    def of(cls, part: Earning) -> Self:
        return cls(
            placement_id=part.placement.placement_id,
            trust=part.placement.host,
            first_day=part.first_day,
            last_day=part.last_day,
            wte=part.wte,
            stage=part.stage,
            days_a_year=part.study_days,
        )


class AdjustmentView(_Shown):
    """Days more, or below zero fewer, than placements earn: who granted that, and why."""

    days: Days
    reason: str
    role: Role
    scope: str
    adjusted_by: UUID
    adjusted_at: datetime


class AccountView(_Shown):
    """What of one type there is, in days and halves; ``total`` and ``left`` are null where there is no limit."""

    type: LeaveType
    total: Days | None
    """With what was adjusted."""
    adjusted: Days
    """Of the total; below zero, taken off it."""
    adjustments: tuple[AdjustmentView, ...]
    reserved: Days
    """Taken up by scheduled teaching (R5, R6)."""
    lent: Days
    """Borrowed in the year before (R5)."""
    carried: Days
    """Left in the year before, as far as the region carries it over (R25)."""
    taken: Days
    booked: Days
    """Approved, and not over."""
    asked: Days
    """Waiting for a decision."""
    borrowed: Days
    """Of next year's days."""
    left: Days | None


class EntitlementView(_Shown):
    first_day: date
    last_day: date
    parts: tuple[PartView, ...]
    accounts: tuple[AccountView, ...]

    @classmethod
    def of(cls, found: store.Entitlement) -> Self:
        return cls(
            first_day=found.year.first_day,
            last_day=found.year.last_day,
            parts=tuple(map(PartView.of, found.parts)),
            accounts=tuple(map(_account, found.accounts)),
        )


@router.get("/entitlement")
async def my_entitlement(
    work: Begun, on: Annotated[IsoDate | None, Query(ge=FIRST, le=LAST)] = None
) -> EntitlementView:
    """Your own, in the leave year that has this day; today's without one (R1-R7, R25-R27)."""
    me, day = work.actor.person_id, on or work.today
    held, requests = await store.known_placements(work, me), await store.requests_of(work, me)
    return EntitlementView.of(await store.entitlement(work, doctor_id=me, held=held, requests=requests, on=day))


def _account(account: Account) -> AccountView:
    return AccountView.model_validate(account)
