"""Facts of a trust's own courses: scheduled, booked, given back, not released for, attended or missed, cancelled."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from contracts._event import PLACE, Event, Part, Topic
from contracts.vocabulary import (
    AppealOutcome,
    OdsCode,
    PublicText,
    RefusalReason,
    Term,
    TrainingCancellationReason,
    TrainingKind,
)


class TrainingSession(Part):
    """One of the times at which a course takes place; who books it books all of them."""

    starts_at: AwareDatetime
    ends_at: AwareDatetime


class LostSeat(Part):
    """A seat that somebody had and has no longer."""

    booking_id: UUID
    doctor_id: UUID


class _OfTraining(Event):
    """Which course, whole enough that nobody needs to ask for it. All facts of one course come in their order."""

    topic: ClassVar[Topic] = Topic.OPPORTUNITIES

    course_id: UUID
    trust: OdsCode
    kind: TrainingKind
    title: PublicText
    organiser_id: UUID
    seats: int
    first_day: date
    """The London date on which its first session begins; ``last_day``: on which its last one ends."""
    last_day: date

    @property
    def key(self) -> str:
        return str(self.course_id)

    @property
    def subject(self) -> str:
        return str(self.course_id)

    @property
    def extensions(self) -> dict[str, str]:
        return {PLACE: self.trust}


class TrainingScheduled(_OfTraining):
    """A trust offers its residents a course in leading, managing or improving quality (O-E2)."""

    type: ClassVar[str] = "fairlead.training.scheduled.v1"
    sessions: tuple[TrainingSession, ...]
    grades: tuple[Term, ...] = ()
    """As the deanery writes them; empty: open to all."""
    scheduled_by: UUID
    scheduled_at: AwareDatetime


class _OfBooking(_OfTraining):
    booking_id: UUID
    doctor_id: UUID


class TrainingBooked(_OfBooking):
    """A doctor took a seat, and needs to be released from duty for it."""

    type: ClassVar[str] = "fairlead.training.booked.v1"
    booked_at: AwareDatetime


class TrainingGivenBack(_OfBooking):
    """A doctor gave their seat back before the course began; it is free again."""

    type: ClassVar[str] = "fairlead.training.given_back.v1"
    given_back_at: AwareDatetime


class TrainingReleaseRefused(_OfBooking):
    """A doctor is not released from duty for a course, and the seat is free again. The words stay with the service."""

    type: ClassVar[str] = "fairlead.training.release_refused.v1"
    reason: RefusalReason
    refused_by: UUID
    refused_at: AwareDatetime


class TrainingReleaseAppealed(_OfBooking):
    """A doctor asks the director to look at why they are not released; the words stay with the service (R17)."""

    type: ClassVar[str] = "fairlead.training.release_appealed.v1"
    appealed_at: AwareDatetime


class TrainingReleaseAppealAnswered(_OfBooking):
    """The director has looked at it, for good: upheld, the doctor is released (R17)."""

    type: ClassVar[str] = "fairlead.training.release_appeal_answered.v1"
    outcome: AppealOutcome
    seated: bool
    """Whether this booking has its seat again; not where none was left, they hold another, or the course had begun."""
    answered_by: UUID
    answered_at: AwareDatetime


class TrainingAttended(_OfBooking):
    """The register says that a doctor came; it may say otherwise later, and the last word counts."""

    type: ClassVar[str] = "fairlead.training.attended.v1"
    minutes: int
    """Time spent there in all."""
    recorded_by: UUID
    recorded_at: AwareDatetime


class TrainingMissed(_OfBooking):
    """The register says that a doctor who had a seat did not come; it may say otherwise later."""

    type: ClassVar[str] = "fairlead.training.missed.v1"
    recorded_by: UUID
    recorded_at: AwareDatetime


class TrainingCancelled(_OfTraining):
    """The course does not take place, and every seat in it is gone."""

    type: ClassVar[str] = "fairlead.training.cancelled.v1"
    reason: TrainingCancellationReason
    bookings: tuple[LostSeat, ...]
    """The seats that were held until now; none when nobody had booked."""
    appealing: tuple[UUID, ...] = ()
    """Doctors whose appeal about release nobody answers any more."""
    cancelled_by: UUID
    cancelled_at: AwareDatetime
