"""Who asked for what, how it was answered, and who took part: one row for a doctor and an opportunity."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, insert, or_, select, update

from chassis.paging import page_of
from chassis.work import UnitOfWork
from contracts import Actor
from contracts.vocabulary import Role
from services.opportunities.domain import CALLED_OFF, PLACED, WAITING, Participation, Status
from services.opportunities.store.tables import opportunities, participations


async def add_participation(work: UnitOfWork, participation: Participation) -> None:
    await work.run(insert(participations).values(asdict(participation)))


async def participation(work: UnitOfWork, participation_id: UUID) -> Participation:
    """Load it and hold it: no one else decides about it until we commit. Raises NotFound."""
    which = participations.c.participation_id == participation_id
    return Participation(**await work.one(select(participations).where(which).with_for_update()))


async def to_call_off(work: UnitOfWork, opportunity_id: UUID) -> list[Participation]:
    """Load and hold all who wait, for an answer or to take part, or are said not to have come; the caller holds the
    opportunity before."""
    of = participations.c
    concerned = select(participations).where(of.opportunity_id == opportunity_id, of.status.in_(CALLED_OFF))
    rows = await work.all(concerned.order_by(of.participation_id).with_for_update())
    return [Participation(**row) for row in rows]


async def late_participations(work: UnitOfWork, *, at_most: int) -> list[Participation]:
    """Load and hold those whose day to answer by is over, unsaid so far; who is being answered now is passed over."""
    of = participations.c
    late = select(participations).where(
        of.status == Status.INTERESTED, of.overdue_at.is_(None), of.answer_by < work.today
    )
    rows = await work.all(late.order_by(of.answer_by).limit(at_most).with_for_update(skip_locked=True))
    return [Participation(**row) for row in rows]


async def look_at_participation(work: UnitOfWork, participation_id: UUID) -> Participation:
    """Load it without holding it, to show. Raises NotFound."""
    which = participations.c.participation_id == participation_id
    return Participation(**await work.one(select(participations).where(which)))


async def find_participation(work: UnitOfWork, *, opportunity_id: UUID, doctor_id: UUID) -> Participation | None:
    """What they asked before; it is certain while the opportunity is held."""
    of = participations.c
    row = await work.first(select(participations).where(of.opportunity_id == opportunity_id, of.doctor_id == doctor_id))
    return Participation(**row) if row else None


async def keep_participation(work: UnitOfWork, participation: Participation) -> Participation:
    """Keep a held participation as its next version."""
    following = replace(participation, version=participation.version + 1)
    which = participations.c.participation_id == participation.participation_id
    await work.run(update(participations).where(which).values(asdict(following)))
    return following


async def places_taken(work: UnitOfWork, opportunity_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many places of each are taken; of one that is held, nobody takes a further one until we commit."""
    of = participations.c
    counted = select(of.opportunity_id, func.count().label("taken")).where(
        of.opportunity_id.in_(sorted(opportunity_ids)), of.status.in_(PLACED)
    )
    rows = await work.all(counted.group_by(of.opportunity_id))
    return dict.fromkeys(opportunity_ids, 0) | {row["opportunity_id"]: row["taken"] for row in rows}


async def my_participations(
    work: UnitOfWork, *, doctor_id: UUID, after: UUID | None, limit: int
) -> Sequence[Participation]:
    """A doctor's own, newest first, from behind the one named."""
    return await _page(work, participations.c.doctor_id == doctor_id, after=after, limit=limit)


async def waiting_participations(
    work: UnitOfWork, *, actor: Actor, after: UUID | None, limit: int
) -> Sequence[Participation]:
    """What waits for this person's answer or confirmation, never their own, newest first."""
    return await _page(work, and_(_led_by(actor), participations.c.status.in_(WAITING)), after=after, limit=limit)


async def missed_participations(
    work: UnitOfWork, *, actor: Actor, after: UUID | None, limit: int
) -> Sequence[Participation]:
    """Of whom it is recorded that they did not take part in what this person leads, newest first."""
    return await _page(work, and_(_led_by(actor), participations.c.status == Status.NO_SHOW), after=after, limit=limit)


def _led_by(actor: Actor) -> ColumnElement[bool]:
    theirs_to_watch = [grant.scope for grant in actor.grants if grant.role == Role.CHAMPION and grant.scope]
    serving_at = [grant.scope for grant in actor.grants if grant.scope]
    of = opportunities.c
    named = and_(of.lead_id == actor.person_id, of.trust.in_(serving_at))
    led = select(of.opportunity_id).where(or_(named, of.trust.in_(theirs_to_watch)))
    return and_(participations.c.opportunity_id.in_(led), participations.c.doctor_id != actor.person_id)


async def _page(
    work: UnitOfWork, which: ColumnElement[bool], *, after: UUID | None, limit: int
) -> Sequence[Participation]:
    of = participations.c
    theirs = select(participations).where(which)
    page = page_of(theirs, of.expressed_at, of.participation_id, after=after, limit=limit)
    return [Participation(**row) for row in await work.all(page)]
