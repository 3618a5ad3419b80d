"""Opportunities' own copies of who works where: placements and appointments, kept in batches."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from chassis.copies import amend_rows, keep_rows
from chassis.work import UnitOfWork
from contracts.registry import (
    AppointmentEnded,
    AppointmentMade,
    PlacementAnnounced,
    PlacementCancelled,
    PlacementChanged,
)
from services.opportunities.domain import Placement
from services.opportunities.store.tables import appointments, placements


async def keep_placements(
    work: UnitOfWork, events: Sequence[PlacementAnnounced | PlacementChanged | PlacementCancelled]
) -> None:
    """Keep what each placement is by the last of its events; the door keeps their order."""
    rows = {
        event.placement.placement_id: {
            "placement_id": event.placement.placement_id,
            "doctor_id": event.placement.doctor_id,
            "host": event.placement.host,
            "grade": event.placement.grade,
            "start": event.placement.start,
            "end": event.placement.end,
            "cancelled": isinstance(event, PlacementCancelled),
        }
        for event in events
    }
    await keep_rows(work, placements, rows.values())


async def keep_appointments(work: UnitOfWork, events: Sequence[AppointmentMade | AppointmentEnded]) -> None:
    """Keep appointments of every role, as their last events say."""
    made: dict[UUID, dict[str, Any]] = {}
    ended: dict[UUID, date] = {}
    for event in events:
        if isinstance(event, AppointmentEnded):
            ended[event.appointment_id] = event.ended_on
        else:
            made[event.appointment_id] = _row(event)
            ended.pop(event.appointment_id, None)
    await keep_rows(work, appointments, made.values())
    await amend_rows(work, appointments, [{"appointment_id": which, "ends_on": on} for which, on in ended.items()])


async def placements_of(work: UnitOfWork, doctor_id: UUID) -> list[Placement]:
    rows = await work.all(select(placements).where(placements.c.doctor_id == doctor_id))
    return [Placement(**row) for row in rows]


async def is_appointed(work: UnitOfWork, person_id: UUID, *, at: str) -> bool:
    """Whether they hold any appointment there today, as a deputy or not."""
    held = appointments.c
    today = (held.starts_on <= work.today, or_(held.ends_on.is_(None), held.ends_on >= work.today))
    there = select(held.appointment_id).where(held.person_id == person_id, held.scope == at, *today)
    return await work.first(there.limit(1)) is not None


def _row(event: AppointmentMade) -> dict[str, Any]:
    return {
        "appointment_id": event.appointment_id,
        "person_id": event.person_id,
        "role": event.role,
        "scope": event.code,
        "starts_on": event.starts_on,
        "ends_on": event.ends_on,
    }
