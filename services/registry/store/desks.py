"""Who acts for the host of a placement: its own people, or where it has none, as a practice has, who employs."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, or_, select

from chassis.work import UnitOfWork
from contracts.vocabulary import Role
from services.registry.store.tables import appointment, placement

_PLACES = (placement.c.host, placement.c.employer, placement.c.lead_employer)
"""Where they may be, nearest first."""


async def desks(work: UnitOfWork, placements: Collection[UUID], roles: Collection[Role]) -> dict[UUID, str]:
    """Placement → the code of where whoever holds one of these roles acts for it today."""
    asked = select(placement.c.id, _desk(work, roles).label("desk")).where(placement.c.id.in_(list(placements)))
    return {row["id"]: row["desk"] for row in await work.all(asked)}


def acted_for_at(work: UnitOfWork, codes: Collection[str], roles: Collection[Role]) -> ColumnElement[bool]:
    """Of a placement: whether the holders of these roles at one of these act for it today."""
    there = sorted(codes)
    return and_(or_(*(place.in_(there) for place in _PLACES)), _desk(work, roles).in_(there))


def _desk(work: UnitOfWork, roles: Collection[Role]) -> ColumnElement[str]:
    """The nearest where somebody besides its doctor is; where nobody is at any, the host."""
    of = appointment.c
    held = (
        of.role.in_(sorted(roles)),
        of.person_id != placement.c.doctor_id,
        of.starts_on <= work.today,
        or_(of.ends_on.is_(None), of.ends_on >= work.today),
    )
    staffed = ((exists().where(of.code == place, *held), place) for place in _PLACES)
    return case(*staffed, else_=placement.c.host)
