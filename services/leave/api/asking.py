"""Asking for leave, whichever route it comes by."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from chassis.work import UnitOfWork
from services.leave import domain, store
from services.leave.api.trying import trying
from services.leave.api.warnings import warnings
from services.leave.domain import Course, Desk, LeaveRequest, Placement, SystemOfRecord, Terms, Wish
from services.leave.store import Entitlement


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked for at one placement, and what it is held against."""

    wish: Wish
    terms: Terms
    course: Course
    earned: Entitlement
    additional_days: Decimal


async def checked(work: UnitOfWork, wish: Wish) -> tuple[list[LeaveRequest], list[str]]:
    """What would come of it if the doctor asked now: it is asked, and undone. Raises whatever stands in the way."""
    async with trying(work):
        asked, minded = await submitted(work, wish)
    return asked, minded


async def submitted(
    work: UnitOfWork, wish: Wish, *, instead_of: UUID | None = None
) -> tuple[list[LeaveRequest], list[str]]:
    """A request for each placement that the days fall into (R10), and what the doctor should mind about them."""
    placements = await store.placements_of(work, wish.doctor_id)
    asked_before = await store.requests_of(work, wish.doctor_id)
    requests: list[LeaveRequest] = []
    minded: list[str] = []
    for placement, part in domain.parts(wish, placements):
        asked = await _asked(work, part, placement, placements, [*asked_before, *requests])
        if await store.system_of_record(work, placement.host, part.type) is SystemOfRecord.MIRROR:
            noted = domain.record(
                asked.wish, placement=placement, terms=asked.terms, additional_days=asked.additional_days
            )
            await store.add(work, noted.request)
            requests.append(noted.request)
            continue
        desks, director, staffed = await _deciding(work, asked, placement)
        decision = domain.submit(
            asked.wish,
            placement=placement,
            desks=desks,
            director=director,
            staffed=staffed,
            terms=asked.terms,
            additional_days=asked.additional_days,
            instead_of=instead_of,
        )
        await store.add(work, decision.request)
        work.say(*decision.events)
        requests.append(decision.request)
        minded += await _minded(work, decision.request, asked, asked_before)
    return requests, minded


async def submitted_anew(work: UnitOfWork, wish: Wish, *, match: int | None) -> tuple[LeaveRequest, list[str]]:
    """A returned request as it is asked for now, and what the doctor should mind about it.

    Holds the placements before the request, as whoever hears of their changes does.
    """
    placements = await store.placements_of(work, wish.doctor_id)
    request = await store.leave_request(work, wish.leave_id)
    placement, part = domain.amended(request, wish, by=work.actor, placements=placements, match=match)
    others = [each for each in await store.requests_of(work, wish.doctor_id) if each.leave_id != wish.leave_id]
    asked = await _asked(work, part, placement, placements, others)
    desks, director, staffed = await _deciding(work, asked, placement, besides=request.desks)
    decision = domain.ask_anew(
        request,
        asked.wish,
        placement=placement,
        desks=desks,
        director=director,
        staffed=staffed,
        terms=asked.terms,
        additional_days=asked.additional_days,
    )
    kept = await store.keep(work, decision.request) if decision.request != request else request
    work.say(*decision.events)
    return kept, await _minded(work, kept, asked, others)


async def _asked(
    work: UnitOfWork,
    wish: Wish,
    placement: Placement,
    placements: list[Placement],
    others: Sequence[LeaveRequest],
) -> _Asked:
    """With its costs as far as a study budget may pay them (R21), and what the leave year holds beside the others."""
    terms = await store.terms(work, placement.host)
    if wish.costs:
        wish = replace(wish, cost=domain.payable(wish.costs, terms.never_paid))
    earned = await store.entitlement(
        work, doctor_id=wish.doctor_id, held=placements, requests=others, on=wish.first_day
    )
    course = await store.course(work, placement)
    return _Asked(wish, terms, course, earned, earned.beyond(wish.type, wish.days_taken, wish.purpose))


async def _deciding(
    work: UnitOfWork, asked: _Asked, placement: Placement, *, besides: Collection[Desk] = ()
) -> tuple[tuple[Desk, ...], Desk | None, frozenset[Desk]]:
    """The desks that should decide, the director, and which of these and of those ``besides`` somebody else holds."""
    director = await store.director_of(work, placement)
    desks = domain.desks_of(
        asked.wish, placement, asked.course, director=director, additional_days=asked.additional_days
    )
    holders = await store.who_holds(work, {*desks, *besides})
    return desks, director, domain.staffed(holders, besides={asked.wish.doctor_id})


async def _minded(
    work: UnitOfWork, request: LeaveRequest, asked: _Asked, asked_before: Collection[LeaveRequest]
) -> list[str]:
    days_off = await store.days_off(
        work,
        request.placement_id,
        first_day=request.first_day,
        last_day=request.last_day,
        besides=request.leave_id,
    )
    found = warnings(
        request,
        terms=asked.terms,
        course=asked.course,
        earned=asked.earned,
        asked_before=asked_before,
        days_off=days_off,
    )
    return list(found)
