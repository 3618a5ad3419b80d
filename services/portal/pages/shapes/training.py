"""A trust's own courses, with the seats in them."""

from datetime import datetime
from uuid import UUID

from contracts.vocabulary import DUTY_REASONS, AppealOutcome, RefusalReason, TrainingCancellationReason, TrainingKind
from services.portal.pages.shapes.read import Read

_RECORDED = frozenset({"attended", "missed"})
_HELD = _RECORDED | {"booked"}


class Session(Read):
    starts_at: datetime
    ends_at: datetime


class Seat(Read):
    id: UUID
    doctor_id: UUID
    status: str
    reason: RefusalReason | None
    words: str | None
    alternative: str | None = None
    next_step: str | None = None
    decided_by: UUID | None = None
    appeal: str | None = None
    appealed_at: datetime | None = None
    appeal_outcome: AppealOutcome | None = None
    appeal_answer: str | None = None

    @property
    def is_appealed(self) -> bool:
        """Whether an appeal waits for its answer."""
        return self.appealed_at is not None and self.appeal_outcome is None


class Course(Read):
    """With those of its bookings that the reader may see; a list has none."""

    id: UUID
    trust: str
    kind: TrainingKind
    title: str
    seats_left: int
    grades: tuple[str, ...]
    sessions: tuple[Session, ...]
    reason: TrainingCancellationReason | None = None
    cancelled_at: datetime | None = None
    version: int
    bookings: tuple[Seat, ...] = ()
    kept_by_you: bool = False
    refusal_codes: frozenset[RefusalReason] = DUTY_REASONS
    """With which release may be refused; an older service uses them all."""

    @property
    def may_be_called_off(self) -> bool:
        """By who visits: until its register is taken."""
        is_recorded = any(seat.status in _RECORDED for seat in self.bookings)
        return self.kept_by_you and self.cancelled_at is None and not is_recorded

    def appeal_of(self, doctor_id: UUID) -> Seat | None:
        """The seat whose refusal they appealed against, once for the course; they may have another since."""
        return next((seat for seat in self.bookings if seat.doctor_id == doctor_id and seat.appealed_at), None)

    def is_released(self, doctor_id: UUID) -> bool:
        """For good: the director said so, of whichever of their bookings."""
        upheld = (seat for seat in self.bookings if seat.appeal_outcome is AppealOutcome.UPHELD)
        return any(seat.doctor_id == doctor_id for seat in upheld)

    def seat_of(self, doctor_id: UUID) -> Seat | None:
        """What they hold, which an appeal may have given back; else the latest of theirs."""
        theirs = [seat for seat in reversed(self.bookings) if seat.doctor_id == doctor_id]
        return next((seat for seat in theirs if seat.status in _HELD), theirs[0] if theirs else None)


class OwnSeat(Seat):
    course: Course


class Courses(Read):
    items: tuple[Course, ...]
    next: UUID | None


class Seats(Read):
    items: tuple[OwnSeat, ...]
    next: UUID | None
