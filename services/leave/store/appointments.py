"""Who sits at which desk: leave's own copy of the appointments that decide about it, or read of lost time."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, and_, or_, select, tuple_

from chassis.copies import keep_as_said
from chassis.work import UnitOfWork
from contracts.registry import AppointmentEnded, AppointmentMade
from services.leave.domain import DECIDERS, Desk
from services.leave.domain.time import READERS
from services.leave.store.organisations import deaneries_of
from services.leave.store.tables import appointments, placements


async def keep_appointments(work: UnitOfWork, events: Sequence[AppointmentMade | AppointmentEnded]) -> None:
    """Keep the appointments to these roles, as their last events say."""
    kept = DECIDERS | READERS
    rows = (_row(event) for event in events if event.role in kept)
    await keep_as_said(work, appointments, rows, amending=["ends_on"])


async def who_holds(work: UnitOfWork, desks: Collection[Desk]) -> dict[Desk, set[UUID]]:
    """Who holds each of these desks today, deputies included; a desk that nobody holds is not named."""
    found: dict[Desk, set[UUID]] = {}
    if not desks:
        return found
    held = appointments.c
    rows = await work.all(
        select(held.role, held.scope, held.person_id).where(
            tuple_(held.role, held.scope).in_(sorted(desks)), _today(work)
        )
    )
    for row in rows:
        found.setdefault(Desk(row["role"], row["scope"]), set()).add(row["person_id"])
    return found


def somebody_holds(
    work: UnitOfWork, role: ColumnElement[Any], scope: ColumnElement[Any], *, besides: Collection[ColumnElement[Any]]
) -> ColumnElement[bool]:
    """In a query over desks: whether anybody but these people holds the row's desk today."""
    held = appointments.c
    others = (held.person_id.is_distinct_from(person) for person in besides)
    there = (held.role == role, held.scope == scope, *others)
    return select(held.appointment_id).where(*there, _today(work)).exists()


def holds_today(work: UnitOfWork, person_id: Column[Any], role: Column[Any], scope: Column[Any]) -> ColumnElement[bool]:
    """In a query over people and desks: whether the row's person holds the row's desk today."""
    held = appointments.c
    there = (held.person_id == person_id, held.role == role, held.scope == scope)
    return select(held.appointment_id).where(*there, _today(work)).exists()


async def deciders_at(work: UnitOfWork, desk: Desk) -> set[UUID]:
    """Who decides about leave today where a desk does (R89).

    At its own scope; for a programme's also at a trust that hosts it today, for a deanery's at a trust of its own.
    """
    held = appointments.c
    rows = await work.all(select(held.person_id, held.scope).where(held.role.in_(DECIDERS), _today(work)))
    deaneries = await deaneries_of(work, {row["scope"] for row in rows}, on=work.today)
    there = {desk.scope, *(trust for trust, deanery in deaneries.items() if deanery == desk.scope)}
    of = placements.c
    hosts = select(of.host).where(
        of.programme == desk.scope, of.cancelled.is_(False), of.start <= work.today, of.end >= work.today
    )
    there |= {row["host"] for row in await work.all(hosts.distinct())}
    return {row["person_id"] for row in rows if row["scope"] in there}


def _today(work: UnitOfWork) -> ColumnElement[bool]:
    held = appointments.c
    return and_(held.starts_on <= work.today, or_(held.ends_on.is_(None), held.ends_on >= work.today))


def _row(event: AppointmentMade | AppointmentEnded) -> dict[str, Any]:
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
