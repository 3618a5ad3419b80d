"""Disputes: a doctor says that their placement is wrong, and the owner of the data answers."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import Query, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from chassis.http import READABLE, Begun, Match, Router, etag
from chassis.ids import uuid7
from chassis.work import UnitOfWork
from contracts.vocabulary import DisputedField, DisputeOutcome
from services.registry import store
from services.registry.domain import disputes as domain

router = Router(prefix="/api/registry", tags=["registry"])

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000), READABLE]


class NewDispute(BaseModel):
    model_config = ConfigDict(extra="forbid")

    fields: frozenset[DisputedField] = Field(min_length=1)
    words: Words


class Closing(BaseModel):
    model_config = ConfigDict(extra="forbid")

    outcome: DisputeOutcome
    answer: Words


class Raised(BaseModel):
    id: UUID


class DisputeView(BaseModel):
    """A dispute as its doctor and the owner of the data see it; ``outcome`` is null while it is open."""

    id: UUID
    placement_id: UUID
    doctor_id: UUID
    doctor: str | None
    host: str
    fields: tuple[DisputedField, ...]
    words: str
    disputed_at: datetime
    outcome: DisputeOutcome | None
    answer: str | None
    closed_by: str | None
    closed_at: datetime | None
    version: int
    has_owner: bool
    """Whether somebody besides the doctor answers for the host's data today."""

    @classmethod
    def of(cls, dispute: domain.Dispute, names: dict[UUID, str], owners: Mapping[str, Collection[UUID]]) -> Self:
        return cls(
            id=dispute.dispute_id,
            placement_id=dispute.placement_id,
            doctor_id=dispute.doctor_id,
            doctor=names.get(dispute.doctor_id),
            host=dispute.host,
            fields=dispute.fields,
            words=dispute.words,
            disputed_at=dispute.disputed_at,
            outcome=dispute.outcome,
            answer=dispute.answer,
            closed_by=names.get(dispute.closed_by) if dispute.closed_by else None,
            closed_at=dispute.closed_at,
            version=dispute.version,
            has_owner=domain.has_owner(owners.get(dispute.host, ()), besides=dispute.doctor_id),
        )


class DisputePage(BaseModel):
    """One page, newest first; ``next`` is the ``after`` of the following one."""

    items: tuple[DisputeView, ...]
    next: UUID | None


@router.post("/placements/{placement_id}/disputes", status_code=201)
async def dispute(placement_id: UUID, body: NewDispute, work: Begun) -> Raised:
    """Say that your placement is wrong. The owner of the data is told; the placement stays as it is until they look."""
    decision = domain.dispute(
        await store.placement_held(work, placement_id),
        dispute_id=uuid7(work.now),
        fields=body.fields,
        words=body.words,
        by=work.actor,
        in_dispute=await store.in_dispute(work, placement_id),
        at=work.now,
    )
    await store.add_dispute(work, decision.dispute)
    work.say(*decision.events)
    return Raised(id=decision.dispute.dispute_id)


@router.get("/disputes")
async def list_disputes(
    work: Begun, waiting: bool = False, after: UUID | None = None, limit: Annotated[int, Query(ge=1, le=100)] = 50
) -> DisputePage:
    """Your own, or with ``waiting`` the open ones that wait for your answer."""
    if waiting:
        page = await store.disputes_waiting_for(work, actor=work.actor, after=after, limit=limit)
    else:
        page = await store.disputes_by(work, doctor_id=work.actor.person_id, after=after, limit=limit)
    following = page[-1].dispute_id if len(page) == limit else None
    return DisputePage(items=await _views(work, page), next=following)


@router.get("/disputes/{dispute_id}")
async def show_dispute(dispute_id: UUID, work: Begun, response: Response) -> DisputeView:
    found = (await store.look_at_dispute(work, dispute_id)).seen_by(work.actor)
    etag(response, found.version)
    return (await _views(work, [found]))[0]


@router.post("/disputes/{dispute_id}/closure", status_code=204)
async def close_dispute(dispute_id: UUID, body: Closing, work: Begun, match: Match) -> None:
    """Answer for the data: it was corrected, or it stands, and why. The doctor is told."""
    which = (await store.look_at_dispute(work, dispute_id)).seen_by(work.actor).placement_id
    placement = await store.placement_held(work, which)
    disputed = await store.dispute(work, dispute_id)
    decision = domain.close(
        disputed,
        placement,
        outcome=body.outcome,
        answer=body.answer,
        names=await store.names(work, filter(None, [disputed.closed_by])),
        by=work.actor,
        at=work.now,
        match=match,
    )
    await store.keep_closed(work, decision.dispute)
    work.say(*decision.events)


async def _views(work: UnitOfWork, page: Sequence[domain.Dispute]) -> tuple[DisputeView, ...]:
    people = {one.doctor_id for one in page} | {one.closed_by for one in page if one.closed_by}
    names = await store.names(work, people)
    owners = await store.who_holds(work, domain.DATA_OWNER, at={one.host for one in page})
    return tuple(DisputeView.of(one, names, owners) for one in page)
