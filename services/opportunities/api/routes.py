"""The routes of opportunities: load, decide, keep, say."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from chassis.http import Begun, Match, Router, etag
from chassis.ids import uuid7
from chassis.work import UnitOfWork
from services.opportunities import domain, store
from services.opportunities.api.allowing import drafting_at
from services.opportunities.api.bodies import NewAnswer, NewClosure, NewConfirmation, NewInterest
from services.opportunities.api.views import (
    Catalogue,
    KindView,
    Made,
    OneOpportunity,
    OpportunityPage,
    ParticipationPage,
    ParticipationView,
)

router = Router(prefix="/api/opportunities", tags=["opportunities"])

Limit = Annotated[int, Query(ge=1, le=100)]


@router.get("/kinds")
async def kinds(work: Begun) -> Catalogue:
    """What there can be: the commitment's suggestions, as the region has them today."""
    return Catalogue(items=tuple(KindView.model_validate(kind) for kind in await store.catalogue(work)))


@router.get("/published")
async def published(work: Begun, after: UUID | None = None, limit: Limit = 50) -> OpportunityPage:
    """What is open today where you work, where you look after the portfolio, and what you lead or drafted."""
    trusts = domain.hosts(await store.placements_of(work, work.actor.person_id), on=work.today)
    trusts |= domain.edited_by(work.actor)
    drafts_at = await drafting_at(work)
    page = await store.open_at(
        work, trusts, kept_by=work.actor.person_id, drafts_at=drafts_at, after=after, limit=limit
    )
    taken = await store.places_taken(work, [each.opportunity_id for each in page])
    return OpportunityPage.of(page, taken=taken, reader=work.actor, drafts_at=drafts_at, limit=limit)


@router.get("/published/{opportunity_id}")
async def look(opportunity_id: UUID, work: Begun, response: Response) -> OneOpportunity:
    """For who makes it, looks after it, works there, or is to start there and has been sent it."""
    reads_at = await store.reads_at(work, work.actor.person_id) | await store.starts_at(work, work.actor.person_id)
    drafts_at = await drafting_at(work)
    found = await store.look_at(work, opportunity_id)
    opportunity = found.seen_by(work.actor, works_at=reads_at, drafts_at=drafts_at)
    etag(response, opportunity.version)
    taken = await store.places_taken(work, [opportunity_id])
    works_at = domain.hosts(await store.placements_of(work, work.actor.person_id), on=work.today)
    return OneOpportunity.of(
        opportunity,
        taken=taken[opportunity_id],
        works_there=opportunity.trust in works_at,
        yours_to_edit=opportunity.is_edited_by(work.actor, drafts_at=drafts_at),
    )


@router.post("/published/{opportunity_id}/closure", status_code=204)
async def close(opportunity_id: UUID, body: NewClosure, work: Begun, match: Match) -> None:
    """Nobody can ask for it any more; what was offered stands, unless it is not taking place: then nobody waits on."""
    opportunity = await store.opportunity(work, opportunity_id)
    decision = domain.close(
        opportunity,
        by=work.actor,
        drafts_at=await drafting_at(work),
        reason=body.reason,
        at=work.now,
        match=match,
    )
    await store.keep(work, decision.opportunity)
    work.say(*decision.events)
    if decision.opportunity.is_called_off:
        await _call_off(work, decision.opportunity)


@router.post("/published/{opportunity_id}/review", status_code=204)
async def review(opportunity_id: UUID, work: Begun, match: Match) -> None:
    """Say that it still stands as it is: what nobody has looked at for months is stale (O-E1)."""
    opportunity = await store.opportunity(work, opportunity_id)
    due = await store.review_due(work, opportunity.trust)
    decision = domain.review(
        opportunity,
        by=work.actor,
        drafts_at=await drafting_at(work),
        review_due=due,
        at=work.now,
        match=match,
    )
    await store.keep(work, decision.opportunity)
    work.say(*decision.events)


@router.post("/published/{opportunity_id}/interest", status_code=201)
async def express(opportunity_id: UUID, work: Begun, body: NewInterest | None = None) -> Made:
    """Say that you would like to take part; whoever says so is the doctor."""
    doctor_id = work.actor.person_id
    opportunity = await store.opportunity(work, opportunity_id)
    step = domain.express(
        opportunity,
        participation_id=uuid7(work.now),
        by=work.actor,
        why=body.why if body else None,
        placements=await store.placements_of(work, doctor_id),
        before=await store.find_participation(work, opportunity_id=opportunity_id, doctor_id=doctor_id),
        answer_by=await store.answer_by(work, opportunity.trust),
        at=work.now,
        today=work.today,
    )
    await store.add_participation(work, step.participation)
    work.say(*step.events)
    return Made(id=step.participation.participation_id)


@router.get("/participations")
async def participations(
    work: Begun, waiting: bool = False, missed: bool = False, after: UUID | None = None, limit: Limit = 50
) -> ParticipationPage:
    """Your own; with ``waiting`` those that wait for your answer or confirmation, with ``missed`` who did not come."""
    if missed:
        page = await store.missed_participations(work, actor=work.actor, after=after, limit=limit)
    elif waiting:
        page = await store.waiting_participations(work, actor=work.actor, after=after, limit=limit)
    else:
        page = await store.my_participations(work, doctor_id=work.actor.person_id, after=after, limit=limit)
    among = await store.look_at_all(work, {each.opportunity_id for each in page})
    return ParticipationPage.of(page, among=among, limit=limit)


@router.get("/participations/{participation_id}")
async def look_at_participation(participation_id: UUID, work: Begun, response: Response) -> ParticipationView:
    """One of them, for its doctor and its lead."""
    participation = await store.look_at_participation(work, participation_id)
    opportunity = await store.look_at(work, participation.opportunity_id)
    participation.seen_by(work.actor, opportunity)
    etag(response, participation.version)
    return ParticipationView.of(participation, opportunity)


@router.post("/participations/{participation_id}/answer", status_code=204)
async def answer(participation_id: UUID, body: NewAnswer, work: Begun, match: Match) -> None:
    """Offer a place, or decline with a reason; its lead does, or the trust's champion."""
    asked = await store.look_at_participation(work, participation_id)
    opportunity = await store.opportunity(work, asked.opportunity_id)  # held, and first: its places are counted
    participation = await store.participation(work, participation_id)
    taken = await store.places_taken(work, [opportunity.opportunity_id])
    step = domain.answer(
        participation,
        opportunity,
        body.verdict(),
        by=work.actor,
        taken=taken[opportunity.opportunity_id],
        at=work.now,
        match=match,
    )
    await _keep(work, step)


@router.post("/participations/{participation_id}/withdrawal", status_code=204)
async def withdraw(participation_id: UUID, work: Begun, match: Match) -> None:
    """You no longer want it; a place that was offered to you is free again."""
    participation = await store.participation(work, participation_id)
    opportunity = await store.look_at(work, participation.opportunity_id)
    await _keep(work, domain.withdraw(participation, opportunity, by=work.actor, at=work.now, match=match))


@router.post("/participations/{participation_id}/confirmation", status_code=204)
async def confirm(participation_id: UUID, body: NewConfirmation, work: Begun, match: Match) -> None:
    """Say afterwards that the doctor took part: certificates rest on it."""
    participation = await store.participation(work, participation_id)
    opportunity = await store.look_at(work, participation.opportunity_id)
    step = domain.confirm(
        participation, opportunity, body.deed(), by=work.actor, at=work.now, today=work.today, match=match
    )
    await store.keep_participation(work, step.participation)
    work.say(*step.events)


@router.post("/participations/{participation_id}/absence", status_code=204)
async def miss(participation_id: UUID, work: Begun, match: Match) -> None:
    """Say afterwards that the doctor did not take part: they are told, and a confirmation puts it right."""
    participation = await store.participation(work, participation_id)
    opportunity = await store.look_at(work, participation.opportunity_id)
    await _keep(
        work, domain.miss(participation, opportunity, by=work.actor, at=work.now, today=work.today, match=match)
    )


async def _call_off(work: UnitOfWork, opportunity: domain.Opportunity) -> None:
    for one in await store.to_call_off(work, opportunity.opportunity_id):
        await _keep(work, domain.call_off(one, opportunity, by=work.actor, at=work.now))


async def _keep(work: UnitOfWork, step: domain.Step) -> None:
    """Keep how a participation stands, and with one that ends, that its doctor needs nothing for it any more."""
    await store.keep_participation(work, step.participation)
    if step.participation.status not in domain.WAITING:
        needed = await store.find_adaptation(work, step.participation.participation_id)
        if needed is not None:
            await store.keep_adaptation(work, domain.let_go(needed))
    work.say(*step.events)
