"""What an operator asks of any service over HTTP: what it holds, that it be repaired, and who did what before."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from chassis.audit import Deed, WhoseRules, deeds
from chassis.database import Database
from chassis.door.held import HeldView, count_held, find_held, show_held
from chassis.door.repair import Repair, Repaired
from chassis.http import Acting, OutsideTransaction, Policy
from contracts.vocabulary import Role

_OPERATOR = frozenset({Role.OPERATOR})
OPERATOR_RULES: Policy = {
    **dict.fromkeys(("held_records", "held_record", "replay_held", "discard_held"), _OPERATOR),
    "operators_deeds": _OPERATOR | {Role.AUDITOR},
}
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


def operator_router(service: str, database: Database, repair: Repair, whose: WhoseRules | None = None) -> APIRouter:
    """Routes below ``/api/<service>/operator``; a repair takes several transactions, so none is begun for it."""
    router = APIRouter(prefix=f"/api/{service}/operator", tags=["operator"], route_class=OutsideTransaction)

    @router.get("/held")
    async def held_records(response: Response, limit: Limit = 100) -> list[HeldView]:
        """The oldest records that still wait; ``X-Total-Count`` says how many there are."""
        async with database.begin() as work:
            response.headers["X-Total-Count"] = str(await count_held(work))
            return await find_held(work, at_most=limit)

    @router.get("/held/{held_id}")
    async def held_record(held_id: int) -> dict[str, Any]:
        """One of them with its headers; of its body only the size."""
        async with database.begin() as work:
            return await show_held(work, held_id)

    @router.post("/held/{held_id}/replay")
    async def replay_held(held_id: int, asked: Replay, actor: Acting) -> Repaired:
        """Apply it with all that is held under its key, in order, as far as it goes."""
        return await repair.replay(held_id, by=actor.person_id, reason=asked.reason, skip_gap=asked.skip_gap)

    @router.post("/held/{held_id}/discard")
    async def discard_held(held_id: int, asked: Discard, actor: Acting) -> Repaired:
        """Never apply it; what waited behind it flows."""
        return await repair.discard(held_id, by=actor.person_id, reason=asked.reason)

    @router.get("/deeds")
    async def operators_deeds(actor: Acting, limit: Limit = 100) -> list[Deed]:
        """What operators did and who set which rule, the latest first; to an auditor their place's and everybody's.

        Of what was done about an import, or a record that names another place or none, an auditor learns only that it
        was, not why. To an auditor of a deanery its trusts are their place where the service knows which these are.
        """
        audited = {grant.scope for grant in actor.grants if grant.role is Role.AUDITOR and grant.scope}
        async with database.begin() as work:
            at = None if actor.holds(Role.OPERATOR) else audited
            return await deeds(work, at=at, whose=whose, at_most=limit)

    return router
