"""Makers of ordinary facts; a test names only those it is about."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from contracts.feedback import FeedbackGiven
from contracts.leave import (
    NoticeDue,
)
from contracts.recognition import CertificateIssued, CertificateRevoked
from contracts.registry import (
    AppointmentMade,
    OrganisationRegistered,
    PersonContactChanged,
    PersonRegistered,
)
from contracts.role_modelling import LostBooking, ShadowingBooked, ShadowingCancelled, ShadowingCompleted
from contracts.vocabulary import (
    RevocationReason,
    Role,
)

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DOCTOR = UUID("00000000-0000-7000-8000-000000000001")
COORDINATOR = UUID("00000000-0000-7000-8000-000000000002")
OTHER_COORDINATOR = UUID("00000000-0000-7000-8000-000000000003")
TPD = UUID("00000000-0000-7000-8000-000000000004")
CHAMPION = UUID("00000000-0000-7000-8000-000000000005")
DOCTOR_ADDRESS = "amara.patel@example.org"
COORDINATOR_ADDRESS = "rota@example.org"


def a_person(person_id: UUID = DOCTOR, **facts: Any) -> PersonRegistered:
    ordinary = {
        "given_names": "Amara",
        "family_name": "Patel",
        "known_as": None,
        "email": DOCTOR_ADDRESS,
        "confirmed": True,
    }
    return PersonRegistered(person_id=person_id, **{**ordinary, **facts})


def a_contact(person_id: UUID = DOCTOR, **facts: Any) -> PersonContactChanged:
    return PersonContactChanged(**{**a_person(person_id).model_dump(), **facts})


def a_coordinator(person_id: UUID = COORDINATOR, **facts: Any) -> PersonRegistered:
    ordinary = {"given_names": "Robin", "family_name": "Okoro", "email": COORDINATOR_ADDRESS}
    return a_person(person_id, **{**ordinary, **facts})


def an_unconfirmed_person(person_id: UUID = DOCTOR) -> PersonRegistered:
    return PersonRegistered(person_id=person_id, confirmed=False)


def an_appointment(person_id: UUID = COORDINATOR, **facts: Any) -> AppointmentMade:
    ordinary = {
        "appointment_id": uuid4(),
        "role": Role.ROTA_COORDINATOR,
        "scope": "organisation",
        "code": "R0B",
        "starts_on": date(2026, 1, 1),
    }
    return AppointmentMade(person_id=person_id, **{**ordinary, **facts})


def an_organisation(code: str = "R0B", name: str = "South Tyneside and Sunderland") -> OrganisationRegistered:
    return OrganisationRegistered(code=code, kind="trust", name=name)


def some_feedback(**facts: Any) -> FeedbackGiven:
    ordinary = {
        "feedback_id": uuid4(),
        "doctor_id": DOCTOR,
        "giver_id": COORDINATOR,
        "trust": "R0B",
        "activity_date": date(2026, 11, 20),
        "given_at": NOW,
    }
    return FeedbackGiven(**{**ordinary, **facts})


def _of_certificate(**facts: Any) -> dict[str, Any]:
    ordinary = {
        "certificate_id": uuid4(),
        "participation_id": uuid4(),
        "doctor_id": DOCTOR,
        "trust": "R0B",
        "kind": "governance_committee",
        "confirmed_at": NOW - timedelta(days=1),
    }
    return {**ordinary, **facts}


def a_certificate(**facts: Any) -> CertificateIssued:
    return CertificateIssued(**_of_certificate(**{"issued_by": COORDINATOR, "issued_at": NOW, **facts}))


def a_revocation(**facts: Any) -> CertificateRevoked:
    ordinary = {"reason": RevocationReason.WRONG_NAME, "revoked_by": COORDINATOR, "revoked_at": NOW}
    return CertificateRevoked(**_of_certificate(**{**ordinary, **facts}))


def _of_shadowing(**facts: Any) -> dict[str, Any]:
    begins = datetime(2026, 12, 1, 9, tzinfo=UTC)
    ordinary = {
        "slot_id": uuid4(),
        "trust": "R0B",
        "kind": "non_clinical",
        "title": "A day with the chief operating officer",
        "host_id": COORDINATOR,
        "starts_at": begins,
        "ends_at": begins + timedelta(hours=4),
        "places": 2,
    }
    return {**ordinary, **facts}


def a_notice(person_id: UUID = DOCTOR) -> NoticeDue:
    return NoticeDue(notice_id=uuid4(), person_id=person_id)


def a_booking(**facts: Any) -> ShadowingBooked:
    ordinary = {"booking_id": uuid4(), "doctor_id": DOCTOR, "booked_at": NOW}
    return ShadowingBooked(**_of_shadowing(**{**ordinary, **facts}))


def a_cancelled_slot(*doctors: UUID, **facts: Any) -> ShadowingCancelled:
    """By its host, with the bookings of these doctors."""
    ordinary = {
        "by": "host",
        "reason": "service_pressure",
        "whole": True,
        "bookings": tuple(LostBooking(booking_id=uuid4(), doctor_id=one) for one in doctors or (DOCTOR,)),
        "cancelled_by": COORDINATOR,
        "cancelled_at": NOW,
    }
    return ShadowingCancelled(**_of_shadowing(**{**ordinary, **facts}))


def a_place_given_back(**facts: Any) -> ShadowingCancelled:
    ordinary = {"by": "doctor", "reason": "not_released", "whole": False, "cancelled_by": DOCTOR}
    return a_cancelled_slot(**{**ordinary, **facts})


def a_completed_booking(**facts: Any) -> ShadowingCompleted:
    ordinary = {
        "booking_id": uuid4(),
        "doctor_id": DOCTOR,
        "attended": True,
        "minutes": 240,
        "completed_by": COORDINATOR,
        "completed_at": NOW,
    }
    return ShadowingCompleted(**_of_shadowing(**{**ordinary, **facts}))
