"""Leave given back to its doctor and asked anew: what it asks of whom, and what of it stays as it was."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from chassis.errors import LostUpdate, NotFound
from contracts import Actor
from contracts.leave import LeaveResubmitted, LeaveReturned, LeaveReturnReminded
from contracts.leave import Step as SaidStep
from contracts.vocabulary import LeavePurpose, LeaveType, OrganisationKind, Role
from services.leave.domain import (
    Desk,
    LeaveRequest,
    Status,
    Terms,
    Verdict,
    Wish,
    approve,
    climb,
    give_back,
    refuse,
    withdraw,
)
from services.leave.domain.obstacles import (
    AlreadyDecided,
    AlreadyStarted,
    NobodyDecides,
    NotReturned,
    OfAnotherPlacement,
    ReasonTooShort,
    RemoteAbroad,
    ShortNoticeUnexplained,
    StartsTooSoon,
)
from tests.unit.leave.facts import (
    COORDINATOR,
    COURSE,
    DESKS,
    DIRECTOR,
    DOCTOR,
    PLACEMENT,
    REFUSAL,
    TERMS,
    TPD,
    WISH,
    asked,
    asked_anew,
    somebody_at,
)

RELEASER, EDUCATOR = somebody_at(COORDINATOR, person=40), somebody_at(TPD, person=41)
THE_DOCTOR = Actor(person_id=DOCTOR)
MISSING = "Which of the two courses is it?"
WAITING = asked().request
RELEASED = approve(WAITING, by=RELEASER, note=None, staffed=DESKS, terms=TERMS).request
RETURNED = give_back(RELEASED, by=EDUCATOR, missing=MISSING, terms=TERMS).request
COMPLETED = replace(WISH, location="Leeds", short_notice_reason="It was announced late.")
A_WEEK_ON = replace(
    TERMS,
    at=TERMS.at + timedelta(days=7),
    today=TERMS.today + timedelta(days=7),
    earliest=TERMS.earliest + timedelta(days=7),
    decide_by=TERMS.decide_by + timedelta(days=7),
    remind_at=TERMS.remind_at + timedelta(days=7),
)


def verdicts(request: LeaveRequest) -> list[tuple[Desk, Verdict | None]]:
    return [(step.desk, step.verdict) for step in request.steps]


def test_who_returns_it_says_what_is_missing_and_the_words_stay_here() -> None:
    decision = give_back(RELEASED, by=EDUCATOR, missing=f" {MISSING} ", terms=TERMS)

    (said,) = decision.events
    assert isinstance(said, LeaveReturned)
    assert (said.returned_by, said.returned_at) == (Role.TPD, TERMS.at)
    assert (said.reached_at, said.due_on) == (TERMS.at, date(2026, 11, 29))
    assert MISSING not in said.model_dump_json()
    assert decision.request.status is Status.RETURNED
    assert decision.request.steps[-1].note == MISSING


def test_while_its_doctor_has_it_nobody_decides_and_no_desks_clock_runs() -> None:
    assert (RETURNED.waiting_step, RETURNED.waiting_desk, RETURNED.waits_for_director) == (None, None, False)
    with pytest.raises(AlreadyDecided, match="returned"):
        approve(RETURNED, by=EDUCATOR, note=None, staffed=DESKS, terms=TERMS)
    with pytest.raises(AlreadyDecided, match="returned"):
        refuse(RETURNED, by=EDUCATOR, refusal=REFUSAL, terms=TERMS)


def test_its_doctor_is_reminded_once_of_what_they_have_back() -> None:
    """As many days after it was returned as a desk is after it was reached (R16)."""
    returned = give_back(RELEASED, by=EDUCATOR, missing=MISSING, terms=A_WEEK_ON).request

    before = climb(returned, holders={}, at=A_WEEK_ON.remind_at - timedelta(seconds=1))
    now = climb(returned, holders={}, at=A_WEEK_ON.remind_at)

    assert returned.next_rung_at == A_WEEK_ON.remind_at > TERMS.remind_at
    assert (before.request, before.events) == (returned, ())
    (said,) = now.events
    assert isinstance(said, LeaveReturnReminded)
    assert (said.returned_by, said.reminded_at) == (Role.TPD, A_WEEK_ON.remind_at)
    assert (now.request.status, now.request.next_rung_at) == (Status.RETURNED, None)
    assert climb(now.request, holders={}, at=A_WEEK_ON.no_response_at).events == ()


def test_of_leave_that_has_begun_its_doctor_is_not_reminded_to_ask_anew() -> None:
    begun = climb(RETURNED, holders={}, at=datetime(2027, 1, 21, 9, tzinfo=UTC))

    assert (begun.events, begun.request.next_rung_at) == ((), None)


@pytest.mark.parametrize("missing", ["No.", "No." + " " * 30])
def test_what_is_missing_is_said_as_fully_as_a_refusal(missing: str) -> None:
    with pytest.raises(ReasonTooShort, match="at least 20"):
        give_back(WAITING, by=RELEASER, missing=missing, terms=TERMS)


@pytest.mark.parametrize("actor", [EDUCATOR, THE_DOCTOR, somebody_at(DIRECTOR)], ids=["later", "doctor", "director"])
def test_only_whose_turn_it_is_returns_it(actor: Actor) -> None:
    with pytest.raises(NotFound):
        give_back(WAITING, by=actor, missing=MISSING, terms=TERMS)


def test_completed_it_goes_on_at_the_desk_that_returned_it_which_has_its_whole_time_again() -> None:
    decision = asked_anew(RETURNED, COMPLETED, by=THE_DOCTOR, terms=A_WEEK_ON)

    (said,) = decision.events
    assert isinstance(said, LeaveResubmitted)
    assert said.waiting == SaidStep(role=Role.TPD, scope="NTH001", due_at=A_WEEK_ON.decide_by)
    assert (said.submitted_on, said.days_with_doctor) == (TERMS.today, 7)
    assert verdicts(decision.request) == [(COORDINATOR, Verdict.AGREED), (TPD, Verdict.RETURNED), (TPD, None)]
    assert (decision.request.location, decision.request.status) == ("Leeds", Status.WAITING)
    assert approve(decision.request, by=EDUCATOR, note=None, staffed=DESKS, terms=A_WEEK_ON).request.claim_by


@pytest.mark.parametrize(
    "changed",
    [
        replace(WISH, activity="Leading a department"),
        replace(WISH, last_day=date(2027, 1, 23)),
        replace(WISH, until_midday=True),
        replace(WISH, purpose=LeavePurpose.EXAM),
        replace(WISH, cost=Decimal(100)),
        replace(WISH, days=Decimal(1)),
        replace(WISH, exam_on=date(2027, 1, 25)),
    ],
    ids=["activity", "days", "half a day", "purpose", "cost", "days of entitlement", "exam"],
)
def test_changed_it_is_asked_of_every_desk_again(changed: Wish) -> None:
    request = asked_anew(RETURNED, changed, by=THE_DOCTOR).request

    before = [(COORDINATOR, Verdict.AGREED), (TPD, Verdict.RETURNED)]
    assert verdicts(request) == [*before, (COORDINATOR, None), (TPD, None)]


def test_what_costs_more_than_before_is_asked_of_who_decides_about_that() -> None:
    dear = replace(WISH, cost=COURSE.cost_above + 1)

    request = asked_anew(RETURNED, dear, by=THE_DOCTOR, staffed={*DESKS, Desk(Role.DEAN, "NTH")}).request

    assert [step.desk for step in request.steps[2:]] == [COORDINATOR, TPD, Desk(Role.DEAN, "NTH")]


def test_leave_of_another_type_is_asked_of_the_desks_of_that() -> None:
    duty = replace(WISH, type=LeaveType.PROFESSIONAL, purpose=LeavePurpose.PROFESSIONAL_DUTY)

    request = asked_anew(RETURNED, duty, by=THE_DOCTOR).request

    assert (request.type, [step.desk for step in request.steps[2:]]) == (LeaveType.PROFESSIONAL, [COORDINATOR])


def test_a_desk_that_has_emptied_since_it_returned_it_is_the_directors() -> None:
    request = asked_anew(RETURNED, COMPLETED, by=THE_DOCTOR, staffed={COORDINATOR, DIRECTOR}).request

    assert request.steps[-1].desk == DIRECTOR


def test_where_all_that_are_left_have_emptied_the_director_is_asked_once() -> None:
    returned = give_back(WAITING, by=RELEASER, missing=MISSING, terms=TERMS).request

    request = asked_anew(returned, COMPLETED, by=THE_DOCTOR, staffed={DIRECTOR}).request

    assert verdicts(request) == [(COORDINATOR, Verdict.RETURNED), (DIRECTOR, None)]


def test_a_desk_that_has_emptied_where_there_is_no_director_takes_no_request() -> None:
    with pytest.raises(NobodyDecides):
        asked_anew(RETURNED, COMPLETED, by=THE_DOCTOR, staffed={COORDINATOR}, host=OrganisationKind.GP_PRACTICE)


def on(today: date) -> Terms:
    return replace(TERMS, today=today, earliest=today + timedelta(days=1))


def test_the_notice_of_the_same_days_stands_however_long_it_was_with_its_doctor() -> None:
    the_day_before = on(WISH.first_day - timedelta(days=1))

    sent = asked_anew(RETURNED, WISH, by=THE_DOCTOR, terms=the_day_before).request

    assert sent.days_ahead == WAITING.days_ahead
    with pytest.raises(AlreadyStarted):
        asked_anew(RETURNED, WISH, by=THE_DOCTOR, terms=on(WISH.first_day))


def test_other_days_need_the_notice_of_days_asked_for_today() -> None:
    today = date(2027, 1, 10)
    sooner = replace(WISH, first_day=date(2027, 1, 20))

    with pytest.raises(ShortNoticeUnexplained):
        asked_anew(RETURNED, sooner, by=THE_DOCTOR, terms=on(today))
    with pytest.raises(StartsTooSoon):
        asked_anew(RETURNED, replace(sooner, first_day=today), by=THE_DOCTOR, terms=on(today))
    explained = replace(sooner, short_notice_reason="The course was moved.")
    sent = asked_anew(RETURNED, explained, by=THE_DOCTOR, terms=on(today)).request

    assert sent.days_ahead == 10
    again = give_back(sent, by=RELEASER, missing=MISSING, terms=on(today)).request
    assert asked_anew(again, explained, by=THE_DOCTOR, terms=on(date(2027, 1, 12))).request.days_ahead == 10


def test_the_same_days_at_short_notice_still_need_their_reason() -> None:
    soon = replace(WISH, first_day=date(2026, 12, 10), last_day=date(2026, 12, 11), short_notice_reason="A late place.")
    returned = give_back(asked(soon).request, by=RELEASER, missing=MISSING, terms=TERMS).request

    with pytest.raises(ShortNoticeUnexplained):
        asked_anew(returned, replace(soon, short_notice_reason=None), by=THE_DOCTOR)
    assert asked_anew(returned, soon, by=THE_DOCTOR).request.days_ahead == 18


def test_leave_of_another_type_needs_the_notice_of_that() -> None:
    """Release is asked for 14 days ahead, study leave 42 (R8)."""
    days = {"first_day": date(2026, 12, 10), "last_day": date(2026, 12, 11)}
    release = replace(WISH, type=LeaveType.RELEASE, purpose=LeavePurpose.RECRUITMENT_PANEL, **days)
    returned = give_back(asked(release).request, by=RELEASER, missing=MISSING, terms=TERMS).request

    with pytest.raises(ShortNoticeUnexplained):
        asked_anew(returned, replace(WISH, **days), by=THE_DOCTOR)
    sent = asked_anew(returned, replace(WISH, **days, short_notice_reason="A late place."), by=THE_DOCTOR).request
    assert (sent.type, sent.days_asked_on) == (LeaveType.STUDY, None)


def test_days_of_another_placement_are_another_request() -> None:
    elsewhere = replace(PLACEMENT, placement_id=UUID(int=21))

    for placement in (elsewhere, replace(PLACEMENT, host="RXX")):
        with pytest.raises(OfAnotherPlacement):
            asked_anew(RETURNED, WISH, by=THE_DOCTOR, placement=placement)


def test_only_its_doctor_asks_anew_and_only_for_what_was_returned() -> None:
    with pytest.raises(NotFound):
        asked_anew(RETURNED, WISH, by=EDUCATOR)
    with pytest.raises(LostUpdate):
        asked_anew(replace(RETURNED, version=2), WISH, by=THE_DOCTOR, match=1)
    with pytest.raises(NotReturned, match="waiting"):
        asked_anew(WAITING, WISH, by=THE_DOCTOR)


def test_what_was_returned_is_withdrawn_at_once() -> None:
    assert withdraw(RETURNED, by=THE_DOCTOR, staffed=DESKS, terms=TERMS).request.status is Status.WITHDRAWN


def test_what_is_joined_remotely_is_not_abroad() -> None:
    with pytest.raises(RemoteAbroad):
        asked_anew(RETURNED, replace(WISH, remote=True, international=True), by=THE_DOCTOR)
    assert asked_anew(RETURNED, replace(WISH, remote=True), by=THE_DOCTOR).request.remote
