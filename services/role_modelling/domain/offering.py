"""How a slot is offered, and how a place in it is taken."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from chassis.errors import NotFound
from contracts import Actor
from contracts.role_modelling import ShadowingBooked, ShadowingOffered
from services.role_modelling.domain.decision import Decision, which
from services.role_modelling.domain.obstacles import (
    AlreadyBegun,
    AlreadyBooked,
    HostGone,
    HoursNotPossible,
    NoPlaceLeft,
    NotYourTrust,
    PlaceTakenBack,
    SlotCancelled,
    TooManyPlaces,
)
from services.role_modelling.domain.slot import HOSTS, Booking, BookingStatus, Placement, Slot, Status, Terms, Wish


def offer(wish: Wish, *, by: Actor, terms: Terms) -> Decision:
    """Let resident doctors follow one, at a trust where one holds a role that hosts.

    Raises NotYourTrust, HoursNotPossible, TooManyPlaces.
    """
    if not any(by.holds(role, at=wish.trust) for role in HOSTS):
        raise NotYourTrust(f"you hold no role at {wish.trust} that others can shadow")
    _check_hours(wish, terms)
    if wish.places > terms.most_places:
        raise TooManyPlaces(f"offer at most {terms.most_places} places", field="places")
    slot = Slot(
        slot_id=wish.slot_id,
        trust=wish.trust,
        kind=wish.kind,
        title=wish.title,
        host_id=by.person_id,
        starts_at=wish.starts_at,
        ends_at=wish.ends_at,
        places=wish.places,
        grades=wish.grades,
        offered_at=terms.at,
    )
    return Decision(slot, (ShadowingOffered(**which(slot), grades=slot.grades, offered_at=terms.at),))


def book(
    slot: Slot,
    *,
    booking_id: UUID,
    objective: str,
    by: Actor,
    placements: Collection[Placement],
    host_is_there: bool,
    at: datetime,
    today: date,
    match: int | None = None,
) -> Decision:
    """Take a place, before it begins: one for each doctor, and never more than there are.

    Who gave a place back may take one again; who had it taken back may not.
    Raises NotFound, LostUpdate, SlotCancelled, AlreadyBegun, HostGone, AlreadyBooked, PlaceTakenBack, NoPlaceLeft.
    """
    if by.person_id == slot.host_id or not slot.is_open_to(placements, on=today):
        raise NotFound
    _check_open(slot.seen_at(match), host_is_there=host_is_there, at=at)
    if held := slot.held_by(by.person_id):
        raise AlreadyBooked(booking_id=str(held.booking_id))
    if any(each.doctor_id == by.person_id and each.status is BookingStatus.TAKEN_BACK for each in slot.bookings):
        raise PlaceTakenBack
    if slot.free_places < 1:
        raise NoPlaceLeft
    booking = Booking(booking_id, by.person_id, objective, booked_at=at)
    said = ShadowingBooked(**which(slot), booking_id=booking_id, doctor_id=by.person_id, booked_at=at)
    return Decision(slot.with_booking(booking), (said,))


def _check_hours(wish: Wish, terms: Terms) -> None:
    if wish.ends_at <= wish.starts_at:
        raise HoursNotPossible("It must end after it starts.", field="ends_at")
    if wish.starts_at <= terms.at:
        raise HoursNotPossible("It must start after now.", field="starts_at")
    if wish.starts_at > terms.latest_start:
        raise HoursNotPossible(f"It must start before {terms.latest_start:%-d %B %Y}.", field="starts_at")
    if wish.ends_at - wish.starts_at > terms.longest:
        raise HoursNotPossible(f"A slot lasts at most {terms.longest.days} days.", field="ends_at")


def _check_open(slot: Slot, *, host_is_there: bool, at: datetime) -> None:
    if slot.status is Status.CANCELLED:
        raise SlotCancelled
    if slot.starts_at <= at:
        raise AlreadyBegun
    if not host_is_there:
        raise HostGone
