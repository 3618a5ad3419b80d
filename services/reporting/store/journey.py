"""The journey of an event: what led to it and what it led to, from the journal that the door keeps."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import literal, select

from chassis.tables import journal
from chassis.work import UnitOfWork
from services.reporting.store.tables import Row


async def noted(work: UnitOfWork, event_id: UUID) -> Row:
    """The journal's row of an event. Raises NotFound."""
    return await work.one(select(journal).where(journal.c.id == event_id))


async def way_to(work: UnitOfWork, event_id: UUID) -> Sequence[Row]:
    """The causes that led to an event, first cause first, without the event itself."""
    step = (
        select(journal.c.id, journal.c.causation, literal(0).label("back"))
        .where(journal.c.id == event_id)
        .cte("step", recursive=True)
    )
    step = step.union_all(
        select(journal.c.id, journal.c.causation, step.c.back + 1).join(step, journal.c.id == step.c.causation)
    )
    causes = select(journal).join(step, journal.c.id == step.c.id).where(step.c.back > 0)
    return await work.all(causes.order_by(step.c.back.desc()))


async def effects_of(work: UnitOfWork, event_id: UUID, *, limit: int) -> Sequence[Row]:
    """Everything an event led to, directly or through other events, oldest first."""
    step = select(journal.c.id).where(journal.c.causation == event_id).cte("step", recursive=True)
    step = step.union(select(journal.c.id).join(step, journal.c.causation == step.c.id))
    effects = select(journal).join(step, journal.c.id == step.c.id)
    in_order = effects.order_by(journal.c.time, journal.c.topic, journal.c.subject, journal.c.sequence)
    return await work.all(in_order.limit(limit))
