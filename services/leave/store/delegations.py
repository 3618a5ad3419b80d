"""Who stands in for whom, at which desk, on which days."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, insert, or_, select, update

from chassis.work import UnitOfWork
from contracts import Actor
from services.leave.domain import Delegation, Desk, standing_in
from services.leave.store.appointments import deciders_at, holds_today
from services.leave.store.tables import delegations


async def add_delegation(work: UnitOfWork, delegation: Delegation) -> None:
    await work.run(insert(delegations).values(_row(delegation)))


async def delegation(work: UnitOfWork, delegation_id: UUID) -> Delegation:
    """Load it and hold it. Raises NotFound."""
    asked = select(delegations).where(delegations.c.delegation_id == delegation_id).with_for_update()
    return _loaded(await work.one(asked))


async def keep_delegation(work: UnitOfWork, kept: Delegation) -> None:
    mine = delegations.c.delegation_id == kept.delegation_id
    await work.run(update(delegations).where(mine).values(_row(kept)))


async def my_delegations(work: UnitOfWork, person_id: UUID) -> Sequence[Delegation]:
    """Those by and to somebody that are not over, by their first day."""
    mine = or_(delegations.c.by == person_id, delegations.c.to == person_id)
    current = (mine, delegations.c.ended_at.is_(None), delegations.c.last_day >= work.today)
    rows = await work.all(
        select(delegations).where(*current).order_by(delegations.c.first_day, delegations.c.delegation_id)
    )
    return [_loaded(row) for row in rows]


async def acting(work: UnitOfWork) -> Actor:
    """Who asks, with the desks they stand in at today: those whose holder, still appointed, handed them over.

    And where they themselves still decide: whoever left the place left its desks. One that two of its holders handed
    over is had from the first.
    """
    mine = (
        delegations.c.to == work.actor.person_id,
        delegations.c.ended_at.is_(None),
        delegations.c.first_day <= work.today,
        delegations.c.last_day >= work.today,
        holds_today(work, delegations.c.by, delegations.c.role, delegations.c.scope),
    )
    of = delegations.c
    latest_first = (of.first_day.desc(), of.delegation_id.desc())
    rows = await work.all(select(of.role, of.scope, of.by).where(*mine).order_by(*latest_first))
    handed_over = {Desk(row["role"], row["scope"]): row["by"] for row in rows}
    still_theirs = [desk for desk in handed_over if work.actor.person_id in await deciders_at(work, desk)]
    return standing_in(work.actor, {desk: handed_over[desk] for desk in still_theirs})


def _loaded(row: RowMapping) -> Delegation:
    return Delegation(
        delegation_id=row["delegation_id"],
        desk=Desk(row["role"], row["scope"]),
        by=row["by"],
        to=row["to"],
        first_day=row["first_day"],
        last_day=row["last_day"],
        ended_at=row["ended_at"],
    )


def _row(kept: Delegation) -> dict[str, Any]:
    return {
        "delegation_id": kept.delegation_id,
        "role": kept.desk.role,
        "scope": kept.desk.scope,
        "by": kept.by,
        "to": kept.to,
        "first_day": kept.first_day,
        "last_day": kept.last_day,
        "ended_at": kept.ended_at,
    }
