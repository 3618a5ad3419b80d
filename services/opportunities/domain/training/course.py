"""A course: when it takes place, how many it seats, and how each booking stands."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Self, TypedDict
from uuid import UUID

from chassis.clock import london_date
from chassis.errors import NotFound, Versioned
from contracts import Actor, Event
from contracts.vocabulary import AppealOutcome, Role, TrainingCancellationReason, TrainingKind
from services.opportunities.domain.people import Placement, grades
from services.opportunities.domain.training.seat import RECORDED, Booking, BookingStatus

SCHEDULERS = frozenset({Role.CHAMPION, Role.MEDED_ADMIN, Role.DME})
"""Who offers courses at their own trust, and looks after them."""

CLERKS = frozenset({Role.MEDED_ADMIN, Role.DME})
"""Who records at their own trust who came: the register is medical education's."""

RELEASERS = frozenset({Role.ROTA_COORDINATOR})
"""Who says at their own trust that somebody is not released from duty."""

TUTORS = frozenset({Role.COLLEGE_TUTOR})
"""Who sees at their own trust how each seat stands, and has nothing to do about it (section 5)."""

DIRECTORS = frozenset({Role.TPD})
"""Who sees the same of the doctors of their own programme."""

JUDGES = frozenset({Role.DME})
"""Who answers at their own trust, once, whether somebody should have been released (R17)."""


@dataclass(frozen=True, slots=True)
class Session:
    starts_at: datetime
    ends_at: datetime


class Which(TypedDict):
    """What every fact about a course says first."""

    course_id: UUID
    trust: str
    kind: TrainingKind
    title: str
    organiser_id: UUID
    seats: int
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Course(Versioned):
    """Sessions that are booked together, with their bookings: one aggregate, so that it is never oversold."""

    what = "course"

    course_id: UUID
    trust: str
    kind: TrainingKind
    title: str
    organiser_id: UUID
    seats: int
    grades: tuple[str, ...]
    sessions: tuple[Session, ...]
    """In their order; none overlaps another."""
    scheduled_by: UUID
    scheduled_at: datetime
    reason: TrainingCancellationReason | None = None
    cancelled_at: datetime | None = None
    bookings: tuple[Booking, ...] = ()
    version: int = 1

    @property
    def starts_at(self) -> datetime:
        return self.sessions[0].starts_at

    @property
    def ends_at(self) -> datetime:
        return self.sessions[-1].ends_at

    @property
    def first_day(self) -> date:
        """In London."""
        return london_date(self.starts_at)

    @property
    def last_day(self) -> date:
        return london_date(self.ends_at)

    def minutes_by(self, at: datetime) -> int:
        """Of its sessions that have begun by then, a begun minute counted whole."""
        begun = (one for one in self.sessions if one.starts_at <= at)
        return sum(-(-(one.ends_at - one.starts_at) // timedelta(minutes=1)) for one in begun)

    @property
    def seats_left(self) -> int:
        return self.seats - sum(booking.is_held for booking in self.bookings)

    @property
    def waiting(self) -> tuple[Booking, ...]:
        """Seats that the register does not have yet."""
        return tuple(booking for booking in self.bookings if booking.status is BookingStatus.BOOKED)

    @property
    def is_recorded(self) -> bool:
        """Whether the register has somebody."""
        return any(booking.status in RECORDED for booking in self.bookings)

    def is_kept_by(self, actor: Actor) -> bool:
        """By who looks after the trust's courses, and by its organiser for as long as they hold a role there."""
        organises = actor.person_id == self.organiser_id and any(grant.scope == self.trust for grant in actor.grants)
        return organises or any(actor.holds(role, at=self.trust) for role in SCHEDULERS)

    def is_recorded_by(self, actor: Actor) -> bool:
        return any(actor.holds(role, at=self.trust) for role in CLERKS)

    def is_released_by(self, actor: Actor) -> bool:
        return any(actor.holds(role, at=self.trust) for role in RELEASERS)

    def is_judged_by(self, actor: Actor, booking: Booking) -> bool:
        """Whether they may look at why release was refused; nobody does who is the doctor, or refused them this course.

        Of one that was upheld before its refuser was kept, only who answered it: anybody else may have refused it.
        """
        judges = any(actor.holds(role, at=self.trust) for role in JUDGES)
        is_another = booking.refuser is not None or actor.person_id == booking.appeal_answered_by
        return judges and is_another and actor.person_id not in self.judged_with(booking.doctor_id)

    def judged_with(self, doctor_id: UUID) -> frozenset[UUID]:
        """Whom their appeal concerns, and who so never judges it: themselves, and who refused any of their bookings."""
        return frozenset(
            {doctor_id, *(each.refuser for each in self.bookings if each.doctor_id == doctor_id and each.refuser)}
        )

    def grades_of(self, placements: Iterable[Placement]) -> frozenset[str]:
        """The grades in which a doctor of these placements works at the trust on its first day; none: not there."""
        return grades(placements, at=self.trust, on=self.first_day)

    def held_by(self, doctor_id: UUID) -> Booking | None:
        return next((each for each in self.bookings if each.doctor_id == doctor_id and each.is_held), None)

    def is_appealed_by(self, doctor_id: UUID) -> bool:
        """Whether they had their one appeal, on whichever of their bookings."""
        return any(each.doctor_id == doctor_id and each.appealed_at for each in self.bookings)

    def waits_for_judgment(self, doctor_id: UUID) -> bool:
        """Whether their appeal has no answer yet."""
        return any(each.doctor_id == doctor_id and each.is_appealed for each in self.bookings)

    def released_by_appeal(self, doctor_id: UUID) -> Booking | None:
        """The booking on which the director released them, for every one that they have or may have."""
        upheld = (each for each in self.bookings if each.appeal_outcome is AppealOutcome.UPHELD)
        return next((each for each in upheld if each.doctor_id == doctor_id), None)

    def booking(self, booking_id: UUID) -> Booking:
        """Raises NotFound."""
        for each in self.bookings:
            if each.booking_id == booking_id:
                return each
        raise NotFound

    def bookings_seen_by(
        self, actor: Actor, *, placements: Iterable[Placement], directed: Collection[UUID] = ()
    ) -> tuple[Booking, ...]:
        """Who keeps, records or releases sees every booking; a doctor sees their own alone.

        The trust's tutor sees how each stands, and a programme's director how those of its doctors do (``directed``).
        Raises NotFound for whom it is not held and who never had a seat.
        """
        if self.is_kept_by(actor) or self.is_recorded_by(actor) or self.is_released_by(actor):
            return self.bookings_as_read_by(actor)
        teaches = any(actor.holds(role, at=self.trust) for role in TUTORS)
        seen = tuple(
            booking if booking.doctor_id == actor.person_id else booking.as_attendance
            for booking in self.bookings
            if teaches or booking.doctor_id == actor.person_id or booking.doctor_id in directed
        )
        if not seen and not teaches and not self.grades_of(placements):
            raise NotFound
        return seen

    def bookings_as_read_by(self, actor: Actor) -> tuple[Booking, ...]:
        """The words of an appeal are its doctor's and of who judges it: the others are whom it may be about."""
        return tuple(
            booking
            if booking.doctor_id == actor.person_id or self.is_judged_by(actor, booking)
            else replace(booking, appeal=None, appeal_answer=None)
            for booking in self.bookings
        )

    def with_booking(self, changed: Booking) -> Self:
        """This course with that booking as it is now, or as one more."""
        others = tuple(each for each in self.bookings if each.booking_id != changed.booking_id)
        return replace(self, bookings=(*others, changed))


@dataclass(frozen=True, slots=True)
class Outcome:
    """The course as it is from now on, and the facts that made it so."""

    course: Course
    events: tuple[Event, ...] = ()


def which(course: Course) -> Which:
    """The beginning of every fact about this course."""
    return Which(
        course_id=course.course_id,
        trust=course.trust,
        kind=course.kind,
        title=course.title,
        organiser_id=course.organiser_id,
        seats=course.seats,
        first_day=course.first_day,
        last_day=course.last_day,
    )
