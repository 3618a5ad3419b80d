"""Whatever people do with a course, in whatever order: it is never oversold, and says what a plain list would say."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from chassis.errors import Declined
from contracts import Actor, Event
from contracts.opportunities import (
    TrainingAttended,
    TrainingBooked,
    TrainingCancelled,
    TrainingGivenBack,
    TrainingMissed,
    TrainingReleaseAppealAnswered,
    TrainingReleaseAppealed,
    TrainingReleaseRefused,
)
from contracts.vocabulary import AppealOutcome, RefusalReason, TrainingCancellationReason
from services.opportunities.domain import training
from services.opportunities.domain.training import Mark, Outcome
from tests.unit.opportunities.courses import (
    A_REFUSAL,
    A_WISH,
    BEGUN,
    DIRECTOR,
    EDITOR,
    REFUSAL_TERMS,
    ROTA,
    TERMS,
    a_doctor,
)
from tests.unit.opportunities.facts import NOW, a_placement

DOCTORS = tuple(a_doctor(number) for number in range(1, 5))
THERE = a_placement(end=date(2027, 2, 2))

doctors = st.sampled_from(DOCTORS)


class LifeOfACourse(RuleBasedStateMachine):
    @initialize(seats=st.integers(min_value=1, max_value=3))
    def schedule(self, seats: int) -> None:
        outcome = training.schedule(
            replace(A_WISH, seats=seats),
            course_id=UUID(int=1),
            by=EDITOR,
            organiser_is_there=True,
            terms=TERMS,
            at=NOW,
        )
        self.course, self.at = outcome.course, NOW
        self.said: list[Event] = []
        self.seated: dict[UUID, str] = {}
        self.cancelled = False
        self.refused: set[UUID] = set()
        """Bookings whose release was refused."""
        self.appealed: dict[UUID, tuple[UUID, str]] = {}
        """Doctor → the booking whose refusal they appealed against, and what came of that."""

    @rule(doctor=doctors)
    def book(self, doctor: Actor) -> None:
        free = len(self.seated) < self.course.seats and doctor.person_id not in self.seated
        expected = free and self.at < BEGUN and not self.cancelled
        number = UUID(int=100 + len(self.course.bookings))
        took = self.took(
            lambda: training.book(self.course, booking_id=number, by=doctor, placements=[THERE], at=self.at)
        )
        assert took is expected
        if expected:
            self.seated[doctor.person_id] = "booked"

    @rule(doctor=doctors)
    def give_back(self, doctor: Actor) -> None:
        expected = self.seated.get(doctor.person_id) == "booked" and self.at < BEGUN
        which = self.seat_of(doctor)
        assert self.took(lambda: training.give_back(self.course, which, by=doctor, at=self.at)) is expected
        if expected:
            del self.seated[doctor.person_id]

    @rule(doctor=doctors)
    def refuse_release(self, doctor: Actor) -> None:
        which = self.seat_of(doctor)
        expected = self.seated.get(doctor.person_id) == "booked" and self.came_of_it(doctor) != "upheld"
        took = self.took(
            lambda: training.refuse_release(
                self.course,
                which,
                by=ROTA,
                refusal=replace(A_REFUSAL, reason=RefusalReason.ON_CALL_CLASH),
                terms=REFUSAL_TERMS,
                at=self.at,
            )
        )
        assert took is expected
        if expected:
            del self.seated[doctor.person_id]
            self.refused.add(which)

    @rule(doctor=doctors)
    def appeal(self, doctor: Actor) -> None:
        which = self.last_of(doctor)
        first = which in self.refused and self.came_of_it(doctor) is None
        expected = first and self.at < BEGUN and not self.cancelled
        facts: dict[str, Any] = {"words": "Two colleagues offered to swap.", "judges": [DIRECTOR.person_id]}
        assert self.took(lambda: training.appeal(self.course, which, by=doctor, at=self.at, **facts)) is expected
        if expected:
            self.appealed[doctor.person_id] = which, "waits"

    @rule(doctor=doctors, outcome=st.sampled_from(AppealOutcome))
    def answer(self, doctor: Actor, outcome: AppealOutcome) -> None:
        """Upheld, they sit there again where a seat is left and it has not begun; they are released all the same."""
        which, _ = self.appealed.get(doctor.person_id, (self.last_of(doctor), None))
        expected = self.came_of_it(doctor) == "waits" and not self.cancelled
        words = "The swap was not looked at."
        took = self.took(
            lambda: training.answer_appeal(self.course, which, by=DIRECTOR, outcome=outcome, words=words, at=self.at)
        )
        assert took is expected
        if not expected:
            return
        self.appealed[doctor.person_id] = which, outcome.value
        without = doctor.person_id not in self.seated and len(self.seated) < self.course.seats
        if outcome is AppealOutcome.UPHELD and self.at < BEGUN and without:
            self.seated[doctor.person_id] = "booked"
            self.refused.discard(which)

    @rule(doctor=doctors, attended=st.booleans())
    def record(self, doctor: Actor, *, attended: bool) -> None:
        expected = doctor.person_id in self.seated and self.at >= BEGUN and not self.cancelled
        marks = [Mark(self.seat_of(doctor), attended)]
        assert self.took(lambda: training.take_register(self.course, marks, by=EDITOR, at=self.at)) is expected
        if expected:
            self.seated[doctor.person_id] = "attended" if attended else "missed"

    @rule(really=st.sampled_from([False, False, True]))
    def cancel(self, *, really: bool) -> None:
        if not really:
            return
        expected = not self.cancelled and set(self.seated.values()) <= {"booked"}
        reason = TrainingCancellationReason.TOO_FEW_BOOKED
        assert self.took(lambda: training.cancel(self.course, by=EDITOR, reason=reason, at=self.at)) is expected
        if expected:
            self.cancelled, self.seated = True, {}

    @rule()
    def begin(self) -> None:
        self.at = BEGUN

    @invariant()
    def never_oversold(self) -> None:
        held = [each.doctor_id for each in self.course.bookings if each.is_held]
        assert len(held) == len(set(held)) == self.course.seats - self.course.seats_left
        assert self.course.seats_left >= 0

    @invariant()
    def what_was_said_is_what_stands(self) -> None:
        """Whoever hears the facts in their order knows who sits there."""
        heard: dict[UUID, str] = {}
        appealing = set[UUID]()
        for event in self.said:
            match event:
                case TrainingBooked():
                    heard[event.doctor_id] = "booked"
                case TrainingReleaseAppealAnswered():
                    if event.seated:
                        heard[event.doctor_id] = "booked"
                case TrainingReleaseAppealed():
                    assert event.doctor_id not in appealing
                    appealing.add(event.doctor_id)
                case TrainingGivenBack() | TrainingReleaseRefused():
                    del heard[event.doctor_id]
                case TrainingAttended():
                    heard[event.doctor_id] = "attended"
                case TrainingMissed():
                    heard[event.doctor_id] = "missed"
                case TrainingCancelled():
                    assert {lost.doctor_id for lost in event.bookings} == heard.keys()
                    heard = {}
        stands = {each.doctor_id: each.status.value for each in self.course.bookings if each.is_held}
        assert heard == stands == self.seated

    def took(self, step: Callable[[], Outcome]) -> bool:
        try:
            outcome = step()
        except Declined:
            return False
        self.course = outcome.course
        self.said += outcome.events
        return True

    def came_of_it(self, doctor: Actor) -> str | None:
        """Of their appeal, where they made one."""
        return self.appealed[doctor.person_id][1] if doctor.person_id in self.appealed else None

    def seat_of(self, doctor: Actor) -> UUID:
        """What they hold, which an appeal may have given back after they booked anew; else their last."""
        held = self.course.held_by(doctor.person_id)
        return held.booking_id if held else self.last_of(doctor)

    def last_of(self, doctor: Actor) -> UUID:
        own = [each.booking_id for each in self.course.bookings if each.doctor_id == doctor.person_id]
        return max(own, default=UUID(int=0))


TestLifeOfACourse = LifeOfACourse.TestCase
TestLifeOfACourse.settings = settings(max_examples=120, stateful_step_count=25)
