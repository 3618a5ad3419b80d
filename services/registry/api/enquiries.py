"""What an employer asks a doctor about a placement, and the answer (R34)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, ConfigDict, StringConstraints

from chassis.http import READABLE, Begun, Router
from chassis.ids import uuid7
from chassis.work import UnitOfWork
from services.registry import store
from services.registry.domain import enquiries as domain

router = Router(prefix="/api/registry", tags=["registry"])

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000), READABLE]


class NewEnquiry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    question: Words


class NewAnswer(BaseModel):
    model_config = ConfigDict(extra="forbid")

    answer: Words


class Made(BaseModel):
    id: UUID
    due_on: date


class EnquiryView(BaseModel):
    """A question as its doctor and those who ask for the trust see it; ``answer`` is null while it waits."""

    id: UUID
    placement_id: UUID
    doctor_id: UUID
    doctor: str | None
    trust: str
    question: str
    asked_by: str | None
    asked_at: datetime
    due_on: date
    overdue: bool
    answer: str | None
    answered_at: datetime | None

    @classmethod
    def of(cls, enquiry: domain.Enquiry, names: dict[UUID, str], *, today: date) -> Self:
        return cls(
            id=enquiry.enquiry_id,
            placement_id=enquiry.placement_id,
            doctor_id=enquiry.doctor_id,
            doctor=names.get(enquiry.doctor_id),
            trust=enquiry.trust,
            question=enquiry.question,
            asked_by=names.get(enquiry.asked_by),
            asked_at=enquiry.asked_at,
            due_on=enquiry.due_on,
            overdue=enquiry.is_overdue(today),
            answer=enquiry.answer,
            answered_at=enquiry.answered_at,
        )


class EnquiryPage(BaseModel):
    """One page, newest first; ``next`` is the ``after`` of the following one."""

    items: tuple[EnquiryView, ...]
    next: UUID | None


@router.post("/placements/{placement_id}/enquiries", status_code=201)
async def make_enquiry(placement_id: UUID, body: NewEnquiry, work: Begun) -> Made:
    """Ask the doctor of a placement at your trust what you need to know. They are told, and by when to answer."""
    placement = await store.placement_held(work, placement_id)
    trust = domain.asking_trust(placement, work.actor)
    decision = domain.ask(
        placement,
        enquiry_id=uuid7(work.now),
        trust=trust,
        question=body.question,
        by=work.actor,
        days=await store.days_to_answer(work, trust=trust),
        at=work.now,
    )
    await store.add_enquiry(work, decision.enquiry)
    work.say(*decision.events)
    return Made(id=decision.enquiry.enquiry_id, due_on=decision.enquiry.due_on)


@router.get("/enquiries")
async def list_enquiries(
    work: Begun, asked: bool = False, after: UUID | None = None, limit: Annotated[int, Query(ge=1, le=100)] = 50
) -> EnquiryPage:
    """Those made to you, or with ``asked`` those that you and your colleagues made."""
    if asked:
        page = await store.enquiries_of(work, actor=work.actor, after=after, limit=limit)
    else:
        page = await store.enquiries_to(work, doctor_id=work.actor.person_id, after=after, limit=limit)
    following = page[-1].enquiry_id if len(page) == limit else None
    return EnquiryPage(items=await _views(work, page), next=following)


@router.get("/enquiries/{enquiry_id}")
async def show_enquiry(enquiry_id: UUID, work: Begun) -> EnquiryView:
    found = (await store.look_at_enquiry(work, enquiry_id)).seen_by(work.actor)
    return (await _views(work, [found]))[0]


@router.post("/enquiries/{enquiry_id}/answer", status_code=204)
async def answer_enquiry(enquiry_id: UUID, body: NewAnswer, work: Begun) -> None:
    """Answer what you are asked; whoever asked is told that you did."""
    decision = domain.answer(await store.enquiry(work, enquiry_id), words=body.answer, by=work.actor, at=work.now)
    await store.keep_enquiry(work, decision.enquiry)
    work.say(*decision.events)


async def _views(work: UnitOfWork, page: Sequence[domain.Enquiry]) -> tuple[EnquiryView, ...]:
    names = await store.names(work, {person for one in page for person in (one.doctor_id, one.asked_by)})
    return tuple(EnquiryView.of(one, names, today=work.today) for one in page)
