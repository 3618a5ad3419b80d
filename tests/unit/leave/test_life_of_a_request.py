"""Whatever people do to a request, in whatever order, it keeps its promises."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from chassis.errors import Declined
from contracts import Actor, Event
from contracts.leave import (
    LeaveAppealAnswered,
    LeaveAppealed,
    LeaveApproved,
    LeavePlacementAffected,
    LeaveRefused,
    LeaveStepDecided,
    LeaveSubmitted,
    LeaveWithdrawn,
)
from contracts.vocabulary import AppealOutcome, LeaveType, Role
from services.leave.domain import (
    OPEN,
    Decision,
    Desk,
    PlacementNews,
    Status,
    Terms,
    Verdict,
    after_placement_change,
    answer,
    appeal,
    approve,
    climb,
    refuse,
    take_alternative,
    withdraw,
)
from tests.unit.leave.facts import COORDINATOR, DIRECTOR, DOCTOR, REFUSAL, TERMS, TPD, WISH, asked, somebody_at
from tests.unit.leave.test_touched_leave import GRADE, SITE, a_cancellation, a_change

DESKS = (COORDINATOR, TPD, DIRECTOR)
PEOPLE = (
    *(somebody_at(desk, person=number) for number, desk in enumerate(DESKS, start=40)),
    somebody_at(COORDINATOR, TPD, person=50),
    somebody_at(*DESKS, person=DOCTOR.int),
    Actor(person_id=DOCTOR),
)
WORDS = "Nobody looked at the rota before saying no."
ENDINGS = (LeaveApproved, LeaveRefused, LeaveWithdrawn)
staffings = st.frozensets(st.sampled_from(DESKS))


class LifeOfARequest(RuleBasedStateMachine):
    @initialize(staffed=staffings, leave_type=st.sampled_from(LeaveType))
    def ask(self, staffed: frozenset[Desk], leave_type: LeaveType) -> None:
        self.terms: Terms = TERMS
        self.said: list[Event] = []
        decision = asked(replace(WISH, type=leave_type), staffed=staffed, terms=self.terms)
        self.request = decision.request
        self.said.extend(decision.events)

    @rule(by=st.sampled_from(PEOPLE), staffed=staffings)
    def say_yes(self, by: Actor, staffed: frozenset[Desk]) -> None:
        before = self.request.waiting_step
        if self.took(lambda: approve(self.request, by=by, note=None, staffed=staffed, terms=self.terms)):
            assert before is not None
            assert before.is_held_by(by) or (before.had_no_response and by.holds(Role.DME, at="R0B"))
            assert by.person_id != DOCTOR

    @rule(by=st.sampled_from(PEOPLE))
    def say_no(self, by: Actor) -> None:
        before = self.request.waiting_step
        if self.took(lambda: refuse(self.request, by=by, refusal=REFUSAL, terms=self.terms)):
            assert before is not None
            assert before.is_held_by(by) or (before.had_no_response and by.holds(Role.DME, at="R0B"))
            assert by.person_id != DOCTOR

    @rule(by=st.sampled_from(PEOPLE), staffed=staffings)
    def take_back(self, by: Actor, staffed: frozenset[Desk]) -> None:
        before = self.request.status
        if self.took(lambda: withdraw(self.request, by=by, staffed=staffed, terms=self.terms)):
            assert before in OPEN
            assert by.person_id == DOCTOR or before == Status.WITHDRAWAL_ASKED
            assert before == Status.WITHDRAWAL_ASKED or self.request.first_day > self.terms.today

    @rule(by=st.sampled_from(PEOPLE))
    def appeal_against_it(self, by: Actor) -> None:
        before = self.request
        if self.took(lambda: appeal(self.request, by=by, words=WORDS, holders={}, deanery=None, terms=self.terms)):
            assert before.status is Status.REFUSED
            assert by.person_id == DOCTOR
            assert before.open_appeal is None
            assert before.alternative_taken_at is None

    @rule(by=st.sampled_from(PEOPLE), outcome=st.sampled_from(AppealOutcome))
    def answer_the_appeal(self, by: Actor, outcome: AppealOutcome) -> None:
        if self.took(lambda: answer(self.request, by=by, outcome=outcome, explanation=WORDS, terms=self.terms)):
            assert by.holds(Role.DME, at="R0B")
            assert by.person_id != DOCTOR
            assert (self.request.status is Status.WAITING) == (outcome is AppealOutcome.UPHELD)

    @rule(by=st.sampled_from(PEOPLE))
    def take_what_was_offered(self, by: Actor) -> None:
        before = self.request
        if self.took(lambda: take_alternative(self.request, by=by, instead_id=None, terms=self.terms)):
            assert before.status is Status.REFUSED
            assert by.person_id == DOCTOR
            assert before.open_appeal is None

    @rule()
    def look_whether_it_is_late(self) -> None:
        before = self.request
        self.took(lambda: climb(self.request, holders={}, at=self.terms.at))
        assert self.request.status == before.status
        assert [step.verdict for step in self.request.steps] == [step.verdict for step in before.steps]

    @rule(staffed=staffings)
    def change_the_staff(self, staffed: frozenset[Desk]) -> None:
        self.request = self.request.as_held({desk: {UUID(int=99)} for desk in staffed})
        waiting = self.request.waiting_step
        assert waiting is None or waiting.desk in staffed or waiting.desk == DIRECTOR

    @rule(news=st.sampled_from([a_change(SITE), a_change(GRADE), a_cancellation()]))
    def change_the_placement(self, news: PlacementNews) -> None:
        was_open = self.request.is_open(self.terms.today)
        heard = len(self.said)
        self.took(lambda: after_placement_change(self.request, news, holders={}, today=self.terms.today))
        assert was_open or len(self.said) == heard

    @precondition(lambda self: self.terms.today < WISH.last_day + timedelta(days=9))
    @rule(days=st.integers(min_value=1, max_value=30))
    def let_time_pass(self, days: int) -> None:
        self.terms = replace(
            self.terms, at=self.terms.at + timedelta(days=days), today=self.terms.today + timedelta(days=days)
        )

    @invariant()
    def there_is_one_beginning_and_one_end_after_each_upheld_appeal(self) -> None:
        assert isinstance(self.said[0], LeaveSubmitted)
        answers = [type(event).__name__ for event in self.said if isinstance(event, ENDINGS)]
        again = sum(isinstance(e, LeaveAppealAnswered) and e.outcome is AppealOutcome.UPHELD for e in self.said)
        assert answers[:again] == ["LeaveRefused"] * again
        approved_then_withdrawn = ["LeaveApproved", "LeaveWithdrawn"]
        assert answers[again:] in ([], ["LeaveApproved"], ["LeaveRefused"], ["LeaveWithdrawn"], approved_then_withdrawn)

    @invariant()
    def each_appeal_is_answered_at_most_once_and_against_one_refusal(self) -> None:
        refused = sum(isinstance(event, LeaveRefused) for event in self.said)
        made = sum(isinstance(event, LeaveAppealed) for event in self.said)
        answers = sum(isinstance(event, LeaveAppealAnswered) for event in self.said)
        assert answers <= made == len(self.request.appeals) <= refused
        assert (self.request.open_appeal is not None) == (made > answers)

    @invariant()
    def status_and_steps_say_the_same(self) -> None:
        verdicts = [step.verdict for step in self.request.steps]
        upheld = sum(each.outcome is AppealOutcome.UPHELD for each in self.request.appeals)
        match self.request.status:
            case Status.WAITING:
                assert self.request.waiting_step is not None
                assert self.request.waiting_step.due_at is not None
            case Status.APPROVED:
                assert verdicts.count(Verdict.AGREED) + upheld == len(verdicts)
            case Status.WITHDRAWAL_ASKED:
                assert self.request.waiting_step == self.request.steps[-1]
                assert verdicts[:-1].count(Verdict.AGREED) + upheld == len(verdicts) - 1
            case Status.REFUSED:
                assert verdicts.count(Verdict.REFUSED) == upheld + 1
                assert self.request.refusal is not None
                assert self.request.appeal_by is not None
            case Status.WITHDRAWN:
                assert verdicts.count(Verdict.REFUSED) == upheld
        waits = self.request.status in (Status.WAITING, Status.WITHDRAWAL_ASKED)
        assert waits == (self.request.waiting_step is not None)

    @invariant()
    def steps_are_decided_in_order(self) -> None:
        decided = [step.verdict is not None for step in self.request.steps]
        assert decided == sorted(decided, reverse=True)
        handed_on = sum(isinstance(event, LeaveStepDecided) for event in self.said)
        assert handed_on <= len(self.request.steps) - 1

    @invariant()
    def nothing_said_carries_words(self) -> None:
        written = " ".join(event.model_dump_json() for event in self.said)
        for words in (WORDS, WISH.activity, WISH.provider, REFUSAL.explanation, REFUSAL.alternative, REFUSAL.next_step):
            assert words not in written

    @invariant()
    def a_flag_is_said(self) -> None:
        flagged = any(isinstance(event, LeavePlacementAffected) for event in self.said)
        assert flagged == (self.request.affected is not None)

    def took(self, act: Callable[[], Decision]) -> bool:
        """Whether the domain let it happen; a declined act changes nothing."""
        try:
            decision = act()
        except Declined:
            return False
        self.request = decision.request
        self.said.extend(decision.events)
        return True


TestLifeOfARequest = LifeOfARequest.TestCase
