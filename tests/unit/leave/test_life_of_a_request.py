"""Whatever people do to a request, in whatever order: it lets happen what a plain model lets, and keeps its word."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from itertools import combinations
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from chassis.errors import Declined
from contracts import Actor, Event
from contracts.leave import (
    LeaveAppealAnswered,
    LeaveAppealed,
    LeaveApproved,
    LeaveLapsed,
    LeavePlacementAffected,
    LeaveRefused,
    LeaveResubmitted,
    LeaveReturned,
    LeaveReturnReminded,
    LeaveStepDecided,
    LeaveSubmitted,
    LeaveWithdrawn,
)
from contracts.vocabulary import AppealOutcome, LeavePurpose, LeaveType, Role
from services.leave.domain import (
    OPEN,
    Decision,
    Desk,
    LeaveRequest,
    PlacementNews,
    Status,
    Terms,
    Verdict,
    acknowledge,
    after_placement_change,
    answer,
    appeal,
    approve,
    climb,
    give_back,
    lapse,
    refuse,
    take_alternative,
    withdraw,
)
from tests.unit.leave.facts import (
    COORDINATOR,
    DIRECTOR,
    DOCTOR,
    REFUSAL,
    TERMS,
    TPD,
    WISH,
    asked,
    asked_anew,
    somebody_at,
)
from tests.unit.leave.test_touched_leave import GRADE, SITE, a_cancellation, a_change

DEAN = Desk(Role.DEAN, "NTH")
DESKS = (COORDINATOR, TPD, DIRECTOR, DEAN)
PEOPLE = (
    *(somebody_at(desk, person=number) for number, desk in enumerate(DESKS, start=40)),
    somebody_at(COORDINATOR, TPD, person=50),
    somebody_at(*DESKS, person=DOCTOR.int),
    Actor(person_id=DOCTOR),
    somebody_at(person=60),
)
MISSING = "Which of the two courses is it?"
PURPOSES = {
    LeaveType.STUDY: WISH.purpose,
    LeaveType.PROFESSIONAL: LeavePurpose.PROFESSIONAL_DUTY,
    LeaveType.RELEASE: LeavePurpose.RECRUITMENT_PANEL,
}
ACTIVITIES = (WISH.activity, "Leading a department")
WORDS = "Nobody looked at the rota before saying no."
ENDINGS = (LeaveApproved, LeaveRefused, LeaveWithdrawn, LeaveLapsed)
WAITS = (Status.WAITING, Status.WITHDRAWAL_ASKED)
SOMEBODY = UUID(int=99)
UNMINDED = a_change(GRADE)
staffings = st.sampled_from([frozenset(some) for many in range(4, -1, -1) for some in combinations(DESKS, many)])
people = st.sampled_from(PEOPLE)
mostly = st.sampled_from([True, True, True, False])


@dataclass
class Model:
    """What a request is, in the plainest words: whose turn it is, and what became of it."""

    desks: list[Desk]
    """Of the steps, in their order; of those decided, where they were."""
    reached: Terms
    """The terms under which the waiting step's turn came."""
    turn: int = 0
    status: Status = Status.WAITING
    rungs_said: int = 0
    refused_by: UUID | None = None
    appeal_by: date | None = None
    appealed: bool = False
    """Against the refusal that stands."""
    answers: Desk | None = None
    """Whose the appeal is that waits."""
    taken: bool = False
    activity: str = WISH.activity
    """What was agreed to by whoever agreed."""
    opened_again: bool = False
    """By an appeal that was upheld: whoever has it now has their whole time."""
    sent_anew: str | None = None
    """The same, once it was asked anew."""

    def turn_at(self, staffed: frozenset[Desk]) -> Desk:
        return held(self.desks[self.turn], staffed)

    def decides_at(self, by: Actor, staffed: frozenset[Desk]) -> Desk | None:
        """The desk at which the waiting step is theirs: of one that is silent the director's as well (R16)."""
        if self.status not in WAITS:
            return None
        at = self.turn_at(staffed)
        theirs = [
            desk for desk in (at, *([DIRECTOR] if self.rungs_said == 3 else [])) if by.holds(desk.role, at=desk.scope)
        ]
        return theirs[0] if theirs and by.person_id != DOCTOR else None

    def judges(self, by: Actor, staffed: frozenset[Desk]) -> bool:
        """Whether the appeal that waits is theirs: of an empty desk the director's, then the programme's."""
        if self.answers is None:
            return False
        desks = (self.answers, DIRECTOR, *([TPD] if TPD in self.desks else []))
        at = next((desk for desk in desks if desk in staffed), self.answers)
        return by.holds(at.role, at=at.scope) and by.person_id not in (DOCTOR, self.refused_by)

    def hands_on(self, desk: Desk, terms: Terms) -> None:
        """A step at this desk is reached."""
        self.desks[self.turn] = desk
        self.reached, self.rungs_said = terms, 0


def held(desk: Desk, staffed: frozenset[Desk]) -> Desk:
    return desk if desk in staffed else DIRECTOR


def later(terms: Terms, days: int) -> Terms:
    """The same rules, so many days later."""
    dated = {field.name: getattr(terms, field.name) for field in fields(terms)}
    moved = {name: value + timedelta(days=days) for name, value in dated.items() if isinstance(value, date)}
    return replace(terms, **moved)


class LifeOfARequest(RuleBasedStateMachine):
    @initialize(staffed=staffings, leave_type=st.sampled_from(LeaveType))
    def ask(self, staffed: frozenset[Desk], leave_type: LeaveType) -> None:
        self.terms: Terms = TERMS
        self.staffed = staffed
        self.wish = replace(WISH, type=leave_type, purpose=PURPOSES[leave_type])
        decision = asked(self.wish, staffed=staffed, terms=self.terms)
        self.kept = decision.request
        self.said: list[Event] = [*decision.events]
        self.model = Model(self.chain, self.terms)

    @property
    def chain(self) -> list[Desk]:
        """Who is asked now, in their order."""
        desks = (COORDINATOR, TPD) if self.wish.type is LeaveType.STUDY else (COORDINATOR,)
        return list(dict.fromkeys(held(desk, self.staffed) for desk in desks))

    @property
    def request(self) -> LeaveRequest:
        """As whoever acts finds it: what waits is where somebody is today."""
        return self.kept.as_held({desk: {SOMEBODY} for desk in self.staffed})

    @rule(by=people, rightly=mostly)
    def say_yes(self, by: Actor, *, rightly: bool) -> None:
        by = self.somebody(by, lambda one: self.model.decides_at(one, self.staffed), rightly=rightly)
        model = self.model
        desk = model.decides_at(by, self.staffed) if model.status is Status.WAITING else None
        took = self.took(lambda: approve(self.request, by=by, note=None, staffed=self.staffed, terms=self.terms))
        assert took is (desk is not None)
        if desk is not None:
            model.desks[model.turn] = desk
            model.turn += 1
            if model.turn == len(model.desks):
                model.status = Status.APPROVED
            else:
                model.hands_on(model.turn_at(self.staffed), self.terms)

    @rule(by=people, rightly=mostly)
    def say_no(self, by: Actor, *, rightly: bool) -> None:
        by = self.somebody(by, lambda one: self.model.decides_at(one, self.staffed), rightly=rightly)
        model = self.model
        desk = model.decides_at(by, self.staffed) if model.status is Status.WAITING else None
        assert self.took(lambda: refuse(self.request, by=by, refusal=REFUSAL, terms=self.terms)) is (desk is not None)
        if desk is not None:
            model.desks[model.turn] = desk
            model.status, model.refused_by, model.appeal_by = Status.REFUSED, by.person_id, self.terms.appeal_by
            model.appealed = False

    @rule(by=people, rightly=mostly)
    def give_it_back(self, by: Actor, *, rightly: bool) -> None:
        by = self.somebody(by, lambda one: self.model.decides_at(one, self.staffed), rightly=rightly)
        model = self.model
        desk = model.decides_at(by, self.staffed) if model.status is Status.WAITING else None
        took = self.took(lambda: give_back(self.request, by=by, missing=MISSING, terms=self.terms))
        assert took is (desk is not None)
        if desk is not None:
            model.desks[model.turn] = desk
            model.status = Status.RETURNED

    @rule(by=people, rightly=mostly, activity=st.sampled_from(ACTIVITIES))
    def ask_for_it_anew(self, by: Actor, activity: str, *, rightly: bool) -> None:
        """Of what others agreed to before it goes on where it was, of something else from the beginning.

        Sent once more as it was sent anew, it stands as it is.
        """
        by = self.somebody(by, lambda one: one.person_id == DOCTOR, rightly=rightly)
        model = self.model
        again = model.status is Status.WAITING and activity == model.sent_anew
        returned = model.status is Status.RETURNED and self.request.first_day > self.terms.today
        expected = by.person_id == DOCTOR and (again or returned)
        wish = replace(self.wish, activity=activity, location="Leeds")
        took = self.took(lambda: asked_anew(self.request, wish, by=by, staffed=self.staffed, terms=self.terms))
        assert took is expected
        if not took or again:
            return
        model.sent_anew = activity
        returning, later = model.desks[model.turn], model.desks[model.turn + 1 :]
        same = activity == model.activity
        model.turn, model.status, model.activity = model.turn + 1, Status.WAITING, activity
        anew = dict.fromkeys(held(desk, self.staffed) for desk in (returning, *later))
        model.desks[model.turn :] = anew if same else self.chain
        model.hands_on(model.desks[model.turn], self.terms)

    @rule(by=people)
    def take_back(self, by: Actor) -> None:
        model = self.model
        again = model.status is Status.WITHDRAWAL_ASKED
        if by.person_id == DOCTOR:
            ahead = model.status in OPEN and self.request.first_day > self.terms.today
            expected = again or ahead
        else:
            expected = again and model.decides_at(by, self.staffed) is not None
        assert self.took(lambda: withdraw(self.request, by=by, staffed=self.staffed, terms=self.terms)) is expected
        if not expected or (again and by.person_id == DOCTOR):
            return
        if model.status is Status.APPROVED:
            releasing = COORDINATOR if COORDINATOR in model.desks else model.desks[0]
            model.status, model.turn = Status.WITHDRAWAL_ASKED, len(model.desks)
            model.desks.append(releasing)
            model.hands_on(held(releasing, self.staffed), self.terms)
        else:
            model.status = Status.WITHDRAWN

    @rule(by=people, rightly=mostly, deanery=st.sampled_from([None, "NTH"]))
    def appeal_against_it(self, by: Actor, deanery: str | None, *, rightly: bool) -> None:
        by = self.somebody(by, lambda one: one.person_id == DOCTOR, rightly=rightly)
        model = self.model
        expected = (
            *(by.person_id == DOCTOR, model.status is Status.REFUSED, not model.taken, not model.appealed),
            model.appeal_by is not None and self.terms.today <= model.appeal_by,
        )
        holders = {desk: {SOMEBODY} for desk in self.staffed}
        took = self.took(
            lambda: appeal(self.request, by=by, words=WORDS, holders=holders, deanery=deanery, terms=self.terms)
        )
        assert took is all(expected)
        if took:
            model.appealed = True
            model.answers = DEAN if model.desks[model.turn] == DIRECTOR and deanery else DIRECTOR

    @rule(by=people, rightly=mostly)
    def take_the_appeal_in_hand(self, by: Actor, *, rightly: bool) -> None:
        by = self.somebody(by, lambda one: self.model.judges(one, self.staffed), rightly=rightly)
        expected = self.model.judges(by, self.staffed)
        assert self.took(lambda: acknowledge(self.request, by=by, terms=self.terms)) is expected

    @rule(by=people, rightly=mostly, outcome=st.sampled_from(AppealOutcome))
    def answer_the_appeal(self, by: Actor, outcome: AppealOutcome, *, rightly: bool) -> None:
        by = self.somebody(by, lambda one: self.model.judges(one, self.staffed), rightly=rightly)
        model, expected = self.model, self.model.judges(by, self.staffed)
        took = self.took(lambda: answer(self.request, by=by, outcome=outcome, explanation=WORDS, terms=self.terms))
        assert took is expected
        if not expected:
            return
        model.answers = None
        if outcome is AppealOutcome.UPHELD:
            refusing = model.desks[model.turn]
            model.status, model.turn = Status.WAITING, model.turn + 1
            model.opened_again = True
            model.desks.insert(model.turn, refusing)
            model.hands_on(refusing, self.terms)

    @rule(by=people)
    def take_what_was_offered(self, by: Actor) -> None:
        model = self.model
        refused = model.status is Status.REFUSED and not model.taken and not model.appealed
        expected = refused and by.person_id == DOCTOR
        took = self.took(lambda: take_alternative(self.request, by=by, instead_id=None, terms=self.terms))
        assert took is expected
        model.taken = model.taken or expected

    @rule()
    def look_whether_it_is_late(self) -> None:
        """Of a step that waits the highest rung is said, once; nothing is decided by it."""
        model, before, heard = self.model, self.kept, len(self.said)
        reached = model.reached
        rungs = sum(at <= self.terms.at for at in (reached.remind_at, reached.overdue_at, reached.no_response_at))
        climbed = climb(self.kept, holders={}, at=self.terms.at)
        self.kept = climbed.request
        self.said.extend(climbed.events)
        if model.status in WAITS:
            assert len(self.said) - heard == (rungs > model.rungs_said)
            model.rungs_said = max(rungs, model.rungs_said)
        assert self.kept.status == before.status
        assert [step.verdict for step in self.kept.steps] == [step.verdict for step in before.steps]

    @rule()
    def look_whether_its_days_are_over(self) -> None:
        """What nobody has decided by then ends, wherever it is; what an upheld appeal opened not before its time."""
        model = self.model
        undecided = model.status in (Status.WAITING, Status.RETURNED) and self.request.last_day < self.terms.today
        expected = undecided and (not model.opened_again or self.kept.next_rung_at is None)
        lapsed = lapse(self.kept, holders={desk: {SOMEBODY} for desk in self.staffed}, at=self.terms.at)
        assert [type(event) for event in lapsed.events] == ([LeaveLapsed] if expected else [])
        assert expected or lapsed.request == self.kept
        self.kept = lapsed.request
        self.said.extend(lapsed.events)
        if expected:
            model.status = Status.LAPSED

    @rule(staffed=staffings)
    def change_the_staff(self, staffed: frozenset[Desk]) -> None:
        self.staffed = staffed

    @rule(news=st.sampled_from([a_change(SITE), UNMINDED, a_cancellation()]))
    def change_the_placement(self, news: PlacementNews) -> None:
        expected = self.model.status in OPEN and self.terms.today <= self.request.last_day and news is not UNMINDED
        decision = after_placement_change(self.request, news, holders={}, today=self.terms.today)
        assert bool(decision.events) is expected
        self.kept = replace(self.kept, affected=decision.request.affected)
        self.said.extend(decision.events)

    @precondition(lambda self: self.terms.today < WISH.last_day + timedelta(days=9))
    @rule(days=st.integers(min_value=1, max_value=30))
    def let_time_pass(self, days: int) -> None:
        self.terms = later(self.terms, days)

    @invariant()
    def it_stands_where_the_model_stands(self) -> None:
        assert self.request.status is self.model.status
        assert (self.request.open_appeal is not None) == (self.model.answers is not None)
        if waiting := self.request.waiting_step:
            assert waiting.desk == self.model.turn_at(self.staffed)
            assert waiting.had_no_response == (self.model.rungs_said == 3)

    @invariant()
    def there_is_one_beginning_and_one_end_after_each_upheld_appeal(self) -> None:
        assert isinstance(self.said[0], LeaveSubmitted)
        answers = [type(event).__name__ for event in self.said if isinstance(event, ENDINGS)]
        again = sum(isinstance(e, LeaveAppealAnswered) and e.outcome is AppealOutcome.UPHELD for e in self.said)
        assert answers[:again] == ["LeaveRefused"] * again
        once = [[each.__name__] for each in ENDINGS]
        assert answers[again:] in ([], *once, ["LeaveApproved", "LeaveWithdrawn"])

    @invariant()
    def each_appeal_is_answered_at_most_once_and_against_one_refusal(self) -> None:
        refused = sum(isinstance(event, LeaveRefused) for event in self.said)
        made = sum(isinstance(event, LeaveAppealed) for event in self.said)
        answers = sum(isinstance(event, LeaveAppealAnswered) for event in self.said)
        assert answers <= made == len(self.request.appeals) <= refused
        assert (self.request.open_appeal is not None) == (made > answers)

    @invariant()
    def it_is_with_its_doctor_once_for_each_return_that_was_not_sent_again(self) -> None:
        returned = sum(isinstance(event, LeaveReturned) for event in self.said)
        sent_again = sum(isinstance(event, LeaveResubmitted) for event in self.said)
        assert [step.verdict for step in self.request.steps].count(Verdict.RETURNED) == returned
        assert sent_again <= returned <= sent_again + 1
        if self.request.status is Status.RETURNED:
            assert returned == sent_again + 1
            assert self.request.waiting_desk is None
        reminded = sum(isinstance(event, LeaveReturnReminded) for event in self.said)
        assert reminded <= returned

    @invariant()
    def status_and_steps_say_the_same(self) -> None:
        verdicts = [step.verdict for step in self.request.steps]
        upheld = sum(each.outcome is AppealOutcome.UPHELD for each in self.request.appeals)
        neither = upheld + verdicts.count(Verdict.RETURNED)
        match self.request.status:
            case Status.WAITING:
                assert self.request.waiting_step is not None
                assert self.request.waiting_step.due_at is not None
            case Status.APPROVED:
                assert verdicts.count(Verdict.AGREED) + neither == len(verdicts)
            case Status.WITHDRAWAL_ASKED:
                assert self.request.waiting_step == self.request.steps[-1]
                assert verdicts[:-1].count(Verdict.AGREED) + neither == len(verdicts) - 1
            case Status.REFUSED:
                assert verdicts.count(Verdict.REFUSED) == upheld + 1
                assert self.request.refusal is not None
                assert self.request.appeal_by is not None
            case Status.LAPSED:
                assert verdicts.count(Verdict.LAPSED) <= 1
                assert verdicts.count(Verdict.REFUSED) == upheld
                assert self.request.waiting_desk is None
                assert self.request.by_whom == {}
            case Status.WITHDRAWN:
                assert verdicts.count(Verdict.REFUSED) == upheld
        assert (self.request.status in WAITS) == (self.request.waiting_step is not None)

    @invariant()
    def steps_are_decided_in_order(self) -> None:
        decided = [step.verdict is not None for step in self.request.steps]
        assert decided == sorted(decided, reverse=True)
        handed_on = sum(isinstance(event, LeaveStepDecided) for event in self.said)
        assert handed_on <= len(self.request.steps) - 1

    @invariant()
    def nothing_said_carries_words(self) -> None:
        written = " ".join(event.model_dump_json() for event in self.said)
        for words in (
            WORDS,
            MISSING,
            "Leeds",
            *ACTIVITIES,
            WISH.provider,
            REFUSAL.explanation,
            REFUSAL.alternative,
            REFUSAL.next_step,
        ):
            assert words not in written

    @invariant()
    def a_flag_is_said(self) -> None:
        flagged = any(isinstance(event, LeavePlacementAffected) for event in self.said)
        assert flagged == (self.request.affected is not None)

    def somebody(self, by: Actor, may: Callable[[Actor], object], *, rightly: bool) -> Actor:
        """Mostly who may: else hardly any request would come far."""
        return next((one for one in PEOPLE if may(one)), by) if rightly else by

    def took(self, act: Callable[[], Decision]) -> bool:
        """Whether the domain let it happen; what changes nothing is not kept."""
        before = self.request
        try:
            decision = act()
        except Declined:
            return False
        if decision.request != before:
            self.kept = decision.request
        self.said.extend(decision.events)
        return True


TestLifeOfARequest = LifeOfARequest.TestCase
TestLifeOfARequest.settings = settings(max_examples=300, stateful_step_count=40)
