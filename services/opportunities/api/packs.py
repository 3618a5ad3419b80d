"""What is put before a doctor who starts somewhere, and what they would like to find in it."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from chassis.http import Begun, Router
from chassis.ids import uuid7
from services.opportunities import store
from services.opportunities.api.bodies import NewSearch
from services.opportunities.api.pack_views import PackPage, PackView, SearchList, SearchView
from services.opportunities.api.views import Made

router = Router(prefix="/api/opportunities", tags=["opportunities"])

Limit = Annotated[int, Query(ge=1, le=100)]


@router.get("/packs")
async def packs(work: Begun, after: UUID | None = None, limit: Limit = 50) -> PackPage:
    """What you were sent, by your first day and again while you were there (O-E1)."""
    page = await store.packs_of(work, work.actor.person_id, after=after, limit=limit)
    return PackPage.of(page, limit=limit)


@router.get("/packs/{pack_id}")
async def look_at_pack(pack_id: UUID, work: Begun) -> PackView:
    """One of yours with its opportunities as they are now, your searches' matches first."""
    pack = await store.look_at_pack(work, pack_id, doctor_id=work.actor.person_id)
    among = await store.look_at_all(work, pack.opportunities)
    taken = await store.places_taken(work, pack.opportunities)
    return PackView.of(pack, among=among, taken=taken)


@router.post("/searches", status_code=201)
async def save_search(body: NewSearch, work: Begun) -> Made:
    """What you would like to be shown first when a pack is put together for you."""
    search = body.search(search_id=uuid7(work.now), doctor_id=work.actor.person_id, at=work.now)
    await store.add_search(work, search)
    return Made(id=search.search_id)


@router.get("/searches")
async def searches(work: Begun) -> SearchList:
    """Your own, the oldest first."""
    saved = (await store.searches_of(work, [work.actor.person_id])).get(work.actor.person_id, ())
    return SearchList(items=tuple(SearchView.of(each) for each in saved))


@router.delete("/searches/{search_id}", status_code=204)
async def delete_search(search_id: UUID, work: Begun) -> None:
    """You are shown it first no longer."""
    await store.delete_search(work, search_id, doctor_id=work.actor.person_id)
