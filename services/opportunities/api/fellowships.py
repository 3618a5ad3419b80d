"""The routes of fellowships (O-D3): appoint, end, and say how much time is protected in truth."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from chassis.http import Begun, Match, Router, etag
from chassis.ids import uuid7
from services.opportunities import store
from services.opportunities.api.fellowship_bodies import (
    FellowshipPage,
    FellowshipView,
    NewFellow,
    NewFellowshipEnding,
    NewShare,
)
from services.opportunities.api.views import Made
from services.opportunities.domain import fellowships

router = Router(prefix="/api/opportunities/fellowships", tags=["fellowships"])

Limit = Annotated[int, Query(ge=1, le=100)]


@router.post("", status_code=201)
async def appoint_fellow(body: NewFellow, work: Begun) -> Made:
    """Record a leadership fellow or chief registrar of your trust, with the share of protected time (O-D3, R78)."""
    ruling = fellowships.appoint(
        body.appointment(),
        fellowship_id=uuid7(work.now),
        by=work.actor,
        placements=await store.placements_of(work, body.doctor_id),
        standard=await store.chief_registrar_standard(work, body.trust),
        at=work.now,
        today=work.today,
    )
    await store.add_fellowship(work, ruling.fellowship)
    work.say(*ruling.events)
    return Made(id=ruling.fellowship.fellowship_id)


@router.get("")
async def fellows(work: Begun, after: UUID | None = None, limit: Limit = 50) -> FellowshipPage:
    """The register of the trusts where you work, or did lately, or hold a role, and your own; the latest to begin
    first."""
    trusts = await store.reads_at(work, work.actor.person_id)
    trusts |= {grant.scope for grant in work.actor.grants if grant.scope}
    page = await store.fellowships_at(work, trusts, held_by=work.actor.person_id, after=after, limit=limit)
    return FellowshipPage.of(page, reader=work.actor, limit=limit)


@router.get("/{fellowship_id}")
async def look_at_fellowship(fellowship_id: UUID, work: Begun, response: Response) -> FellowshipView:
    """One of them; what its holder says of their time is shown to them and to who keeps the register."""
    works_at = await store.reads_at(work, work.actor.person_id)
    fellowship = (await store.look_at_fellowship(work, fellowship_id)).seen_by(work.actor, works_at=works_at)
    etag(response, fellowship.version)
    return FellowshipView.of(fellowship, reader=work.actor)


@router.post("/{fellowship_id}/share", status_code=204)
async def report_share(fellowship_id: UUID, body: NewShare, work: Begun, match: Match) -> None:
    """Say, as its holder, how much of your time is protected in truth; your trust's board lead hears if it is less."""
    ruling = fellowships.report_share(
        await store.fellowship(work, fellowship_id),
        percent=body.percent,
        by=work.actor,
        at=work.now,
        today=work.today,
        match=match,
    )
    await store.keep_fellowship(work, ruling.fellowship)
    work.say(*ruling.events)


@router.post("/{fellowship_id}/ending", status_code=204)
async def end_fellowship(fellowship_id: UUID, body: NewFellowshipEnding, work: Begun, match: Match) -> None:
    """It ends before its last day, or was recorded in error. One that runs its course needs no ending."""
    ruling = fellowships.end(
        await store.fellowship(work, fellowship_id),
        reason=body.reason,
        ended_on=body.ended_on,
        by=work.actor,
        at=work.now,
        match=match,
    )
    await store.keep_fellowship(work, ruling.fellowship)
    work.say(*ruling.events)
