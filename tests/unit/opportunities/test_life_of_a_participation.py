"""From interest to confirmation, by every way there is."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from chassis.errors import Declined, LostUpdate, NotFound
from contracts import Actor, Grant
from contracts.vocabulary import Answer, ClosingReason, DeclineReason, ParticipationRole, Role
from services.opportunities.domain import (
    PLACED,
    Participation,
    Status,
    Step,
    Verdict,
    answer,
    confirm,
    express,
    miss,
    withdraw,
)
from services.opportunities.domain.obstacles import (
    AlreadyAnswered,
    AlreadyConfirmed,
    AlreadyExpressed,
    AlreadyMissed,
    DidNotTakePlace,
    GradeNotEligible,
    HasNotBegun,
    NoLongerOpen,
    NoPlaceLeft,
    NotChairable,
    NotOffered,
    NotThatTime,
    ReasonMissing,
)
from tests.unit.opportunities.facts import (
    A_DEED,
    CHAMPION,
    DOCTOR,
    LEAD,
    NOW,
    STRANGER,
    TODAY,
    a_participation,
    a_placement,
    an_opportunity,
)

OFFER = Verdict(Answer.OFFERED)
DECLINE = Verdict(Answer.DECLINED, DeclineReason.NO_PLACE_LEFT)
ANSWER_BY = date(2026, 12, 6)


def expressed(by: Actor = DOCTOR, **otherwise: object) -> Step:
    facts: dict[str, object] = {"placements": [a_placement()], "before": None} | otherwise
    opportunity = facts.pop("opportunity", an_opportunity())
    participation_id = a_participation().participation_id
    return express(
        opportunity,  # type: ignore[arg-type]
        participation_id=participation_id,
        by=by,
        why="I want to learn it.",
        answer_by=ANSWER_BY,
        at=NOW,
        today=TODAY,
        **facts,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("otherwise", "obstacle"),
    [
        ({"placements": [a_placement(host="RXF")]}, NotFound),
        ({"placements": [a_placement(end=date(2026, 11, 21))]}, NotFound),
        ({"by": LEAD}, NotFound),
        ({"before": a_participation(status=Status.WITHDRAWN)}, AlreadyExpressed),
        ({"opportunity": an_opportunity(closed_at=NOW)}, NoLongerOpen),
        ({"opportunity": an_opportunity(grades=("ST5",))}, GradeNotEligible),
    ],
)
def test_each_obstacle_to_asking_stands_in_the_way(otherwise: dict[str, object], obstacle: type[Declined]) -> None:
    with pytest.raises(obstacle):
        expressed(**otherwise)  # type: ignore[arg-type]


def test_the_words_of_interest_stay_and_the_fact_goes() -> None:
    step = expressed()

    assert step.participation.why == "I want to learn it."
    assert "learn" not in step.events[0].model_dump_json()


def test_the_grade_that_counts_is_the_one_at_this_trust() -> None:
    here, there = a_placement(grade="F1"), a_placement(host="RXF", grade="ST5")

    with pytest.raises(GradeNotEligible):
        expressed(opportunity=an_opportunity(grades=("ST5",)), placements=[here, there])


@pytest.mark.parametrize("by", [STRANGER, DOCTOR, Actor(DOCTOR.person_id, frozenset({Grant(Role.CHAMPION, "R0B")}))])
def test_who_does_not_lead_it_neither_answers_nor_confirms(by: Actor) -> None:
    with pytest.raises(NotFound):
        answer(a_participation(), an_opportunity(), OFFER, by=by, taken=0, at=NOW)
    with pytest.raises(NotFound):
        confirm(a_participation(status=Status.OFFERED), an_opportunity(), A_DEED, by=by, at=NOW, today=TODAY)


@pytest.mark.parametrize(("taken", "places", "free"), [(0, 1, True), (1, 1, False), (1, 2, True), (3, 2, False)])
def test_a_place_is_offered_while_there_is_one(taken: int, places: int, free: bool) -> None:
    def offered() -> Status:
        return answer(
            a_participation(), an_opportunity(places=places), OFFER, by=LEAD, taken=taken, at=NOW
        ).participation.status

    if free:
        assert offered() == Status.OFFERED
    else:
        with pytest.raises(NoPlaceLeft):
            offered()


def test_declining_needs_a_reason_and_no_place() -> None:
    full = an_opportunity(places=1)
    with pytest.raises(ReasonMissing):
        answer(a_participation(), full, Verdict(Answer.DECLINED), by=LEAD, taken=1, at=NOW)

    assert (
        answer(a_participation(), full, DECLINE, by=CHAMPION, taken=1, at=NOW).participation.status == Status.DECLINED
    )


def test_whoever_comes_second_learns_by_id_who_answered() -> None:
    answered = answer(a_participation(), an_opportunity(), OFFER, by=LEAD, taken=0, at=NOW).participation

    with pytest.raises(AlreadyAnswered) as late:
        answer(answered, an_opportunity(), DECLINE, by=CHAMPION, taken=1, at=NOW)

    assert late.value.facts == {"answered_by": str(LEAD.person_id)}


def test_an_answer_to_an_older_version_is_refused() -> None:
    with pytest.raises(LostUpdate):
        answer(a_participation(version=2), an_opportunity(), OFFER, by=LEAD, taken=0, at=NOW, match=1)


@pytest.mark.parametrize(
    ("deed", "obstacle"),
    [
        (replace(A_DEED, last_day=date(2026, 11, 23)), NotThatTime),
        (replace(A_DEED, first_day=date(2026, 11, 9)), NotThatTime),
        (replace(A_DEED, first_day=date(2026, 11, 11)), NotThatTime),
        (replace(A_DEED, role=ParticipationRole.CHAIRED), NotChairable),
    ],
)
def test_what_cannot_have_happened_is_not_confirmed(deed: object, obstacle: type[Declined]) -> None:
    offered, opportunity = a_participation(status=Status.OFFERED), an_opportunity(chairing=False)

    with pytest.raises(obstacle):
        confirm(offered, opportunity, deed, by=LEAD, at=NOW, today=TODAY)  # type: ignore[arg-type]


def test_what_was_called_off_is_not_confirmed_even_where_an_offer_was_left_standing() -> None:
    called_off = an_opportunity(closed_at=NOW, closed_because=ClosingReason.NOT_TAKING_PLACE)

    with pytest.raises(DidNotTakePlace):
        confirm(a_participation(status=Status.OFFERED), called_off, A_DEED, by=LEAD, at=NOW, today=TODAY)


@pytest.mark.parametrize(
    ("status", "facts", "obstacle"),
    [
        (Status.INTERESTED, {}, NotOffered),
        (Status.WITHDRAWN, {}, NotOffered),
        (Status.CONFIRMED, {}, AlreadyConfirmed),
        (Status.NO_SHOW, {}, AlreadyMissed),
        (Status.OFFERED, {"first_day": date(2026, 11, 23)}, HasNotBegun),
        (Status.OFFERED, {"closed_at": NOW, "closed_because": ClosingReason.NOT_TAKING_PLACE}, DidNotTakePlace),
    ],
)
def test_nobody_misses_what_they_had_no_place_in_or_what_has_not_begun(
    status: Status, facts: dict[str, object], obstacle: type[Declined]
) -> None:
    with pytest.raises(obstacle):
        miss(a_participation(status=status), an_opportunity(**facts), by=LEAD, at=NOW, today=TODAY)


def test_the_doctor_does_not_say_themselves_that_they_did_not_come() -> None:
    with pytest.raises(NotFound):
        miss(a_participation(status=Status.OFFERED), an_opportunity(), by=DOCTOR, at=NOW, today=TODAY)


class Places(RuleBasedStateMachine):
    """Four doctors and two places: whatever is tried in whichever order."""

    def __init__(self) -> None:
        super().__init__()
        self.opportunity = an_opportunity(places=2)
        self.held: dict[int, Participation] = {n: a_participation() for n in range(4)}
        self.said: dict[int, list[str]] = {n: ["fairlead.interest.expressed.v1"] for n in range(4)}

    @property
    def taken(self) -> int:
        return sum(one.status in PLACED for one in self.held.values())

    def _keep(self, n: int, step: Step) -> None:
        self.held[n] = step.participation
        self.said[n] += [event.type for event in step.events]

    @rule(n=st.integers(0, 3), verdict=st.sampled_from([OFFER, DECLINE]), by=st.sampled_from([LEAD, CHAMPION]))
    def answer(self, n: int, verdict: Verdict, by: Actor) -> None:
        try:
            self._keep(n, answer(self.held[n], self.opportunity, verdict, by=by, taken=self.taken, at=NOW))
        except Declined:
            assert self.held[n].status != Status.INTERESTED or self.taken == 2

    @rule(n=st.integers(0, 3))
    def withdraw(self, n: int) -> None:
        try:
            self._keep(n, withdraw(self.held[n], self.opportunity, by=DOCTOR, at=NOW))
        except Declined:
            assert self.held[n].status in (Status.DECLINED, Status.WITHDRAWN, Status.CONFIRMED, Status.NO_SHOW)

    @rule(n=st.integers(0, 3))
    def confirm(self, n: int) -> None:
        try:
            self._keep(n, confirm(self.held[n], self.opportunity, A_DEED, by=LEAD, at=NOW, today=TODAY))
        except Declined:
            assert self.held[n].status not in (Status.OFFERED, Status.NO_SHOW)

    @rule(n=st.integers(0, 3))
    def miss(self, n: int) -> None:
        try:
            self._keep(n, miss(self.held[n], self.opportunity, by=LEAD, at=NOW, today=TODAY))
        except Declined:
            assert self.held[n].status != Status.OFFERED

    @invariant()
    def no_more_places_are_taken_than_there_are(self) -> None:
        assert self.taken <= self.opportunity.places

    @invariant()
    def nothing_is_said_twice_and_nothing_is_confirmed_that_was_not_offered(self) -> None:
        for n, said in self.said.items():
            assert len(set(said)) == len(said)
            came = [one for one in said if one != "fairlead.participation.missed.v1"]
            if self.held[n].status == Status.CONFIRMED:
                assert came[-2:] == ["fairlead.interest.answered.v1", "fairlead.participation.confirmed.v1"]
            if self.held[n].status == Status.NO_SHOW:
                assert said[-2:] == ["fairlead.interest.answered.v1", "fairlead.participation.missed.v1"]


TestPlaces = Places.TestCase
TestPlaces.settings = settings(max_examples=60, stateful_step_count=20)
