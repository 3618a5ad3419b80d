"""Ordinary facts of courses; a test names only those it is about."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from contracts import Actor, Grant
from contracts.vocabulary import DUTY_REASONS, RefusalReason, Role, TrainingCancellationReason, TrainingKind
from services.opportunities.domain.training import Booking, Course, Refusal, RefusalTerms, Session, Terms, Wish
from tests.unit.opportunities.facts import NOW

EDITOR = Actor(uuid4(), frozenset({Grant(Role.MEDED_ADMIN, "R0B")}))
ORGANISER = Actor(uuid4(), frozenset({Grant(Role.COLLEGE_TUTOR, "R0B")}))
ROTA = Actor(uuid4(), frozenset({Grant(Role.ROTA_COORDINATOR, "R0B")}))
DIRECTOR = Actor(uuid4(), frozenset({Grant(Role.DME, "R0B")}))
ELSEWHERE = Actor(
    uuid4(), frozenset(Grant(role, "RXF") for role in (Role.MEDED_ADMIN, Role.ROTA_COORDINATOR, Role.DME))
)

FIRST = Session(datetime(2026, 12, 1, 9, tzinfo=UTC), datetime(2026, 12, 1, 12, tzinfo=UTC))
SECOND = Session(datetime(2026, 12, 8, 9, tzinfo=UTC), datetime(2026, 12, 8, 12, tzinfo=UTC))
BEGUN = FIRST.starts_at
TERMS = Terms(most_seats=200, days_ahead=365)
REFUSAL_TERMS = RefusalTerms(codes=tuple(sorted(DUTY_REASONS)), fewest_chars=20)
WORDS = "Two of four doctors are on nights that week."
A_REFUSAL = Refusal(RefusalReason.MINIMUM_STAFFING, WORDS, "The same course in March.", "Talk to the rota team.")

A_WISH = Wish(
    trust="R0B",
    kind=TrainingKind.LEADERSHIP,
    title="Leading a team",
    organiser_id=ORGANISER.person_id,
    seats=2,
    sessions=(FIRST, SECOND),
    grades=(),
)


def a_doctor(number: int) -> Actor:
    return Actor(UUID(int=number), frozenset({Grant(Role.RESIDENT_DOCTOR)}))


def a_booking(doctor: Actor, **facts: Any) -> Booking:
    return Booking(**{"booking_id": uuid4(), "doctor_id": doctor.person_id, "booked_at": NOW, **facts})


def a_course(**facts: Any) -> Course:
    ordinary: dict[str, Any] = {
        "course_id": uuid4(),
        "trust": "R0B",
        "kind": TrainingKind.LEADERSHIP,
        "title": "Leading a team",
        "organiser_id": ORGANISER.person_id,
        "seats": 2,
        "grades": (),
        "sessions": (FIRST, SECOND),
        "scheduled_by": EDITOR.person_id,
        "scheduled_at": NOW,
    }
    return Course(**{**ordinary, **facts})


DOCTOR, OTHER = a_doctor(1), a_doctor(2)
BOOKED, OTHERS = a_booking(DOCTOR), a_booking(OTHER)
TOO_FEW = TrainingCancellationReason.TOO_FEW_BOOKED

FULL = a_course(bookings=(BOOKED, OTHERS))
