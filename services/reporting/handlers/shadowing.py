"""What reporting does about shadowing."""

from collections.abc import Sequence

from chassis.clock import london_date
from chassis.hearing import Heard, hears
from chassis.work import UnitOfWork
from contracts.role_modelling import ShadowingBooked, ShadowingCancelled, ShadowingOffered
from contracts.vocabulary import CancelledBy
from services.reporting import store
from services.reporting.handlers.noting import Rows, Touches

AnyShadowingEvent = ShadowingOffered | ShadowingBooked | ShadowingCancelled


@hears.batch(ShadowingOffered, ShadowingBooked, ShadowingCancelled)
async def keep_shadowing(heard: Sequence[Heard], work: UnitOfWork) -> None:
    slots: Rows = {}
    bookings: Rows = {}
    touches = Touches(today=work.today)
    for one in heard:
        event = one.event
        slots[event.slot_id] = _slot(event)
        bookings.update(_bookings(event))
        touches.by(one, trust=event.trust, on=london_date(event.starts_at))
    await store.keep_shadowing(work, slots.values(), bookings.values())
    await touches.note(work, heard)


def _slot(event: AnyShadowingEvent) -> dict[str, object]:
    """Each of its facts says it whole; nothing follows once it is cancelled."""
    return {
        "slot_id": event.slot_id,
        "trust": event.trust,
        "kind": event.kind,
        "starts_on": london_date(event.starts_at),
        "places": event.places,
        "cancelled": isinstance(event, ShadowingCancelled) and event.whole,
    }


def _bookings(event: AnyShadowingEvent) -> Rows:
    """What is now known of its bookings: made, or ended by one side."""
    match event:
        case ShadowingBooked():
            ended: dict[object, CancelledBy | None] = {event.booking_id: None}
        case ShadowingCancelled():
            ended = {lost.booking_id: event.by for lost in event.bookings}
        case ShadowingOffered():
            ended = {}
    return {one: {"booking_id": one, "slot_id": event.slot_id, "ended_by": by} for one, by in ended.items()}
