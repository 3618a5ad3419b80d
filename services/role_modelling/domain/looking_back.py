"""What is said once it is over: whether the doctor came, and what they learned."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from chassis.errors import NotFound
from contracts import Actor
from contracts.role_modelling import ShadowingCompleted
from services.role_modelling.domain.decision import Decision, which
from services.role_modelling.domain.obstacles import MinutesNotPossible, NothingToLookBackOn, NotYetOver
from services.role_modelling.domain.slot import BookingStatus, Slot


def complete(
    slot: Slot,
    booking_id: UUID,
    *,
    by: Actor,
    attended: bool,
    minutes: int,
    at: datetime,
    match: int | None = None,
) -> Decision:
    """Say of one booking whether the doctor came and for how long, once it is over; nobody does it for themselves.

    Raises NotFound, LostUpdate, BookingEnded, NotYetOver, MinutesNotPossible.
    """
    booking = slot.booking(booking_id)
    if by.person_id == booking.doctor_id or not slot.is_kept_by(by):
        raise NotFound
    slot.seen_at(match)
    booking.check_open()
    if at < slot.ends_at:
        raise NotYetOver
    _check_minutes(slot, minutes, attended=attended)
    status = BookingStatus.ATTENDED if attended else BookingStatus.MISSED
    completed = replace(booking, status=status, minutes=minutes, ended_at=at)
    said = ShadowingCompleted(
        **which(slot),
        booking_id=booking_id,
        doctor_id=booking.doctor_id,
        attended=attended,
        minutes=minutes,
        completed_by=by.person_id,
        completed_at=at,
    )
    return Decision(slot.with_booking(completed), (said,))


def debrief(slot: Slot, booking_id: UUID, *, by: Actor, note: str, at: datetime, match: int | None = None) -> Decision:
    """Write down what one learned, or write it anew; it stays the doctor's own, and nothing is said of it.

    Raises NotFound, LostUpdate, NothingToLookBackOn.
    """
    booking = slot.booking(booking_id)
    if by.person_id != booking.doctor_id:
        raise NotFound
    slot.seen_at(match)
    if booking.status is not BookingStatus.ATTENDED:
        raise NothingToLookBackOn("Write it once your host has said that you came.")
    return Decision(slot.with_booking(replace(booking, debrief=note, debriefed_at=at)))


def _check_minutes(slot: Slot, minutes: int, *, attended: bool) -> None:
    longest = -(-(slot.ends_at - slot.starts_at) // timedelta(minutes=1))
    if attended and not 1 <= minutes <= longest:
        raise MinutesNotPossible(f"Who came was there from 1 to {longest} minutes.", field="minutes")
    if not attended and minutes:
        raise MinutesNotPossible("Who did not come was there for 0 minutes.", field="minutes")
