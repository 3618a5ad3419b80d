"""Declarations: a doctor says where they work, and the medical education team of the host confirms or refuses it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from fastapi import Query, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from chassis.http import ONE_LINE, READABLE, Begun, IsoDate, Match, Router, etag
from chassis.ids import uuid7
from chassis.work import UnitOfWork
from contracts.vocabulary import OdsCode
from services.registry import store
from services.registry.domain import declarations as domain
from services.registry.domain.disputes import DATA_OWNER
from services.registry.domain.placements import Placement, When, above_full_time

router = Router(prefix="/api/registry", tags=["registry"])

Term = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80), READABLE, ONE_LINE]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000), READABLE]


class NewDeclaration(BaseModel):
    """``site``: the code of where they work, or of its trust. Grade and specialty as placements here have them."""

    model_config = ConfigDict(extra="forbid")

    site: OdsCode
    grade: Term
    specialty: Term | None = None
    wte: Decimal = Field(Decimal(1), gt=0, le=1, max_digits=4, decimal_places=3)
    start: IsoDate
    end: IsoDate


class Refusal(BaseModel):
    model_config = ConfigDict(extra="forbid")

    words: Words


class Declared(BaseModel):
    id: UUID


class Confirmed(BaseModel):
    placement_id: UUID


class DeclarationView(BaseModel):
    """A declaration as its doctor and the owner of the data see it; ``answer`` is null while it waits."""

    id: UUID
    doctor_id: UUID
    doctor: str | None
    host: str
    site: str
    grade: str
    specialty: str | None
    wte: Decimal
    above_full_time: Decimal | None
    """What it makes on its fullest day with the doctor's other placements, where that is above 1 and it waits."""
    start: date
    end: date
    declared_at: datetime
    answer: domain.Answer | None
    words: str | None
    answered_at: datetime | None
    placement_id: UUID | None
    version: int

    @classmethod
    def of(cls, one: domain.Declaration, names: dict[UUID, str], placements: Iterable[Placement]) -> Self:
        return cls(
            id=one.declaration_id,
            doctor_id=one.doctor_id,
            doctor=names.get(one.doctor_id),
            host=one.host,
            site=one.site,
            grade=one.grade,
            specialty=one.specialty,
            wte=one.wte,
            above_full_time=above_full_time(one, placements) if one.answer is None else None,
            start=one.start,
            end=one.end,
            declared_at=one.declared_at,
            answer=one.answer,
            words=one.words,
            answered_at=one.answered_at,
            placement_id=one.placement_id,
            version=one.version,
        )


class DeclarationPage(BaseModel):
    """One page, newest first; ``next`` is the ``after`` of the following one."""

    items: tuple[DeclarationView, ...]
    next: UUID | None


@router.post("/declarations", status_code=201)
async def declare(body: NewDeclaration, work: Begun) -> Declared:
    """Say where you work, if no file has it. The medical education team there is asked to confirm it."""
    await store.write_alone(work)
    site = await store.organisation(work, body.site)
    owners = await store.who_holds(work, DATA_OWNER, at=[site.host])
    doctor_id = work.actor.person_id
    declared = domain.Declaration(
        declaration_id=uuid7(work.now),
        doctor_id=doctor_id,
        host=site.host,
        declared_at=work.now,
        **body.model_dump(),
    )
    decision = domain.declare(
        declared,
        site=site,
        owners=owners.get(site.host, ()),
        is_registered=await store.is_registered(work, doctor_id),
        terms=await store.terms(work),
        placements=await store.every_placement_of(work, doctor_id),
        waiting=await store.unanswered_declarations(work, doctor_id),
        most_waiting=await store.most_declarations_waiting(work),
    )
    await store.add_declaration(work, decision.declaration)
    work.say(*decision.events)
    return Declared(id=declared.declaration_id)


@router.get("/declarations")
async def list_declarations(
    work: Begun, waiting: bool = False, after: UUID | None = None, limit: Annotated[int, Query(ge=1, le=100)] = 50
) -> DeclarationPage:
    """Your own, or with ``waiting`` those that wait for your answer."""
    if waiting:
        page = await store.declarations_waiting_for(work, actor=work.actor, after=after, limit=limit)
    else:
        page = await store.declarations_by(work, doctor_id=work.actor.person_id, after=after, limit=limit)
    following = page[-1].declaration_id if len(page) == limit else None
    return DeclarationPage(items=await _views(work, page), next=following)


@router.get("/declarations/{declaration_id}")
async def show_declaration(declaration_id: UUID, work: Begun, response: Response) -> DeclarationView:
    found = (await store.look_at_declaration(work, declaration_id)).seen_by(work.actor)
    etag(response, found.version)
    return (await _views(work, [found]))[0]


@router.post("/declarations/{declaration_id}/confirmation")
async def confirm_declaration(declaration_id: UUID, work: Begun, match: Match) -> Confirmed:
    """It is a placement from now on; whoever is told of a new one is told of it."""
    await store.write_alone(work)
    declared = await store.declaration(work, declaration_id)
    decision = domain.confirm(
        declared,
        placement_id=uuid7(work.now),
        placements=await store.every_placement_of(work, declared.doctor_id),
        names=await _who_answered(work, declared),
        by=work.actor,
        when=When(work.now, work.today, None),
        days=(await store.days_before_start(work, [declared.host]))[declared.host],
        match=match,
    )
    await store.keep_declaration(work, decision.declaration)
    await store.add_placement(work, decision.placement)
    work.say(*decision.events)
    return Confirmed(placement_id=decision.placement.id)


@router.post("/declarations/{declaration_id}/refusal", status_code=204)
async def refuse_declaration(declaration_id: UUID, body: Refusal, work: Begun, match: Match) -> None:
    """Say that your trust does not know of it, and why. The doctor is told; the words are read here."""
    declared = await store.declaration(work, declaration_id)
    names = await _who_answered(work, declared)
    decision = domain.refuse(declared, words=body.words, names=names, by=work.actor, at=work.now, match=match)
    await store.keep_declaration(work, decision.declaration)
    work.say(*decision.events)


async def _who_answered(work: UnitOfWork, declared: domain.Declaration) -> dict[UUID, str]:
    return await store.names(work, filter(None, [declared.answered_by]))


async def _views(work: UnitOfWork, page: Sequence[domain.Declaration]) -> tuple[DeclarationView, ...]:
    doctors = {one.doctor_id for one in page}
    names, placements = await store.names(work, doctors), await store.every_placement_of(work, *doctors)
    theirs = {doctor: [each for each in placements if each.doctor_id == doctor] for doctor in doctors}
    return tuple(DeclarationView.of(one, names, theirs[one.doctor_id]) for one in page)
