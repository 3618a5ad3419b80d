"""Granting one doctor more days of a leave year, or fewer: by who sets what it holds where they work (section 3)."""

from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from fastapi import Query
from pydantic import Field, model_validator

from chassis.http import Begun, IsoDate, Router
from chassis.ids import uuid7
from chassis.work import UnitOfWork
from contracts.vocabulary import LeavePurpose, LeaveType
from services.leave import domain, store
from services.leave.api.bodies import Asked, Words
from services.leave.api.entitlement import FIRST, LAST, EntitlementView
from services.leave.domain import Change, Desk, LeaveRequest, Placement

router = Router(prefix="/api/leave/entitlement/of/{doctor_id}", tags=["leave"])

_AT_MOST = 99


class NewAdjustment(Asked):
    type: LeaveType = LeaveType.STUDY
    on: Annotated[IsoDate, Field(ge=FIRST, le=LAST)]
    """A day of the leave year that it is for."""
    days: Annotated[Decimal, Field(ge=-_AT_MOST, le=_AT_MOST, multiple_of=Decimal("0.5"))]
    """More; below zero, fewer."""
    reason: Words
    """At least ``leave.refusal_min_chars`` characters, for the doctor to read."""

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if not self.days or self.type is LeaveType.RELEASE:
            raise ValueError("days is not 0, and type one that has an account: study or professional")
        return self

    def change(self) -> Change:
        return Change(**self.model_dump())


@router.get("")
async def entitlement_of(
    doctor_id: UUID, work: Begun, on: Annotated[IsoDate | None, Query(ge=FIRST, le=LAST)] = None
) -> EntitlementView:
    """A doctor's account, in the leave year that has this day or today, for who grants it."""
    held, requests = await store.known_placements(work, doctor_id), await store.requests_of(work, doctor_id)
    day = on or work.today
    found = await store.entitlement(work, doctor_id=doctor_id, held=held, requests=requests, on=day)
    await _desk(work, doctor_id, held, found)
    return EntitlementView.of(found)


@router.post("/adjustments", status_code=201)
async def adjust_entitlement(doctor_id: UUID, body: NewAdjustment, work: Begun) -> EntitlementView:
    """The account as it is from now on. Nobody's is cut below what is taken or agreed, of its year or one after it.

    What waits for a decision meanwhile is decided by who reads how much of it the account no longer holds.
    """
    held, requests = await store.placements_alone(work, doctor_id), await store.requests_alone(work, doctor_id)
    before = await store.entitlements_from(work, doctor_id=doctor_id, held=held, requests=requests, on=body.on)
    found, change = before[0], body.change()
    desk = await _desk(work, doctor_id, held, found)
    trust = domain.works_at(held, found.year, today=work.today)
    adjusted, said = domain.adjust(
        found.of(body.type),
        change,
        adjustment_id=uuid7(work.now),
        doctor_id=doctor_id,
        trust=trust,
        desk=desk,
        by=work.actor,
        terms=await store.terms(work, trust),
    )
    await store.add_adjustment(work, adjusted)
    after = await store.entitlements_from(work, doctor_id=doctor_id, held=held, requests=requests, on=body.on)
    accounts = [each.of(body.type) for each in after]
    domain.check_effect([each.of(body.type) for each in before], accounts, change)
    for waiting in domain.reckoned_anew(requests, accounts):
        await store.keep(work, await _asked_of(work, waiting, held))
    await store.look_again(work, {doctor_id: body.on})
    work.say(said)
    return EntitlementView.of(after[0])


async def _desk(work: UnitOfWork, doctor_id: UUID, held: list[Placement], found: store.Entitlement) -> Desk:
    """Raises NotFound to whoever sets nothing of this doctor's year."""
    return domain.granting_desk(doctor_id, by=work.actor, desks=await store.granters(work, held, found.year))


async def _asked_of(work: UnitOfWork, waiting: LeaveRequest, held: list[Placement]) -> LeaveRequest:
    """With the employer's step or without, as it would be asked today (R3)."""
    if waiting.purpose is not LeavePurpose.CURRICULUM_REQUIRED:
        return waiting
    placement = next(each for each in held if each.placement_id == waiting.placement_id)
    course, director = await store.course(work, placement), await store.director_of(work, placement)
    desks = domain.wanted(placement, waiting, course, director=director, additional=True)
    staffed = domain.staffed(await store.who_holds(work, desks), besides={waiting.doctor_id})
    return domain.with_employers(waiting, desks, director=director, staffed=staffed)
