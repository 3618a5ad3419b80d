"""Ordinary facts for reporting's tests; a test names only those it is about."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from contracts.feedback import FeedbackGiven
from contracts.leave import (
    CapacityPublished,
)
from contracts.registry import (
    AppointmentMade,
    CodeChange,
    CommitmentRenewed,
    CommitmentSigned,
    CommitmentWithdrawn,
    DateChange,
    OrganisationRegistered,
    Placement,
    PlacementAnnounced,
    PlacementCancelled,
    PlacementChanged,
    PlacementInformationNotReceived,
    PlacementInformationRecorded,
    VacancyReported,
    WteChange,
)
from contracts.role_modelling import LostBooking, ShadowingBooked, ShadowingCancelled, ShadowingOffered
from contracts.vocabulary import Role

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


def a_placement(**facts: Any) -> Placement:
    ordinary: dict[str, Any] = {
        "placement_id": uuid4(),
        "doctor_id": uuid4(),
        "post": "NTH/R0B01/030/F2/006",
        "host": "R0B",
        "site": "R0B01",
        "grade": "Foundation Year 2",
        "type": "in_post",
        "wte": Decimal(1),
        "start": date(2026, 8, 5),
        "end": date(2027, 8, 3),
    }
    return Placement(**{**ordinary, **facts})


def announced(placement: Placement, *, at: datetime = NOW) -> PlacementAnnounced:
    return PlacementAnnounced(placement=placement, announced_at=at, notice_days=(placement.start - at.date()).days)


def changed(placement: Placement, *, at: datetime = NOW, **news: Any) -> PlacementChanged:
    """The placement with these fields as they are now."""
    kinds = {
        **dict.fromkeys(("host", "site", "employer"), CodeChange),
        "start": DateChange,
        "end": DateChange,
        "wte": WteChange,
    }
    changes = tuple(kinds[name](field=name, old=getattr(placement, name), new=new) for name, new in news.items())
    now = placement.model_copy(update=news)
    return PlacementChanged(placement=now, changes=changes, changed_at=at, notice_days=(now.start - at.date()).days)


def cancelled(placement: Placement, *, at: datetime = NOW) -> PlacementCancelled:
    return PlacementCancelled(placement=placement, cancelled_at=at, notice_days=0)


def a_feedback(**facts: Any) -> FeedbackGiven:
    ordinary: dict[str, Any] = {
        "feedback_id": uuid4(),
        "doctor_id": uuid4(),
        "giver_id": uuid4(),
        "trust": "R0B",
        "activity_date": date(2026, 11, 10),
        "given_at": NOW,
    }
    return FeedbackGiven(**{**ordinary, **facts})


def a_slot(**facts: Any) -> ShadowingOffered:
    begins = datetime(2026, 12, 1, 9, tzinfo=UTC)
    ordinary: dict[str, Any] = {
        "slot_id": uuid4(),
        "trust": "R0B",
        "kind": "non_clinical",
        "title": "A day with the chief operating officer",
        "host_id": uuid4(),
        "starts_at": begins,
        "ends_at": begins + timedelta(hours=4),
        "places": 2,
        "offered_at": NOW,
    }
    return ShadowingOffered(**{**ordinary, **facts})


def booked(slot: ShadowingOffered) -> ShadowingBooked:
    facts = slot.model_dump(exclude={"grades", "offered_at"})
    return ShadowingBooked(**facts, booking_id=uuid4(), doctor_id=uuid4(), booked_at=NOW)


def cancelled_by(side: str, slot: ShadowingOffered, *bookings: ShadowingBooked, whole: bool = False) -> Any:
    facts = slot.model_dump(exclude={"grades", "offered_at"})
    lost = tuple(LostBooking(booking_id=one.booking_id, doctor_id=one.doctor_id) for one in bookings)
    reason = "service_pressure" if side == "host" else "not_released"
    more = {"reason": reason, "whole": whole, "cancelled_by": uuid4(), "cancelled_at": NOW}
    return ShadowingCancelled(**facts, by=side, bookings=lost, **more)


def a_champion(**facts: Any) -> AppointmentMade:
    return appointed(Role.CHAMPION, **facts)


def appointed(role: Role, **facts: Any) -> AppointmentMade:
    ordinary: dict[str, Any] = {
        "appointment_id": uuid4(),
        "person_id": uuid4(),
        "role": role,
        "scope": "organisation",
        "code": "R0B",
        "starts_on": date(2026, 4, 1),
    }
    return AppointmentMade(**{**ordinary, **facts})


def a_vacancy(**facts: Any) -> VacancyReported:
    ordinary: dict[str, Any] = {
        "vacancy_id": uuid4(),
        "trust": "R0B",
        "role": Role.CHAMPION,
        "vacant_since": date(2026, 11, 18),
        "stage": "trust",
    }
    return VacancyReported(**{**ordinary, **facts})


def issued(placement: Placement, *, days_before: int, information: str = "rota") -> PlacementInformationRecorded:
    return PlacementInformationRecorded(
        placement=placement,
        information=information,
        happened_on=placement.start - timedelta(days=days_before),
        days_before=days_before,
        recorded_at=NOW,
    )


def not_received(placement: Placement, *, information: str = "rota") -> PlacementInformationNotReceived:
    return PlacementInformationNotReceived(placement=placement, information=information, noted_at=NOW)


def a_commitment(**facts: Any) -> CommitmentSigned:
    ordinary: dict[str, Any] = {
        "commitment_id": uuid4(),
        "trust": "R0B",
        "text": "2021-09",
        "board_role": "chair",
        "champion_id": uuid4(),
        "signed_on": date(2025, 12, 1),
        "review_due": date(2026, 12, 1),
    }
    return CommitmentSigned(**{**ordinary, **facts})


def renewed(commitment: CommitmentSigned, *, on: date = TODAY, review_due: date) -> CommitmentRenewed:
    return CommitmentRenewed(**commitment.model_dump() | {"review_due": review_due}, renewed_on=on)


def withdrawn(commitment: CommitmentSigned, *, on: date = TODAY) -> CommitmentWithdrawn:
    same = commitment.model_dump(include={"commitment_id", "trust", "champion_id"})
    return CommitmentWithdrawn(**same, reason="other", withdrawn_on=on)


def a_trust(code: str, **facts: Any) -> OrganisationRegistered:
    return OrganisationRegistered(**{"code": code, "kind": "trust", "name": f"Trust {code}", "region": "Y63", **facts})


def a_deanery(code: str, **facts: Any) -> OrganisationRegistered:
    return OrganisationRegistered(**{"code": code, "kind": "deanery", "name": f"Deanery {code}", **facts})


def a_calendar(**facts: Any) -> CapacityPublished:
    """Of a department whose days are to hold 20 half days of leave and can, published in time."""
    ordinary: dict[str, Any] = {
        "capacity_id": uuid4(),
        "trust": "R0B",
        "department": "General Surgery",
        "first_day": date(2026, 12, 2),
        "last_day": date(2027, 2, 2),
        "doctors": 4,
        "half_days_owed": 20,
        "half_days_free": 80,
        "first_published_on": date(2026, 10, 21),
        "published_by": uuid4(),
        "published_at": NOW,
    }
    return CapacityPublished(**{**ordinary, **facts})
