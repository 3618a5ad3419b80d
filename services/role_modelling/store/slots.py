"""Slots with their bookings: one aggregate, held by its slot's row."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields, replace
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, and_, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from chassis.paging import page_of
from chassis.work import UnitOfWork
from contracts import Actor
from services.role_modelling.domain import HELD, HOSTS, KEEPERS, Booking, Slot, Status
from services.role_modelling.store.copies import it_is_for, its_host_is_there
from services.role_modelling.store.tables import bookings, slots

_OF_SLOT = tuple(field.name for field in fields(Slot) if field.name != "bookings")
_OF_BOOKING = tuple(field.name for field in fields(Booking))
_WHOLE = select(*(slots.c[name] for name in _OF_SLOT))
_STATED = upsert(bookings)
_KEEP_BOOKINGS = _STATED.on_conflict_do_update(
    index_elements=["booking_id"],
    set_={c.name: _STATED.excluded[c.name] for c in bookings.columns if not c.primary_key},
)


async def add(work: UnitOfWork, slot: Slot) -> None:
    await work.run(insert(slots).values(_row(slot)))


async def slot(work: UnitOfWork, slot_id: UUID) -> Slot:
    """Load it and hold it: no place of it is taken or given back until we commit. Raises NotFound."""
    row = await work.one(_WHOLE.where(slots.c.slot_id == slot_id).with_for_update())
    return (await _with_bookings(work, [row]))[0]


async def slot_of(work: UnitOfWork, booking_id: UUID) -> Slot:
    """Load and hold the slot that a booking belongs to. Raises NotFound."""
    row = await work.one(_WHOLE.where(slots.c.slot_id == _its_slot(booking_id)).with_for_update())
    return (await _with_bookings(work, [row]))[0]


async def look_at(work: UnitOfWork, slot_id: UUID) -> Slot:
    """Load it without holding it, to show. Raises NotFound."""
    row = await work.one(_WHOLE.where(slots.c.slot_id == slot_id))
    return (await _with_bookings(work, [row]))[0]


async def look_at_slot_of(work: UnitOfWork, booking_id: UUID) -> Slot:
    """Load the slot that a booking belongs to without holding it, to show. Raises NotFound."""
    row = await work.one(_WHOLE.where(slots.c.slot_id == _its_slot(booking_id)))
    return (await _with_bookings(work, [row]))[0]


async def keep(work: UnitOfWork, slot: Slot) -> Slot:
    """Keep a held slot and its bookings as its next version."""
    following = replace(slot, version=slot.version + 1)
    await work.run(update(slots).where(slots.c.slot_id == slot.slot_id).values(_row(following)))
    if slot.bookings:
        of_booking = [{name: getattr(each, name) for name in _OF_BOOKING} for each in slot.bookings]
        await work.run(_KEEP_BOOKINGS, [{"slot_id": slot.slot_id, **row} for row in of_booking])
    return following


async def open_slots(work: UnitOfWork, *, doctor_id: UUID, after: UUID | None, limit: int) -> Sequence[Slot]:
    """What this doctor can book now, soonest first, from behind the one named."""
    taken = (
        select(func.count()).where(bookings.c.slot_id == slots.c.slot_id, bookings.c.status.in_(HELD)).scalar_subquery()
    )
    bookable = (
        slots.c.status == Status.OFFERED,
        slots.c.starts_at > work.now,
        slots.c.host_id != doctor_id,
        slots.c.places > taken,
        it_is_for(doctor_id, on=work.today),
        its_host_is_there(),
    )
    of = slots.c
    page = page_of(_WHOLE.where(*bookable), of.starts_at, of.slot_id, after=after, limit=limit, oldest_first=True)
    return await _with_bookings(work, await work.all(page))


async def hosted(work: UnitOfWork, *, actor: Actor, after: UUID | None, limit: int) -> Sequence[Slot]:
    """What this person hosts or keeps (``Slot.is_kept_by``), latest first, from behind the one named."""
    hosting, keeping = ({g.scope for g in actor.grants if g.role in roles and g.scope} for roles in (HOSTS, KEEPERS))
    own = and_(slots.c.host_id == actor.person_id, slots.c.trust.in_(hosting))
    theirs: ColumnElement[bool] = or_(own, slots.c.trust.in_(keeping))
    page = page_of(_WHOLE.where(theirs), slots.c.starts_at, slots.c.slot_id, after=after, limit=limit)
    return await _with_bookings(work, await work.all(page))


async def bookings_of(
    work: UnitOfWork, *, doctor_id: UUID, after: UUID | None, limit: int
) -> list[tuple[Slot, Booking]]:
    """A doctor's own bookings, newest first, from behind the one named; each with its slot."""
    of = bookings.c
    theirs = select(of.slot_id, of.booking_id).where(of.doctor_id == doctor_id)
    rows = await work.all(page_of(theirs, of.booked_at, of.booking_id, after=after, limit=limit))
    found = await work.all(_WHOLE.where(slots.c.slot_id.in_({row["slot_id"] for row in rows})))
    its = {slot.slot_id: slot for slot in await _with_bookings(work, found)}
    return [(its[row["slot_id"]], its[row["slot_id"]].booking(row["booking_id"])) for row in rows]


def _its_slot(booking_id: UUID) -> Any:
    return select(bookings.c.slot_id).where(bookings.c.booking_id == booking_id).scalar_subquery()


async def _with_bookings(work: UnitOfWork, rows: Collection[RowMapping]) -> list[Slot]:
    found: dict[UUID, list[Booking]] = defaultdict(list)
    of_these = bookings.c.slot_id.in_({row["slot_id"] for row in rows})
    in_order = select(bookings).where(of_these).order_by(bookings.c.booked_at, bookings.c.booking_id)
    for row in await work.all(in_order) if rows else ():
        found[row["slot_id"]].append(Booking(**_only(row, _OF_BOOKING)))
    return [_slot(row, found[row["slot_id"]]) for row in rows]


def _slot(row: RowMapping, its: Iterable[Booking]) -> Slot:
    return Slot(**{**_only(row, _OF_SLOT), "grades": tuple(row["grades"]), "bookings": tuple(its)})


def _only(row: RowMapping, names: Iterable[str]) -> dict[str, Any]:
    return {name: row[name] for name in names}


def _row(slot: Slot) -> dict[str, Any]:
    return {**{name: getattr(slot, name) for name in _OF_SLOT}, "grades": list(slot.grades), "day": slot.day}
