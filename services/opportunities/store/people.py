"""Opportunities' own copies of who works where: placements and appointments, kept in batches."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from chassis.copies import keep_as_said
from chassis.rules import rules_at
from chassis.work import UnitOfWork
from contracts.registry import (
    AppointmentEnded,
    AppointmentMade,
    PlacementAnnounced,
    PlacementCancelled,
    PlacementChanged,
)
from contracts.vocabulary import Role
from services.opportunities.domain import Placement
from services.opportunities.store.organisations import whose_rules
from services.opportunities.store.tables import appointments, placements

_READING = "opportunities.reading_days_after_placement"


async def keep_placements(
    work: UnitOfWork, events: Sequence[PlacementAnnounced | PlacementChanged | PlacementCancelled]
) -> None:
    """Keep what each placement is by the last of its events; the door keeps their order."""
    await keep_as_said(work, placements, map(_placement, events))


async def keep_appointments(work: UnitOfWork, events: Sequence[AppointmentMade | AppointmentEnded]) -> None:
    """Keep appointments of every role, as their last events say."""
    await keep_as_said(work, appointments, map(_appointment, events), amending=["ends_on"])


async def placements_of(work: UnitOfWork, doctor_id: UUID) -> list[Placement]:
    rows = await work.all(select(placements).where(placements.c.doctor_id == doctor_id))
    return [Placement(**row) for row in rows]


async def reads_at(work: UnitOfWork, doctor_id: UUID) -> frozenset[str]:
    """Where they read what is for those who work there: for some days after a placement's end too (R36)."""
    placements = await placements_of(work, doctor_id)
    whose = await whose_rules(work, {each.host for each in placements})
    ruled = await rules_at(work, [_READING], whose, on=work.today)
    days = {host: int(values[_READING]) for host, values in ruled.items()}
    return frozenset(each.host for each in placements if each.holds(work.today, days_after=days[each.host]))


async def hosts_of(work: UnitOfWork, programmes: Collection[str]) -> dict[str, frozenset[str]]:
    """Programme → where its doctors work today, or are to."""
    of = placements.c
    placed = (of.programme.in_(sorted(programmes)), of.end >= work.today, of.cancelled.is_(False))
    found = defaultdict[str, set[str]](set)
    for row in await work.all(select(of.programme, of.host).where(*placed).distinct()):
        found[row["programme"]].add(row["host"])
    return {programme: frozenset(found[programme]) for programme in programmes}


async def doctors_at(work: UnitOfWork, trust: str, *, on: date) -> list[UUID]:
    """Who works there on a day, each once, in the order of their ids."""
    of = placements.c
    there = (of.host == trust, of.start <= on, of.end >= on, of.cancelled.is_(False))
    found = select(of.doctor_id).where(*there).distinct().order_by(of.doctor_id)
    return [row["doctor_id"] for row in await work.all(found)]


async def is_appointed(work: UnitOfWork, person_id: UUID, *, at: str) -> bool:
    """Whether they hold any appointment there today, as a deputy or not."""
    return at in await serves_at(work, person_id)


async def appointed_at(work: UnitOfWork, trust: str, *, besides: UUID | None = None) -> list[UUID]:
    """Who holds any appointment there today, but for one of them, each once, in the order of their ids."""
    held = appointments.c
    today = (held.starts_on <= work.today, or_(held.ends_on.is_(None), held.ends_on >= work.today))
    found = select(held.person_id).where(held.scope == trust, *today).distinct().order_by(held.person_id)
    return [row["person_id"] for row in await work.all(found) if row["person_id"] != besides]


async def holders_at(work: UnitOfWork, trust: str, roles: Collection[Role]) -> frozenset[UUID]:
    """Who holds one of these roles there today, as a deputy or not."""
    held = appointments.c
    today = (held.starts_on <= work.today, or_(held.ends_on.is_(None), held.ends_on >= work.today))
    rows = await work.all(select(held.person_id).where(held.scope == trust, held.role.in_(roles), *today))
    return frozenset(row["person_id"] for row in rows)


async def serves_at(work: UnitOfWork, person_id: UUID) -> frozenset[str]:
    """Where they hold any appointment today, as a deputy or not."""
    held = appointments.c
    today = (held.starts_on <= work.today, or_(held.ends_on.is_(None), held.ends_on >= work.today))
    rows = await work.all(select(held.scope).where(held.person_id == person_id, *today))
    return frozenset(row["scope"] for row in rows)


def _placement(event: PlacementAnnounced | PlacementChanged | PlacementCancelled) -> dict[str, Any]:
    placement = event.placement
    return {
        "placement_id": placement.placement_id,
        "doctor_id": placement.doctor_id,
        "host": placement.host,
        "grade": placement.grade,
        "programme": placement.programme,
        "type": placement.type,
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
