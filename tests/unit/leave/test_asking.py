"""Asking for leave: the days, the placement that covers them, the desks that decide."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.leave import LeaveSubmitted
from contracts.leave import Step as SaidStep
from contracts.vocabulary import LeaveType, PlacementType, Role
from services.leave.domain import Desk, Placement, Status, covering, staffed, submit
from services.leave.domain.obstacles import (
    DaysInWrongOrder,
    NoPlacement,
    ShortNoticeUnexplained,
    SpansPlacements,
    StartsTooSoon,
)
from tests.unit.leave.facts import COORDINATOR, DIRECTOR, PLACEMENT, TERMS, TPD, WISH

ALL = frozenset({COORDINATOR, TPD, DIRECTOR})


def test_study_leave_goes_to_the_rota_coordinator_then_to_the_programme_director() -> None:
    decision = submit(WISH, placements=[PLACEMENT], staffed=ALL, terms=TERMS)

    assert [step.desk for step in decision.request.steps] == [COORDINATOR, TPD]
    assert decision.request.status == Status.WAITING


def test_only_the_first_step_is_due_until_the_next_is_reached() -> None:
    (submitted,) = submit(WISH, placements=[PLACEMENT], staffed=ALL, terms=TERMS).events

    assert isinstance(submitted, LeaveSubmitted)
    assert submitted.steps == (
        SaidStep(role=Role.ROTA_COORDINATOR, scope="R0B", due_at=TERMS.decide_by),
        SaidStep(role=Role.TPD, scope="NTH001", due_at=None),
    )
    assert submitted.trust == "R0B"


def test_professional_leave_needs_release_only() -> None:
    decision = submit(replace(WISH, type=LeaveType.PROFESSIONAL), placements=[PLACEMENT], staffed=ALL, terms=TERMS)

    assert [step.desk for step in decision.request.steps] == [COORDINATOR]


def test_a_desk_that_nobody_holds_is_the_directors() -> None:
    decision = submit(WISH, placements=[PLACEMENT], staffed={TPD, DIRECTOR}, terms=TERMS)

    assert [step.desk for step in decision.request.steps] == [DIRECTOR, TPD]


def test_the_director_decides_once_where_both_desks_are_empty_and_even_where_nobody_is_director() -> None:
    decision = submit(WISH, placements=[PLACEMENT], staffed=frozenset(), terms=TERMS)

    assert [step.desk for step in decision.request.steps] == [DIRECTOR]


def test_a_doctor_on_no_programme_is_decided_by_the_director_after_release() -> None:
    decision = submit(WISH, placements=[replace(PLACEMENT, programme=None)], staffed=ALL, terms=TERMS)

    assert [step.desk for step in decision.request.steps] == [COORDINATOR, DIRECTOR]


def test_a_desk_held_only_by_the_doctor_counts_as_empty() -> None:
    somebody, doctor = uuid4(), uuid4()
    holders = {COORDINATOR: {doctor}, TPD: {doctor, somebody}}

    assert staffed(holders, besides=doctor) == {TPD}


def test_deciders_come_from_the_placement_on_the_days_not_from_todays() -> None:
    today = replace(PLACEMENT, placement_id=uuid4(), host="RXX", start=date(2026, 8, 5), end=date(2026, 12, 1))
    later = replace(PLACEMENT, start=date(2026, 12, 2), end=date(2027, 3, 30))

    decision = submit(WISH, placements=[today, later], staffed=ALL, terms=TERMS)

    assert decision.request.trust == later.host
    assert decision.request.placement_id == later.placement_id


def test_days_over_two_placements_are_sent_back_with_the_part_of_each() -> None:
    changeover = date(2027, 1, 20)
    first = replace(PLACEMENT, end=changeover - timedelta(days=1))
    second = replace(PLACEMENT, placement_id=uuid4(), start=changeover)
    wish = replace(WISH, first_day=changeover - timedelta(days=2), last_day=changeover + timedelta(days=1))

    with pytest.raises(SpansPlacements) as refused:
        submit(wish, placements=[second, first], staffed=ALL, terms=TERMS)

    assert "2027-01-18 to 2027-01-19, then 2027-01-20 to 2027-01-21" in refused.value.detail


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
        submit(WISH, placements=placements, staffed=ALL, terms=TERMS)


def test_of_a_split_post_the_placement_in_post_with_the_most_time_decides() -> None:
    away = replace(PLACEMENT, placement_id=UUID(int=1), type=PlacementType.OUT_OF_PROGRAMME, wte=Decimal(1))
    smaller = replace(PLACEMENT, placement_id=UUID(int=2), wte=Decimal("0.2"))
    greater = replace(PLACEMENT, placement_id=UUID(int=3), wte=Decimal("0.6"))

    assert covering([away, smaller, greater], first_day=WISH.first_day, last_day=WISH.last_day) == greater


@pytest.mark.parametrize("first_day", [TERMS.today, TERMS.today - timedelta(days=1)])
def test_leave_is_never_asked_for_afterwards(first_day: date) -> None:
    with pytest.raises(StartsTooSoon):
        submit(replace(WISH, first_day=first_day), placements=[PLACEMENT], staffed=ALL, terms=TERMS)


def test_the_last_day_is_not_before_the_first() -> None:
    with pytest.raises(DaysInWrongOrder):
        submit(
            replace(WISH, last_day=WISH.first_day - timedelta(days=1)), placements=[PLACEMENT], staffed=ALL, terms=TERMS
        )


@given(days_ahead=st.integers(min_value=1, max_value=80))
def test_short_notice_needs_a_reason_and_is_then_allowed(days_ahead: int) -> None:
    first_day = TERMS.today + timedelta(days=days_ahead)
    wish = replace(WISH, first_day=first_day, last_day=first_day)
    explained = replace(wish, short_notice_reason="A place became free yesterday.")

    assert submit(explained, placements=[PLACEMENT], staffed=ALL, terms=TERMS).request.days_ahead == days_ahead
    if days_ahead >= 42:
        assert submit(wish, placements=[PLACEMENT], staffed=ALL, terms=TERMS).request.status == Status.WAITING
    else:
        with pytest.raises(ShortNoticeUnexplained, match="short_notice_reason"):
            submit(wish, placements=[PLACEMENT], staffed=ALL, terms=TERMS)


def test_desks_are_told_apart_by_scope() -> None:
    assert Desk(Role.DME, "R0B") != Desk(Role.DME, "RXX")
