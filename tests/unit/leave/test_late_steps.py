"""A step that waits too long is said to, rung by rung, and nothing is ever decided by waiting (R15, R16)."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.clock import london_date
from chassis.errors import NotFound
from contracts.leave import LeaveApproved, LeaveOverdue, LeaveReminded, LeaveStepDecided
from contracts.vocabulary import Lateness, Role
from services.leave.domain import LeaveRequest, Rung, Status, approve, climb, refuse
from services.leave.domain.obstacles import AlreadyDecided
from tests.unit.leave.facts import COORDINATOR, DESKS, DIRECTOR, REFUSAL, TERMS, asked, somebody_at

WAITING = asked().request
HOLDERS = {COORDINATOR: {UUID(int=40)}, DIRECTOR: {UUID(int=60)}}
THE_DIRECTOR = somebody_at(DIRECTOR, person=60)
RELEASER = somebody_at(COORDINATOR, person=40)
MOMENTS = [
    (TERMS.remind_at, Rung.REMINDED),
    (TERMS.overdue_at, Rung.OVERDUE),
    (TERMS.no_response_at, Rung.NO_RESPONSE),
]


def climbed(request: LeaveRequest, at: datetime) -> LeaveRequest:
    return climb(request, holders=HOLDERS, at=at).request


@pytest.mark.parametrize(("at", "rung"), MOMENTS)
def test_each_rung_is_said_from_its_moment_on_and_once(at: datetime, rung: Rung) -> None:
    before = climb(WAITING, holders=HOLDERS, at=at - timedelta(seconds=1))
    now = climb(WAITING, holders=HOLDERS, at=at)

    assert rung not in [_said(event) for event in before.events]
    assert [_said(event) for event in now.events] == [rung]
    assert climb(now.request, holders=HOLDERS, at=at).events == ()


def test_of_several_rungs_reached_at_once_the_highest_is_said() -> None:
    decision = climb(WAITING, holders=HOLDERS, at=TERMS.no_response_at + timedelta(days=90))

    (said,) = decision.events
    assert isinstance(said, LeaveOverdue)
    assert said.lateness is Lateness.NO_RESPONSE
    assert decision.request.next_rung_at is None


@given(hours=st.lists(st.integers(min_value=0, max_value=24 * 30), max_size=12).map(sorted))
def test_whenever_it_is_looked_at_rungs_only_rise_and_nothing_is_decided(hours: list[int]) -> None:
    request, said = WAITING, []
    for hour in hours:
        decision = climb(request, holders=HOLDERS, at=TERMS.at + timedelta(hours=hour))
        request = decision.request
        said += [_said(event) for event in decision.events]

    assert said == sorted(set(said), key=list(Rung).index)
    assert request.status is Status.WAITING
    assert [step.verdict for step in request.steps] == [None, None]


def test_it_is_said_of_the_desk_where_the_step_is_today_and_the_step_stays_where_it_was_given() -> None:
    decision = climb(WAITING, holders={DIRECTOR: {UUID(int=60)}}, at=TERMS.overdue_at)

    (said,) = decision.events
    assert isinstance(said, LeaveOverdue)
    assert (said.waiting.role, said.waiting.scope) == DIRECTOR
    assert decision.request.steps[0].desk == COORDINATOR


def test_the_director_decides_as_well_only_once_the_desk_has_not_responded() -> None:
    overdue = climbed(WAITING, TERMS.overdue_at)
    silent = climbed(overdue, TERMS.no_response_at)

    with pytest.raises(NotFound):
        approve(overdue, by=THE_DIRECTOR, note=None, staffed=DESKS, terms=TERMS)
    decision = approve(silent, by=THE_DIRECTOR, note=None, staffed=DESKS, terms=TERMS)

    (said,) = decision.events
    assert isinstance(said, LeaveStepDecided)
    assert said.decided_by is Role.DME
    assert (said.reached_at, said.due_on) == (TERMS.at, london_date(TERMS.decide_by))
    assert decision.request.steps[0].desk == DIRECTOR
    assert decision.request.steps[0].given_to == COORDINATOR


def test_the_desk_may_decide_late_and_then_it_is_no_longer_the_directors_turn() -> None:
    silent = climbed(WAITING, TERMS.no_response_at)

    released = approve(silent, by=RELEASER, note=None, staffed=DESKS, terms=TERMS).request

    assert (released.steps[0].desk, released.steps[0].given_to) == (COORDINATOR, None)
    with pytest.raises(NotFound):
        refuse(released, by=THE_DIRECTOR, refusal=REFUSAL, terms=TERMS)
    with pytest.raises(AlreadyDecided):
        approve(released, by=RELEASER, note=None, staffed=DESKS, terms=TERMS)


def test_the_next_step_climbs_a_ladder_of_its_own() -> None:
    weeks = timedelta(days=20)
    later = replace(
        TERMS,
        at=TERMS.at + weeks,
        remind_at=TERMS.remind_at + weeks,
        overdue_at=TERMS.overdue_at + weeks,
        no_response_at=TERMS.no_response_at + weeks,
    )
    silent = climbed(WAITING, TERMS.no_response_at)

    released = approve(silent, by=RELEASER, note=None, staffed=DESKS, terms=later).request

    assert released.next_rung_at is not None
    assert not released.waits_for_director
    assert climb(released, holders=HOLDERS, at=later.at).events == ()


def test_decided_leave_is_never_late() -> None:
    refused = refuse(WAITING, by=RELEASER, refusal=REFUSAL, terms=TERMS).request

    assert refused.next_rung_at is None
    assert climb(refused, holders=HOLDERS, at=TERMS.no_response_at).events == ()


def test_an_approval_says_when_its_last_step_was_reached_and_due() -> None:
    released = approve(WAITING, by=RELEASER, note=None, staffed={COORDINATOR}, terms=TERMS).request
    (said,) = approve(released, by=THE_DIRECTOR, note=None, staffed=DESKS, terms=TERMS).events

    assert isinstance(said, LeaveApproved)
    assert (said.reached_at, said.due_on) == (TERMS.at, london_date(TERMS.decide_by))


def _said(event: object) -> Rung:
    if isinstance(event, LeaveReminded):
        return Rung.REMINDED
    assert isinstance(event, LeaveOverdue)
    return Rung(event.lateness.value)
