"""Whatever people do with a slot, in whatever order, it is what a far simpler model says it is."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from chassis.errors import Declined
from contracts import Actor, Event
from contracts.role_modelling import ShadowingBooked, ShadowingCancelled, ShadowingCompleted, ShadowingOffered
from contracts.vocabulary import CancellationReason
from services.role_modelling.domain import (
    Decision,
    Status,
    book,
    cancel,
    cancel_booking,
    complete,
    debrief,
    offer,
)
from tests.unit.role_modelling.facts import (
    BEGINS,
    CHAMPION,
    ELSEWHERE,
    ENDS,
    HOST,
    NOW,
    OBJECTIVE,
    PLACEMENT,
    TERMS,
    TODAY,
    WISH,
    a_doctor,
)

DOCTORS = tuple(a_doctor(7000000 + number) for number in range(2))
KEEPERS = (HOST, CHAMPION)
MOMENTS = (NOW, BEGINS, ENDS)
"""Before it, during it, and once it is over: at the border, on its later side."""
NOTE = "What I learned"
OF_HOSTS, OF_DOCTORS = CancellationReason.SERVICE_PRESSURE, CancellationReason.NOT_RELEASED

doctors = st.sampled_from(DOCTORS)
somebody = st.sampled_from([None, *KEEPERS, ELSEWHERE])
"""Who acts on a booking; None: the doctor whose it is."""
seldom_not = st.sampled_from([True, True, True, False])


@dataclass
class Model:
    """Who sits where, as one would note it on a sheet of paper."""

    places: int
    seats: set[UUID] = field(default_factory=set)
    judged: dict[UUID, bool] = field(default_factory=dict)
    banned: set[UUID] = field(default_factory=set)
    gone: bool = False

    def may_book(self, doctor: UUID, at: datetime) -> bool:
        inside = self.seats | self.judged.keys()
        free = len(inside) < self.places and doctor not in inside | self.banned
        return free and not self.gone and at < BEGINS


class LifeOfASlot(RuleBasedStateMachine):
    @initialize(places=st.integers(min_value=1, max_value=2))
    def offer(self, places: int) -> None:
        self.at = NOW
        self.model = Model(places)
        decision = offer(replace(WISH, places=places), by=HOST, terms=TERMS)
        self.slot, self.said = decision.slot, list(decision.events)

    @rule(doctor=doctors)
    def book(self, doctor: Actor) -> None:
        expected = self.model.may_book(doctor.person_id, self.at)
        number = UUID(int=300 + len(self.slot.bookings))
        facts = {"booking_id": number, "objective": OBJECTIVE, "placements": [PLACEMENT], "host_is_there": True}
        assert self.took(lambda: book(self.slot, by=doctor, at=self.at, today=TODAY, **facts)) is expected
        if expected:
            self.model.seats.add(doctor.person_id)

    @rule(by=somebody, of=doctors, right=seldom_not)
    def cancel_a_booking(self, by: Actor | None, of: Actor, *, right: bool) -> None:
        by = by or of
        own, seated = by == of, of.person_id in self.model.seats
        reason = OF_DOCTORS if own == right else OF_HOSTS
        expected = seated and right and (self.at < BEGINS if own else by in KEEPERS)
        which = self.last_of(of)
        took = self.took(lambda: cancel_booking(self.slot, which, by=by, reason=reason, at=self.at))
        assert took is expected
        if expected:
            self.model.seats.discard(of.person_id)
            self.model.banned |= set() if own else {of.person_id}

    @rule(by=st.sampled_from([*KEEPERS, ELSEWHERE, DOCTORS[0]]), waits=seldom_not)
    def cancel_the_slot(self, by: Actor, *, waits: bool) -> None:
        if waits:
            return
        nobody_waited = self.at >= ENDS and not self.model.seats
        expected = by in KEEPERS and not (self.model.gone or self.model.judged or nobody_waited)
        assert self.took(lambda: cancel(self.slot, by=by, reason=OF_HOSTS, at=self.at)) is expected
        if expected:
            self.model.gone = True
            self.model.banned |= self.model.seats
            self.model.seats = set()

    @rule(by=somebody, of=doctors, minutes=st.sampled_from([0, 240, 241]))
    def complete(self, by: Actor | None, of: Actor, minutes: int) -> None:
        by = by or of
        expected = by in KEEPERS and of.person_id in self.model.seats and self.at >= ENDS and minutes <= 240
        facts = {"attended": minutes > 0, "minutes": minutes, "at": self.at}
        assert self.took(lambda: complete(self.slot, self.last_of(of), by=by, **facts)) is expected
        if expected:
            self.model.seats.discard(of.person_id)
            self.model.judged[of.person_id] = minutes > 0

    @rule(by=somebody, of=doctors)
    def look_back(self, by: Actor | None, of: Actor) -> None:
        by = by or of
        expected = by == of and self.model.judged.get(of.person_id, False)
        heard = len(self.said)
        took = self.took(lambda: debrief(self.slot, self.last_of(of), by=by, note=NOTE, at=self.at))
        assert (took, len(self.said)) == (expected, heard)

    @precondition(lambda self: self.at < MOMENTS[-1])
    @rule(waits=st.booleans())
    def let_time_pass(self, *, waits: bool) -> None:
        self.at = MOMENTS[MOMENTS.index(self.at) + (0 if waits else 1)]

    @invariant()
    def the_slot_is_what_the_sheet_says(self) -> None:
        assert {each.doctor_id for each in self.slot.waiting} == self.model.seats
        assert self.slot.free_places == self.model.places - len(self.model.seats) - len(self.model.judged)
        assert self.slot.free_places >= 0
        assert (self.slot.status is Status.CANCELLED) is self.model.gone

    @invariant()
    def nobody_has_two_places(self) -> None:
        assert max(Counter(each.doctor_id for each in self.slot.bookings if each.is_held).values(), default=0) <= 1

    @invariant()
    def whoever_only_hears_the_facts_counts_the_same(self) -> None:
        booked = [event.booking_id for event in self.said if isinstance(event, ShadowingBooked)]
        ended = [one.booking_id for e in self.said if isinstance(e, ShadowingCancelled) for one in e.bookings]
        completed = [event.booking_id for event in self.said if isinstance(event, ShadowingCompleted)]
        assert isinstance(self.said[0], ShadowingOffered)
        assert max(Counter([*ended, *completed]).values(), default=0) <= 1, "a booking ends once"
        assert set(ended) | set(completed) <= set(booked)
        assert len(booked) - len(ended) == self.model.places - self.slot.free_places
        assert any(isinstance(e, ShadowingCancelled) and e.whole for e in self.said) is self.model.gone

    @invariant()
    def nothing_said_carries_words(self) -> None:
        written = " ".join(event.model_dump_json() for event in self.said)
        assert not any(words in written for words in (OBJECTIVE, NOTE))

    def last_of(self, doctor: Actor) -> UUID:
        """The doctor's latest booking, or one that there is not."""
        theirs = [each.booking_id for each in self.slot.bookings if each.doctor_id == doctor.person_id]
        return max(theirs, default=UUID(int=1))

    def took(self, act: Callable[[], Decision]) -> bool:
        """Whether the domain let it happen; a declined act changes nothing."""
        try:
            decision = act()
        except Declined:
            return False
        self.slot = decision.slot
        self.said: list[Event] = [*self.said, *decision.events]
        return True


TestLifeOfASlot = LifeOfASlot.TestCase
TestLifeOfASlot.settings = settings(max_examples=300, stateful_step_count=60)
