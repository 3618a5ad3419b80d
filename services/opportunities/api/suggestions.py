"""What residents would like their trust to offer."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from chassis.http import Begun, Match, Router, etag
from chassis.ids import uuid7
from services.opportunities import domain, store
from services.opportunities.api.bodies import NewRefusal, NewSuggestion
from services.opportunities.api.views import Made, SuggestionPage, SuggestionView

router = Router(prefix="/api/opportunities/suggestions", tags=["opportunities"])

Limit = Annotated[int, Query(ge=1, le=100)]


@router.post("", status_code=201)
async def suggest(body: NewSuggestion, work: Begun) -> Made:
    """Propose something where you work; who looks after the portfolio drafts it, or says why not (O-E1)."""
    considered = domain.suggest(
        suggestion_id=uuid7(work.now),
        trust=body.trust,
        kind=await store.kind(work, body.kind),
        title=body.title,
        words=body.words,
        by=work.actor,
        works_at=domain.hosts(await store.placements_of(work, work.actor.person_id), on=work.today),
        at=work.now,
    )
    await store.add_suggestion(work, considered.suggestion)
    work.say(*considered.events)
    return Made(id=considered.suggestion.suggestion_id)


@router.get("")
async def suggestions(work: Begun, after: UUID | None = None, limit: Limit = 50) -> SuggestionPage:
    """Your own, and those that wait where you look after the portfolio."""
    edited = domain.edited_by(work.actor)
    page = await store.suggestions_of(work, work.actor.person_id, edited=edited, after=after, limit=limit)
    return SuggestionPage.of(page, limit=limit)


@router.get("/{suggestion_id}")
async def look_at_suggestion(suggestion_id: UUID, work: Begun, response: Response) -> SuggestionView:
    """One of them, for who suggested it and who looks after the portfolio."""
    suggestion = (await store.look_at_suggestion(work, suggestion_id)).seen_by(work.actor)
    etag(response, suggestion.version)
    return SuggestionView.of(suggestion)


@router.post("/{suggestion_id}/refusal", status_code=204)
async def turn_down(suggestion_id: UUID, body: NewRefusal, work: Begun, match: Match) -> None:
    """Say why it is not taken up."""
    suggestion = await store.suggestion(work, suggestion_id)
    considered = domain.turn_down(
        suggestion, by=work.actor, reason=body.reason, answer=body.words, at=work.now, match=match
    )
    await store.keep_suggestion(work, considered.suggestion)
    work.say(*considered.events)
