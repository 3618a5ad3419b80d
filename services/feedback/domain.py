"""Feedback, pure: who may write to whom about which day, and until when they may mend it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Self
from uuid import UUID

from chassis.errors import Declined, LostUpdate, NotFound
from contracts import Actor, Event
from contracts.feedback import FeedbackGiven


class NotYetHappened(Declined):
    status = 422
    slug = "activity-in-the-future"
    title = "The activity has not happened yet"


class NoLongerEditable(Declined):
    slug = "feedback-no-longer-editable"
    title = "This feedback can no longer be changed"


@dataclass(frozen=True, slots=True)
class Placement:
    """What feedback remembers of a doctor's placement: where, when, and under whom."""

    placement_id: UUID
    doctor_id: UUID
    host: str
    start: date
    end: date
    clinical_supervisor_id: UUID | None
    educational_supervisor_id: UUID | None
    cancelled: bool

    def is_supervised_by(self, person_id: UUID, *, on: date) -> bool:
        named = (self.clinical_supervisor_id, self.educational_supervisor_id)
        return not self.cancelled and self.start <= on <= self.end and person_id in named


@dataclass(frozen=True, slots=True)
class Words:
    """What the giver writes. It never leaves this service but to the giver and the receiver."""

    activity: str
    did_well: str
    do_more: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Written:
    """Written feedback on one activity on one date (R51)."""

    feedback_id: UUID
    doctor_id: UUID
    giver_id: UUID
    trust: str
    activity_date: date
    words: Words
    given_at: datetime
    editable_until: date
    edited_at: datetime | None = None
    version: int = 1

    def seen_by(self, actor: Actor) -> Self:
        """Itself, for its giver and its receiver. Raises NotFound for everybody else (R51)."""
        if actor.person_id not in (self.doctor_id, self.giver_id):
            raise NotFound
        return self


@dataclass(frozen=True, slots=True)
class Decision:
    """The feedback as it is from now on, and the facts that made it so."""

    written: Written
    events: tuple[Event, ...] = ()


def give(
    words: Words,
    *,
    feedback_id: UUID,
    doctor_id: UUID,
    activity_date: date,
    by: Actor,
    placements: Sequence[Placement],
    at: datetime,
    today: date,
    editable_days: int,
) -> Decision:
    """Write to a doctor whom one supervised, clinically or educationally, on the day of the activity.

    It counts for the host of that day's placement. Raises NotYetHappened, NotFound.
    """
    if activity_date > today:
        raise NotYetHappened(f"activity_date {activity_date} is after today, {today}.", field="activity_date")
    written = Written(
        feedback_id=feedback_id,
        doctor_id=doctor_id,
        giver_id=by.person_id,
        trust=_supervised(placements, doctor_id=doctor_id, by=by.person_id, on=activity_date).host,
        activity_date=activity_date,
        words=words,
        given_at=at,
        editable_until=today + timedelta(days=editable_days),
    )
    given = FeedbackGiven(
        feedback_id=feedback_id,
        doctor_id=doctor_id,
        giver_id=by.person_id,
        trust=written.trust,
        activity_date=activity_date,
        given_at=at,
    )
    return Decision(written, (given,))


def edit(written: Written, words: Words, *, by: Actor, at: datetime, today: date, match: int | None = None) -> Written:
    """Mend one's own words while that is allowed (R51). Raises NotFound, LostUpdate, NoLongerEditable."""
    if by.person_id != written.giver_id:
        raise NotFound
    LostUpdate.unless_at(match, written.version, f"feedback {written.feedback_id}")
    if today > written.editable_until:
        raise NoLongerEditable(f"This feedback could be changed until {written.editable_until}.")
    return replace(written, words=words, edited_at=at)


def _supervised(placements: Sequence[Placement], *, doctor_id: UUID, by: UUID, on: date) -> Placement:
    """The doctor's placement under this person on that day; of several, the one begun first."""
    under_them = [p for p in placements if p.doctor_id == doctor_id and p.is_supervised_by(by, on=on)]
    if by == doctor_id or not under_them:
        raise NotFound
    return min(under_them, key=lambda placement: (placement.start, placement.placement_id))
