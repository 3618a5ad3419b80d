"""Ordinary facts of shadowing; a test names only those it is about."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from contracts import Actor, Grant
from contracts.vocabulary import Role, ShadowingKind
from services.role_modelling.domain import Decision, Placement, Slot, Terms, Wish, book, offer

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = date(2026, 11, 22)
BEGINS = datetime(2026, 12, 1, 9, tzinfo=UTC)
ENDS = BEGINS + timedelta(hours=4)
AFTERWARDS = ENDS + timedelta(days=1)

HOST = Actor(UUID(int=1), frozenset({Grant(Role.SENIOR_LEADER, "R0B")}))
CHAMPION = Actor(UUID(int=2), frozenset({Grant(Role.CHAMPION, "R0B")}))
ELSEWHERE = Actor(UUID(int=3), frozenset({Grant(Role.CHAMPION, "RXF"), Grant(Role.SENIOR_LEADER, "R0B")}))
"""Champion of another trust, and a leader of this one who does not host the slot."""

TERMS = Terms(at=NOW, most_places=20, longest=timedelta(days=14), latest_start=NOW + timedelta(days=365))
WISH = Wish(
    slot_id=UUID(int=100),
    trust="R0B",
    kind=ShadowingKind.NON_CLINICAL,
    title="A day with the chief operating officer",
    starts_at=BEGINS,
    ends_at=ENDS,
    places=2,
)
OBJECTIVE = "How a bed meeting is chaired"


def a_doctor(number: int = 7000010) -> Actor:
    return Actor(UUID(int=number), frozenset({Grant(Role.RESIDENT_DOCTOR)}))


DOCTOR = a_doctor()
PLACEMENT = Placement(
    placement_id=UUID(int=20),
    doctor_id=DOCTOR.person_id,
    host="R0B",
    grade="Foundation Year 2",
    start=date(2026, 8, 5),
    end=date(2027, 8, 3),
    cancelled=False,
)
SLOT: Slot = offer(WISH, by=HOST, terms=TERMS).slot


def booked(slot: Slot = SLOT, by: Actor = DOCTOR, **facts: Any) -> Decision:
    ordinary: dict[str, Any] = {
        "booking_id": UUID(int=200 + len(slot.bookings)),
        "objective": OBJECTIVE,
        "placements": [PLACEMENT],
        "host_is_there": True,
        "at": NOW,
        "today": TODAY,
    }
    return book(slot, by=by, **{**ordinary, **facts})


BOOKED: Slot = booked().slot
BOOKING: UUID = BOOKED.bookings[0].booking_id
