"""How release from duty for a course is refused."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from chassis.errors import NotFound
from contracts import Actor
from contracts import opportunities as facts
from contracts.vocabulary import RefusalReason
from services.opportunities.domain.training.course import JUDGES, Course, Outcome, which
from services.opportunities.domain.training.obstacles import (
    AlreadyRecorded,
    JudgesTheirAppeal,
    NoReasonOfDuty,
    ReleasedOnAppeal,
    SeatGone,
    TooFewWords,
)
from services.opportunities.domain.training.seat import RECORDED, BookingStatus


@dataclass(frozen=True, slots=True)
class RefusalTerms:
    """The region's rules for a refusal, as they stand today (R17)."""

    codes: tuple[RefusalReason, ...]
    fewest_chars: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not, what instead, and what to do next (R17). The words never leave this service."""

    reason: RefusalReason
    words: str
    alternative: str
    next_step: str


def refuse_release(
    course: Course,
    booking_id: UUID,
    *,
    by: Actor,
    refusal: Refusal,
    terms: RefusalTerms,
    at: datetime,
    match: int | None = None,
) -> Outcome:
    """The rota says that a doctor is not released, why, what instead and what next; the seat is free (R17).

    On the day as well, for as long as the register has nothing of them: a doctor kept on the ward did not miss it.
    Whom the director released for this course is not refused again, on another booking of theirs either.
    Who may judge the doctor's appeal on another booking answers that first: whoever refuses them judges it no more.
    Raises NotFound, LostUpdate, NoReasonOfDuty, TooFewWords, AlreadyRecorded, ReleasedOnAppeal, SeatGone,
    JudgesTheirAppeal.
    """
    booking = course.booking(booking_id)
    if by.person_id == booking.doctor_id or not course.is_released_by(by):
        raise NotFound
    course.seen_at(match)
    if refusal.reason not in terms.codes:
        raise NoReasonOfDuty(
            f"{refusal.reason} is not used here. Give one of {', '.join(terms.codes)}.", field="reason"
        )
    if len(refusal.words) < terms.fewest_chars:
        raise TooFewWords(f"Write at least {terms.fewest_chars} characters.", field="words")
    if booking.status in RECORDED:
        raise AlreadyRecorded(f"The status of this booking is {booking.status}.")
    if upheld := course.released_by_appeal(booking.doctor_id):
        raise ReleasedOnAppeal("Its answer is final.", answered_by=_who(upheld.appeal_answered_by))
    if booking.status is not BookingStatus.BOOKED:
        raise SeatGone(f"The status of this booking is {booking.status}.", decided_by=_who(booking.decided_by))
    if course.waits_for_judgment(booking.doctor_id) and any(by.holds(role, at=course.trust) for role in JUDGES):
        raise JudgesTheirAppeal("Answer it first, or let somebody decide who does not answer appeals.")
    refused = replace(
        booking,
        status=BookingStatus.NOT_RELEASED,
        reason=refusal.reason,
        words=refusal.words,
        alternative=refusal.alternative,
        next_step=refusal.next_step,
        decided_by=by.person_id,
        refused_by=by.person_id,
        ended_at=at,
    )
    said = facts.TrainingReleaseRefused(
        **which(course),
        booking_id=booking_id,
        doctor_id=booking.doctor_id,
        reason=refusal.reason,
        refused_by=by.person_id,
        refused_at=at,
    )
    return Outcome(course.with_booking(refused), (said,))


def _who(person_id: UUID | None) -> str | None:
    return str(person_id) if person_id else None
