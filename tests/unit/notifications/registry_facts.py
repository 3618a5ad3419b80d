"""Facts of placements, of roles and pledges, and of trusts that merge."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from contracts.registry import (
    AppointmentSuccessionDue,
    CodeChange,
    CommitmentLapsing,
    CommitmentRenewed,
    CommitmentSigned,
    CommitmentWithdrawn,
    DateChange,
    DeclarationMade,
    DeclarationRefused,
    EnquiryAnswered,
    EnquiryMade,
    ImportCompleted,
    OrganisationClosed,
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
from contracts.vocabulary import (
    DisputedField,
    DisputeOutcome,
    Role,
)
from tests.unit.notifications.facts import COORDINATOR, DOCTOR, NOW, an_appointment


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


_ENQUIRY = {
    "enquiry_id": uuid4(),
    "placement_id": uuid4(),
    "doctor_id": DOCTOR,
    "trust": "R0B",
    "asked_by": COORDINATOR,
    "due_on": date(2026, 11, 27),
}


def an_enquiry(**facts: Any) -> EnquiryMade:
    return EnquiryMade(**{**_ENQUIRY, "made_at": NOW, **facts})


def an_answered_enquiry(**facts: Any) -> EnquiryAnswered:
    return EnquiryAnswered(**{**_ENQUIRY, "answered_at": NOW, **facts})
