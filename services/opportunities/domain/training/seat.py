"""A seat in a course: how it stands, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from contracts.vocabulary import AppealOutcome, RefusalReason


class BookingStatus(StrEnum):
    BOOKED = "booked"
    GIVEN_BACK = "given_back"
    """By the doctor."""
    NOT_RELEASED = "not_released"
    CALLED_OFF = "called_off"
    """With the whole course."""
    ATTENDED = "attended"
    MISSED = "missed"


HELD = frozenset({BookingStatus.BOOKED, BookingStatus.ATTENDED, BookingStatus.MISSED})
"""A booking that has, or had to the end, one of the course's seats."""

RECORDED = frozenset({BookingStatus.ATTENDED, BookingStatus.MISSED})


@dataclass(frozen=True, slots=True)
class Booking:
    """A doctor's seat. In which words release was refused never leaves this service."""

    booking_id: UUID
    doctor_id: UUID
    booked_at: datetime
    status: BookingStatus = BookingStatus.BOOKED
    reason: RefusalReason | None = None
    """Why they were not released."""
    words: str | None = None
    alternative: str | None = None
    """What is offered instead."""
    next_step: str | None = None
    decided_by: UUID | None = None
    """Who refused release, or recorded whether the doctor came."""
    refused_by: UUID | None = None
    """Who refused release, also once that holds no more. As it is kept: ``refuser`` knows who it was."""
    ended_at: datetime | None = None
    minutes: int = 0
    appeal: str | None = None
    """Why the doctor should have been released, as they see it."""
    appealed_at: datetime | None = None
    appeal_outcome: AppealOutcome | None = None
    appeal_answer: str | None = None
    appeal_answered_by: UUID | None = None
    appeal_answered_at: datetime | None = None

    @property
    def is_held(self) -> bool:
        return self.status in HELD

    @property
    def as_attendance(self) -> Self:
        """How the seat stands, without a word of a refusal, and nothing of an appeal."""
        stands = (self.booking_id, self.doctor_id, self.booked_at, self.status, self.reason)
        return type(self)(*stands, ended_at=self.ended_at, minutes=self.minutes)

    @property
    def refuser(self) -> UUID | None:
        """Who refused release: they are judged, and never judge. A process of before kept them as who decided alone."""
        return self.refused_by or (self.decided_by if self.status is BookingStatus.NOT_RELEASED else None)

    @property
    def is_appealed(self) -> bool:
        """Whether an appeal waits for its answer."""
        return self.appealed_at is not None and self.appeal_outcome is None
