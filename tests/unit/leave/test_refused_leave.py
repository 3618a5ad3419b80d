"""After a refusal: the alternative with one tap (R17), and an appeal about how it was decided (R19)."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from chassis.clock import morning_of
from chassis.errors import LostUpdate, NotFound
from contracts import Actor
from contracts.leave import (
    LeaveAlternativeTaken,
    LeaveAppealAcknowledged,
    LeaveAppealAnswered,
    LeaveAppealed,
    LeaveAppealOverdue,
)
from contracts.vocabulary import AppealOutcome, RefusalReason, Role
from services.leave.domain import (
    Decision,
    Desk,
    LeaveRequest,
    Status,
    acknowledge,
    alternative,
    answer,
    appeal,
    approve,
    climb,
    refuse,
    take_alternative,
    withdraw,
)
from services.leave.domain.obstacles import (
    AlreadyAppealed,
    AlreadyDecided,
    AlternativeDaysDoNotFit,
    AlternativeTaken,
    AppealTooLate,
    NotRefused,
)
from tests.unit.leave.facts import COORDINATOR, DESKS, DIRECTOR, DOCTOR, REFUSAL, TERMS, TPD, WISH, asked, somebody_at

RELEASER = somebody_at(COORDINATOR, person=40)
THE_DIRECTOR = somebody_at(DIRECTOR, person=60)
DEAN = Desk(Role.DEAN, "NTH")
THE_DEAN = somebody_at(DEAN, person=70)
THE_DOCTOR = Actor(person_id=DOCTOR)
HOLDERS = {COORDINATOR: {UUID(int=40)}, TPD: {UUID(int=50)}, DIRECTOR: {UUID(int=60)}, DEAN: {UUID(int=70)}}
NO_DEAN = {**{desk: people for desk, people in HOLDERS.items() if desk != DEAN}, DIRECTOR: {UUID(int=60), UUID(int=61)}}
"""And a second director."""
WORDS = "Nobody looked at the rota before saying no."

DATED = replace(REFUSAL, alternative_first_day=date(2027, 3, 4), alternative_last_day=date(2027, 3, 5))
WAITING = asked().request
REFUSED = refuse(WAITING, by=RELEASER, refusal=DATED, terms=TERMS).request


def appealed(request: LeaveRequest = REFUSED, *, deanery: str | None = "NTH", by: Actor = THE_DOCTOR) -> Decision:
    return appeal(request, by=by, words=WORDS, holders=HOLDERS, deanery=deanery, terms=TERMS)


def answered(request: LeaveRequest, outcome: AppealOutcome) -> Decision:
    return answer(request, by=THE_DIRECTOR, outcome=outcome, explanation="I asked both.", terms=TERMS)


APPEALED = appealed().request


def test_the_days_that_were_offered_are_asked_for_with_all_else_as_it_was() -> None:
    instead = alternative(REFUSED, leave_id=WISH.leave_id)
    decision = take_alternative(REFUSED, by=THE_DOCTOR, instead_id=WISH.leave_id, terms=TERMS)

    assert instead is not None
    assert (instead.first_day, instead.last_day) == (date(2027, 3, 4), date(2027, 3, 5))
    assert (instead.activity, instead.leadership, instead.purpose) == (WISH.activity, True, WISH.purpose)
    (said,) = decision.events
    assert isinstance(said, LeaveAlternativeTaken)
    assert (said.offered_by, said.offered_at_desk) == COORDINATOR
    assert decision.request.status is Status.REFUSED


def test_where_only_words_were_offered_nothing_is_asked_for() -> None:
    worded = refuse(WAITING, by=RELEASER, refusal=REFUSAL, terms=TERMS).request

    assert alternative(worded, leave_id=WISH.leave_id) is None


def test_an_alternative_is_taken_once_by_its_doctor_and_then_there_is_no_appeal() -> None:
    taken = take_alternative(REFUSED, by=THE_DOCTOR, instead_id=None, terms=TERMS).request

    with pytest.raises(AlternativeTaken):
        take_alternative(taken, by=THE_DOCTOR, instead_id=None, terms=TERMS)
    with pytest.raises(AlternativeTaken):
        appealed(taken)
    with pytest.raises(NotFound):
        take_alternative(REFUSED, by=RELEASER, instead_id=None, terms=TERMS)
    with pytest.raises(NotRefused):
        take_alternative(WAITING, by=THE_DOCTOR, instead_id=None, terms=TERMS)
    with pytest.raises(LostUpdate):
        take_alternative(REFUSED, by=THE_DOCTOR, instead_id=None, terms=TERMS, match=7)


@pytest.mark.parametrize(
    ("first_day", "last_day"),
    [(TERMS.today, None), (date(2027, 3, 4), date(2027, 3, 3)), (None, date(2027, 3, 3))],
)
def test_days_that_cannot_be_taken_cannot_be_offered(first_day: date | None, last_day: date | None) -> None:
    offered = replace(REFUSAL, alternative_first_day=first_day, alternative_last_day=last_day)

    with pytest.raises(AlternativeDaysDoNotFit):
        refuse(WAITING, by=RELEASER, refusal=offered, terms=TERMS)


def test_no_day_is_offered_before_the_first_that_can_be_asked_for() -> None:
    """R9, as the rule of the place has it."""
    terms = replace(TERMS, earliest=date(2027, 3, 3))
    on = [replace(REFUSAL, alternative_first_day=date(2027, 3, day), alternative_last_day=None) for day in (2, 3)]

    with pytest.raises(AlternativeDaysDoNotFit, match="3 March 2027 or later"):
        refuse(WAITING, by=RELEASER, refusal=on[0], terms=terms)
    assert refuse(WAITING, by=RELEASER, refusal=on[1], terms=terms).request.status is Status.REFUSED


@pytest.mark.parametrize("reason", list(RefusalReason))
def test_a_refusal_for_any_reason_may_be_appealed_against(reason: RefusalReason) -> None:
    refused = refuse(WAITING, by=RELEASER, refusal=replace(REFUSAL, reason=reason), terms=TERMS).request

    (said,) = appealed(refused).events
    assert isinstance(said, LeaveAppealed)
    assert (said.answering, said.answering_at) == DIRECTOR
    assert WORDS not in said.model_dump_json()


def test_a_directors_own_refusal_is_the_deans_to_look_at_where_there_is_one() -> None:
    alone = asked(staffed=frozenset()).request
    refused = refuse(alone, by=THE_DIRECTOR, refusal=REFUSAL, terms=TERMS).request

    (by_dean,) = appealed(refused).events
    (by_director,) = appealed(refused, deanery=None).events

    assert isinstance(by_dean, LeaveAppealed)
    assert isinstance(by_director, LeaveAppealed)
    assert (by_dean.answering, by_dean.answering_at) == DEAN
    assert by_director.answering is Role.DME


def test_an_appeal_has_its_time_and_is_made_once() -> None:
    too_late = replace(TERMS, today=TERMS.appeal_by + timedelta(days=1))
    with pytest.raises(AppealTooLate):
        appeal(REFUSED, by=THE_DOCTOR, words=WORDS, holders=HOLDERS, deanery=None, terms=too_late)
    last_day = replace(TERMS, today=TERMS.appeal_by)
    assert appeal(REFUSED, by=THE_DOCTOR, words=WORDS, holders=HOLDERS, deanery=None, terms=last_day).events

    with pytest.raises(AlreadyAppealed):
        appealed(APPEALED)
    with pytest.raises(AlreadyAppealed):
        take_alternative(APPEALED, by=THE_DOCTOR, instead_id=None, terms=TERMS)
    with pytest.raises(NotFound):
        appealed(by=RELEASER)


def test_acknowledging_says_by_when_it_is_answered_and_again_changes_nothing() -> None:
    decision = acknowledge(APPEALED, by=THE_DIRECTOR, terms=TERMS)

    (said,) = decision.events
    assert isinstance(said, LeaveAppealAcknowledged)
    assert said.answer_by == TERMS.answer_by
    assert acknowledge(decision.request, by=THE_DIRECTOR, terms=TERMS) == Decision(decision.request)


def test_a_dismissed_appeal_leaves_the_refusal_as_it_is() -> None:
    decision = answered(APPEALED, AppealOutcome.DISMISSED)

    (said,) = decision.events
    assert isinstance(said, LeaveAppealAnswered)
    assert (said.outcome, said.waiting) == (AppealOutcome.DISMISSED, None)
    assert (decision.request.status, decision.request.refusal) == (Status.REFUSED, DATED)
    assert decision.request.waiting_desk is None
    with pytest.raises(AlreadyAppealed):
        appealed(decision.request)


def test_an_upheld_appeal_has_the_refusing_step_decided_again_and_the_first_decision_stays_on_record() -> None:
    decision = answered(APPEALED, AppealOutcome.UPHELD)

    again = decision.request
    (said,) = decision.events
    assert isinstance(said, LeaveAppealAnswered)
    assert said.waiting is not None
    assert (again.status, again.refusal, again.appeal_by) == (Status.WAITING, None, None)
    assert [step.desk for step in again.steps] == [COORDINATOR, COORDINATOR, TPD]
    assert again.waiting_step == again.steps[1]
    released = approve(again, by=RELEASER, note=None, staffed=DESKS, terms=TERMS).request
    assert released.waiting_step is not None
    assert released.waiting_step.desk == TPD


@pytest.mark.parametrize("days", [3, 0], ids=["later", "at the same moment"])
def test_a_second_refusal_is_a_new_decision_with_an_appeal_of_its_own(days: int) -> None:
    again = answered(APPEALED, AppealOutcome.UPHELD).request
    later = replace(TERMS, at=TERMS.at + timedelta(days=days))

    refused = refuse(again, by=RELEASER, refusal=REFUSAL, terms=later).request

    assert len(appealed(refused).request.appeals) == 2


def test_an_appeal_is_answered_once_and_the_second_to_answer_is_told_who_did() -> None:
    done = answered(APPEALED, AppealOutcome.DISMISSED).request

    with pytest.raises(AlreadyDecided) as no:
        answered(done, AppealOutcome.UPHELD)
    assert no.value.facts == {"decided_by": str(THE_DIRECTOR.person_id)}


@pytest.mark.parametrize("actor", [RELEASER, THE_DOCTOR, somebody_at(DIRECTOR, person=DOCTOR.int), THE_DEAN])
def test_there_is_no_such_appeal_for_anybody_else(actor: Actor) -> None:
    with pytest.raises(NotFound):
        acknowledge(APPEALED, by=actor, terms=TERMS)
    with pytest.raises(NotFound):
        answer(APPEALED, by=actor, outcome=AppealOutcome.UPHELD, explanation="So.", terms=TERMS)


def test_refused_leave_is_not_taken_back() -> None:
    with pytest.raises(AlreadyDecided):
        withdraw(APPEALED, by=THE_DOCTOR, staffed=(), terms=TERMS)


def test_a_director_who_refused_at_another_desk_does_not_answer_for_it_but_the_dean() -> None:
    stood_in = somebody_at(COORDINATOR, person=60)
    refused = refuse(WAITING, by=stood_in, refusal=DATED, terms=TERMS).request

    appeal_ = appealed(refused).request.open_appeal

    assert appeal_ is not None
    assert appeal_.desk == DEAN
    alone = appeal(refused, by=THE_DOCTOR, words=WORDS, holders=NO_DEAN, deanery="NTH", terms=TERMS)
    (said,) = alone.events
    assert isinstance(said, LeaveAppealed)
    assert (said.answering, said.answering_at) == DIRECTOR
    assert alone.request.as_held(NO_DEAN).waiting_desk == DIRECTOR
    assert alone.request.as_held(HOLDERS).waiting_desk == DEAN


@pytest.mark.parametrize("desk", [COORDINATOR, DIRECTOR])
@pytest.mark.parametrize("deanery", [None, "NTH"])
def test_nobody_answers_the_appeal_against_their_own_refusal_though_the_dean_has_left(
    desk: Desk, deanery: str | None
) -> None:
    waiting = asked(staffed=DESKS - {COORDINATOR} if desk == DIRECTOR else DESKS).request
    refused = refuse(waiting, by=somebody_at(desk, person=60), refusal=DATED, terms=TERMS).request
    held = appealed(refused, deanery=deanery).request.as_held(NO_DEAN)

    with pytest.raises(NotFound):
        acknowledge(held, by=THE_DIRECTOR, terms=TERMS)
    with pytest.raises(NotFound):
        answered(held, AppealOutcome.DISMISSED)
    second = somebody_at(DIRECTOR, person=61)
    assert answer(held, by=second, outcome=AppealOutcome.DISMISSED, explanation="So.", terms=TERMS).events


def test_an_appeal_acknowledged_in_the_deans_stead_is_the_next_deans_to_answer() -> None:
    refused = refuse(WAITING, by=somebody_at(COORDINATOR, person=60), refusal=DATED, terms=TERMS).request
    held = appealed(refused).request.as_held(NO_DEAN)

    kept = acknowledge(held, by=somebody_at(DIRECTOR, person=61), terms=TERMS).request

    assert kept.waiting_desk == DEAN
    assert answer(kept, by=THE_DEAN, outcome=AppealOutcome.UPHELD, explanation="So.", terms=TERMS).events


def test_an_appeal_at_a_desk_that_has_emptied_is_the_directors_and_goes_back() -> None:
    at_dean = appealed(refuse(WAITING, by=somebody_at(COORDINATOR, person=60), refusal=DATED, terms=TERMS).request)
    held = at_dean.request.as_held(NO_DEAN)

    assert held.waiting_desk == DIRECTOR
    assert at_dean.request.as_held(HOLDERS).waiting_desk == DEAN


def test_with_no_dean_and_no_other_director_the_programmes_director_answers() -> None:
    refused = refuse(WAITING, by=somebody_at(COORDINATOR, person=60), refusal=DATED, terms=TERMS).request
    alone = {desk: people for desk, people in HOLDERS.items() if desk != DEAN}

    decision = appeal(refused, by=THE_DOCTOR, words=WORDS, holders=alone, deanery="NTH", terms=TERMS)

    (said,) = decision.events
    assert isinstance(said, LeaveAppealed)
    assert (said.answering, said.answering_at) == TPD
    held = decision.request.as_held(alone)
    by_programme = somebody_at(TPD, person=50)
    assert answer(held, by=by_programme, outcome=AppealOutcome.UPHELD, explanation="So.", terms=TERMS).events
    nobody = {COORDINATOR: {UUID(int=60)}, DIRECTOR: {UUID(int=60)}, TPD: {UUID(int=60), DOCTOR}}
    assert decision.request.as_held(nobody).waiting_desk == DEAN


@pytest.mark.parametrize("acknowledged", [False, True])
def test_each_day_of_an_appeal_that_passes_is_said_once(acknowledged: bool) -> None:
    waiting = appealed().request
    if acknowledged:
        waiting = acknowledge(waiting, by=THE_DIRECTOR, terms=TERMS).request
    due_on = TERMS.answer_by if acknowledged else TERMS.acknowledge_by
    morning = morning_of(due_on + timedelta(days=1))

    assert waiting.next_rung_at == morning
    assert climb(waiting, holders=HOLDERS, at=morning - timedelta(seconds=1)).events == ()
    decision = climb(waiting, holders=HOLDERS, at=morning)
    (said,) = decision.events
    assert isinstance(said, LeaveAppealOverdue)
    assert (said.awaited, said.due_on) == ("answer" if acknowledged else "acknowledgement", due_on)
    assert (said.answering, said.answering_at) == (Role.DME, "R0B")
    assert decision.request.next_rung_at is None
    assert climb(decision.request, holders=HOLDERS, at=morning + timedelta(days=30)).events == ()


def test_an_appeal_acknowledged_late_is_chased_for_its_answer_and_an_answered_one_for_nothing() -> None:
    morning = morning_of(TERMS.acknowledge_by + timedelta(days=1))
    late = climb(appealed().request, holders=HOLDERS, at=morning).request
    in_hand = acknowledge(late, by=THE_DIRECTOR, terms=TERMS).request

    assert in_hand.next_rung_at == morning_of(TERMS.answer_by + timedelta(days=1))
    assert answered(in_hand, AppealOutcome.DISMISSED).request.next_rung_at is None
