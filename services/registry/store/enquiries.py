"""What employers have asked doctors, and what they answered."""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from sqlalchemy import ColumnElement, insert, select, update

from chassis.paging import page_of
from chassis.rules import rule
from chassis.work import UnitOfWork
from contracts import Actor
from services.registry.domain.enquiries import ASKERS, Enquiry
from services.registry.store.organisations import whose_rules
from services.registry.store.tables import enquiry as enquiries


async def days_to_answer(work: UnitOfWork, *, trust: str) -> int:
    """Within how many working days a doctor answers this trust (rule ``registry.answer_working_days``)."""
    of = (await whose_rules(work, [trust]))[trust]
    return int(await rule(work, "registry.answer_working_days", on=work.today, of=of))


async def add_enquiry(work: UnitOfWork, enquiry: Enquiry) -> None:
    await work.run(insert(enquiries).values(asdict(enquiry)))


async def enquiry(work: UnitOfWork, enquiry_id: UUID) -> Enquiry:
    """Load it and hold it. Raises NotFound."""
    return Enquiry(**await work.one(select(enquiries).where(enquiries.c.enquiry_id == enquiry_id).with_for_update()))


async def look_at_enquiry(work: UnitOfWork, enquiry_id: UUID) -> Enquiry:
    """Load it without holding it, to show. Raises NotFound."""
    return Enquiry(**await work.one(select(enquiries).where(enquiries.c.enquiry_id == enquiry_id)))


async def keep_enquiry(work: UnitOfWork, kept: Enquiry) -> None:
    await work.run(update(enquiries).where(enquiries.c.enquiry_id == kept.enquiry_id).values(asdict(kept)))


async def enquiries_to(work: UnitOfWork, *, doctor_id: UUID, after: UUID | None, limit: int) -> Sequence[Enquiry]:
    """Those made to a doctor, newest first, from behind the one named."""
    return await _page(work, enquiries.c.doctor_id == doctor_id, after=after, limit=limit)


async def enquiries_of(work: UnitOfWork, *, actor: Actor, after: UUID | None, limit: int) -> Sequence[Enquiry]:
    """Those made where this person asks as well, newest first, from behind the one named; not those made to them."""
    trusts = [grant.scope for grant in actor.grants if grant.role in ASKERS and grant.scope]
    theirs = enquiries.c.trust.in_(trusts) & (enquiries.c.doctor_id != actor.person_id)
    return await _page(work, theirs, after=after, limit=limit)


async def _page(work: UnitOfWork, which: ColumnElement[bool], *, after: UUID | None, limit: int) -> Sequence[Enquiry]:
    of = enquiries.c
    page = page_of(select(enquiries).where(which), of.asked_at, of.enquiry_id, after=after, limit=limit)
    return [Enquiry(**row) for row in await work.all(page)]
