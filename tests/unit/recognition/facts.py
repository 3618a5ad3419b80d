"""Ordinary facts for recognition's tests; a test names only those it is about."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from contracts import Actor, Grant
from contracts.opportunities import ParticipationConfirmed
from contracts.vocabulary import ParticipationRole, Role
from services.recognition.domain import Activity, Certificate, Record, Signatory

WHEN = datetime(2026, 11, 22, 9, tzinfo=UTC)
CODE = "7K3M9QXT2B4F"
DOCTOR = UUID(int=10)


def a_champion(*, at: str = "R0B", **facts: Any) -> Actor:
    return Actor(**{"person_id": uuid4(), "grants": frozenset({Grant(Role.CHAMPION, at)}), **facts})


def a_doctor(person_id: UUID = DOCTOR) -> Actor:
    return Actor(person_id, frozenset({Grant(Role.RESIDENT_DOCTOR)}))


def an_activity(**facts: Any) -> Activity:
    ordinary: dict[str, Any] = {
        "kind": "governance_committee",
        "title": "Clinical governance committee",
        "role": ParticipationRole.CHAIRED,
        "first_day": date(2026, 9, 1),
        "last_day": date(2026, 11, 20),
        "minutes": 750,
    }
    return Activity(**{**ordinary, **facts})


def a_record(**facts: Any) -> Record:
    ordinary: dict[str, Any] = {
        "participation_id": UUID(int=20),
        "doctor_id": DOCTOR,
        "trust": "R0B",
        "activity": an_activity(),
        "confirmed_at": datetime(2026, 11, 21, 16, tzinfo=UTC),
    }
    return Record(**{**ordinary, **facts})


def a_certificate(**facts: Any) -> Certificate:
    record = a_record()
    ordinary: dict[str, Any] = {
        "certificate_id": UUID(int=30),
        "code": CODE,
        "participation_id": record.participation_id,
        "doctor_id": record.doctor_id,
        "trust": record.trust,
        "issuer": "Northtown NHS Foundation Trust",
        "recipient": "Dr Amara Okafor-Reid",
        "activity": record.activity,
        "signatory": Signatory("Ms Jo Example", "Medical Director"),
        "confirmed_at": record.confirmed_at,
        "issued_by": UUID(int=40),
        "issued_at": WHEN,
    }
    return Certificate(**{**ordinary, **facts})


def a_confirmation(**facts: Any) -> ParticipationConfirmed:
    ordinary: dict[str, Any] = {
        "opportunity_id": uuid4(),
        "trust": "R0B",
        "kind": "governance_committee",
        "family": "meeting",
        "title": "Clinical governance committee",
        "participation_id": uuid4(),
        "doctor_id": DOCTOR,
        "role": ParticipationRole.CHAIRED,
        "first_day": date(2026, 9, 1),
        "last_day": date(2026, 11, 20),
        "minutes": 750,
        "confirmed_by": uuid4(),
        "confirmed_at": datetime(2026, 11, 21, 16, tzinfo=UTC),
    }
    return ParticipationConfirmed(**{**ordinary, **facts})
