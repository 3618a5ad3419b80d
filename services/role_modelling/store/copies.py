"""Who works where: role modelling's own copies of placements and appointments, and what it asks them."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, literal, or_, select

from chassis.copies import keep_as_said
from chassis.work import UnitOfWork
from contracts.registry import (
    AppointmentEnded,
    AppointmentMade,
    PlacementAnnounced,
    PlacementCancelled,
    PlacementChanged,
)
from services.role_modelling.domain import HOSTS, Placement, Slot
from services.role_modelling.store.tables import appointments, placements, slots


async def keep_placements(
    work: UnitOfWork, events: Sequence[PlacementAnnounced | PlacementChanged | PlacementCancelled]
) -> None:
    """Keep what each placement is by the last of its events; the door keeps their order."""
    await keep_as_said(work, placements, map(_placement, events))


async def keep_appointments(work: UnitOfWork, events: Sequence[AppointmentMade | AppointmentEnded]) -> None:
    """Keep the appointments to roles that host, as their last events say."""
    rows = (_appointment(event) for event in events if event.role in HOSTS)
    await keep_as_said(work, appointments, rows, amending=["ends_on"])


async def placements_of(work: UnitOfWork, doctor_id: UUID) -> list[Placement]:
    rows = await work.all(select(placements).where(placements.c.doctor_id == doctor_id))
    return [Placement(**row) for row in rows]


async def host_is_there(work: UnitOfWork, slot: Slot) -> bool:
    """Whether its host holds a role that hosts at its trust on its day."""
    there = _holds(literal(slot.host_id), literal(slot.trust), literal(slot.day))
    return await work.first(select(appointments.c.appointment_id).where(there).limit(1)) is not None


def its_host_is_there() -> ColumnElement[bool]:
    """The same, in a query over slots."""
    there = _holds(slots.c.host_id, slots.c.trust, slots.c.day)
    return select(appointments.c.appointment_id).where(there).exists()


def it_is_for(doctor_id: UUID, *, on: date) -> ColumnElement[bool]:
    """In a query over slots: what the domain asks of a doctor's placements (``Slot.is_open_to``)."""
    of = placements.c
    there = (of.doctor_id == doctor_id, of.host == slots.c.trust, of.start <= on, of.end >= on, of.cancelled.is_(False))
    every_grade = func.cardinality(slots.c.grades) == 0
    graded = or_(every_grade, of.grade == func.any(slots.c.grades))
    return select(of.placement_id).where(*there, graded).exists()


def _holds(person_id: ColumnElement[Any], trust: ColumnElement[Any], day: ColumnElement[Any]) -> ColumnElement[bool]:
    held = appointments.c
    then = and_(held.starts_on <= day, or_(held.ends_on.is_(None), held.ends_on >= day))
    return and_(held.person_id == person_id, held.scope == trust, then)


def _placement(event: PlacementAnnounced | PlacementChanged | PlacementCancelled) -> dict[str, Any]:
    placement = event.placement
    return {
        "placement_id": placement.placement_id,
        "doctor_id": placement.doctor_id,
        "host": placement.host,
        "grade": placement.grade,
        "start": placement.start,
        "end": placement.end,
        "cancelled": isinstance(event, PlacementCancelled),
    }


def _appointment(event: AppointmentMade | AppointmentEnded) -> dict[str, Any]:
    if isinstance(event, AppointmentEnded):
        return {"appointment_id": event.appointment_id, "ends_on": event.ended_on}
    return {
        "appointment_id": event.appointment_id,
        "person_id": event.person_id,
        "role": event.role,
        "scope": event.code,
        "starts_on": event.starts_on,
        "ends_on": event.ends_on,
    }
