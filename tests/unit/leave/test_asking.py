"""Asking for leave: the days, the placement that covers them, the desks that decide."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.leave import LeaveSubmitted
from contracts.leave import Step as SaidStep
from contracts.vocabulary import LeavePurpose, LeaveType, PlacementType, Role
from services.leave.domain import Course, Declaration, Desk, Placement, Spell, Status, covering, parts, staffed
from services.leave.domain.obstacles import (
    DaysDoNotFit,
    DaysInWrongOrder,
    DeclarationMissing,
    ExamDateMissing,
    NoPlacement,
    PurposeOfOtherLeave,
    ShortNoticeUnexplained,
    StartsTooSoon,
)
from tests.unit.leave.facts import COORDINATOR, COURSE, DESKS, DIRECTOR, PLACEMENT, TERMS, TPD, WISH, asked

DEAN = Desk(Role.DEAN, "NTH")
SCHOOL = Desk(Role.TPD, "NTHSCHOOL")
PROFESSIONAL = replace(WISH, type=LeaveType.PROFESSIONAL, purpose=LeavePurpose.PROFESSIONAL_DUTY)


def test_study_leave_goes_to_the_rota_coordinator_then_to_the_programme_director() -> None:
    decision = asked()

    assert [step.desk for step in decision.request.steps] == [COORDINATOR, TPD]
    assert decision.request.status == Status.WAITING


def test_only_the_first_step_is_due_until_the_next_is_reached() -> None:
    (submitted,) = asked().events

    assert isinstance(submitted, LeaveSubmitted)
    assert submitted.steps == (
        SaidStep(role=Role.ROTA_COORDINATOR, scope="R0B", due_at=TERMS.decide_by),
        SaidStep(role=Role.TPD, scope="NTH001", due_at=None),
    )
    assert submitted.trust == "R0B"


def test_professional_leave_needs_release_only() -> None:
    decision = asked(PROFESSIONAL)

    assert [step.desk for step in decision.request.steps] == [COORDINATOR]


def test_a_desk_that_nobody_holds_is_the_directors() -> None:
    decision = asked(staffed={TPD, DIRECTOR})

    assert [step.desk for step in decision.request.steps] == [DIRECTOR, TPD]


def test_the_director_decides_once_where_both_desks_are_empty_and_even_where_nobody_is_director() -> None:
    decision = asked(staffed=frozenset())

    assert [step.desk for step in decision.request.steps] == [DIRECTOR]


def test_a_doctor_on_no_programme_is_decided_by_the_director_after_release() -> None:
    decision = asked(placement=replace(PLACEMENT, programme=None))

    assert [step.desk for step in decision.request.steps] == [COORDINATOR, DIRECTOR]


def test_a_desk_held_only_by_the_doctor_counts_as_empty() -> None:
    somebody, doctor = uuid4(), uuid4()
    holders = {COORDINATOR: {doctor}, TPD: {doctor, somebody}}

    assert staffed(holders, besides={doctor}) == {TPD}


def test_deciders_come_from_the_placement_on_the_days_not_from_todays() -> None:
    today = replace(PLACEMENT, placement_id=uuid4(), host="RXX", start=date(2026, 8, 5), end=date(2026, 12, 1))
    later = replace(PLACEMENT, start=date(2026, 12, 2), end=date(2027, 3, 30))

    ((placement, _),) = parts(WISH, [today, later])

    assert placement == later


def test_days_over_a_changeover_are_one_part_for_each_placement() -> None:
    changeover = date(2027, 1, 20)
    first = replace(PLACEMENT, end=changeover - timedelta(days=1))
    second = replace(PLACEMENT, placement_id=uuid4(), start=changeover)
    wish = replace(WISH, first_day=date(2027, 1, 18), last_day=date(2027, 1, 21), from_midday=True, until_midday=True)

    (before, here), (after, there) = parts(wish, [second, first])

    assert (before, after) == (first, second)
    assert here.spell == Spell(date(2027, 1, 18), date(2027, 1, 19), from_midday=True)
    assert there.spell == Spell(changeover, date(2027, 1, 21), until_midday=True)
    assert here.days_taken + there.days_taken == wish.days_taken == 3
    assert here.leave_id == wish.leave_id != there.leave_id


def test_days_counted_by_the_doctor_cannot_be_shared_out_over_a_changeover() -> None:
    changeover = date(2027, 1, 22)
    placements = [replace(PLACEMENT, end=date(2027, 1, 21)), replace(PLACEMENT, placement_id=uuid4(), start=changeover)]

    with pytest.raises(DaysDoNotFit, match="once per placement"):
        parts(replace(WISH, days=Decimal(1)), placements)


@given(
    bounds=st.lists(st.integers(min_value=0, max_value=60), min_size=1, max_size=5, unique=True),
    first=st.integers(min_value=0, max_value=60),
    length=st.integers(min_value=0, max_value=60),
)
def test_the_parts_are_the_days_each_once_and_each_in_its_placement(bounds: list[int], first: int, length: int) -> None:
    start = date(2027, 1, 1)
    cuts = sorted({0, *bounds, 121})
    placements = [
        replace(PLACEMENT, placement_id=UUID(int=n), start=start + timedelta(days=a), end=start + timedelta(days=b - 1))
        for n, (a, b) in enumerate(pairwise(cuts))
    ]
    first_day = start + timedelta(days=first)
    wish = replace(WISH, first_day=first_day, last_day=first_day + timedelta(days=length))

    found = parts(wish, placements)

    days = [
        each.first_day + timedelta(days=n)
        for _, each in found
        for n in range((each.last_day - each.first_day).days + 1)
    ]
    assert days == [first_day + timedelta(days=n) for n in range(length + 1)]
    assert all(placement.covers(each.first_day) and placement.covers(each.last_day) for placement, each in found)
    assert len({each.leave_id for _, each in found}) == len(found)


@pytest.mark.parametrize(
    "placements",
    [
        [],
        [replace(PLACEMENT, cancelled=True)],
        [replace(PLACEMENT, end=WISH.first_day)],
        [replace(PLACEMENT, end=date(2026, 12, 1))],
    ],
)
def test_where_no_placement_covers_the_days_the_owner_of_the_data_is_named(placements: list[Placement]) -> None:
    with pytest.raises(NoPlacement, match=r"medical education team .* programmes team of the deanery"):
        parts(WISH, placements)


def test_of_a_split_post_the_placement_in_post_with_the_most_time_decides() -> None:
    away = replace(PLACEMENT, placement_id=UUID(int=1), type=PlacementType.OUT_OF_PROGRAMME, wte=Decimal(1))
    smaller = replace(PLACEMENT, placement_id=UUID(int=2), wte=Decimal("0.2"))
    greater = replace(PLACEMENT, placement_id=UUID(int=3), wte=Decimal("0.6"))

    assert covering([away, smaller, greater], WISH.first_day) == greater


@pytest.mark.parametrize("first_day", [TERMS.today, TERMS.today - timedelta(days=1)])
def test_leave_is_never_asked_for_afterwards(first_day: date) -> None:
    with pytest.raises(StartsTooSoon):
        asked(replace(WISH, first_day=first_day))


def test_the_last_day_is_not_before_the_first() -> None:
    with pytest.raises(DaysInWrongOrder):
        parts(replace(WISH, last_day=WISH.first_day - timedelta(days=1)), [PLACEMENT])


@given(days_ahead=st.integers(min_value=1, max_value=80))
def test_short_notice_needs_a_reason_and_is_then_allowed(days_ahead: int) -> None:
    first_day = TERMS.today + timedelta(days=days_ahead)
    wish = replace(WISH, first_day=first_day, last_day=first_day)
    explained = replace(wish, short_notice_reason="A place became free yesterday.")

    assert asked(explained).request.days_ahead == days_ahead
    if days_ahead >= 42:
        assert asked(wish).request.status == Status.WAITING
    else:
        with pytest.raises(ShortNoticeUnexplained, match="short_notice_reason"):
            asked(wish)


def test_desks_are_told_apart_by_scope() -> None:
    assert Desk(Role.DME, "R0B") != Desk(Role.DME, "RXX")


def test_days_beyond_the_entitlement_that_the_curriculum_requires_are_asked_of_the_employer_too() -> None:
    required = replace(WISH, purpose=LeavePurpose.CURRICULUM_REQUIRED)

    within = asked(required).request
    beyond = asked(required, additional_days=Decimal(2)).request

    assert [step.desk for step in within.steps] == [COORDINATOR]
    assert [step.desk for step in beyond.steps] == [COORDINATOR, DIRECTOR]
    assert (beyond.status, beyond.additional_days) == (Status.WAITING, 2)


def test_additional_days_are_the_employers_to_grant_and_not_the_hosts() -> None:
    required = replace(WISH, purpose=LeavePurpose.CURRICULUM_REQUIRED)
    employers = Desk(Role.DME, "R0D")

    beyond = asked(
        required,
        placement=replace(PLACEMENT, employer="R0D"),
        staffed=DESKS | {employers},
        additional_days=Decimal(2),
    ).request

    assert [step.desk for step in beyond.steps] == [COORDINATOR, employers]
    assert beyond.director == DIRECTOR


def test_days_beyond_the_entitlement_are_never_refused_by_themselves() -> None:
    beyond = asked(additional_days=Decimal(2)).request

    assert beyond.status == Status.WAITING
    assert [step.desk for step in beyond.steps] == [COORDINATOR, TPD]


@pytest.mark.parametrize("days", ["0", "-1", "0.25", "2.5"])
def test_days_counted_by_the_doctor_are_half_days_and_no_more_than_there_are(days: str) -> None:
    with pytest.raises(DaysDoNotFit):
        parts(replace(WISH, days=Decimal(days)), [PLACEMENT])


def test_from_midday_until_midday_of_one_day_is_no_leave() -> None:
    with pytest.raises(DaysInWrongOrder, match="midday"):
        parts(replace(WISH, last_day=WISH.first_day, from_midday=True, until_midday=True), [PLACEMENT])


def test_private_study_names_its_exam() -> None:
    study = replace(WISH, purpose=LeavePurpose.PRIVATE_STUDY)

    with pytest.raises(ExamDateMissing):
        parts(study, [PLACEMENT])
    assert parts(replace(study, exam_on=date(2027, 2, 1)), [PLACEMENT])


@pytest.mark.parametrize("purpose", [each for each in LeavePurpose if each is not LeavePurpose.PROFESSIONAL_DUTY])
def test_professional_leave_is_for_professional_duties_only(purpose: LeavePurpose) -> None:
    with pytest.raises(PurposeOfOtherLeave):
        parts(replace(PROFESSIONAL, purpose=purpose), [PLACEMENT])


def test_a_standard_request_needs_release_only_and_any_other_the_educational_approver_too() -> None:
    standard = asked(replace(WISH, purpose=LeavePurpose.CURRICULUM_REQUIRED)).request
    exception = asked(replace(WISH, purpose=LeavePurpose.CURRICULUM_SUPPORTING)).request

    assert [step.desk for step in standard.steps] == [COORDINATOR]
    assert [step.desk for step in exception.steps] == [COORDINATOR, TPD]


def test_the_programme_office_of_a_gp_registrar_sees_standard_requests_too() -> None:
    wish = replace(WISH, purpose=LeavePurpose.CURRICULUM_REQUIRED)

    request = asked(wish, course=replace(COURSE, programme_office=True)).request

    assert [step.desk for step in request.steps] == [COORDINATOR, TPD]


@pytest.mark.parametrize(
    ("cost", "course", "desks"),
    [
        ("1000", COURSE, [COORDINATOR, TPD]),
        ("1000.01", COURSE, [COORDINATOR, TPD, DEAN]),
        ("1000.01", replace(COURSE, school="NTHSCHOOL"), [COORDINATOR, TPD, SCHOOL]),
        ("1000.01", replace(COURSE, school="NTHSCHOOL", cost_first=True), [SCHOOL, COORDINATOR, TPD]),
        ("760", replace(COURSE, cost_above=Decimal(750)), [COORDINATOR, TPD, DEAN]),
        ("5000", replace(COURSE, deanery=None), [COORDINATOR, TPD, DIRECTOR]),
    ],
)
def test_what_costs_more_than_the_region_set_goes_to_the_head_of_school(
    cost: str, course: Course, desks: list[Desk]
) -> None:
    request = asked(replace(WISH, cost=Decimal(cost)), course=course, staffed={*DESKS, DEAN, SCHOOL}).request

    assert [step.desk for step in request.steps] == desks


def test_leave_abroad_is_the_deans_to_decide_too_where_the_region_has_it_so() -> None:
    abroad = replace(WISH, international=True)
    staffed = {*DESKS, DEAN}

    assert [step.desk for step in asked(abroad, staffed=staffed).request.steps] == [COORDINATOR, TPD, DEAN]
    without = asked(abroad, course=replace(COURSE, international=False), staffed=staffed).request
    assert [step.desk for step in without.steps] == [COORDINATOR, TPD]


def test_a_placement_without_an_end_covers_every_day_to_come() -> None:
    endless = replace(PLACEMENT, end=date.max)

    assert len(parts(WISH, [endless])) == 1
    with pytest.raises(NoPlacement):
        parts(replace(WISH, last_day=date.max), [PLACEMENT])


@pytest.mark.parametrize("declaration", list(Declaration))
def test_what_the_region_has_agreed_first_is_declared_before_asking(declaration: Declaration) -> None:
    course = replace(COURSE, declarations=frozenset({declaration}))

    with pytest.raises(DeclarationMissing, match=declaration.value):
        asked(course=course)
    assert asked(replace(WISH, **{declaration.value: True}), course=course).events


def test_given_back_leave_is_confirmed_by_the_desk_that_released_it_wherever_that_came() -> None:
    course = replace(COURSE, school="NTHSCHOOL", cost_first=True)
    request = asked(replace(WISH, cost=Decimal(2000)), course=course, staffed={*DESKS, SCHOOL}).request

    assert request.steps[0].desk == SCHOOL
    assert request.releasing_desk == COORDINATOR
