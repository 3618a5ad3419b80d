"""What doctors need to take part: one row for each participation that needs something."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from uuid import UUID

from sqlalchemy import and_, insert, or_, select, update

from chassis.clock import add_working_days
from chassis.paging import page_of
from chassis.work import UnitOfWork
from contracts import Actor
from services.opportunities.domain import Adaptation, AdaptationStatus
from services.opportunities.store.organisations import rule_at
from services.opportunities.store.tables import adaptations


async def adapt_by(work: UnitOfWork, trust: str) -> date:
    """By when a host at a trust is to answer what they are asked today, in working days (R90)."""
    return add_working_days(work.today, int(await rule_at(work, "opportunities.adapt_within_working_days", trust)))


async def add_adaptation(work: UnitOfWork, adaptation: Adaptation) -> None:
    await work.run(insert(adaptations).values(asdict(adaptation)))


async def adaptation(work: UnitOfWork, adaptation_id: UUID) -> Adaptation:
    """Load it and hold it: no one else decides about it until we commit. Raises NotFound."""
    which = adaptations.c.adaptation_id == adaptation_id
    return Adaptation(**await work.one(select(adaptations).where(which).with_for_update()))


async def find_adaptation(work: UnitOfWork, participation_id: UUID) -> Adaptation | None:
    """What was asked for it before, held; it is certain while the participation is held."""
    which = adaptations.c.participation_id == participation_id
    row = await work.first(select(adaptations).where(which).with_for_update())
    return Adaptation(**row) if row else None


async def look_at_adaptation(work: UnitOfWork, adaptation_id: UUID) -> Adaptation:
    """Load it without holding it, to show. Raises NotFound."""
    return Adaptation(**await work.one(select(adaptations).where(adaptations.c.adaptation_id == adaptation_id)))


async def keep_adaptation(work: UnitOfWork, adaptation: Adaptation) -> Adaptation:
    """Keep a held adaptation as its next version."""
    following = replace(adaptation, version=adaptation.version + 1)
    which = adaptations.c.adaptation_id == adaptation.adaptation_id
    await work.run(update(adaptations).where(which).values(asdict(following)))
    return following


async def adaptations_of(work: UnitOfWork, actor: Actor, *, after: UUID | None, limit: int) -> Sequence[Adaptation]:
    """A doctor's own, and what waits for this person as a host where they serve; newest first."""
    of = adaptations.c
    serving_at = [grant.scope for grant in actor.grants if grant.scope]
    asked = and_(of.host_id == actor.person_id, of.trust.in_(serving_at), of.status == AdaptationStatus.REQUESTED)
    theirs = select(adaptations).where(or_(of.doctor_id == actor.person_id, asked))
    page = page_of(theirs, of.requested_at, of.adaptation_id, after=after, limit=limit)
    return [Adaptation(**row) for row in await work.all(page)]


async def late_adaptations(work: UnitOfWork, *, at_most: int) -> list[Adaptation]:
    """Load and hold those whose days are over, unsaid so far; what is being answered now is passed over."""
    of = adaptations.c
    late = select(adaptations).where(
        of.status == AdaptationStatus.REQUESTED, of.overdue_at.is_(None), of.answer_by < work.today
    )
    rows = await work.all(late.order_by(of.answer_by).limit(at_most).with_for_update(skip_locked=True))
    return [Adaptation(**row) for row in rows]
