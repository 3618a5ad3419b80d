"""The routes of leave: load, decide, keep, say."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from chassis.http import Begun, Match, Router, etag
from chassis.ids import uuid7
from services.leave import domain, store
from services.leave.api.asking import checked, submitted
from services.leave.api.bodies import Checked, NewApproval, NewClaim, NewRefusal, NewRequest, Submitted
from services.leave.api.views import LeavePage, LeaveView

router = Router(prefix="/api/leave", tags=["leave"])


@router.post("/requests", status_code=201)
async def ask(body: NewRequest, work: Begun) -> Submitted:
    """Ask for leave; whoever asks is the doctor. Days over two placements are asked for at each (R10)."""
    wish = body.wish(leave_id=uuid7(work.now), doctor_id=work.actor.person_id)
    asked, minded = await submitted(work, wish)
    standing = await store.system_of_record(work, asked[0].trust, wish.type)
    return Submitted.of(asked, standing=standing, warnings=minded)


@router.post("/requests/check")
async def check_request(body: NewRequest, work: Begun) -> Checked:
    """What asking would be answered now, without asking: the same obstacles, and the same warnings."""
    wish = body.wish(leave_id=uuid7(work.now), doctor_id=work.actor.person_id)
    asked, minded = await checked(work, wish)
    standing = await store.system_of_record(work, asked[0].trust, wish.type)
    funded = await store.funded_percent(work, asked[0])
    return Checked(standing=standing, warnings=tuple(dict.fromkeys(minded)), funded_percent=funded)


@router.get("/requests")
async def my_leave(
    work: Begun,
    waiting: bool = False,
    after: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> LeavePage:
    """Your own requests, or with ``waiting`` those that wait for your decision."""
    by = await store.acting(work)
    if waiting:
        page = await store.requests_waiting_for(work, actor=by, after=after, limit=limit)
    else:
        page = await store.my_requests(work, doctor_id=work.actor.person_id, after=after, limit=limit)
    standings = await store.systems_of_record(work, {(each.trust, each.type) for each in page})
    return LeavePage.of(page, by=by, standings=standings, limit=limit)


@router.get("/requests/at-my-trust")
async def leave_at_my_trust(
    work: Begun, after: UUID | None = None, limit: Annotated[int, Query(ge=1, le=100)] = 50
) -> LeavePage:
    """What waits or is approved of who works at your trust or is employed by it: to read, not to decide."""
    trusts, me = domain.administered_by(work.actor), work.actor.person_id
    page = await store.requests_at(work, trusts, besides=me, after=after, limit=limit)
    standings = await store.systems_of_record(work, {(each.trust, each.type) for each in page})
    return LeavePage.of(page, by=await store.acting(work), standings=standings, limit=limit)


@router.get("/requests/{request_id}")
async def look(request_id: UUID, work: Begun, response: Response) -> LeaveView:
    """One request, for its doctor, for the desks it has reached, and for medical education at its trust."""
    by, request = await store.acting(work), await store.look_at(work, request_id)
    request = domain.seen_by(request, by, employer=await store.employer_of(work, request.placement_id))
    etag(response, request.version)
    capacity = await store.days_off(
        work, request.placement_id, first_day=request.first_day, last_day=request.last_day, besides=request_id
    )
    if request.doctor_id == work.actor.person_id:
        capacity = tuple(day.to_a_doctor for day in capacity)
    standing = await store.system_of_record(work, request.trust, request.type)
    funded, terms = await store.funded_percent(work, request), await store.terms(work, request.trust)
    minds = request.doctor_id == work.actor.person_id or domain.waits_for(request, by)
    return LeaveView.of(
        request,
        by=by,
        standing=standing,
        capacity=capacity,
        funded=funded,
        refusal_codes=terms.refusal_codes,
        abroad=await store.abroad(work, request, terms) if minds else None,
    )


@router.post("/requests/{request_id}/approval", status_code=204)
async def approve(request_id: UUID, work: Begun, match: Match, body: NewApproval | None = None) -> None:
    request = await store.leave_request(work, request_id)
    holders = await store.who_holds(work, request.desks)
    decision = domain.approve(
        request,
        by=await store.acting(work),
        note=body.note if body else None,
        staffed=domain.staffed(holders, besides={request.doctor_id}),
        terms=await store.terms(work, request.trust),
        match=match,
    )
    await store.keep(work, decision.request)
    work.say(*decision.events)


@router.post("/requests/{request_id}/refusal", status_code=204)
async def refuse(request_id: UUID, body: NewRefusal, work: Begun, match: Match) -> None:
    request = await store.leave_request(work, request_id)
    terms = await store.terms(work, request.trust)
    decision = domain.refuse(request, by=await store.acting(work), refusal=body.refusal(), terms=terms, match=match)
    await store.keep(work, decision.request)
    work.say(*decision.events)


@router.post("/requests/{request_id}/refusal/check", status_code=204)
async def check_refusal(request_id: UUID, body: NewRefusal, work: Begun, match: Match) -> None:
    """Whether this refusal would be taken now, without refusing (R17)."""
    request = await store.look_at(work, request_id)
    terms = await store.terms(work, request.trust)
    domain.refuse(request, by=await store.acting(work), refusal=body.refusal(), terms=terms, match=match)


@router.post("/requests/{request_id}/withdrawal", status_code=204)
async def withdraw(request_id: UUID, work: Begun, match: Match) -> None:
    """The doctor takes it back; for approved leave whoever released it confirms here too (R28)."""
    request = await store.leave_request(work, request_id)
    holders = await store.who_holds(work, request.desks)
    decision = domain.withdraw(
        request,
        by=await store.acting(work),
        staffed=domain.staffed(holders, besides={request.doctor_id}),
        terms=await store.terms(work, request.trust),
        match=match,
    )
    if decision.request != request:
        await store.keep(work, decision.request)
    work.say(*decision.events)


@router.put("/requests/{request_id}/claim", status_code=204)
async def claim(request_id: UUID, body: NewClaim, work: Begun, match: Match) -> None:
    """Note when you claimed its costs, and when they were paid; nothing is paid here (R24)."""
    request = await store.leave_request(work, request_id)
    terms = await store.terms(work, request.trust)
    decision = domain.note_claim(request, by=work.actor, **body.model_dump(), terms=terms, match=match)
    await store.keep(work, decision.request)
