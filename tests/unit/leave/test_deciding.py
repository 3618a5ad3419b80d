"""Deciding about leave: whose turn it is, what a decision says, and what can no longer be decided."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from chassis.errors import LostUpdate, NotFound
from contracts import Actor
from contracts.leave import LeaveApproved, LeaveRefused, LeaveStepDecided, LeaveWithdrawalAsked, LeaveWithdrawn
from contracts.leave import Step as SaidStep
from contracts.vocabulary import RefusalReason, Role
from services.leave.domain import Desk, LeaveRequest, Status, Step, approve, refuse, seen_by, withdraw
from services.leave.domain.obstacles import AlreadyDecided, AlreadyStarted, ReasonTooShort
from tests.unit.leave.facts import COORDINATOR, DIRECTOR, DOCTOR, REFUSAL, TERMS, TPD, WISH, asked, somebody_at

ALL = frozenset({COORDINATOR, TPD, DIRECTOR})
RELEASER = somebody_at(COORDINATOR, person=40)
EDUCATOR = somebody_at(TPD, person=41)
THE_DOCTOR = Actor(person_id=DOCTOR)

WAITING = asked().request
RELEASED = approve(WAITING, by=RELEASER, note=None, staffed=ALL, terms=TERMS).request
APPROVED = approve(RELEASED, by=EDUCATOR, note="Enjoy it.", staffed=ALL, terms=TERMS).request
REFUSED = refuse(WAITING, by=RELEASER, refusal=REFUSAL, terms=TERMS).request


def test_the_first_yes_hands_on_and_starts_the_next_steps_days() -> None:
    decision = approve(WAITING, by=RELEASER, note=None, staffed=ALL, terms=TERMS)

    (said,) = decision.events
    assert isinstance(said, LeaveStepDecided)
    assert said.decided_by == Role.ROTA_COORDINATOR
    assert said.waiting == SaidStep(role=Role.TPD, scope="NTH001", due_at=TERMS.decide_by)
    assert decision.request.status == Status.WAITING


def test_a_desk_that_has_emptied_since_is_the_directors_when_its_turn_comes() -> None:
    decision = approve(WAITING, by=RELEASER, note=None, staffed={COORDINATOR}, terms=TERMS)

    assert decision.request.waiting_step is not None
    assert decision.request.waiting_step.desk == DIRECTOR


def test_the_last_yes_approves() -> None:
    decision = approve(RELEASED, by=EDUCATOR, note=None, staffed=ALL, terms=TERMS)

    (said,) = decision.events
    assert isinstance(said, LeaveApproved)
    assert decision.request.status == Status.APPROVED
    assert [step.decided_by for step in decision.request.steps] == [RELEASER.person_id, EDUCATOR.person_id]


def test_a_refusal_says_why_in_a_code_and_until_when_to_appeal() -> None:
    (said,) = refuse(WAITING, by=RELEASER, refusal=REFUSAL, terms=TERMS).events

    assert isinstance(said, LeaveRefused)
    assert (said.reason, said.decided_by, said.appeal_by) == (
        RefusalReason.MINIMUM_STAFFING,
        Role.ROTA_COORDINATOR,
        TERMS.appeal_by,
    )
    assert REFUSAL.explanation not in said.model_dump_json()


@pytest.mark.parametrize(
    ("days_ahead", "reason", "avoidable"),
    [
        (60, RefusalReason.MINIMUM_STAFFING, True),
        (42, RefusalReason.MINIMUM_STAFFING, True),
        (41, RefusalReason.MINIMUM_STAFFING, False),
        (60, RefusalReason.ON_CALL_CLASH, False),
    ],
)
def test_minimum_staffing_is_avoidable_when_asked_six_weeks_ahead(
    days_ahead: int, reason: RefusalReason, avoidable: bool
) -> None:
    asked = replace(WAITING, first_day=WAITING.submitted_on + timedelta(days=days_ahead))
    weeks_later = replace(TERMS, today=TERMS.today + timedelta(days=20))

    (said,) = refuse(asked, by=RELEASER, refusal=replace(REFUSAL, reason=reason), terms=weeks_later).events

    assert isinstance(said, LeaveRefused)
    assert (said.days_ahead, said.avoidable) == (days_ahead, avoidable)


def test_an_explanation_of_spaces_is_too_short() -> None:
    with pytest.raises(ReasonTooShort, match="at least 20"):
        refuse(WAITING, by=RELEASER, refusal=replace(REFUSAL, explanation="No." + " " * 30), terms=TERMS)


@pytest.mark.parametrize("request_", [RELEASED, APPROVED, REFUSED])
def test_a_decided_step_cannot_be_decided_again(request_: LeaveRequest) -> None:
    with pytest.raises(AlreadyDecided):
        refuse(request_, by=RELEASER, refusal=REFUSAL, terms=TERMS)
    with pytest.raises(AlreadyDecided):
        approve(request_, by=RELEASER, note=None, staffed=ALL, terms=TERMS)


@pytest.mark.parametrize(
    "actor",
    [
        EDUCATOR,
        somebody_at(COORDINATOR._replace(scope="RXX")),
        somebody_at(DIRECTOR),
        Actor(person_id=UUID(int=50)),
        THE_DOCTOR,
        somebody_at(COORDINATOR, person=DOCTOR.int),
    ],
    ids=["not yet theirs", "another trust", "another desk", "nobody", "the doctor", "the doctor at the desk"],
)
def test_for_whoever_may_not_decide_there_is_no_such_request(actor: Actor) -> None:
    with pytest.raises(NotFound):
        refuse(WAITING, by=actor, refusal=REFUSAL, terms=TERMS)
    with pytest.raises(NotFound):
        approve(WAITING, by=actor, note=None, staffed=ALL, terms=TERMS)


def test_only_the_doctor_and_the_desks_it_has_reached_see_a_request() -> None:
    assert seen_by(WAITING, THE_DOCTOR, employer=None) == seen_by(WAITING, RELEASER, employer=None) == WAITING
    assert seen_by(RELEASED, EDUCATOR, employer=None) == RELEASED
    with pytest.raises(NotFound):
        seen_by(WAITING, EDUCATOR, employer=None)


def test_a_decision_on_an_older_version_is_lost() -> None:
    with pytest.raises(LostUpdate):
        refuse(replace(WAITING, version=2), by=RELEASER, refusal=REFUSAL, terms=TERMS, match=1)
    assert refuse(replace(WAITING, version=2), by=RELEASER, refusal=REFUSAL, terms=TERMS, match=2).events


def test_a_waiting_request_is_withdrawn_at_once() -> None:
    decision = withdraw(WAITING, by=THE_DOCTOR, staffed=ALL, terms=TERMS)

    assert decision.request.status == Status.WITHDRAWN
    (said,) = decision.events
    assert isinstance(said, LeaveWithdrawn)
    assert said.confirmed_by is None


def test_approved_leave_is_withdrawn_when_its_releaser_confirms() -> None:
    with pytest.raises(NotFound):
        withdraw(APPROVED, by=RELEASER, staffed=ALL, terms=TERMS)

    asked = withdraw(APPROVED, by=THE_DOCTOR, staffed=ALL, terms=TERMS)
    confirmed = withdraw(asked.request, by=RELEASER, staffed=ALL, terms=TERMS)

    assert asked.request.status == Status.WITHDRAWAL_ASKED
    assert asked.request.waiting_step == Step(*COORDINATOR).begun(TERMS)
    assert confirmed.request.status == Status.WITHDRAWN
    assert confirmed.request.steps[-1].decided_by == RELEASER.person_id
    (said,) = confirmed.events
    assert isinstance(said, LeaveWithdrawn)
    assert said.confirmed_by == Role.ROTA_COORDINATOR


@pytest.mark.parametrize(("staffed", "desk"), [(ALL, COORDINATOR), ({TPD, DIRECTOR}, DIRECTOR)])
def test_asking_to_withdraw_is_said_of_the_desk_that_confirms(staffed: Collection[Desk], desk: Desk) -> None:
    (said,) = withdraw(APPROVED, by=THE_DOCTOR, staffed=staffed, terms=TERMS).events

    assert isinstance(said, LeaveWithdrawalAsked)
    assert said.waiting == SaidStep(role=desk.role, scope=desk.scope, due_at=TERMS.decide_by)


def test_asking_again_to_withdraw_changes_nothing() -> None:
    asked = withdraw(APPROVED, by=THE_DOCTOR, staffed=ALL, terms=TERMS).request

    again = withdraw(asked, by=THE_DOCTOR, staffed=ALL, terms=replace(TERMS, at=TERMS.at + timedelta(hours=1)))

    assert (again.request, again.events) == (asked, ())


def test_a_withdrawal_is_confirmed_by_its_releaser_alone_and_is_no_longer_a_request_to_decide() -> None:
    asked = withdraw(APPROVED, by=THE_DOCTOR, staffed=ALL, terms=TERMS).request

    with pytest.raises(AlreadyDecided, match="waits for the rota_coordinator of R0B"):
        withdraw(asked, by=EDUCATOR, staffed=ALL, terms=TERMS)
    with pytest.raises(NotFound):
        withdraw(asked, by=somebody_at(DIRECTOR), staffed=ALL, terms=TERMS)
    with pytest.raises(AlreadyDecided, match="withdrawal_asked"):
        approve(asked, by=RELEASER, note=None, staffed=ALL, terms=TERMS)
    with pytest.raises(AlreadyDecided, match="withdrawal_asked"):
        refuse(asked, by=RELEASER, refusal=REFUSAL, terms=TERMS)


def test_a_withdrawal_asked_in_time_may_be_confirmed_late() -> None:
    given_back = withdraw(APPROVED, by=THE_DOCTOR, staffed=ALL, terms=TERMS).request
    once_it_began = replace(TERMS, today=WISH.first_day)

    assert withdraw(given_back, by=RELEASER, staffed=ALL, terms=once_it_began).request.status == Status.WITHDRAWN


def test_a_waiting_step_is_the_directors_only_while_nobody_holds_its_desk() -> None:
    emptied = WAITING.as_held({COORDINATOR: {DOCTOR}, DIRECTOR: {UUID(int=60)}})

    assert [step.desk for step in emptied.steps] == [DIRECTOR, TPD]
    assert emptied.steps[0].due_at == WAITING.steps[0].due_at
    assert WAITING.as_held({COORDINATOR: {UUID(int=61)}}) == WAITING


def test_steps_that_do_not_wait_stay_where_they_were_decided() -> None:
    for decided in (APPROVED, REFUSED):
        assert decided.as_held({}) == decided
    assert RELEASED.as_held({}).steps[0] == RELEASED.steps[0]


def test_leave_that_has_started_or_was_refused_is_not_withdrawn() -> None:
    with pytest.raises(AlreadyStarted):
        withdraw(APPROVED, by=THE_DOCTOR, staffed=ALL, terms=replace(TERMS, today=date(2027, 1, 21)))
    with pytest.raises(AlreadyDecided):
        withdraw(REFUSED, by=THE_DOCTOR, staffed=ALL, terms=TERMS)
