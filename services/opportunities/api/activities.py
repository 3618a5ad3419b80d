"""A doctor's own activities: recorded by them, confirmed by the lead they name."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from chassis.http import Begun, Match, Router, etag
from chassis.ids import uuid7
from services.opportunities import domain, store
from services.opportunities.api.activity_bodies import (
    ActivityPage,
    ActivityView,
    Leads,
    LeadsAt,
    NewActivity,
    NewDeclining,
    NewWordOfLead,
)
from services.opportunities.api.views import Made

router = Router(prefix="/api/opportunities/activities", tags=["opportunities"])

Limit = Annotated[int, Query(ge=1, le=100)]


@router.post("", status_code=201)
async def record(body: NewActivity, work: Begun) -> Made:
    """Write down what you led of your own accord: an improvement project, a shift."""
    recorded = domain.record(
        body.account(),
        activity_id=uuid7(work.now),
        by=work.actor,
        placements=await store.placements_of(work, work.actor.person_id),
        lead_serves_at=await store.serves_at(work, body.lead_id),
        at=work.now,
        today=work.today,
    )
    await store.add_activity(work, recorded.activity)
    work.say(*recorded.events)
    return Made(id=recorded.activity.activity_id)


@router.get("")
async def activities(work: Begun, waiting: bool = False, after: UUID | None = None, limit: Limit = 50) -> ActivityPage:
    """Your own, or with ``waiting`` those that wait for you to confirm."""
    if waiting:
        page = await store.activities_to_confirm(work, actor=work.actor, after=after, limit=limit)
    else:
        page = await store.my_activities(work, doctor_id=work.actor.person_id, after=after, limit=limit)
    return ActivityPage.of(page, limit=limit)


@router.get("/leads")
async def possible_leads(on: date, work: Begun) -> Leads:
    """Whom you can name for what you did until that day: who serves today where you worked then."""
    me = work.actor.person_id
    trusts = sorted(domain.hosts(await store.placements_of(work, me), on=on))
    serving = {trust: await store.appointed_at(work, trust, besides=me) for trust in trusts}
    return Leads(items=tuple(LeadsAt(trust=trust, people=tuple(people)) for trust, people in serving.items()))


@router.get("/{activity_id}")
async def look_at_activity(activity_id: UUID, work: Begun, response: Response) -> ActivityView:
    """One of them, for its doctor and its lead."""
    activity = (await store.look_at_activity(work, activity_id)).seen_by(work.actor)
    etag(response, activity.version)
    return ActivityView.of(activity)


@router.put("/{activity_id}", status_code=204)
async def record_anew(activity_id: UUID, body: NewActivity, work: Begun, match: Match) -> None:
    """Change it while it is not confirmed, or name another lead, who is asked anew."""
    recorded = domain.record_anew(
        await store.activity(work, activity_id),
        body.account(),
        by=work.actor,
        placements=await store.placements_of(work, work.actor.person_id),
        lead_serves_at=await store.serves_at(work, body.lead_id),
        at=work.now,
        today=work.today,
        most_askings=await store.most_askings(work),
        match=match,
    )
    if recorded.events:
        await store.keep_activity(work, recorded.activity)
    work.say(*recorded.events)


@router.post("/{activity_id}/confirmation", status_code=204)
async def confirm_activity(activity_id: UUID, work: Begun, match: Match, body: NewWordOfLead | None = None) -> None:
    """You know that it was so."""
    activity = await store.activity(work, activity_id)
    words = body.words if body else None
    recorded = domain.confirm_activity(activity, by=work.actor, words=words, at=work.now, match=match)
    await store.keep_activity(work, recorded.activity)
    work.say(*recorded.events)


@router.post("/{activity_id}/refusal", status_code=204)
async def decline_activity(activity_id: UUID, body: NewDeclining, work: Begun, match: Match) -> None:
    """It was not as recorded, or somebody else would know."""
    activity = await store.activity(work, activity_id)
    recorded = domain.decline_activity(
        activity, by=work.actor, reason=body.reason, words=body.words, at=work.now, match=match
    )
    await store.keep_activity(work, recorded.activity)
    work.say(*recorded.events)
