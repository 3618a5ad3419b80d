"""Drafts of opportunities: an editor's, until the co-producer confirms it and it is live."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from chassis.http import Begun, Match, Router
from chassis.ids import uuid7
from chassis.work import UnitOfWork
from contracts.vocabulary import OdsCode
from services.opportunities import domain, store
from services.opportunities.api.allowing import drafting_at
from services.opportunities.api.bodies import NewDraft, NewGivingUp, NewOpportunity
from services.opportunities.api.serving import Serving, Trusts
from services.opportunities.api.views import Made, OpportunityPage

router = Router(prefix="/api/opportunities/drafts", tags=["opportunities"])

Limit = Annotated[int, Query(ge=1, le=100)]


@router.post("", status_code=201)
async def draft(body: NewDraft, work: Begun) -> Made:
    """Prepare what you would offer your trust's residents; the one of them you made it with confirms it (O-E1)."""
    suggestion = await store.suggestion(work, body.suggestion_id) if body.suggestion_id else None
    decision = domain.draft(
        body.plan(),
        opportunity_id=suggestion.suggestion_id if suggestion else uuid7(work.now),
        kind=await store.kind(work, body.kind),
        by=work.actor,
        drafts_at=await drafting_at(work),
        lead_is_there=await store.is_appointed(work, body.lead_id, at=body.trust),
        co_producer_works_at=await _works_at(work, body.co_producer_id),
        suggested_by=suggestion.suggested_by if suggestion else None,
        at=work.now,
        today=work.today,
    )
    if suggestion:
        taken = domain.take_up(suggestion, trust=body.trust, by=work.actor, at=work.now)
        await store.keep_suggestion(work, taken.suggestion)
    await store.add(work, decision.opportunity)
    work.say(*decision.events)
    return Made(id=decision.opportunity.opportunity_id)


@router.get("")
async def drafts(work: Begun, after: UUID | None = None, limit: Limit = 50) -> OpportunityPage:
    """What waits for you as its co-producer, what you drafted, and all of it where you look after the portfolio."""
    drafts_at = await drafting_at(work)
    page = await store.drafts(
        work,
        domain.edited_by(work.actor),
        made_by=work.actor.person_id,
        drafts_at=drafts_at,
        after=after,
        limit=limit,
    )
    return OpportunityPage.of(page, taken={}, reader=work.actor, drafts_at=drafts_at, limit=limit)


@router.get("/trusts")
async def where_one_drafts(work: Begun) -> Trusts:
    """The trusts for which you may draft: yours, and those at which doctors of a programme are that you direct."""
    return Trusts(items=tuple(sorted(await drafting_at(work))))


@router.get("/leads")
async def possible_leads_of_drafts(trust: OdsCode, work: Begun) -> Serving:
    """Who could lead what a trust offers for which you draft: whoever holds a role there today."""
    if trust not in await drafting_at(work):
        raise domain.NotYourTrust(f"you do not look after the opportunities of {trust}")
    return Serving(items=tuple(await store.appointed_at(work, trust)))


@router.put("/{draft_id}", status_code=204)
async def redraft(draft_id: UUID, body: NewOpportunity, work: Begun, match: Match) -> None:
    """Change it; it waits for its co-producer anew."""
    decision = domain.redraft(
        await store.opportunity(work, draft_id),
        body.plan(),
        kind=await store.kind(work, body.kind),
        by=work.actor,
        drafts_at=await drafting_at(work),
        lead_is_there=await store.is_appointed(work, body.lead_id, at=body.trust),
        co_producer_works_at=await _works_at(work, body.co_producer_id),
        at=work.now,
        today=work.today,
        match=match,
    )
    await store.keep(work, decision.opportunity)
    work.say(*decision.events)


@router.post("/{draft_id}/confirmation", status_code=204)
async def confirm_coproduction(draft_id: UUID, work: Begun, match: Match) -> None:
    """You made it together, and agree to it as it stands: it is live (O-E1)."""
    opportunity = await store.opportunity(work, draft_id)
    decision = domain.publish(
        opportunity,
        by=work.actor,
        works_at=await _works_at(work, work.actor.person_id),
        lead_is_there=await store.is_appointed(work, opportunity.lead_id, at=opportunity.trust),
        review_due=await store.review_due(work, opportunity.trust),
        at=work.now,
        today=work.today,
        match=match,
    )
    await store.keep(work, decision.opportunity)
    work.say(*decision.events)
    work.nudge(domain.SEND_PACKS)  # there may be starters to whom nothing was open before


@router.post("/{draft_id}/refusal", status_code=204)
async def give_up(draft_id: UUID, body: NewGivingUp, work: Begun, match: Match) -> None:
    """It will not be published: you do not agree to it, or your trust does not offer it after all."""
    opportunity = await store.opportunity(work, draft_id)
    decision = domain.give_up(
        opportunity,
        by=work.actor,
        drafts_at=await drafting_at(work),
        reason=body.reason,
        at=work.now,
        match=match,
    )
    await store.keep(work, decision.opportunity)
    work.say(*decision.events)


async def _works_at(work: UnitOfWork, person_id: UUID) -> frozenset[str]:
    return domain.hosts(await store.placements_of(work, person_id), on=work.today)
