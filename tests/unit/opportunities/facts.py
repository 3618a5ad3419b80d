"""Ordinary facts of opportunities; a test names only those it is about."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from contracts import Actor, Grant
from contracts.vocabulary import (
    OpportunityFamily,
    OpportunitySetting,
    ParticipationRole,
    PlacementType,
    Recurrence,
    Role,
)
from services.opportunities.domain import Deed, Entry, Kind, Opportunity, Participation, Placement, Plan, Status

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = date(2026, 11, 22)
CHAMPION = Actor(uuid4(), frozenset({Grant(Role.CHAMPION, "R0B")}))
LEAD = Actor(uuid4(), frozenset({Grant(Role.SENIOR_LEADER, "R0B")}))
DOCTOR = Actor(uuid4(), frozenset({Grant(Role.RESIDENT_DOCTOR)}))
STRANGER = Actor(uuid4(), frozenset({Grant(Role.CHAMPION, "RXF"), Grant(Role.RESIDENT_DOCTOR)}))

A_MEETING = Kind(
    "quality_and_safety_meeting", OpportunityFamily.MEETING, "Safety", None, True, Entry.EXPRESSION_OF_INTEREST
)
A_PLAN = Plan(
    trust="R0B",
    title="Patient safety meeting",
    setting=OpportunitySetting.ACUTE,
    chairing=None,
    lead_id=LEAD.person_id,
    co_producer_id=DOCTOR.person_id,
    first_day=date(2026, 11, 10),
    last_day=None,
    recurrence=Recurrence.MONTHLY,
    places=2,
    grades=(),
    protected_minutes=90,
)
A_DEED = Deed(ParticipationRole.ATTENDED, date(2026, 11, 10), date(2026, 11, 10), 90)


def an_opportunity(**facts: Any) -> Opportunity:
    ordinary: dict[str, Any] = {
        "opportunity_id": uuid4(),
        "trust": "R0B",
        "kind": "quality_and_safety_meeting",
        "family": OpportunityFamily.MEETING,
        "title": "Patient safety meeting",
        "setting": OpportunitySetting.ACUTE,
        "entry": Entry.EXPRESSION_OF_INTEREST,
        "chairing": True,
        "lead_id": LEAD.person_id,
        "co_producer_id": uuid4(),
        "first_day": date(2026, 11, 10),
        "last_day": None,
        "recurrence": Recurrence.MONTHLY,
        "places": 2,
        "grades": (),
        "protected_minutes": 90,
        "suggested_by": None,
        "published_by": CHAMPION.person_id,
        "drafted_at": NOW,
        "published_at": NOW,
    }
    return Opportunity(**{**ordinary, **facts})


def a_participation(**facts: Any) -> Participation:
    ordinary: dict[str, Any] = {
        "participation_id": uuid4(),
        "opportunity_id": uuid4(),
        "doctor_id": DOCTOR.person_id,
        "status": Status.INTERESTED,
        "why": None,
        "expressed_at": NOW,
        "answer_by": date(2026, 12, 6),
    }
    return Participation(**{**ordinary, **facts})


def a_placement(**facts: Any) -> Placement:
    ordinary: dict[str, Any] = {
        "placement_id": uuid4(),
        "doctor_id": DOCTOR.person_id,
        "host": "R0B",
        "grade": "Foundation Year 2",
        "programme": None,
        "type": PlacementType.IN_POST,
        "start": date(2026, 8, 5),
        "end": date(2026, 12, 1),
        "cancelled": False,
    }
    return Placement(**{**ordinary, **facts})
