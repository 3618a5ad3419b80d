"""What doctors were granted of a leave year beside what placements earn, and whose it is to grant."""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from sqlalchemy import insert, select

from chassis.audit import note_deed
from chassis.work import UnitOfWork
from contracts.vocabulary import Role
from services.leave.domain import Adjustment, Desk, LeaveYear, Placement, placed_in
from services.leave.store.organisations import deaneries_of
from services.leave.store.tables import adjustments


async def granters(work: UnitOfWork, held: Sequence[Placement], year: LeaveYear) -> frozenset[Desk]:
    """The desks that set what a doctor's placements earn in a leave year, of who answers for the hosts today (R26)."""
    there = placed_in(held, year)
    deaneries = await deaneries_of(work, {each.host for each in there}, on=work.today)
    local = (Desk(Role.DME, each.host) for each in there if each.programme is None)
    return frozenset({*local, *(Desk(Role.DEAN, code) for code in deaneries.values())})


async def adjustments_of(work: UnitOfWork, doctor_id: UUID) -> list[Adjustment]:
    """All of a doctor's, in the order in which they were made."""
    query = select(adjustments).where(adjustments.c.doctor_id == doctor_id)
    rows = await work.all(query.order_by(adjustments.c.adjusted_at, adjustments.c.adjustment_id))
    return [Adjustment(**row) for row in rows]


async def add_adjustment(work: UnitOfWork, made: Adjustment) -> None:
    """Keep it, and note who made it; why is about a person, and stays with it."""
    await work.run(insert(adjustments).values(asdict(made)))
    about = f"entitlement adjustment {made.adjustment_id}, {made.days:+f} days of {made.type} leave"
    await note_deed(work, "entitlement.adjusted", by=made.adjusted_by, about=about, place=made.scope)
