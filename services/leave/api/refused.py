"""After a refusal: taking the alternative, or appealing, and what becomes of the appeal (R17, R19)."""

from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from chassis.http import Begun, Match, Router
from chassis.ids import uuid7
from contracts.vocabulary import AppealOutcome, Role
from services.leave import domain, store
from services.leave.api.asking import submitted
from services.leave.api.bodies import Asked, Submitted, Words
from services.leave.domain import Desk, LeaveRequest, SystemOfRecord

router = Router(prefix="/api/leave/requests/{request_id}", tags=["leave"])


class NewAppeal(Asked):
    what_went_wrong: Words
    """In how the decision was reached, not in what it says."""


class NewAnswer(Asked):
    outcome: AppealOutcome
    explanation: Words


class Taken(BaseModel):
    """What was asked for instead; nothing where no days were offered."""

    model_config = ConfigDict(frozen=True)

    instead: Submitted | None

    @classmethod
    def of(cls, asked: list[LeaveRequest], standing: SystemOfRecord, warnings: list[str]) -> Self:
        return cls(instead=Submitted.of(asked, standing=standing, warnings=warnings) if asked else None)


@router.post("/alternative")
async def take_alternative(request_id: UUID, work: Begun, match: Match) -> Taken:
    """One tap: the days that were offered are asked for, with all else as it was."""
    request = await store.leave_request(work, request_id)
    terms = await store.terms(work, request.trust)
    decision = domain.take_alternative(request, by=work.actor, instead_id=None, terms=terms, match=match)
    asked: list[LeaveRequest] = []
    minded: list[str] = []
    if wish := domain.alternative(request, leave_id=uuid7(work.now)):
        asked, minded = await submitted(work, wish, instead_of=request_id)
        decision = domain.take_alternative(request, by=work.actor, instead_id=wish.leave_id, terms=terms, match=match)
    await store.keep(work, decision.request)
    work.say(*decision.events)
    return Taken.of(asked, await store.system_of_record(work, request.trust, request.type), minded)


@router.post("/appeal", status_code=204)
async def appeal(request_id: UUID, body: NewAppeal, work: Begun, match: Match) -> None:
    request = await store.leave_request(work, request_id)
    deaneries = await store.deaneries_of(work, {request.trust}, on=work.today)
    deans = (Desk(Role.DEAN, deanery) for deanery in deaneries.values())
    desks = {request.director, *deans, *request.desks}
    decision = domain.appeal(
        request,
        by=work.actor,
        words=body.what_went_wrong,
        holders=await store.who_holds(work, desks),
        deanery=deaneries.get(request.trust),
        terms=await store.terms(work, request.trust),
        match=match,
    )
    await store.keep(work, decision.request)
    work.say(*decision.events)


@router.post("/appeal/acknowledgement", status_code=204)
async def acknowledge_appeal(request_id: UUID, work: Begun, match: Match) -> None:
    request = await store.leave_request(work, request_id)
    decision = domain.acknowledge(
        request, by=await store.acting(work), terms=await store.terms(work, request.trust), match=match
    )
    if decision.events:
        await store.keep(work, decision.request)
    work.say(*decision.events)


@router.post("/appeal/answer", status_code=204)
async def answer_appeal(request_id: UUID, body: NewAnswer, work: Begun, match: Match) -> None:
    """For good: upheld, the refusing desk decides again; dismissed, the refusal stands."""
    request = await store.leave_request(work, request_id)
    decision = domain.answer(
        request,
        by=await store.acting(work),
        outcome=body.outcome,
        explanation=body.explanation,
        terms=await store.terms(work, request.trust),
        match=match,
    )
    await store.keep(work, decision.request)
    work.say(*decision.events)
