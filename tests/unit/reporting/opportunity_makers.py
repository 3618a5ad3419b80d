"""Facts of opportunities, of taking part and of what certifies it, as reporting hears them."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from contracts.opportunities import (
    AreaUpdated,
    CataloguePlanned,
    CatalogueReleased,
    InductionPackSent,
    InterestAnswered,
    InterestExpressed,
    InterestOverdue,
    OpportunityClosed,
    OpportunityPublished,
    OpportunityReviewed,
    ParticipationConfirmed,
)
from contracts.recognition import CertificateIssued, CertificateRevoked
from contracts.registry import (
    Placement,
)
from tests.unit.reporting.makers import NOW


def an_opportunity(**facts: Any) -> OpportunityPublished:
    ordinary: dict[str, Any] = {
        "opportunity_id": uuid4(),
        "trust": "R0B",
        "kind": "quality_and_safety_meeting",
        "family": "meeting",
        "title": "Patient safety meeting",
        "setting": "acute",
        "lead_id": uuid4(),
        "co_producer_id": uuid4(),
        "first_day": date(2026, 12, 1),
        "recurrence": "monthly",
        "places": 2,
        "published_by": uuid4(),
        "published_at": NOW,
        "review_due": date(2027, 5, 22),
    }
    return OpportunityPublished(**{**ordinary, **facts})


def closed(opportunity: OpportunityPublished, *, at: datetime = NOW) -> OpportunityClosed:
    same = opportunity.model_dump(include={"opportunity_id", "trust", "kind", "family", "title"})
    return OpportunityClosed(**same, reason="filled", closed_by=uuid4(), closed_at=at)


def a_pack(placement: Placement, *, on: date, **facts: Any) -> InductionPackSent:
    ordinary: dict[str, Any] = {
        "pack_id": uuid4(),
        "placement_id": placement.placement_id,
        "doctor_id": placement.doctor_id,
        "trust": placement.host,
        "starts_on": placement.start,
        "occasion": "first_day",
        "due_on": placement.start,
        "opportunities": 3,
        "sent_at": datetime(on.year, on.month, on.day, 9, tzinfo=UTC),
    }
    return InductionPackSent(**{**ordinary, **facts})


def put_on_page(opportunity: OpportunityPublished, *, complete: bool) -> AreaUpdated:
    same = opportunity.model_dump(include={"opportunity_id", "trust", "kind", "family", "title"})
    return AreaUpdated(**same, complete=complete, updated_by=uuid4(), updated_at=NOW)


def a_catalogue(**facts: Any) -> CataloguePlanned:
    ordinary: dict[str, Any] = {
        "catalogue_id": uuid4(),
        "programme": "NOR/FP/001",
        "trusts": ("R0B", "RXF"),
        "preferences_open_on": date(2027, 3, 1),
        "release_by": date(2027, 1, 4),
        "planned_by": uuid4(),
        "planned_at": NOW,
    }
    return CataloguePlanned(**{**ordinary, **facts})


def released(catalogue: CataloguePlanned, *, on: date) -> CatalogueReleased:
    at = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
    same = catalogue.model_dump(exclude={"planned_by", "planned_at"})
    return CatalogueReleased(**same, opportunities=7, released_by=uuid4(), released_at=at)


def reviewed(opportunity: OpportunityPublished, **facts: Any) -> OpportunityReviewed:
    same = opportunity.model_dump(include={"opportunity_id", "trust", "kind", "family", "title"})
    ordinary = {"reviewed_by": uuid4(), "reviewed_at": NOW, "review_due": date(2027, 5, 22)}
    return OpportunityReviewed(**same, **{**ordinary, **facts})


def an_interest(**facts: Any) -> InterestExpressed:
    ordinary: dict[str, Any] = {
        "opportunity_id": uuid4(),
        "trust": "R0B",
        "kind": "quality_and_safety_meeting",
        "family": "meeting",
        "title": "Patient safety meeting",
        "participation_id": uuid4(),
        "doctor_id": uuid4(),
        "lead_id": uuid4(),
        "expressed_at": NOW,
        "answer_by": date(2026, 12, 6),
    }
    return InterestExpressed(**{**ordinary, **facts})


def answered(interest: InterestExpressed, *, at: datetime = NOW, **facts: Any) -> InterestAnswered:
    ordinary = {"answer": "offered", "answered_by": interest.lead_id, "answered_at": at}
    return InterestAnswered(**_of_interest(interest), **{**ordinary, **facts})


def overdue(interest: InterestExpressed) -> InterestOverdue:
    noticed_at = datetime(2026, 12, 7, 0, 1, tzinfo=UTC)
    late = {"lead_id": interest.lead_id, "answer_by": interest.answer_by, "overdue_at": noticed_at}
    return InterestOverdue(**_of_interest(interest), **late)


def _of_interest(interest: InterestExpressed) -> dict[str, Any]:
    return interest.model_dump(exclude={"lead_id", "expressed_at", "answer_by"})


def a_participation(**facts: Any) -> ParticipationConfirmed:
    ordinary: dict[str, Any] = {
        "opportunity_id": uuid4(),
        "trust": "R0B",
        "kind": "governance_committee",
        "family": "meeting",
        "title": "Clinical governance committee",
        "participation_id": uuid4(),
        "doctor_id": uuid4(),
        "role": "chaired",
        "first_day": date(2026, 10, 1),
        "last_day": date(2026, 10, 20),
        "minutes": 120,
        "confirmed_by": uuid4(),
        "confirmed_at": datetime(2026, 10, 25, 9, 0, tzinfo=UTC),
    }
    return ParticipationConfirmed(**{**ordinary, **facts})


def a_certificate(of: ParticipationConfirmed, **facts: Any) -> CertificateIssued:
    return CertificateIssued(**{**_of_certificate(of), "issued_by": uuid4(), "issued_at": NOW, **facts})


def revoked(certificate: CertificateIssued, *, at: datetime = NOW) -> CertificateRevoked:
    facts = certificate.model_dump(exclude={"issued_by", "issued_at"})
    return CertificateRevoked(**facts, reason="wrong_name", revoked_by=uuid4(), revoked_at=at)


def _of_certificate(of: ParticipationConfirmed) -> dict[str, Any]:
    shared = {"participation_id", "doctor_id", "trust", "kind", "confirmed_at"}
    return {"certificate_id": uuid4(), **of.model_dump(include=shared)}
