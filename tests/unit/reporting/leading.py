"""Ordinary facts of training, forums and fellowships for reporting's tests; a test names only those it is about."""

from datetime import date
from typing import Any
from uuid import uuid4

from contracts.opportunities import (
    FellowshipAppointed,
    FellowshipEnded,
    FellowshipShareReported,
    ForumActionAgreed,
    ForumActionClosed,
    ForumFounded,
    ForumMet,
    ForumRequested,
    LostSeat,
    RoleCount,
    TrainingAttended,
    TrainingBooked,
    TrainingCancelled,
    TrainingGivenBack,
    TrainingMissed,
    TrainingReleaseAppealAnswered,
    TrainingReleaseRefused,
)
from contracts.vocabulary import Role
from tests.unit.reporting.makers import NOW


def a_seat(**facts: Any) -> TrainingBooked:
    ordinary: dict[str, Any] = {
        "course_id": uuid4(),
        "trust": "R0B",
        "kind": "leadership",
        "title": "Leading a team",
        "organiser_id": uuid4(),
        "seats": 12,
        "first_day": date(2026, 12, 1),
        "last_day": date(2026, 12, 8),
        "booking_id": uuid4(),
        "doctor_id": uuid4(),
        "booked_at": NOW,
    }
    return TrainingBooked(**{**ordinary, **facts})


def _of(seat: TrainingBooked) -> dict[str, Any]:
    return seat.model_dump(exclude={"booked_at"})


def given_back(seat: TrainingBooked) -> TrainingGivenBack:
    return TrainingGivenBack(**_of(seat), given_back_at=NOW)


def not_released(seat: TrainingBooked) -> TrainingReleaseRefused:
    return TrainingReleaseRefused(**_of(seat), reason="minimum_staffing", refused_by=uuid4(), refused_at=NOW)


def judged(seat: TrainingBooked, *, seated: bool) -> TrainingReleaseAppealAnswered:
    answer = {"outcome": "upheld", "seated": seated, "answered_by": uuid4(), "answered_at": NOW}
    return TrainingReleaseAppealAnswered(**_of(seat), **answer)


def attended(seat: TrainingBooked) -> TrainingAttended:
    return TrainingAttended(**_of(seat), minutes=360, recorded_by=uuid4(), recorded_at=NOW)


def missed(seat: TrainingBooked) -> TrainingMissed:
    return TrainingMissed(**_of(seat), recorded_by=uuid4(), recorded_at=NOW)


def called_off(*seats: TrainingBooked) -> TrainingCancelled:
    course = seats[0].model_dump(exclude={"booked_at", "booking_id", "doctor_id"})
    lost = tuple(LostSeat(booking_id=one.booking_id, doctor_id=one.doctor_id) for one in seats)
    return TrainingCancelled(**course, reason="too_few_booked", bookings=lost, cancelled_by=uuid4(), cancelled_at=NOW)


def asked_for(**facts: Any) -> ForumRequested:
    ordinary = {
        "forum_id": uuid4(),
        "trust": "R0B",
        "requested_by": uuid4(),
        "requested_at": NOW,
        "found_by": date(2026, 12, 20),
    }
    return ForumRequested(**{**ordinary, **facts})


def founded(forum: ForumRequested | None = None, **facts: Any) -> ForumFounded:
    """The one that was asked for, or one that nobody asked for."""
    which = {"forum_id": uuid4(), "trust": "R0B"}
    if forum is not None:
        which = {"forum_id": forum.forum_id, "trust": forum.trust}
    return ForumFounded(**{**which, "founded_by": uuid4(), "founded_at": NOW, **facts})


def met(on: date, **facts: Any) -> ForumMet:
    ordinary = {
        "forum_id": uuid4(),
        "trust": "R0B",
        "meeting_id": uuid4(),
        "met_on": on,
        "attendance": (RoleCount(role=Role.RESIDENT_DOCTOR, count=9),),
        "recorded_by": uuid4(),
        "recorded_at": NOW,
    }
    return ForumMet(**{**ordinary, **facts})


def agreed(**facts: Any) -> ForumActionAgreed:
    ordinary = {
        "forum_id": uuid4(),
        "trust": "R0B",
        "meeting_id": uuid4(),
        "action_id": uuid4(),
        "owner_id": uuid4(),
        "due_on": date(2027, 2, 20),
        "agreed_by": uuid4(),
        "agreed_at": NOW,
    }
    return ForumActionAgreed(**{**ordinary, **facts})


def closed(action: ForumActionAgreed, **facts: Any) -> ForumActionClosed:
    which = action.model_dump(exclude={"agreed_by"})
    return ForumActionClosed(**{**which, "outcome": "done", "closed_by": uuid4(), "closed_at": NOW, **facts})


def a_fellow(**facts: Any) -> FellowshipAppointed:
    ordinary = {
        "fellowship_id": uuid4(),
        "doctor_id": uuid4(),
        "trust": "R0B",
        "kind": "trust_fellow",
        "protected_percent": 40,
        "starts_on": date(2026, 8, 5),
        "ends_on": date(2027, 8, 3),
        "grade": "ST5",
        "grade_equivalent": False,
        "out_of_programme": False,
        "funder": "R0B",
        "appointed_by": uuid4(),
        "appointed_at": NOW,
    }
    return FellowshipAppointed(**{**ordinary, **facts})


_OF_FELLOWSHIP = {"fellowship_id", "doctor_id", "trust", "kind", "protected_percent", "starts_on", "ends_on"}


def has(fellow: FellowshipAppointed, percent: int) -> FellowshipShareReported:
    """What the fellow says is protected in truth."""
    return FellowshipShareReported(**fellow.model_dump(include=_OF_FELLOWSHIP), percent=percent, reported_at=NOW)


def ended(fellow: FellowshipAppointed, **facts: Any) -> FellowshipEnded:
    ordinary = {"reason": "left", "ended_on": date(2026, 11, 21), "ended_by": uuid4(), "ended_at": NOW}
    return FellowshipEnded(**fellow.model_dump(include=_OF_FELLOWSHIP), **{**ordinary, **facts})
