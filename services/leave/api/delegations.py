"""Out of office: whoever decides names who decides meanwhile (R89)."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints

from chassis.errors import NotFound
from chassis.http import Begun, IsoDate, Router
from chassis.ids import uuid7
from contracts.vocabulary import Role
from services.leave import domain, store
from services.leave.api.bodies import Asked
from services.leave.domain import Delegation, Desk

router = Router(prefix="/api/leave/delegations", tags=["leave"])


class NewDelegation(Asked):
    role: Role
    scope: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    to: UUID
    first_day: IsoDate
    last_day: IsoDate


class DelegationView(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    role: Role
    scope: str
    by: UUID
    to: UUID
    first_day: date
    last_day: date

    @classmethod
    def of(cls, delegation: Delegation) -> Self:
        return cls(
            id=delegation.delegation_id,
            role=delegation.desk.role,
            scope=delegation.desk.scope,
            by=delegation.by,
            to=delegation.to,
            first_day=delegation.first_day,
            last_day=delegation.last_day,
        )


class Colleagues(BaseModel):
    model_config = ConfigDict(frozen=True)

    items: tuple[UUID, ...]


@router.post("", status_code=201)
async def delegate(body: NewDelegation, work: Begun) -> DelegationView:
    """Hand your desk to a colleague who decides about leave at the same place, for some days."""
    desk = Desk(body.role, body.scope)
    made = domain.delegate(
        uuid7(work.now),
        desk,
        by=work.actor,
        to=body.to,
        first_day=body.first_day,
        last_day=body.last_day,
        decides=body.to in await store.deciders_at(work, desk),
        most_days=await store.delegation_days(work, body.scope),
        today=work.today,
    )
    await store.add_delegation(work, made)
    return DelegationView.of(made)


@router.get("")
async def my_delegations(work: Begun) -> list[DelegationView]:
    """By you and to you, that are not over."""
    return [DelegationView.of(each) for each in await store.my_delegations(work, work.actor.person_id)]


@router.get("/colleagues")
async def my_colleagues(role: Role, scope: str, work: Begun) -> Colleagues:
    """To whom you can hand over a desk of yours."""
    if not work.actor.holds(role, at=scope):
        raise NotFound
    found = await store.deciders_at(work, Desk(role, scope)) - {work.actor.person_id}
    return Colleagues(items=tuple(sorted(found)))


@router.post("/{delegation_id}/end", status_code=204)
async def end_delegation(delegation_id: UUID, work: Begun) -> None:
    """You are back, or can no longer stand in."""
    ended = domain.end(await store.delegation(work, delegation_id), by=work.actor, at=work.now)
    await store.keep_delegation(work, ended)
