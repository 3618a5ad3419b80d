"""A shadowing slot: what was offered, who has a place, and how each booking stands."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Self
from uuid import UUID

from chassis.clock import london_date
from chassis.errors import NotFound, Versioned
from contracts import Actor
from contracts.vocabulary import CancellationReason, Role, ShadowingKind
from services.role_modelling.domain.obstacles import BookingEnded

HOSTS = frozenset({Role.SENIOR_LEADER, Role.SUPERVISOR, Role.CHAMPION, Role.SLRDE, Role.DME, Role.COLLEGE_TUTOR})
"""Who may let others follow them, at the trust where they hold the role."""

KEEPERS = frozenset({Role.CHAMPION})
"""Who looks after every slot of their trust, whoever hosts it."""


class Status(StrEnum):
    OFFERED = "offered"
    CANCELLED = "cancelled"


class BookingStatus(StrEnum):
    BOOKED = "booked"
    GIVEN_BACK = "given_back"
    """By the doctor."""
    TAKEN_BACK = "taken_back"
    """By the host's side, alone or with the whole slot."""
    ATTENDED = "attended"
    MISSED = "missed"
    """It took place, and the doctor did not come."""


HELD = frozenset({BookingStatus.BOOKED, BookingStatus.ATTENDED, BookingStatus.MISSED})
"""A booking that has, or had to the end, one of the slot's places."""
COMPLETED = frozenset({BookingStatus.ATTENDED, BookingStatus.MISSED})


@dataclass(frozen=True, slots=True)
class Placement:
    """What role modelling remembers of a doctor's placement."""

    placement_id: UUID
    doctor_id: UUID
    host: str
    grade: str
    start: date
    end: date
    cancelled: bool

    def is_at(self, trust: str, *, on: date) -> bool:
        return not self.cancelled and self.host == trust and self.start <= on <= self.end


@dataclass(frozen=True, slots=True)
class Terms:
    """The region's rules for an offer, as they stand at this moment."""

    at: datetime
    most_places: int
    longest: timedelta
    """From a slot's start to its end."""
    latest_start: datetime


@dataclass(frozen=True, slots=True)
class Wish:
    """What a host would offer. ``grades``: as the deanery writes them; empty is open to all."""

    slot_id: UUID
    trust: str
    kind: ShadowingKind
    title: str
    starts_at: datetime
    ends_at: datetime
    places: int
    grades: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Booking:
    """A doctor's place. What they want to learn, and what they learned, never leaves this service."""

    booking_id: UUID
    doctor_id: UUID
    objective: str
    booked_at: datetime
    status: BookingStatus = BookingStatus.BOOKED
    reason: CancellationReason | None = None
    ended_at: datetime | None = None
    """When it was given or taken back, or completed."""
    minutes: int = 0
    debrief: str | None = None
    debriefed_at: datetime | None = None

    @property
    def is_held(self) -> bool:
        return self.status in HELD

    def check_open(self) -> None:
        """Raises BookingEnded once it was given back, taken back or completed."""
        if self.status is not BookingStatus.BOOKED:
            raise BookingEnded(f"The status of this booking is {self.status}.")


@dataclass(frozen=True, slots=True)
class Slot(Versioned):
    """Some hours beside somebody who leads, with its bookings: one aggregate, so that it is never oversold."""

    what = "slot"

    slot_id: UUID
    trust: str
    kind: ShadowingKind
    title: str
    host_id: UUID
    starts_at: datetime
    ends_at: datetime
    places: int
    grades: tuple[str, ...]
    offered_at: datetime
    status: Status = Status.OFFERED
    reason: CancellationReason | None = None
    cancelled_at: datetime | None = None
    bookings: tuple[Booking, ...] = ()
    version: int = 1

    @property
    def day(self) -> date:
        """The London date on which it begins."""
        return london_date(self.starts_at)

    @property
    def free_places(self) -> int:
        return self.places - sum(booking.is_held for booking in self.bookings)

    @property
    def waiting(self) -> tuple[Booking, ...]:
        """Booked, and neither ended nor completed."""
        return tuple(booking for booking in self.bookings if booking.status is BookingStatus.BOOKED)

    @property
    def took_place(self) -> bool:
        """Somebody's booking is completed."""
        return any(booking.status in COMPLETED for booking in self.bookings)

    def is_kept_by(self, actor: Actor) -> bool:
        """Whether it is theirs to cancel and complete: the host's while they host there, and the trust's champion's."""
        roles = HOSTS if actor.person_id == self.host_id else KEEPERS
        return any(actor.holds(role, at=self.trust) for role in roles)

    def is_open_to(self, placements: Iterable[Placement], *, on: date) -> bool:
        """Whether it is for a doctor of these placements: in post at the trust that day, in a grade it is open to."""
        there = (placement for placement in placements if placement.is_at(self.trust, on=on))
        return any(not self.grades or placement.grade in self.grades for placement in there)

    def held_by(self, doctor_id: UUID) -> Booking | None:
        return next((each for each in self.bookings if each.doctor_id == doctor_id and each.is_held), None)

    def booking(self, booking_id: UUID) -> Booking:
        """Raises NotFound."""
        for each in self.bookings:
            if each.booking_id == booking_id:
                return each
        raise NotFound

    def bookings_seen_by(self, actor: Actor, *, placements: Iterable[Placement], on: date) -> tuple[Booking, ...]:
        """Its keepers see every booking and no debrief but their own; a doctor sees their own bookings alone.

        Raises NotFound for whom the slot is not open to and who never had a place.
        """
        own = tuple(booking for booking in self.bookings if booking.doctor_id == actor.person_id)
        if self.is_kept_by(actor):
            return tuple(each if each in own else replace(each, debrief=None) for each in self.bookings)
        if not own and not self.is_open_to(placements, on=on):
            raise NotFound
        return own

    def with_booking(self, changed: Booking) -> Self:
        """This slot with that booking as it is now, or as one more."""
        others = tuple(each for each in self.bookings if each.booking_id != changed.booking_id)
        return replace(self, bookings=(*others, changed))
