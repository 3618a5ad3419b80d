"""How a slot or a booking is cancelled, and by whose side."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from chassis.errors import NotFound
from contracts import Actor
from contracts.role_modelling import LostBooking, ShadowingCancelled
from contracts.vocabulary import CancellationReason, CancelledBy
from services.role_modelling.domain.decision import Decision, which
from services.role_modelling.domain.obstacles import AlreadyBegun, AlreadyTookPlace, NotTheirReason, SlotCancelled
from services.role_modelling.domain.slot import Booking, BookingStatus, Slot, Status

_REASONS = {
    CancelledBy.HOST: frozenset(
        {
            CancellationReason.HOST_UNAVAILABLE,
            CancellationReason.SERVICE_PRESSURE,
            CancellationReason.NOT_TAKING_PLACE,
            CancellationReason.PLACE_NOT_SUITABLE,
        }
    ),
    CancelledBy.DOCTOR: frozenset(
        {
            CancellationReason.NOT_RELEASED,
            CancellationReason.DOCTOR_UNAVAILABLE,
            CancellationReason.NO_LONGER_WANTED,
        }
    ),
}


def cancel(slot: Slot, *, by: Actor, reason: CancellationReason, at: datetime, match: int | None = None) -> Decision:
    """Take the whole slot back, with every booking; afterwards too, where it did not take place and somebody waited.

    Raises NotFound, LostUpdate, NotTheirReason, SlotCancelled, AlreadyTookPlace.
    """
    if not slot.is_kept_by(by):
        raise NotFound
    slot.seen_at(match)
    _check_reason(reason, CancelledBy.HOST)
    if slot.status is Status.CANCELLED:
        raise SlotCancelled
    if slot.took_place or (slot.ends_at <= at and not slot.waiting):
        raise AlreadyTookPlace
    ended = slot.waiting
    cancelled = replace(slot, status=Status.CANCELLED, reason=reason, cancelled_at=at)
    for booking in ended:
        cancelled = cancelled.with_booking(_ended(booking, BookingStatus.TAKEN_BACK, reason, at))
    return Decision(cancelled, (_cancelled(slot, ended, by, CancelledBy.HOST, reason, at, whole=True),))


def cancel_booking(
    slot: Slot, booking_id: UUID, *, by: Actor, reason: CancellationReason, at: datetime, match: int | None = None
) -> Decision:
    """The doctor gives their place back before it begins, or the host's side takes it back until it is completed.

    Raises NotFound, LostUpdate, NotTheirReason, BookingEnded, AlreadyBegun.
    """
    booking = slot.booking(booking_id)
    if by.person_id != booking.doctor_id and not slot.is_kept_by(by):
        raise NotFound
    slot.seen_at(match)
    side = CancelledBy.DOCTOR if by.person_id == booking.doctor_id else CancelledBy.HOST
    _check_reason(reason, side)
    booking.check_open()
    if side is CancelledBy.DOCTOR and slot.starts_at <= at:
        raise AlreadyBegun("It has begun: your host says whether you came.")
    status = BookingStatus.GIVEN_BACK if side is CancelledBy.DOCTOR else BookingStatus.TAKEN_BACK
    said = _cancelled(slot, (booking,), by, side, reason, at, whole=False)
    return Decision(slot.with_booking(_ended(booking, status, reason, at)), (said,))


def _check_reason(reason: CancellationReason, side: CancelledBy) -> None:
    if reason not in _REASONS[side]:
        named = ", ".join(sorted(_REASONS[side]))
        raise NotTheirReason(f"{reason} is not the {side}'s reason; give one of: {named}", field="reason")


def _ended(booking: Booking, status: BookingStatus, reason: CancellationReason, at: datetime) -> Booking:
    return replace(booking, status=status, reason=reason, ended_at=at)


def _cancelled(
    slot: Slot,
    ended: Iterable[Booking],
    by: Actor,
    side: CancelledBy,
    reason: CancellationReason,
    at: datetime,
    *,
    whole: bool,
) -> ShadowingCancelled:
    return ShadowingCancelled(
        **which(slot),
        by=side,
        reason=reason,
        whole=whole,
        bookings=tuple(LostBooking(booking_id=each.booking_id, doctor_id=each.doctor_id) for each in ended),
        cancelled_by=by.person_id,
        cancelled_at=at,
    )
