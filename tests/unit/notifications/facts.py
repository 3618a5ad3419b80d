"""Makers of ordinary facts; a test names only those it is about."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from contracts.feedback import FeedbackGiven
from contracts.leave import (
    CapacityPublished,
    EntitlementUnused,
    LeaveAlternativeTaken,
    LeaveAppealAcknowledged,
    LeaveAppealAnswered,
    LeaveAppealed,
    LeaveAppealOverdue,
    LeaveApproved,
    LeaveOverdue,
    LeavePlacementAffected,
    LeaveRefused,
    LeaveReminded,
    LeaveStepDecided,
    LeaveSubmitted,
    NoticeDue,
    SdtConfirmed,
    SdtScheduled,
    Step,
)
from contracts.opportunities import (
    ActivityConfirmed,
    ActivityDeclined,
    ActivityRecorded,
    AdaptationArranged,
    AdaptationOverdue,
    AdaptationRefused,
    AdaptationRequested,
    CataloguePlanned,
    CatalogueReleased,
    InductionPackSent,
    InterestAnswered,
    InterestExpressed,
    InterestOverdue,
    InterestWithdrawn,
    OpportunityCoproductionConfirmed,
    OpportunityDrafted,
    OpportunityPublished,
    OpportunitySuggested,
    OpportunityTurnedDown,
    ParticipationConfirmed,
)
from contracts.recognition import CertificateIssued, CertificateRevoked
from contracts.registry import (
    AppointmentMade,
    AppointmentSuccessionDue,
    CodeChange,
    CommitmentLapsing,
    CommitmentRenewed,
    CommitmentSigned,
    CommitmentWithdrawn,
    DateChange,
    DeclarationMade,
    DeclarationRefused,
    ImportCompleted,
    OrganisationClosed,
    OrganisationRegistered,
    PersonContactChanged,
    PersonRegistered,
    Placement,
    PlacementAnnounced,
    PlacementCancelled,
    PlacementChanged,
    PlacementDisputeClosed,
    PlacementDisputed,
    PlacementInformationNotReceived,
    PlacementInformationRecorded,
    VacancyReported,
)
from contracts.role_modelling import LostBooking, ShadowingBooked, ShadowingCancelled, ShadowingCompleted
from contracts.vocabulary import (
    AppealOutcome,
    DisputedField,
    DisputeOutcome,
    Lateness,
    LeaveType,
    RefusalReason,
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


def a_signed_commitment(**facts: Any) -> CommitmentSigned:
    ordinary = {
        "commitment_id": uuid4(),
        "trust": "R0B",
        "deaneries": ("Y63",),
        "text": "2021-09",
        "board_role": "chief_executive",
        "champion_id": COORDINATOR,
        "signed_on": date(2026, 11, 20),
        "review_due": date(2027, 11, 20),
    }
    return CommitmentSigned(**{**ordinary, **facts})


def a_renewed_commitment(**facts: Any) -> CommitmentRenewed:
    return CommitmentRenewed(**a_signed_commitment(**facts).model_dump(), renewed_on=date(2026, 11, 22))


def a_withdrawn_commitment(**facts: Any) -> CommitmentWithdrawn:
    same = a_signed_commitment(**facts).model_dump(include={"commitment_id", "trust", "deaneries", "champion_id"})
    return CommitmentWithdrawn(**same, reason="board_decision", withdrawn_on=date(2026, 11, 22))


def a_lapsing_commitment(**facts: Any) -> CommitmentLapsing:
    of_it = {"commitment_id", "trust", "deaneries", "champion_id", "review_due"}
    return CommitmentLapsing(**a_signed_commitment(**facts).model_dump(include=of_it))


def a_vacancy(**facts: Any) -> VacancyReported:
    ordinary = {
        "vacancy_id": uuid4(),
        "trust": "R0B",
        "role": "rdpl",
        "vacant_since": date(2026, 11, 22),
        "stage": "trust",
        "deaneries": ("Y63",),
    }
    return VacancyReported(**{**ordinary, **facts})


def a_succession(person_id: UUID = DOCTOR, **facts: Any) -> AppointmentSuccessionDue:
    same = an_appointment(person_id, role=Role.RDPL).model_dump(exclude={"starts_on", "ends_on", "deputy"})
    return AppointmentSuccessionDue(**{**same, "leaves_on": date(2027, 1, 17), **facts})


def a_merger(**facts: Any) -> OrganisationClosed:
    return OrganisationClosed(**{"code": "RTD", "closed_on": date(2026, 11, 30), "successor": "R0B", **facts})


def an_organisation(code: str = "R0B", name: str = "South Tyneside and Sunderland") -> OrganisationRegistered:
    return OrganisationRegistered(code=code, kind="trust", name=name)


def a_placement(**facts: Any) -> Placement:
    ordinary = {
        "placement_id": uuid4(),
        "doctor_id": DOCTOR,
        "post": "NTH/R0B01/030/F2/006",
        "host": "R0B",
        "site": "R0B01",
        "grade": "Foundation Year 2",
        "type": "in_post",
        "wte": Decimal("1.0"),
        "start": date(2027, 2, 3),
        "end": date(2027, 8, 3),
    }
    return Placement(**{**ordinary, **facts})


A_SITE_MOVE = CodeChange(field="site", old="R0B02", new="R0B01")
A_NEW_START = DateChange(field="start", old=date(2027, 2, 1), new=date(2027, 2, 3))


def an_announcement(placement: Placement | None = None, **facts: Any) -> PlacementAnnounced:
    ordinary = {"placement": placement or a_placement(), "announced_at": NOW, "notice_days": 73}
    return PlacementAnnounced(**{**ordinary, **facts})


def a_change(placement: Placement | None = None, **facts: Any) -> PlacementChanged:
    ordinary = {
        "placement": placement or a_placement(),
        "changes": (A_SITE_MOVE, A_NEW_START),
        "changed_at": NOW,
        "notice_days": 73,
    }
    return PlacementChanged(**{**ordinary, **facts})


def a_cancellation(placement: Placement | None = None, **facts: Any) -> PlacementCancelled:
    ordinary = {"placement": placement or a_placement(), "cancelled_at": NOW, "notice_days": 73}
    return PlacementCancelled(**{**ordinary, **facts})


def a_dispute(placement: Placement | None = None, **facts: Any) -> PlacementDisputed:
    ordinary = {
        "placement": placement or a_placement(),
        "dispute_id": uuid4(),
        "fields": (DisputedField.DATES, DisputedField.WTE),
        "disputed_at": NOW,
    }
    return PlacementDisputed(**{**ordinary, **facts})


def a_closed_dispute(placement: Placement | None = None, **facts: Any) -> PlacementDisputeClosed:
    ordinary = {
        "placement": placement or a_placement(),
        "dispute_id": uuid4(),
        "fields": (DisputedField.DATES,),
        "outcome": DisputeOutcome.CORRECTED,
        "closed_at": NOW,
    }
    return PlacementDisputeClosed(**{**ordinary, **facts})


_DECLARATION = {"doctor_id": DOCTOR, "host": "R0B", "start": date(2026, 12, 2), "end": date(2027, 8, 3)}


def a_declaration(**facts: Any) -> DeclarationMade:
    return DeclarationMade(**{"declaration_id": uuid4(), **_DECLARATION, "declared_at": NOW, **facts})


def a_refused_declaration(**facts: Any) -> DeclarationRefused:
    return DeclarationRefused(**{"declaration_id": uuid4(), **_DECLARATION, "refused_at": NOW, **facts})


def some_information(placement: Placement | None = None, **facts: Any) -> PlacementInformationRecorded:
    ordinary = {"information": "rota", "happened_on": date(2026, 11, 20), "days_before": 12, "recorded_at": NOW}
    return PlacementInformationRecorded(placement=placement or a_placement(), **{**ordinary, **facts})


def missed_information(placement: Placement | None = None, **facts: Any) -> PlacementInformationNotReceived:
    ordinary = {"information": "rota", "noted_at": NOW}
    return PlacementInformationNotReceived(placement=placement or a_placement(), **{**ordinary, **facts})


def a_completed_import(import_id: UUID, **facts: Any) -> ImportCompleted:
    ordinary = {"kind": "placements", "completed_at": NOW, "rows": 10, "rejected": 0}
    return ImportCompleted(import_id=import_id, **{**ordinary, **facts})


def _of_leave(**facts: Any) -> dict[str, Any]:
    ordinary = {
        "leave_id": uuid4(),
        "doctor_id": DOCTOR,
        "trust": "R0B",
        "leave_type": LeaveType.STUDY,
        "leadership": True,
        "first_day": date(2027, 3, 1),
        "last_day": date(2027, 3, 2),
    }
    return {**ordinary, **facts}


A_STEP = Step(role=Role.ROTA_COORDINATOR, scope="R0B", due_at=NOW + timedelta(days=7))


def a_request(**facts: Any) -> LeaveSubmitted:
    return LeaveSubmitted(**_of_leave(**{"submitted_at": NOW, "steps": (A_STEP,), **facts}))


def a_decided_step(**facts: Any) -> LeaveStepDecided:
    ordinary = {"decided_by": Role.ROTA_COORDINATOR, "decided_at": NOW, "waiting": Step(role=Role.TPD, scope="NTH030")}
    return LeaveStepDecided(**_of_leave(**{**ordinary, **facts}))


def an_approval(**facts: Any) -> LeaveApproved:
    return LeaveApproved(**_of_leave(**{"approved_at": NOW, **facts}))


def a_refusal(**facts: Any) -> LeaveRefused:
    ordinary = {
        "decided_by": Role.ROTA_COORDINATOR,
        "reason": RefusalReason.MINIMUM_STAFFING,
        "refused_at": NOW,
        "days_ahead": 60,
        "avoidable": True,
        "appeal_by": date(2026, 12, 4),
    }
    return LeaveRefused(**_of_leave(**{**ordinary, **facts}))


def a_reminder(**facts: Any) -> LeaveReminded:
    ordinary = {"waiting": A_STEP, "reminded_at": NOW}
    return LeaveReminded(**_of_leave(**{**ordinary, **facts}))


def a_late_step(**facts: Any) -> LeaveOverdue:
    ordinary = {"waiting": A_STEP, "lateness": Lateness.OVERDUE, "submitted_on": NOW.date(), "overdue_at": NOW}
    return LeaveOverdue(**_of_leave(**{**ordinary, **facts}))


def an_alternative_taken(**facts: Any) -> LeaveAlternativeTaken:
    ordinary = {
        "offered_by": Role.ROTA_COORDINATOR,
        "offered_at_desk": "R0B",
        "instead_id": uuid4(),
        "refused_on": NOW.date(),
        "taken_at": NOW,
    }
    return LeaveAlternativeTaken(**_of_leave(**{**ordinary, **facts}))


def an_appeal(**facts: Any) -> LeaveAppealed:
    ordinary = {
        "answering": Role.DME,
        "answering_at": "R0B",
        "appealed_at": NOW,
        "acknowledge_by": date(2026, 12, 4),
    }
    return LeaveAppealed(**_of_leave(**{**ordinary, **facts}))


def a_late_appeal(**facts: Any) -> LeaveAppealOverdue:
    ordinary = {
        "awaited": "answer",
        "answering": Role.DME,
        "answering_at": "R0B",
        "appealed_at": NOW,
        "due_on": date(2026, 12, 11),
        "overdue_at": NOW,
    }
    return LeaveAppealOverdue(**_of_leave(**{**ordinary, **facts}))


def an_acknowledged_appeal(**facts: Any) -> LeaveAppealAcknowledged:
    ordinary = {"acknowledged_at": NOW, "answer_by": date(2026, 12, 11)}
    return LeaveAppealAcknowledged(**_of_leave(**{**ordinary, **facts}))


def an_answered_appeal(**facts: Any) -> LeaveAppealAnswered:
    ordinary = {"outcome": AppealOutcome.UPHELD, "answered_at": NOW, "waiting": A_STEP}
    return LeaveAppealAnswered(**_of_leave(**{**ordinary, **facts}))


def an_unused_entitlement(**facts: Any) -> EntitlementUnused:
    ordinary = {
        "doctor_id": DOCTOR,
        "trust": "R0B",
        "first_day": date(2026, 8, 5),
        "last_day": date(2027, 8, 3),
        "half_days_left": 9,
        "days_to_go": 91,
        "told_at": NOW,
    }
    return EntitlementUnused(**{**ordinary, **facts})


def a_touched_request(**facts: Any) -> LeavePlacementAffected:
    ordinary = {
        "placement_id": uuid4(),
        "fields": ("site", "start"),
        "affected_at": NOW,
        "approvers": (COORDINATOR,),
    }
    return LeavePlacementAffected(**_of_leave(**{**ordinary, **facts}))


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


def an_opportunity(**facts: Any) -> OpportunityPublished:
    ordinary = {
        **_of_opportunity(),
        "setting": "acute",
        "lead_id": COORDINATOR,
        "co_producer_id": DOCTOR,
        "first_day": date(2027, 1, 12),
        "recurrence": "monthly",
        "places": 2,
        "published_by": CHAMPION,
        "published_at": NOW,
    }
    return OpportunityPublished(**{**ordinary, **facts})


def a_suggestion(**facts: Any) -> OpportunitySuggested:
    return OpportunitySuggested(**_of_draft(**{"suggested_by": DOCTOR, "suggested_at": NOW, **facts}))


def a_suggestion_turned_down(**facts: Any) -> OpportunityTurnedDown:
    ordinary = {"reason": "nobody_to_lead", "turned_down_by": CHAMPION, "turned_down_at": NOW}
    return OpportunityTurnedDown(**_of_draft(**{**ordinary, **facts}))


def a_draft(**facts: Any) -> OpportunityDrafted:
    people = {"lead_id": COORDINATOR, "co_producer_id": DOCTOR, "drafted_by": CHAMPION}
    return OpportunityDrafted(**_of_draft(**{**people, "drafted_at": NOW, **facts}))


def a_confirmed_draft(**facts: Any) -> OpportunityCoproductionConfirmed:
    ordinary = {"co_producer_id": DOCTOR, "drafted_by": COORDINATOR, "confirmed_at": NOW}
    return OpportunityCoproductionConfirmed(**_of_opportunity(**{**ordinary, **facts}))


def _of_draft(**facts: Any) -> dict[str, Any]:
    return {name: value for name, value in _of_opportunity(**facts).items() if name != "title"}


def _of_opportunity(**facts: Any) -> dict[str, Any]:
    ordinary = {
        "opportunity_id": uuid4(),
        "trust": "R0B",
        "kind": "quality_and_safety_meeting",
        "family": "meeting",
        "title": "Patient safety meeting",
    }
    return {**ordinary, **facts}


def _of_participation(**facts: Any) -> dict[str, Any]:
    return _of_opportunity(**{"participation_id": uuid4(), "doctor_id": DOCTOR, **facts})


def _of_activity(**facts: Any) -> dict[str, Any]:
    ordinary = {
        "activity_id": uuid4(),
        "doctor_id": DOCTOR,
        "trust": "R0B",
        "kind": "improvement_project",
        "first_day": date(2026, 9, 1),
        "last_day": date(2026, 11, 12),
        "minutes": 600,
        "lead_id": COORDINATOR,
    }
    return {**ordinary, **facts}


def a_recorded_activity(**facts: Any) -> ActivityRecorded:
    return ActivityRecorded(**_of_activity(**{"recorded_at": NOW, **facts}))


def a_confirmed_activity(**facts: Any) -> ActivityConfirmed:
    return ActivityConfirmed(**_of_activity(**{"confirmed_by": COORDINATOR, "confirmed_at": NOW, **facts}))


def a_declined_activity(**facts: Any) -> ActivityDeclined:
    ordinary = {"reason": "not_as_recorded", "declined_by": COORDINATOR, "declined_at": NOW}
    return ActivityDeclined(**_of_activity(**{**ordinary, **facts}))


def _of_adaptation(**facts: Any) -> dict[str, Any]:
    ordinary = {"adaptation_id": uuid4(), "doctor_id": DOCTOR, "trust": "R0B", "host_id": COORDINATOR}
    return {**ordinary, **facts}


def a_needed_adaptation(**facts: Any) -> AdaptationRequested:
    ordinary = {"answer_by": date(2026, 12, 4), "requested_at": NOW}
    return AdaptationRequested(**_of_adaptation(**{**ordinary, **facts}))


def an_arranged_adaptation(**facts: Any) -> AdaptationArranged:
    return AdaptationArranged(**_of_adaptation(**{"arranged_at": NOW, **facts}))


def a_refused_adaptation(**facts: Any) -> AdaptationRefused:
    return AdaptationRefused(**_of_adaptation(**{"reason": "not_in_time", "refused_at": NOW, **facts}))


def an_overdue_adaptation(**facts: Any) -> AdaptationOverdue:
    return AdaptationOverdue(**_of_adaptation(**{"answer_by": date(2026, 11, 20), "overdue_at": NOW, **facts}))


def _of_catalogue(**facts: Any) -> dict[str, Any]:
    ordinary = {
        "catalogue_id": uuid4(),
        "programme": "NOR/FP/001",
        "trusts": ("R0B", "RXF"),
        "preferences_open_on": date(2027, 3, 1),
        "release_by": date(2027, 1, 4),
    }
    return {**ordinary, **facts}


def a_planned_catalogue(**facts: Any) -> CataloguePlanned:
    return CataloguePlanned(**_of_catalogue(**{"planned_by": TPD, "planned_at": NOW, **facts}))


def a_released_catalogue(**facts: Any) -> CatalogueReleased:
    released = {"opportunities": 31, "released_by": TPD, "released_at": NOW}
    return CatalogueReleased(**_of_catalogue(**{**released, **facts}))


def a_pack(**facts: Any) -> InductionPackSent:
    ordinary = {
        "pack_id": uuid4(),
        "placement_id": uuid4(),
        "doctor_id": DOCTOR,
        "trust": "R0B",
        "starts_on": date(2026, 12, 2),
        "occasion": "first_day",
        "due_on": date(2026, 12, 2),
        "opportunities": 12,
        "sent_at": NOW,
    }
    return InductionPackSent(**{**ordinary, **facts})


def an_interest(**facts: Any) -> InterestExpressed:
    ordinary = {"lead_id": COORDINATOR, "expressed_at": NOW, "answer_by": date(2026, 12, 6)}
    return InterestExpressed(**_of_participation(**{**ordinary, **facts}))


def an_overdue_interest(**facts: Any) -> InterestOverdue:
    ordinary = {"lead_id": COORDINATOR, "answer_by": date(2026, 11, 21), "overdue_at": NOW}
    return InterestOverdue(**_of_participation(**{**ordinary, **facts}))


def a_withdrawn_interest(**facts: Any) -> InterestWithdrawn:
    return InterestWithdrawn(**_of_participation(**{"lead_id": COORDINATOR, "withdrawn_at": NOW, **facts}))


def an_answered_interest(**facts: Any) -> InterestAnswered:
    ordinary = {"answer": "offered", "answered_by": COORDINATOR, "answered_at": NOW}
    return InterestAnswered(**_of_participation(**{**ordinary, **facts}))


def a_confirmed_participation(**facts: Any) -> ParticipationConfirmed:
    ordinary = {
        "role": "chaired",
        "first_day": date(2026, 11, 12),
        "last_day": date(2026, 11, 12),
        "minutes": 90,
        "confirmed_by": COORDINATOR,
        "confirmed_at": NOW,
    }
    return ParticipationConfirmed(**_of_participation(**{**ordinary, **facts}))


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


def some_scheduled_time(**facts: Any) -> SdtScheduled:
    return SdtScheduled(**{**_TIME, "scheduled_at": NOW, **facts})


def a_published_calendar(**facts: Any) -> CapacityPublished:
    ordinary = {
        "capacity_id": uuid4(),
        "trust": "R0B",
        "department": "General Surgery",
        "first_day": date(2027, 2, 3),
        "last_day": date(2027, 8, 3),
        "doctors": 12,
        "half_days_owed": 181,
        "half_days_free": 180,
        "first_published_on": NOW.date(),
        "published_by": COORDINATOR,
        "published_at": NOW,
    }
    return CapacityPublished(**{**ordinary, **facts})


def an_answer_about_time(**facts: Any) -> SdtConfirmed:
    return SdtConfirmed(**{**_TIME, "gets_it": False, "confirmed_at": NOW, **facts})


_TIME = {
    "placement_id": uuid4(),
    "doctor_id": DOCTOR,
    "trust": "R0B",
    "minutes_per_week": 90,
    "required_per_week": 120,
    "in_work_schedule": True,
}
