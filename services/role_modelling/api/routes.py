"""The routes of role modelling: load, decide, keep, say."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from chassis.errors import NotFound
from chassis.http import Begun, Match, Router, etag
from chassis.ids import uuid7
from services.role_modelling import domain, store
from services.role_modelling.api.bodies import (
    Booked,
    BookingPage,
    HostedPage,
    NewBooking,
    NewCancellation,
    NewCompletion,
    NewDebrief,
    NewSlot,
    Offered,
    OwnBooking,
    SlotPage,
    SlotWithBookings,
)

router = Router(prefix="/api/role_modelling", tags=["role modelling"])

Limit = Annotated[int, Query(ge=1, le=100)]


@router.post("/slots", status_code=201)
async def offer(body: NewSlot, work: Begun) -> Offered:
    """Let resident doctors follow you for some hours, at a trust where you lead."""
    decision = domain.offer(body.wish(slot_id=uuid7(work.now)), by=work.actor, terms=await store.terms(work))
    await store.add(work, decision.slot)
    work.say(*decision.events)
    return Offered(id=decision.slot.slot_id)


@router.get("/slots")
async def open_slots(work: Begun, after: UUID | None = None, limit: Limit = 50) -> SlotPage:
    """What you can book: where you work today, in your grade, with a place left, not begun; soonest first."""
    page = await store.open_slots(work, doctor_id=work.actor.person_id, after=after, limit=limit)
    return SlotPage.of(page, limit=limit)


@router.get("/hosted")
async def hosted(work: Begun, after: UUID | None = None, limit: Limit = 50) -> HostedPage:
    """What you host, and as a champion what your trust does; latest first."""
    page = await store.hosted(work, actor=work.actor, after=after, limit=limit)
    seen = [(slot, slot.bookings_seen_by(work.actor, placements=(), on=work.today)) for slot in page]
    items = tuple(SlotWithBookings.of(slot, bookings) for slot, bookings in seen)
    return HostedPage(items=items, next=page[-1].slot_id if len(page) == limit else None)


@router.get("/slots/{slot_id}")
async def look(slot_id: UUID, work: Begun, response: Response) -> SlotWithBookings:
    """One slot: for its host with every booking, for a doctor with their own."""
    slot = await store.look_at(work, slot_id)
    placements = await store.placements_of(work, work.actor.person_id)
    bookings = slot.bookings_seen_by(work.actor, placements=placements, on=work.today)
    etag(response, slot.version)
    return SlotWithBookings.of(slot, bookings)


@router.post("/slots/{slot_id}/bookings", status_code=201)
async def book(slot_id: UUID, body: NewBooking, work: Begun, match: Match) -> Booked:
    """Take a place; whoever asks is the doctor."""
    slot = await store.slot(work, slot_id)
    booking_id = uuid7(work.now)
    decision = domain.book(
        slot,
        booking_id=booking_id,
        objective=body.objective,
        by=work.actor,
        placements=await store.placements_of(work, work.actor.person_id),
        host_is_there=await store.host_is_there(work, slot),
        at=work.now,
        today=work.today,
        match=match,
    )
    await store.keep(work, decision.slot)
    work.say(*decision.events)
    return Booked(id=booking_id)


@router.post("/slots/{slot_id}/cancellation", status_code=204)
async def cancel(slot_id: UUID, body: NewCancellation, work: Begun, match: Match) -> None:
    """Take back the whole slot, with every booking that is not completed."""
    slot = await store.slot(work, slot_id)
    decision = domain.cancel(slot, by=work.actor, reason=body.reason, at=work.now, match=match)
    await store.keep(work, decision.slot)
    work.say(*decision.events)


@router.get("/bookings")
async def my_bookings(work: Begun, after: UUID | None = None, limit: Limit = 50) -> BookingPage:
    """Your own bookings with their slots, newest first."""
    page = await store.bookings_of(work, doctor_id=work.actor.person_id, after=after, limit=limit)
    return BookingPage.of(page, limit=limit)


@router.get("/bookings/{booking_id}")
async def look_at_booking(booking_id: UUID, work: Begun, response: Response) -> OwnBooking:
    """One booking with its slot, for its doctor and for who keeps the slot; ``version`` is the slot's."""
    slot = await store.look_at_slot_of(work, booking_id)
    seen = slot.bookings_seen_by(work.actor, placements=(), on=work.today)
    booking = next((each for each in seen if each.booking_id == booking_id), None)
    if booking is None:
        raise NotFound
    etag(response, slot.version)
    return OwnBooking.of(slot, booking)


@router.post("/bookings/{booking_id}/cancellation", status_code=204)
async def cancel_booking(booking_id: UUID, body: NewCancellation, work: Begun, match: Match) -> None:
    """Give your place back; or, as its host, take it back."""
    slot = await store.slot_of(work, booking_id)
    decision = domain.cancel_booking(slot, booking_id, by=work.actor, reason=body.reason, at=work.now, match=match)
    await store.keep(work, decision.slot)
    work.say(*decision.events)


@router.post("/bookings/{booking_id}/completion", status_code=204)
async def complete(booking_id: UUID, body: NewCompletion, work: Begun, match: Match) -> None:
    """Once it is over, say whether the doctor came, and for how long."""
    slot = await store.slot_of(work, booking_id)
    decision = domain.complete(
        slot, booking_id, by=work.actor, attended=body.attended, minutes=body.minutes, at=work.now, match=match
    )
    await store.keep(work, decision.slot)
    work.say(*decision.events)


@router.put("/bookings/{booking_id}/debrief", status_code=204)
async def debrief(booking_id: UUID, body: NewDebrief, work: Begun, match: Match, response: Response) -> None:
    """Write down what you learned, or write it anew; it stays yours."""
    slot = await store.slot_of(work, booking_id)
    decision = domain.debrief(slot, booking_id, by=work.actor, note=body.note, at=work.now, match=match)
    etag(response, (await store.keep(work, decision.slot)).version)
