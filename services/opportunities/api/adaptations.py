"""Adaptations: asked for by who takes part, arranged or refused by the host who is asked, read by nobody else."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from chassis.errors import NotFound
from chassis.http import Begun, Match, Router, etag
from chassis.ids import uuid7
from services.opportunities import domain, store
from services.opportunities.api.adaptation_bodies import (
    AdaptationPage,
    AdaptationView,
    Hosts,
    NewAdaptation,
    NewAdaptationRefusal,
    NewArrangement,
)
from services.opportunities.api.views import Made

router = Router(prefix="/api/opportunities", tags=["opportunities"])

Limit = Annotated[int, Query(ge=1, le=100)]


@router.put("/participations/{participation_id}/adaptation")
async def ask_for_adaptation(participation_id: UUID, body: NewAdaptation, work: Begun, match: Match) -> Made:
    """Ask for what you need to take part; asked otherwise, it is what you ask now, of whom you name now."""
    participation = await store.participation(work, participation_id)
    opportunity = await store.look_at(work, participation.opportunity_id)
    before = await store.find_adaptation(work, participation_id)
    asked = domain.ask_for_adaptation(
        participation,
        opportunity,
        adaptation_id=before.adaptation_id if before else uuid7(work.now),
        needs=body.needs,
        host_id=body.host_id,
        host_serves_at=await store.serves_at(work, body.host_id or opportunity.lead_id),
        answer_by=await store.adapt_by(work, opportunity.trust),
        by=work.actor,
        at=work.now,
    )
    if before:
        asked = domain.ask_anew(before, asked, most_askings=await store.most_askings(work), match=match)
        if asked.events:
            await store.keep_adaptation(work, asked.adaptation)
    else:
        await store.add_adaptation(work, asked.adaptation)
    work.say(*asked.events)
    return Made(id=asked.adaptation.adaptation_id)


@router.get("/participations/{participation_id}/hosts")
async def possible_hosts(participation_id: UUID, work: Begun) -> Hosts:
    """Whom you can ask for what you need to take part: who serves where it takes place, its lead unless you say."""
    participation = await store.look_at_participation(work, participation_id)
    if participation.doctor_id != work.actor.person_id:
        raise NotFound
    opportunity = await store.look_at(work, participation.opportunity_id)
    people = await store.appointed_at(work, opportunity.trust, besides=work.actor.person_id)
    return Hosts(items=tuple(people), lead_id=opportunity.lead_id)


@router.get("/adaptations")
async def adaptations(work: Begun, response: Response, after: UUID | None = None, limit: Limit = 50) -> AdaptationPage:
    """Your own, and those that wait for you as their host."""
    response.headers["Cache-Control"] = "no-store"
    page = await store.adaptations_of(work, work.actor, after=after, limit=limit)
    return AdaptationPage.of(page, limit=limit)


@router.get("/adaptations/{adaptation_id}")
async def look_at_adaptation(adaptation_id: UUID, work: Begun, response: Response) -> AdaptationView:
    """One of them, for its doctor and its host."""
    adaptation = (await store.look_at_adaptation(work, adaptation_id)).seen_by(work.actor)
    etag(response, adaptation.version)
    response.headers["Cache-Control"] = "no-store"
    return AdaptationView.of(adaptation)


@router.post("/adaptations/{adaptation_id}/arrangement", status_code=204)
async def arrange_adaptation(
    adaptation_id: UUID, work: Begun, match: Match, body: NewArrangement | None = None
) -> None:
    """You have seen to it."""
    adaptation = await store.adaptation(work, adaptation_id)
    words = body.words if body else None
    adapted = domain.arrange(adaptation, by=work.actor, words=words, at=work.now, match=match)
    await store.keep_adaptation(work, adapted.adaptation)
    work.say(*adapted.events)


@router.post("/adaptations/{adaptation_id}/refusal", status_code=204)
async def refuse_adaptation(adaptation_id: UUID, body: NewAdaptationRefusal, work: Begun, match: Match) -> None:
    """You cannot, and say what was tried; the doctor may ask otherwise, or somebody else."""
    adaptation = await store.adaptation(work, adaptation_id)
    adapted = domain.refuse_adaptation(
        adaptation, by=work.actor, reason=body.reason, words=body.words, at=work.now, match=match
    )
    await store.keep_adaptation(work, adapted.adaptation)
    work.say(*adapted.events)
