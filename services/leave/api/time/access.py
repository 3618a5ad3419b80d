"""Whether you can report exceptions where you work: a question, and what became of it at a trust (R49)."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, ConfigDict, StrictBool

from chassis.errors import NotFound
from chassis.http import Begun, Router
from services.leave import domain, store
from services.leave.api.time.bodies import Trust

router = Router(prefix="/api/leave/exception-access", tags=["protected time"])


class NewAccess(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    has_access: StrictBool


class AccessView(BaseModel):
    """Asked of a placement in post; ``overdue`` where its days are over and there is no access."""

    placement_id: UUID
    trust: str
    site: str
    due_on: date
    has_access: bool | None
    answered_at: datetime | None
    overdue: bool
    system: str | None
    """Where exceptions are reported there: an address, or a name."""


class MyAccess(BaseModel):
    items: list[AccessView]


class TrustAccess(BaseModel):
    """None of them where they are too few to be shown."""

    in_post: int | None = None
    answered: int | None = None
    with_access: int | None = None


@router.get("")
async def my_exception_access(work: Begun) -> MyAccess:
    """Of each placement of yours that has begun and is not over."""
    mine = [one for one in await store.known_placements(work, work.actor.person_id) if not one.cancelled]
    now = sorted((one for one in mine if one.start <= work.today <= one.end), key=lambda one: one.placement_id)
    known = await store.time.access_of(work, [one.placement_id for one in now])
    days = await store.time.access_within_days(work, {one.reader for one in now})
    items = []
    for placement in now:
        asked = domain.time.question(placement, known.get(placement.placement_id))
        due_on = asked.due_on(days[placement.reader])
        items.append(
            AccessView(
                placement_id=placement.placement_id,
                trust=placement.reader,
                site=placement.site,
                due_on=due_on,
                has_access=asked.has_access,
                answered_at=asked.answered_at,
                overdue=asked.has_access is not True and due_on < work.today,
                system=await store.time.exception_system(work, trust=placement.reader),
            )
        )
    return MyAccess(items=items)


@router.put("/{placement_id}", status_code=204)
async def say_exception_access(placement_id: UUID, body: NewAccess, work: Begun) -> None:
    """You can get in, or cannot; after a test report, for instance."""
    placement = domain.time.own(await store.time.placement_to_plan(work, placement_id), work.actor)
    known = await store.time.access_of(work, [placement_id])
    await store.time.keep_access(
        work, domain.time.answered(placement, known.get(placement_id), has_access=body.has_access, at=work.now)
    )


@router.get("/at-my-trust")
async def exception_access_at_my_trust(work: Begun, trust: Annotated[Trust, Query()]) -> TrustAccess:
    """How far a trust's residents are, for its director and guardian; where they are enough to hide behind (R48)."""
    if not domain.time.reads_at(work.actor, trust):
        raise NotFound
    ruled = await store.time.counting(work, [trust])
    found = (await store.time.onboarded(work, trust)).shown_by(ruled[trust].fewest)
    return TrustAccess.model_validate(found, from_attributes=True) if found else TrustAccess()
