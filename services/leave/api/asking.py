"""Asking for leave, whichever route it comes by."""

from dataclasses import replace
from uuid import UUID

from chassis.work import UnitOfWork
from services.leave import domain, store
from services.leave.api.trying import trying
from services.leave.api.warnings import warnings
from services.leave.domain import LeaveRequest, SystemOfRecord, Wish


async def checked(work: UnitOfWork, wish: Wish) -> tuple[list[LeaveRequest], list[str]]:
    """What would come of it if the doctor asked now: it is asked, and undone. Raises whatever stands in the way."""
    async with trying(work):
        asked, minded = await submitted(work, wish)
    return asked, minded


async def submitted(
    work: UnitOfWork, wish: Wish, *, instead_of: UUID | None = None
) -> tuple[list[LeaveRequest], list[str]]:
    """A request for each placement that the days fall into (R10), and what the doctor should mind about them."""
    doctor_id = wish.doctor_id
    placements = await store.placements_of(work, doctor_id)
    asked_before = await store.requests_of(work, doctor_id)
    asked: list[LeaveRequest] = []
    minded: list[str] = []
    for placement, part in domain.parts(wish, placements):
        terms = await store.terms(work, placement.host)
        if part.costs:
            part = replace(part, cost=domain.payable(part.costs, terms.never_paid))  # noqa: PLW2901 - the same, priced
        earned = await store.entitlement(work, doctor_id=doctor_id, held=placements, on=part.first_day)
        additional = earned.beyond(part.type, part.days_taken, part.purpose)
        if await store.system_of_record(work, placement.host, part.type) is SystemOfRecord.MIRROR:
            noted = domain.record(part, placement=placement, terms=terms, additional_days=additional)
            await store.add(work, noted.request)
            asked.append(noted.request)
            continue
        course = await store.course(work, placement)
        director = await store.director_of(work, placement)
        desks = domain.desks_of(part, placement, course, director=director, additional_days=additional)
        holders = await store.who_holds(work, desks)
        decision = domain.submit(
            part,
            placement=placement,
            desks=desks,
            director=director,
            staffed=domain.staffed(holders, besides={doctor_id}),
            terms=terms,
            additional_days=additional,
            instead_of=instead_of,
        )
        await store.add(work, decision.request)
        work.say(*decision.events)
        asked.append(decision.request)
        days_off = await store.days_off(
            work, placement.placement_id, first_day=part.first_day, last_day=part.last_day, besides=part.leave_id
        )
        minded += warnings(
            decision.request,
            terms=terms,
            earned=earned,
            asked_before=asked_before,
            days_off=days_off,
        )
    return asked, minded
