"""What an operator asks of any service over HTTP: what it holds, that it be repaired, and who did what before."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from chassis.audit import deeds
from chassis.database import Database
from chassis.door.held import find_held, show_held
from chassis.door.repair import Repair
from chassis.http import Acting, OutsideTransaction, Policy
from contracts.vocabulary import Role

OPERATOR_RULES: Policy = dict.fromkeys(
    ("held_records", "held_record", "replay_held", "discard_held", "operators_deeds"), frozenset({Role.OPERATOR})
)
Limit = Annotated[int, Query(ge=1, le=1000)]


class Replay(BaseModel):
    model_config = ConfigDict(extra="forbid")

    reason: str = Field("", max_length=500)
    skip_gap: bool = False
    """Go on without the versions that never came."""


class Discard(BaseModel):
    model_config = ConfigDict(extra="forbid")

    reason: str = Field(min_length=3, max_length=500)
    """Why nobody will ever need it: kept with who said so."""


class RepairedView(BaseModel):
    discarded: int
    replayed: int
    still_held: int
    because: str | None


class HeldItem(BaseModel):
    id: int
    consumer: str
    topic: str
    partition: int
    offset: int
    event_id: UUID
    type: str | None
    subject: str | None
    key: str
    reason: str
    detail: str
    state: str
    held_at: datetime


class DeedView(BaseModel):
    at: datetime
    person_id: UUID
    deed: str
    about: str
    outcome: str
    reason: str


def operator_router(service: str, database: Database, repair: Repair) -> APIRouter:
    """Routes below ``/api/<service>/operator``; a repair takes several transactions, so none is begun for it."""
    router = APIRouter(prefix=f"/api/{service}/operator", tags=["operator"], route_class=OutsideTransaction)

    @router.get("/held")
    async def held_records(limit: Limit = 100) -> list[HeldItem]:
        """The oldest records that still wait."""
        async with database.begin() as work:
            return [HeldItem.model_validate(one, from_attributes=True) for one in await find_held(work, at_most=limit)]

    @router.get("/held/{held_id}")
    async def held_record(held_id: int) -> dict[str, Any]:
        """One of them with its headers; of its body only the size."""
        async with database.begin() as work:
            return await show_held(work, held_id)

    @router.post("/held/{held_id}/replay")
    async def replay_held(held_id: int, asked: Replay, actor: Acting) -> RepairedView:
        """Apply it with all that is held under its key, in order, as far as it goes."""
        done = await repair.replay(held_id, by=actor.person_id, reason=asked.reason, skip_gap=asked.skip_gap)
        return RepairedView.model_validate(done, from_attributes=True)

    @router.post("/held/{held_id}/discard")
    async def discard_held(held_id: int, asked: Discard, actor: Acting) -> RepairedView:
        """Never apply it; what waited behind it flows."""
        done = await repair.discard(held_id, by=actor.person_id, reason=asked.reason)
        return RepairedView.model_validate(done, from_attributes=True)

    @router.get("/deeds")
    async def operators_deeds(limit: Limit = 100) -> list[DeedView]:
        """What operators did here, the latest first."""
        async with database.begin() as work:
            return [DeedView.model_validate(one, from_attributes=True) for one in await deeds(work, at_most=limit)]

    return router
