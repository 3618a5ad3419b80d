"""What stands in the way of an appeal against refused release, and of its answer."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from chassis.errors import Declined, LostUpdate, NotFound
from contracts import Actor, Grant
from contracts.opportunities import (
    TrainingCancelled,
    TrainingReleaseAppealAnswered,
)
from contracts.vocabulary import AppealOutcome, RefusalReason, Role
from services.opportunities.domain import training
from services.opportunities.domain.training import Booking, BookingStatus, Outcome
from services.opportunities.domain.training.obstacles import (
    AppealAnswered,
    AppealedBefore,
    CourseBegun,
    CourseCancelled,
    JudgesTheirAppeal,
    NobodyElseJudges,
    ReleasedOnAppeal,
    ReleaseNotRefused,
)
from tests.unit.opportunities.courses import (
    A_REFUSAL,
    BEGUN,
    BOOKED,
    DIRECTOR,
    DOCTOR,
    EDITOR,
    ELSEWHERE,
    ORGANISER,
    OTHER,
    OTHERS,
    REFUSAL_TERMS,
    ROTA,
    TOO_FEW,
    WORDS,
    a_booking,
    a_course,
    a_doctor,
)
from tests.unit.opportunities.facts import NOW

WHY, FOUND = "Two colleagues offered to swap.", "The swap was not looked at."
NOT_RELEASED = replace(
    BOOKED,
    status=BookingStatus.NOT_RELEASED,
    reason=RefusalReason.ON_CALL_CLASH,
    words=WORDS,
    decided_by=ROTA.person_id,
    refused_by=ROTA.person_id,
)
APPEALED = replace(NOT_RELEASED, appeal=WHY, appealed_at=NOW)
OF_BEFORE = replace(APPEALED, refused_by=None)
"""As a process of before ``refused_by`` was kept writes it."""


@pytest.mark.parametrize(
    ("booking", "by", "otherwise", "obstacle"),
    [
        (NOT_RELEASED, OTHER, {}, NotFound),
        (NOT_RELEASED, DOCTOR, {"match": 7}, LostUpdate),
        (BOOKED, DOCTOR, {}, ReleaseNotRefused),
        (APPEALED, DOCTOR, {}, AppealedBefore),
        (replace(APPEALED, appeal_outcome=AppealOutcome.DISMISSED), DOCTOR, {}, AppealedBefore),
        (NOT_RELEASED, DOCTOR, {"at": BEGUN}, CourseBegun),
    ],
)
def test_each_obstacle_to_appealing_stands_in_the_way(
    booking: Booking, by: Actor, otherwise: dict[str, Any], obstacle: type[Declined]
) -> None:
    with pytest.raises(obstacle):
        appealed(booking, by=by, **otherwise)


def appealed(booking: Booking = NOT_RELEASED, *others: Booking, by: Actor = DOCTOR, **otherwise: Any) -> Outcome:
    course = a_course(seats=3, bookings=(booking, *others), **otherwise.pop("course", {}))
    facts: dict[str, Any] = {"words": WHY, "judges": [DIRECTOR.person_id], "at": NOW}
    return training.appeal(course, booking.booking_id, by=by, **facts | otherwise)


def test_of_a_course_that_does_not_take_place_nobody_needs_release() -> None:
    with pytest.raises(CourseCancelled):
        appealed(course={"cancelled_at": NOW})


ANEW = replace(NOT_RELEASED, booking_id=UUID(int=7), booked_at=NOW + timedelta(hours=1))


@pytest.mark.parametrize("earlier", [APPEALED, replace(APPEALED, appeal_outcome=AppealOutcome.DISMISSED)])
def test_who_books_anew_and_is_refused_again_appeals_no_second_time(earlier: Booking) -> None:
    with pytest.raises(AppealedBefore):
        appealed(ANEW, earlier)


def test_that_somebody_else_appealed_is_no_reason_against_it() -> None:
    assert appealed(NOT_RELEASED, replace(APPEALED, booking_id=UUID(int=7), doctor_id=OTHER.person_id)).events


@pytest.mark.parametrize(
    ("judges", "is_declined"),
    [([ROTA], True), ([ROTA, DOCTOR], True), ([ROTA, DIRECTOR], False), ([], False)],
    ids=["who refused it", "who refused it, and its doctor", "another", "nobody yet"],
)
def test_what_only_who_refused_it_could_answer_is_said_to_be_the_deans(judges: list[Actor], is_declined: bool) -> None:
    refused_by_a_judge = {"judges": [each.person_id for each in judges]}

    if not is_declined:
        assert appealed(**refused_by_a_judge).events
        return
    with pytest.raises(NobodyElseJudges, match="dean of your deanery"):
        appealed(**refused_by_a_judge)


def test_also_where_who_refused_it_is_kept_as_who_decided_alone() -> None:
    with pytest.raises(NobodyElseJudges):
        appealed(replace(NOT_RELEASED, refused_by=None), judges=[ROTA.person_id])


def test_who_refused_the_doctor_the_same_course_on_an_earlier_booking_is_nobody_to_answer() -> None:
    before = replace(NOT_RELEASED, refused_by=DIRECTOR.person_id)

    with pytest.raises(NobodyElseJudges):
        appealed(ANEW, before)
    assert appealed(ANEW, replace(before, doctor_id=OTHER.person_id)).events


def judged(
    booking: Booking = APPEALED,
    outcome: AppealOutcome = AppealOutcome.UPHELD,
    *,
    by: Actor = DIRECTOR,
    others: tuple[Booking, ...] = (),
    **otherwise: Any,
) -> Outcome:
    course = a_course(bookings=(booking, *others), **otherwise.pop("course", {}))
    facts: dict[str, Any] = {"outcome": outcome, "words": FOUND, "at": NOW}
    return training.answer_appeal(course, booking.booking_id, by=by, **facts | otherwise)


@pytest.mark.parametrize(
    ("booking", "by", "otherwise", "obstacle"),
    [
        (NOT_RELEASED, DIRECTOR, {}, NotFound),
        (APPEALED, EDITOR, {}, NotFound),
        (APPEALED, ELSEWHERE, {}, NotFound),
        (replace(APPEALED, refused_by=DIRECTOR.person_id), DIRECTOR, {}, NotFound),
        (APPEALED, Actor(DOCTOR.person_id, frozenset({Grant(Role.DME, "R0B")})), {}, NotFound),
        (replace(OF_BEFORE, decided_by=DIRECTOR.person_id), DIRECTOR, {}, NotFound),
        (APPEALED, DIRECTOR, {"match": 7}, LostUpdate),
        (replace(APPEALED, appeal_outcome=AppealOutcome.DISMISSED), DIRECTOR, {}, AppealAnswered),
        (APPEALED, DIRECTOR, {"course": {"cancelled_at": NOW}}, CourseCancelled),
    ],
)
def test_each_obstacle_to_answering_an_appeal_stands_in_the_way(
    booking: Booking, by: Actor, otherwise: dict[str, Any], obstacle: type[Declined]
) -> None:
    with pytest.raises(obstacle):
        judged(booking, by=by, **otherwise)


@pytest.mark.parametrize("booked_at", [NOW - timedelta(hours=1), NOW + timedelta(hours=1)], ids=["before", "since"])
def test_who_refused_them_this_course_on_another_booking_neither_answers_nor_reads_it(booked_at: datetime) -> None:
    """Of somebody else's booking that they refused they know nothing of this doctor."""
    refused = replace(ANEW, booked_at=booked_at, refused_by=DIRECTOR.person_id)

    with pytest.raises(NotFound):
        judged(others=(refused,))
    read = a_course(bookings=(APPEALED, refused)).bookings_as_read_by(DIRECTOR)
    assert [each.appeal for each in read] == [None, None]
    assert judged(others=(replace(refused, doctor_id=OTHER.person_id),)).events


def test_upheld_the_doctor_sits_there_again_and_nothing_of_the_refusal_holds() -> None:
    outcome = judged()

    (said,) = outcome.events
    assert isinstance(said, TrainingReleaseAppealAnswered)
    assert (said.outcome, said.seated, said.answered_by) == (AppealOutcome.UPHELD, True, DIRECTOR.person_id)
    assert not any(words in said.model_dump_json() for words in (WHY, FOUND, WORDS))
    (booking,) = outcome.course.bookings
    assert (booking.status, booking.reason, booking.words, booking.decided_by) == (
        BookingStatus.BOOKED,
        None,
        None,
        None,
    )
    assert (booking.appeal, booking.appeal_answer) == (WHY, FOUND)
    with pytest.raises(ReleasedOnAppeal):
        training.refuse_release(
            outcome.course, booking.booking_id, by=ROTA, refusal=A_REFUSAL, terms=REFUSAL_TERMS, at=NOW
        )


@pytest.mark.parametrize("appealed", [APPEALED, OF_BEFORE], ids=["as kept now", "as kept before"])
@pytest.mark.parametrize("recorded_by", [None, DIRECTOR], ids=["seated", "attended"])
def test_once_it_is_upheld_who_refused_reads_its_words_no_more_than_before(
    recorded_by: Actor | None, appealed: Booking
) -> None:
    """A director may plan rotas too; and who judged it goes on reading it, also once they took the register."""
    both = Actor(ROTA.person_id, ROTA.grants | DIRECTOR.grants)
    course = judged(appealed).course
    if recorded_by:
        (booking,) = course.bookings
        course = course.with_booking(replace(booking, decided_by=recorded_by.person_id))

    assert [each.appeal for each in course.bookings_as_read_by(both)] == [None]
    assert [each.appeal_answer for each in course.bookings_as_read_by(both)] == [None]
    assert [each.appeal for each in course.bookings_as_read_by(DIRECTOR)] == [WHY]


def test_of_what_was_upheld_before_it_was_kept_who_refused_only_who_answered_reads_the_words() -> None:
    """Any other director may be the one who refused it."""
    (booking,) = judged().course.bookings
    course = a_course(bookings=(replace(booking, refused_by=None),))
    another = Actor(UUID(int=9), DIRECTOR.grants)

    assert [each.appeal for each in course.bookings_as_read_by(another)] == [None]
    assert [each.appeal for each in course.bookings_as_read_by(DIRECTOR)] == [WHY]


def test_who_was_released_on_appeal_is_not_refused_again_on_another_booking() -> None:
    anew, others = a_booking(DOCTOR), a_booking(OTHER)
    course = judged(others=(anew, others), course={"seats": 3}).course

    with pytest.raises(ReleasedOnAppeal) as final:
        training.refuse_release(course, anew.booking_id, by=ROTA, refusal=A_REFUSAL, terms=REFUSAL_TERMS, at=NOW)
    assert final.value.facts == {"answered_by": str(DIRECTOR.person_id)}
    assert training.refuse_release(
        course, others.booking_id, by=ROTA, refusal=A_REFUSAL, terms=REFUSAL_TERMS, at=NOW
    ).events


def test_who_plans_the_rota_and_is_to_answer_their_appeal_answers_it_before_refusing_them_anew() -> None:
    """Or nobody would be left to answer it, and the doctor has no second one (R17)."""
    both = Actor(DIRECTOR.person_id, ROTA.grants | DIRECTOR.grants)
    anew, others = a_booking(DOCTOR), a_booking(OTHER)

    def refused(booking: Booking, by: Actor, *, after: Booking = APPEALED) -> Outcome:
        course = a_course(bookings=(after, anew, others), seats=3)
        facts: dict[str, Any] = {"refusal": A_REFUSAL, "terms": REFUSAL_TERMS, "at": NOW}
        return training.refuse_release(course, booking.booking_id, by=by, **facts)

    with pytest.raises(JudgesTheirAppeal):
        refused(anew, both)
    assert refused(anew, ROTA).events
    assert refused(others, both).events
    assert refused(anew, both, after=replace(APPEALED, appeal_outcome=AppealOutcome.DISMISSED)).events


@pytest.mark.parametrize(
    "facts",
    [
        {"others": (OTHERS, a_booking(a_doctor(3)))},
        {"others": (a_booking(DOCTOR),)},
        {"at": BEGUN},
    ],
    ids=["full", "booked anew", "begun"],
)
def test_upheld_without_a_seat_they_are_released_all_the_same(facts: dict[str, Any]) -> None:
    outcome = judged(**facts)

    (said,) = outcome.events
    assert isinstance(said, TrainingReleaseAppealAnswered)
    assert (said.outcome, said.seated) == (AppealOutcome.UPHELD, False)
    assert outcome.course.booking(APPEALED.booking_id).status is BookingStatus.NOT_RELEASED


def test_dismissed_the_refusal_stands() -> None:
    outcome = judged(outcome=AppealOutcome.DISMISSED)

    assert outcome.course.bookings[0].status is BookingStatus.NOT_RELEASED
    assert outcome.course.bookings[0].words == WORDS


def test_who_appealed_and_hears_no_answer_is_named_when_the_course_is_cancelled() -> None:
    answered = replace(a_booking(a_doctor(3)), appealed_at=NOW, appeal_outcome=AppealOutcome.UPHELD)

    [said] = training.cancel(a_course(bookings=(APPEALED, OTHERS, answered)), by=EDITOR, reason=TOO_FEW, at=NOW).events

    assert isinstance(said, TrainingCancelled)
    assert said.appealing == (DOCTOR.person_id,)
    assert {lost.doctor_id for lost in said.bookings} == {OTHER.person_id, UUID(int=3)}


def test_the_words_of_an_appeal_are_its_doctors_and_the_directors_who_may_answer() -> None:
    answered = replace(APPEALED, appeal_outcome=AppealOutcome.DISMISSED, appeal_answer=FOUND)
    course = a_course(bookings=(answered, OTHERS))

    for reader in (DOCTOR, DIRECTOR):
        assert course.bookings_seen_by(reader, placements=[])[0] == answered
    refused_it = Actor(ROTA.person_id, DIRECTOR.grants)
    for reader in (EDITOR, ORGANISER, ROTA, refused_it):
        seen, others = course.bookings_seen_by(reader, placements=[])
        assert (seen.appeal, seen.appeal_answer, others) == (None, None, OTHERS)
        assert (seen.words, seen.appealed_at, seen.appeal_outcome) == (WORDS, NOW, AppealOutcome.DISMISSED)
