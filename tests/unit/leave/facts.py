"""Ordinary facts of leave; a test changes those it is about."""

from collections.abc import Collection
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from contracts import Actor, Grant
from contracts.vocabulary import LeavePurpose, LeaveType, OrganisationKind, PlacementType, RefusalReason, Role
from services.leave.domain import (
    CostKind,
    Course,
    Decision,
    Desk,
    LeaveRequest,
    Placement,
    Refusal,
    Terms,
    Wish,
    amended,
    ask_anew,
    desks_of,
    director,
    submit,
)

DOCTOR = UUID(int=7000010)

COORDINATOR = Desk(Role.ROTA_COORDINATOR, "R0B")
TPD = Desk(Role.TPD, "NTH001")
DIRECTOR = Desk(Role.DME, "R0B")
DESKS = frozenset({COORDINATOR, TPD, DIRECTOR})

TERMS = Terms(
    at=datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
    today=date(2026, 11, 22),
    earliest=date(2026, 11, 23),
    notice_days=42,
    release_notice_days=14,
    decide_by=datetime(2026, 11, 29, 23, 59, tzinfo=UTC),
    avoidable_days_ahead=42,
    appeal_by=date(2026, 12, 4),
    acknowledge_by=date(2026, 12, 4),
    answer_by=date(2026, 12, 11),
    remind_at=datetime(2026, 11, 27, 9, tzinfo=UTC),
    overdue_at=datetime(2026, 11, 30, 9, tzinfo=UTC),
    no_response_at=datetime(2026, 12, 6, 9, tzinfo=UTC),
    refusal_min_chars=20,
    refusal_codes=tuple(RefusalReason),
    private_study_days=Decimal(5),
    taster_days=Decimal(5),
    taster_days_in_all=Decimal(10),
    international_events=1,
    curriculum_first=True,
    claim_days=56,
    pay_days=42,
    never_paid=frozenset({CostKind.EXAM_FEE}),
)

COURSE = Course(
    declarations=frozenset(),
    standard=frozenset({LeavePurpose.CURRICULUM_REQUIRED}),
    listed=frozenset(),
    programme_office=False,
    cost_above=Decimal(1000),
    cost_first=False,
    international=True,
    school=None,
    days_in_lieu=True,
    deanery="NTH",
)

PLACEMENT = Placement(
    placement_id=UUID(int=20),
    doctor_id=DOCTOR,
    host="R0B",
    site="R0B01",
    programme="NTH001",
    grade="Specialty Training Year 5",
    type=PlacementType.IN_POST,
    wte=Decimal(1),
    start=date(2026, 8, 5),
    end=date(2027, 8, 3),
    cancelled=False,
)

WISH = Wish(
    leave_id=UUID(int=30),
    doctor_id=DOCTOR,
    type=LeaveType.STUDY,
    leadership=True,
    activity="Leading teams",
    provider="FMLM",
    first_day=date(2027, 1, 21),
    last_day=date(2027, 1, 22),
)

REFUSAL = Refusal(
    reason=RefusalReason.MINIMUM_STAFFING,
    explanation="Two colleagues are away on these days.",
    alternative="The same course runs in March.",
    next_step="Ask again for March, I will keep the days free.",
)


def asked(
    wish: Wish = WISH,
    *,
    placement: Placement = PLACEMENT,
    course: Course = COURSE,
    staffed: Collection[Desk] = DESKS,
    terms: Terms = TERMS,
    additional_days: Decimal = Decimal(0),
    host: OrganisationKind = OrganisationKind.TRUST,
) -> Decision:
    directors = director(placement, host)
    return submit(
        wish,
        placement=placement,
        desks=desks_of(wish, placement, course, director=directors, additional_days=additional_days),
        director=directors,
        staffed=staffed,
        terms=terms,
        additional_days=additional_days,
    )


def asked_anew(
    request: LeaveRequest,
    wish: Wish,
    *,
    by: Actor,
    placement: Placement = PLACEMENT,
    course: Course = COURSE,
    staffed: Collection[Desk] = DESKS,
    terms: Terms = TERMS,
    additional_days: Decimal = Decimal(0),
    host: OrganisationKind = OrganisationKind.TRUST,
    match: int | None = None,
) -> Decision:
    directors = director(placement, host)
    at, part = amended(request, wish, by=by, placements=[placement], match=match)
    return ask_anew(
        request,
        part,
        placement=at,
        desks=desks_of(part, at, course, director=directors, additional_days=additional_days),
        director=directors,
        staffed=staffed,
        terms=terms,
        additional_days=additional_days,
    )


def somebody_at(*desks: Desk, person: int = 99) -> Actor:
    return Actor(person_id=UUID(int=person), grants=frozenset(Grant(*desk) for desk in desks))
