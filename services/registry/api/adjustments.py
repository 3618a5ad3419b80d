"""What one needs to do one's work: one's own, and what others have shown."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from chassis.http import READABLE, Begun, Router
from contracts.vocabulary import Role
from services.registry import store
from services.registry.domain import adjustments as domain

router = Router(prefix="/api/registry", tags=["registry"])

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000), READABLE]


class ReaderView(BaseModel):
    """Somebody who arranges one's work, and whether they may read what one needs."""

    id: UUID
    name: str | None
    roles: tuple[Role, ...]
    may_read: bool


class MyAdjustments(BaseModel):
    words: str | None
    written_at: datetime | None
    readers: tuple[ReaderView, ...]


class NewAdjustments(BaseModel):
    model_config = ConfigDict(extra="forbid")

    words: Words | None
    """Null: there is nothing any more, for anybody."""
    readers: frozenset[UUID] = Field(frozenset(), max_length=50)


class ShownView(BaseModel):
    person_id: UUID
    name: str | None
    words: str
    written_at: datetime


class Shown(BaseModel):
    items: tuple[ShownView, ...]


@router.get("/people/me/adjustments")
async def my_adjustments(work: Begun) -> MyAdjustments:
    me = work.actor.person_id
    written = await store.find_adjustment(work, me)
    arrange = (await store.who_arranges_for(work, [me])).get(me, {})
    names = await store.names(work, arrange)
    chosen = written.readers if written else ()
    return MyAdjustments(
        words=written.words if written else None,
        written_at=written.written_at if written else None,
        readers=tuple(
            ReaderView(id=each, name=names.get(each), roles=tuple(sorted(roles)), may_read=each in chosen)
            for each, roles in sorted(arrange.items(), key=lambda one: (names.get(one[0]) or "", one[0]))
        ),
    )


@router.put("/people/me/adjustments", status_code=204)
async def write_adjustments(body: NewAdjustments, work: Begun) -> None:
    """In your own words; whom you name reads them while they arrange your work. Nobody is told, and nothing is said."""
    me = work.actor.person_id
    if body.words is None:
        await store.drop_adjustment(work, me)
        return
    arrange = (await store.who_arranges_for(work, [me])).get(me, {})
    written = domain.write(me, body.words, readers=body.readers, arrangers=arrange, at=work.now)
    await store.keep_adjustment(work, written)


@router.get("/adjustments")
async def shown_adjustments(work: Begun) -> Shown:
    """What people whose work you arrange have shown you, and nobody else's."""
    shown = await store.adjustments_shown_to(work, work.actor.person_id)
    names = await store.names(work, {one.person_id for one in shown})
    return Shown(
        items=tuple(
            ShownView(
                person_id=one.person_id, name=names.get(one.person_id), words=one.words, written_at=one.written_at
            )
            for one in sorted(shown, key=lambda one: (names.get(one.person_id) or "", one.person_id))
        )
    )
