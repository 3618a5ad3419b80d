"""What training is asked and what it answers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, StrictBool

from chassis.http import Moment
from contracts import Actor
from contracts.vocabulary import AppealOutcome, OdsCode, RefusalReason, TrainingCancellationReason, TrainingKind
from services.opportunities.api.bodies import Asked, Grade, Title, Words
from services.opportunities.api.views import Shown
from services.opportunities.domain.training import Booking, BookingStatus, Course, Mark, Refusal, Session, Wish


class NewSession(Asked):
    starts_at: Moment
    ends_at: Moment


class NewCourse(Asked):
    """The title is public: name no person and no patient in it."""

    trust: OdsCode
    kind: TrainingKind
    title: Title
    organiser_id: UUID
    """Who answers for it, and hears of seats given back; holds a role at the trust."""
    seats: Annotated[int, Field(ge=1)]
    sessions: Annotated[tuple[NewSession, ...], Field(min_length=1, max_length=30)]
    """All of them are booked together."""
    grades: Annotated[tuple[Grade, ...], Field(max_length=30)] = ()
    """As they stand in placements; none: open to all."""

    def wish(self) -> Wish:
        sessions = tuple(Session(one.starts_at, one.ends_at) for one in self.sessions)
        return Wish(**self.model_dump(exclude={"sessions"}), sessions=sessions)


class NewTrainingCancellation(Asked):
    reason: TrainingCancellationReason


class NewReleaseRefusal(Asked):
    """What the doctor reads; who looks after the course reads it too."""

    reason: RefusalReason
    """One of those that are used at its trust."""
    words: Words
    """At least ``opportunities.refusal_min_chars`` characters (R17)."""
    alternative: Words
    next_step: Words

    def refusal(self) -> Refusal:
        return Refusal(**self.model_dump())


class NewReleaseAppeal(Asked):
    why: Words
    """What speaks for being released; the director who answers reads it, and nobody else."""


class NewReleaseAnswer(Asked):
    outcome: AppealOutcome
    words: Words


class NewMark(Asked):
    booking_id: UUID
    attended: StrictBool
    minutes: Annotated[int, Field(ge=0)] | None = None
    """Left out: every session that has begun."""


class NewRegister(Asked):
    marks: Annotated[tuple[NewMark, ...], Field(min_length=1, max_length=1000)]

    def lines(self) -> tuple[Mark, ...]:
        return tuple(Mark(**mark.model_dump()) for mark in self.marks)


class SeatView(Shown):
    """A booking as its doctor sees it, and who looks after the course, records or releases.

    The words of an appeal and of its answer are there for its doctor and for who may answer it.
    """

    id: UUID = Field(validation_alias="booking_id")
    doctor_id: UUID
    booked_at: datetime
    status: BookingStatus
    reason: RefusalReason | None
    words: str | None
    alternative: str | None
    next_step: str | None
    decided_by: UUID | None
    ended_at: datetime | None
    minutes: int
    appeal: str | None
    appealed_at: datetime | None
    appeal_outcome: AppealOutcome | None
    appeal_answer: str | None
    appeal_answered_by: UUID | None
    appeal_answered_at: datetime | None


class SessionView(Shown):
    starts_at: datetime
    ends_at: datetime


class CourseView(Shown):
    """A course without who is in it: what a catalogue shows."""

    id: UUID = Field(validation_alias="course_id")
    trust: str
    kind: TrainingKind
    title: str
    organiser_id: UUID
    seats: int
    seats_left: int
    grades: tuple[str, ...]
    sessions: tuple[SessionView, ...]
    reason: TrainingCancellationReason | None
    cancelled_at: datetime | None
    version: int


class CourseWithBookings(CourseView):
    """A course with those of its bookings that the reader may see."""

    bookings: tuple[SeatView, ...]
    kept_by_you: bool = False
    """Whether whoever reads it may cancel it."""
    refusal_codes: tuple[RefusalReason, ...] = ()
    """With which of them release may be refused at its trust (R17). Empty in a list."""

    @classmethod
    def of(
        cls,
        course: Course,
        bookings: Sequence[Booking],
        *,
        by: Actor,
        refusal_codes: tuple[RefusalReason, ...] = (),
    ) -> Self:
        seen = tuple(map(SeatView.model_validate, bookings))
        said = {"bookings": seen, "kept_by_you": course.is_kept_by(by), "refusal_codes": refusal_codes}
        return cls.model_validate(course).model_copy(update=said)


class OwnSeat(SeatView):
    """A doctor's own booking with its course."""

    course: CourseView

    @classmethod
    def of(cls, course: Course, booking: Booking) -> Self:
        return cls(**SeatView.model_validate(booking).model_dump(), course=CourseView.model_validate(course))


class CoursePage(Shown):
    """One page, soonest first; ``next`` is the ``after`` of the following one."""

    items: tuple[CourseView, ...]
    next: UUID | None

    @classmethod
    def of(cls, page: Sequence[Course], *, limit: int) -> Self:
        items = tuple(map(CourseView.model_validate, page))
        return cls(items=items, next=page[-1].course_id if len(page) == limit else None)


class RegisterPage(Shown):
    """One page, oldest first, each with every booking; ``next`` is the ``after`` of the following one."""

    items: tuple[CourseWithBookings, ...]
    next: UUID | None

    @classmethod
    def of(cls, page: Sequence[Course], *, by: Actor, limit: int) -> Self:
        items = tuple(CourseWithBookings.of(each, each.bookings_as_read_by(by), by=by) for each in page)
        return cls(items=items, next=page[-1].course_id if len(page) == limit else None)


class SeatPage(Shown):
    """One page of one's own bookings, newest first."""

    items: tuple[OwnSeat, ...]
    next: UUID | None

    @classmethod
    def of(cls, page: Sequence[tuple[Course, Booking]], *, limit: int) -> Self:
        items = tuple(OwnSeat.of(course, booking) for course, booking in page)
        return cls(items=items, next=items[-1].id if len(items) == limit else None)
