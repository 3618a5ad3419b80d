"""Disputes of placements, and what is in dispute now: one row per placement and field, so there is never a second."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, delete, insert, select, update

from chassis.paging import page_of
from chassis.work import UnitOfWork
from contracts import Actor
from contracts.vocabulary import DisputedField, DisputeOutcome
from services.registry.domain.disputes import DATA_OWNER, Dispute
from services.registry.store.tables import dispute as disputes
from services.registry.store.tables import disputed_field


async def in_dispute(work: UnitOfWork, placement_id: UUID) -> set[DisputedField]:
    """The fields of a held placement that wait for an answer."""
    asked = select(disputed_field.c.field).where(disputed_field.c.placement_id == placement_id)
    return {DisputedField(row["field"]) for row in await work.all(asked)}


async def add_dispute(work: UnitOfWork, dispute: Dispute) -> None:
    await work.run(insert(disputes).values(asdict(dispute)))
    which = {"placement_id": dispute.placement_id, "dispute_id": dispute.dispute_id}
    await work.run(insert(disputed_field), [{**which, "field": field} for field in dispute.fields])


async def dispute(work: UnitOfWork, dispute_id: UUID) -> Dispute:
    """Load it and hold it: nobody else closes it until we commit. Raises NotFound."""
    return _dispute(await work.one(select(disputes).where(disputes.c.dispute_id == dispute_id).with_for_update()))


async def look_at_dispute(work: UnitOfWork, dispute_id: UUID) -> Dispute:
    """Load it without holding it, to show. Raises NotFound."""
    return _dispute(await work.one(select(disputes).where(disputes.c.dispute_id == dispute_id)))


async def keep_closed(work: UnitOfWork, dispute: Dispute) -> Dispute:
    """Keep a held dispute, now closed, as its next version: its fields may be disputed again."""
    following = replace(dispute, version=dispute.version + 1)
    await work.run(update(disputes).where(disputes.c.dispute_id == dispute.dispute_id).values(asdict(following)))
    await work.run(delete(disputed_field).where(disputed_field.c.dispute_id == dispute.dispute_id))
    return following


async def disputes_by(work: UnitOfWork, *, doctor_id: UUID, after: UUID | None, limit: int) -> Sequence[Dispute]:
    """A doctor's own, newest first, from behind the one named."""
    return await _page(work, disputes.c.doctor_id == doctor_id, after=after, limit=limit)


async def disputes_waiting_for(work: UnitOfWork, *, actor: Actor, after: UUID | None, limit: int) -> Sequence[Dispute]:
    """The open ones that this person answers for, newest first, from behind the one named."""
    hosts = [grant.scope for grant in actor.grants if grant.role is DATA_OWNER and grant.scope]
    theirs = disputes.c.host.in_(hosts) & (disputes.c.doctor_id != actor.person_id)
    return await _page(work, theirs & disputes.c.outcome.is_(None), after=after, limit=limit)


async def disputes_of_placements(work: UnitOfWork, doctor_id: UUID) -> dict[UUID, list[Dispute]]:
    """Every dispute of a doctor by placement, newest first."""
    newest_first = (disputes.c.disputed_at.desc(), disputes.c.dispute_id.desc())
    found: dict[UUID, list[Dispute]] = {}
    for row in await work.all(select(disputes).where(disputes.c.doctor_id == doctor_id).order_by(*newest_first)):
        found.setdefault(row["placement_id"], []).append(_dispute(row))
    return found


async def _page(work: UnitOfWork, which: ColumnElement[bool], *, after: UUID | None, limit: int) -> list[Dispute]:
    of = disputes.c
    page = page_of(select(disputes).where(which), of.disputed_at, of.dispute_id, after=after, limit=limit)
    return [_dispute(row) for row in await work.all(page)]


def _dispute(row: RowMapping) -> Dispute:
    facts: dict[str, Any] = dict(row)
    facts["fields"] = tuple(map(DisputedField, facts["fields"]))
    facts["outcome"] = DisputeOutcome(facts["outcome"]) if facts["outcome"] else None
    return Dispute(**facts)
