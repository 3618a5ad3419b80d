"""Ordinary facts for reporting's tests; a test names only those it is about."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from contracts.feedback import FeedbackGiven
from contracts.leave import (
    CapacityPublished,
    EntitlementClosed,
    LeaveAlternativeTaken,
    LeaveAppealed,
    LeaveAppealOverdue,
    LeaveApproved,
    LeaveOverdue,
    LeaveRefused,
    LeaveStepDecided,
    LeaveSubmitted,
    Step,
)
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
from contracts.vocabulary import Lateness, Role

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
    kinds = {"host": CodeChange, "site": CodeChange, "start": DateChange, "end": DateChange, "wte": WteChange}
    changes = tuple(kinds[name](field=name, old=getattr(placement, name), new=new) for name, new in news.items())
    now = placement.model_copy(update=news)
    return PlacementChanged(placement=now, changes=changes, changed_at=at, notice_days=(now.start - at.date()).days)


def cancelled(placement: Placement, *, at: datetime = NOW) -> PlacementCancelled:
    return PlacementCancelled(placement=placement, cancelled_at=at, notice_days=0)


def _leave(facts: dict[str, Any]) -> dict[str, Any]:
    ordinary: dict[str, Any] = {
        "leave_id": uuid4(),
        "doctor_id": uuid4(),
        "trust": "R0B",
        "leave_type": "study",
        "leadership": True,
        "first_day": date(2027, 1, 21),
        "last_day": date(2027, 1, 22),
    }
    return {**ordinary, **facts}


def a_refusal(**facts: Any) -> LeaveRefused:
    ordinary: dict[str, Any] = {
        "decided_by": Role.ROTA_COORDINATOR,
        "reason": "minimum_staffing",
        "refused_at": NOW,
        "days_ahead": 60,
        "avoidable": True,
        "appeal_by": date(2026, 12, 4),
    }
    return LeaveRefused(**{**ordinary, **_leave(facts)})


def an_approval(**facts: Any) -> LeaveApproved:
    return LeaveApproved(**{"approved_at": NOW, **_leave(facts)})


def a_decided_step(**facts: Any) -> LeaveStepDecided:
    ordinary: dict[str, Any] = {
        "decided_by": Role.ROTA_COORDINATOR,
        "decided_at": NOW,
        "waiting": Step(role=Role.TPD, scope="NTH001"),
        "reached_at": NOW - timedelta(days=7),
    }
    return LeaveStepDecided(**{**ordinary, **_leave(facts)})


def a_request(**facts: Any) -> LeaveSubmitted:
    ordinary: dict[str, Any] = {"submitted_at": NOW, "steps": (Step(role=Role.ROTA_COORDINATOR, scope="R0B"),)}
    return LeaveSubmitted(**{**ordinary, **_leave(facts)})


def a_late_step(**facts: Any) -> LeaveOverdue:
    ordinary: dict[str, Any] = {
        "waiting": Step(role=Role.ROTA_COORDINATOR, scope="R0B"),
        "lateness": Lateness.NO_RESPONSE,
        "submitted_on": NOW.date(),
        "overdue_at": NOW,
    }
    return LeaveOverdue(**{**ordinary, **_leave(facts)})


def an_appeal(**facts: Any) -> LeaveAppealed:
    ordinary: dict[str, Any] = {
        "answering": Role.DME,
        "answering_at": "R0B",
        "appealed_at": NOW,
        "acknowledge_by": NOW.date(),
    }
    return LeaveAppealed(**{**ordinary, **_leave(facts)})


def a_late_appeal(of: LeaveAppealed, **facts: Any) -> LeaveAppealOverdue:
    return LeaveAppealOverdue(
        **of.model_dump(exclude={"acknowledge_by"}),
        **{"awaited": "acknowledgement", "due_on": of.acknowledge_by, "overdue_at": NOW, **facts},
    )


def an_alternative_taken(**facts: Any) -> LeaveAlternativeTaken:
    ordinary: dict[str, Any] = {
        "offered_by": Role.ROTA_COORDINATOR,
        "offered_at_desk": "R0B",
        "refused_on": NOW.date(),
        "taken_at": NOW,
    }
    return LeaveAlternativeTaken(**{**ordinary, **_leave(facts)})


def a_closed_leave_year(**facts: Any) -> EntitlementClosed:
    ordinary: dict[str, Any] = {
        "doctor_id": uuid4(),
        "trust": "R0B",
        "first_day": date(2025, 8, 6),
        "last_day": date(2026, 8, 4),
        "half_days": 30,
        "half_days_taken": 12,
        "closed_at": NOW,
    }
    return EntitlementClosed(**{**ordinary, **facts})


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
    ordinary: dict[str, Any] = {
        "appointment_id": uuid4(),
        "person_id": uuid4(),
        "role": Role.CHAMPION,
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
