"""Appointments."""

from collections.abc import Collection, Iterable, Sequence
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from chassis.work import UnitOfWork
from contracts.vocabulary import AppointmentScope, Role
from services.registry.domain.appointments import REACHED, Appointment, AppointmentRow, AppointmentsRegister
from services.registry.store import tables
from services.registry.store.people import keep_persons, people_at, people_registered
from services.registry.store.sets import found, upsert

_columns = attrgetter(*tables.appointment.c.keys())


async def look_at_appointments(
    work: UnitOfWork, register: AppointmentsRegister, rows: Sequence[AppointmentRow]
) -> None:
    """Learn what is known of the people these rows are about, but for what is known already."""
    register.people |= await people_registered(
        work, {row.registration for row in rows if row.registration} - register.people.keys()
    )
    at = await people_at(work, {(row.email or "").lower() for row in rows} - register.by_email.keys())
    register.by_email |= at
    ids = {person.id for person in register.people.values()}
    ids |= {person.id for people in at.values() for person in people}
    known = {appointment.id for held in register.held.values() for appointment in held}
    for row in map(tuple, await found(work, tables.appointment, "person_id = ANY($1::uuid[])", ids)):
        if row[0] not in known:
            register.know(_appointment(row))
    if any(row.role is Role.RDPL for row in rows):
        live = tables.placement.c
        asked = select(live.doctor_id, live.host, live.start, live.end).where(live.doctor_id.in_(ids), ~live.cancelled)
        register.stays |= {tuple(row) for row in await work.run(asked)}


async def keep_appointments(work: UnitOfWork, register: AppointmentsRegister) -> None:
    await keep_persons(work, register.touched_people.values())
    await keep_held(work, register.touched.values())


async def held_at(work: UnitOfWork, codes: Collection[str]) -> list[Appointment]:
    """All that is, was or will be held at these."""
    return [_appointment(tuple(row)) for row in await found(work, tables.appointment, "code = ANY($1::text[])", codes)]


async def keep_held(work: UnitOfWork, appointments: Iterable[Appointment]) -> None:
    await upsert(work, tables.appointment, [_columns(appointment) for appointment in appointments])


async def who_holds(work: UnitOfWork, role: Role, *, at: Iterable[str]) -> dict[str, set[UUID]]:
    """Who holds a role today at each of these codes; where nobody does, the code is absent."""
    of = tables.appointment.c
    asked = select(of.code, of.person_id).where(
        of.role == role,
        of.code.in_(sorted(at)),
        of.starts_on <= work.today,
        or_(of.ends_on.is_(None), of.ends_on >= work.today),
    )
    held: dict[str, set[UUID]] = {}
    for row in await work.all(asked):
        held.setdefault(row["code"], set()).add(row["person_id"])
    return held


async def reached_at(work: UnitOfWork, trust: str) -> list[Appointment]:
    """Who answers there today for something that any resident may want, deputies after those for whom they stand in."""
    of = tables.appointment.c
    today = (of.starts_on <= work.today, or_(of.ends_on.is_(None), of.ends_on >= work.today))
    asked = select(tables.appointment).where(of.code == trust, of.role.in_(sorted(REACHED)), *today)
    return [_appointment(tuple(row)) for row in await work.run(asked.order_by(of.role, of.deputy, of.starts_on, of.id))]


def _appointment(row: tuple[Any, ...]) -> Appointment:
    return Appointment(row[0], row[1], Role(row[2]), AppointmentScope(row[3]), *row[4:])
