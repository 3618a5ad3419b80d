"""Planning and releasing a programme's public catalogue, and what stands on a trust's page."""

from uuid import UUID

from chassis.http import Begun, Match, Router
from chassis.ids import uuid7
from services.opportunities import domain, store
from services.opportunities.api.allowing import drafting_at
from services.opportunities.api.public_views import CatalogueList, CatalogueView, NewCatalogue, NewPageEntry
from services.opportunities.api.views import Made
from services.opportunities.domain import Views

router = Router(prefix="/api/opportunities", tags=["opportunities"])


@router.post("/catalogues", status_code=201)
async def plan_catalogue(body: NewCatalogue, work: Begun) -> Made:
    """Say when a programme's preferences open, and which trusts it has (R37)."""
    plan = body.plan()
    planned = domain.plan_catalogue(
        plan,
        catalogue_id=uuid7(work.now),
        release_by=await store.public_catalogues.release_by(work, plan),
        by=work.actor,
        placed_at=(await store.hosts_of(work, [plan.programme]))[plan.programme],
        at=work.now,
        today=work.today,
    )
    await store.public_catalogues.add_catalogue(work, planned.catalogue)
    work.say(*planned.events)
    return Made(id=planned.catalogue.catalogue_id)


@router.get("/catalogues")
async def catalogues(work: Begun) -> CatalogueList:
    """Those that you plan, the next first."""
    coming = await store.public_catalogues.planned_catalogues(work)
    placed_at = await store.hosts_of(work, {one.programme for one in coming})
    yours = [
        one
        for one in coming
        if domain.plans(work.actor, programme=one.programme, trusts=one.trusts, placed_at=placed_at[one.programme])
    ]
    views = await store.public_catalogues.views_of(work, [one.catalogue_id for one in yours])
    return CatalogueList(items=tuple(CatalogueView.of(one, views.get(one.catalogue_id, Views())) for one in yours))


@router.put("/catalogues/{catalogue_id}", status_code=204)
async def plan_anew(catalogue_id: UUID, body: NewCatalogue, work: Begun, match: Match) -> None:
    """Another day, or other trusts."""
    plan, catalogue = body.plan(), await store.public_catalogues.public_catalogue(work, catalogue_id)
    planned = domain.plan_anew(
        catalogue,
        plan,
        release_by=await store.public_catalogues.release_by(work, plan),
        by=work.actor,
        placed_at=await store.hosts_of(work, {catalogue.programme, plan.programme}),
        at=work.now,
        today=work.today,
        match=match,
    )
    await store.public_catalogues.keep_catalogue(work, planned.catalogue)
    work.say(*planned.events)


@router.post("/catalogues/{catalogue_id}/release", status_code=204)
async def release(catalogue_id: UUID, work: Begun, match: Match) -> None:
    """Make it public: what these trusts offer is read without sign-in from now on, as it is then (O-D1)."""
    catalogue = await store.public_catalogues.public_catalogue(work, catalogue_id)
    live = await store.live_at(work, catalogue.trusts)
    planned = domain.release(
        catalogue,
        opportunities=sum(map(len, live.values())),
        by=work.actor,
        placed_at=(await store.hosts_of(work, [catalogue.programme]))[catalogue.programme],
        at=work.now,
        match=match,
    )
    await store.public_catalogues.keep_catalogue(work, planned.catalogue)
    work.say(*planned.events)


@router.put("/published/{opportunity_id}/joining", status_code=204)
async def put_on_page(opportunity_id: UUID, body: NewPageEntry, work: Begun, match: Match) -> None:
    """Say on the trust's page whom to turn to and how to join (O-D2)."""
    decision = domain.put_on_page(
        await store.opportunity(work, opportunity_id),
        by=work.actor,
        drafts_at=await drafting_at(work),
        contact=body.contact,
        route=body.route,
        at=work.now,
        match=match,
    )
    await store.keep(work, decision.opportunity)
    work.say(*decision.events)
