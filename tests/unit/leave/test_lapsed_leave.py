"""Leave that nobody decided about until its days were over ends by that, and nobody has decided it (R16)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from chassis.errors import NotFound
from contracts.leave import LeaveLapsed
from contracts.leave import Step as SaidStep
from contracts.vocabulary import AppealOutcome, Role
from services.leave.domain import (
    LeaveRequest,
    Status,
    Verdict,
    answer,
    appeal,
    approve,
    climb,
    give_back,
    lapse,
    refuse,
    seen_by,
    withdraw,
)
from services.leave.domain.obstacles import AlreadyDecided
from tests.unit.leave.facts import COORDINATOR, DESKS, DIRECTOR, DOCTOR, REFUSAL, TERMS, asked, somebody_at

WAITING = asked().request
LAST_MINUTE = datetime(2027, 1, 22, 23, 59, tzinfo=UTC)
OVER = datetime(2027, 1, 23, tzinfo=UTC)
HOLDERS = {COORDINATOR: {UUID(int=40)}, DIRECTOR: {UUID(int=60)}}
RELEASER = somebody_at(COORDINATOR, person=40)
THE_DIRECTOR = somebody_at(DIRECTOR, person=60)
THE_DOCTOR = somebody_at(person=DOCTOR.int)
RETURNED = give_back(WAITING, by=RELEASER, missing="Which of the two courses is it?", terms=TERMS).request
REFUSED = refuse(WAITING, by=RELEASER, refusal=REFUSAL, terms=TERMS).request
APPEALED = appeal(
    REFUSED, by=THE_DOCTOR, words="Nobody looked at the rota before.", holders=HOLDERS, deanery=None, terms=TERMS
).request


def lapsed(request: LeaveRequest, at: datetime = OVER) -> LeaveRequest:
    return lapse(request, holders=HOLDERS, at=at).request


def test_the_step_that_waited_is_nobodys_decision_and_says_whose_it_was() -> None:
    decision = lapse(WAITING, holders=HOLDERS, at=OVER)

    (said,) = decision.events
    assert isinstance(said, LeaveLapsed)
    assert said.waiting == SaidStep(role=Role.ROTA_COORDINATOR, scope="R0B", due_at=TERMS.decide_by)
    assert (said.director_at, said.submitted_on, said.lapsed_at) == ("R0B", WAITING.submitted_on, OVER)
    step, later = decision.request.steps
    assert (step.verdict, step.decided_by, step.decided_at, later.verdict) == (Verdict.LAPSED, None, OVER, None)
    assert (decision.request.status, decision.request.waiting_desk) == (Status.LAPSED, None)
    assert lapse(decision.request, holders=HOLDERS, at=OVER).events == ()


def test_not_before_its_last_day_is_over_in_london() -> None:
    assert lapse(WAITING, holders=HOLDERS, at=LAST_MINUTE).request == WAITING


def test_it_is_said_of_the_desk_where_the_step_is_today() -> None:
    (said,) = lapse(WAITING, holders={DIRECTOR: {UUID(int=60)}}, at=OVER).events

    assert isinstance(said, LeaveLapsed)
    assert said.waiting is not None
    assert (said.waiting.role, said.waiting.scope) == DIRECTOR


def test_of_what_its_doctor_has_no_desk_is_said() -> None:
    decision = lapse(RETURNED, holders=HOLDERS, at=OVER)

    (said,) = decision.events
    assert isinstance(said, LeaveLapsed)
    assert (said.waiting, said.due_on) == (None, None)
    assert decision.request.status is Status.LAPSED
    assert decision.request.lapsed_step is None


def test_a_later_decision_is_told_that_it_lapsed_and_of_nobody_who_decided() -> None:
    with pytest.raises(AlreadyDecided, match="lapsed") as told:
        approve(lapsed(WAITING), by=RELEASER, note=None, staffed=DESKS, terms=TERMS)
    assert "decided_by" not in told.value.facts
    with pytest.raises(AlreadyDecided, match="lapsed"):
        withdraw(lapsed(WAITING), by=THE_DOCTOR, staffed=DESKS, terms=TERMS)


def test_the_director_reads_what_another_desk_left_undecided_but_not_what_its_doctor_did() -> None:
    assert seen_by(lapsed(WAITING), THE_DIRECTOR, employer=None).status is Status.LAPSED
    with pytest.raises(NotFound):
        seen_by(lapsed(RETURNED), THE_DIRECTOR, employer=None)


def test_a_withdrawal_that_nobody_confirmed_and_an_open_appeal_outlast_the_days() -> None:
    agreed = approve(WAITING, by=RELEASER, note=None, staffed=DESKS, terms=TERMS).request
    educator = somebody_at(agreed.steps[1].desk, person=50)
    approved = approve(agreed, by=educator, note=None, staffed=DESKS, terms=TERMS).request
    given_back = withdraw(approved, by=THE_DOCTOR, staffed=DESKS, terms=TERMS).request

    for each in (approved, given_back, APPEALED, REFUSED):
        assert lapsed(each, OVER + timedelta(days=90)) == each


def test_what_an_upheld_appeal_opens_again_is_owed_a_decision_however_late() -> None:
    dated = {"today": OVER.date(), "at": OVER, "remind_at": OVER + timedelta(days=5)}
    after = replace(TERMS, **dated, overdue_at=OVER + timedelta(days=7), no_response_at=OVER + timedelta(days=14))
    opened = answer(
        APPEALED, by=THE_DIRECTOR, outcome=AppealOutcome.UPHELD, explanation=REFUSAL.explanation, terms=after
    ).request
    assert lapsed(opened, after.overdue_at) == opened

    silent = climb(opened, holders=HOLDERS, at=after.no_response_at).request

    assert lapsed(silent, after.no_response_at + timedelta(days=90)) == silent
    assert silent.turn_of(THE_DIRECTOR) is not None
