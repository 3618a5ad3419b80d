"""What a page shows besides ids: a doctor's own placements as people speak of them, and what people are called."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from chassis.http import Begun, Router
from services.registry import store
from services.registry.api.disputes import DisputeView
from services.registry.api.places import PlacementView, is_visible
from services.registry.domain.disputes import DATA_OWNER, has_owner

router = Router(prefix="/api/registry", tags=["registry"])


class MyPlacement(PlacementView):
    """With the names of its places and supervisors, where they have one, and what of it is or was in dispute."""

    host_name: str | None
    site_name: str | None
    clinical_supervisor: str | None
    educational_supervisor: str | None
    disputes: tuple[DisputeView, ...]
    has_owner: bool
    """Whether somebody besides the doctor answers for the host's data today: who would read a dispute."""


class MyPlacements(BaseModel):
    items: tuple[MyPlacement, ...]


class About(BaseModel):
    model_config = ConfigDict(extra="forbid")

    ids: frozenset[UUID] = Field(max_length=100)


class Called(BaseModel):
    id: UUID
    name: str


class Names(BaseModel):
    items: tuple[Called, ...]


@router.get("/people/me/placements")
async def my_placements(work: Begun) -> MyPlacements:
    """All your own, the latest first, cancelled ones too. What changed lately is in your inbox, as you were told it."""
    rows = await store.placements_of(work, work.actor.person_id)
    disputes = await store.disputes_of_placements(work, work.actor.person_id)
    places = await store.organisation_names(work, {code for row in rows for code in (row["host"], row["site"])})
    supervisors = {row[f"{kind}_supervisor_id"] for row in rows for kind in ("clinical", "educational")}
    hosts = {one.host for of in disputes.values() for one in of} | {row["host"] for row in rows}
    owners = await store.who_holds(work, DATA_OWNER, at=hosts)
    closers = {one.closed_by for of in disputes.values() for one in of}
    people = await store.names(work, filter(None, supervisors | closers | {work.actor.person_id}))
    return MyPlacements(
        items=tuple(
            MyPlacement(
                **row,
                host_name=places.get(row["host"]),
                site_name=places.get(row["site"]),
                clinical_supervisor=people.get(row["clinical_supervisor_id"]),
                educational_supervisor=people.get(row["educational_supervisor_id"]),
                disputes=tuple(DisputeView.of(one, people, owners) for one in disputes.get(row["id"], ())),
                has_owner=has_owner(owners.get(row["host"], ()), besides=work.actor.person_id),
            )
            for row in rows
        )
    )


@router.post("/people/names")
async def name_people(about: About, work: Begun) -> Names:
    """What these are called: oneself, who holds an office, and the doctors and supervisors of placements one may see.

    Whoever else is asked about is left out, as is who does not exist.
    """
    known = {work.actor.person_id} | await store.office_holders(work, about.ids)
    for row in await store.placements_naming(work, about.ids):
        if is_visible(work.actor, row):
            known |= {row["doctor_id"], row["clinical_supervisor_id"], row["educational_supervisor_id"]}
    names = await store.names(work, about.ids & known)
    return Names(items=tuple(Called(id=person, name=name) for person, name in sorted(names.items())))
