"""What stands in the way of a course, of a seat, of refusing release, and of a register."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from chassis.errors import Declined, LostUpdate, NotFound
from contracts import Actor, Grant
from contracts.opportunities import (
    TrainingAttended,
    TrainingCancelled,
    TrainingMissed,
    TrainingReleaseAppealAnswered,
    TrainingScheduled,
)
from contracts.vocabulary import AppealOutcome, RefusalReason, Role, TrainingCancellationReason
from services.opportunities.domain import training
from services.opportunities.domain.obstacles import GradeNotEligible, NotYourTrust
from services.opportunities.domain.training import Booking, BookingStatus, Course, Mark, Outcome, Session
from services.opportunities.domain.training.obstacles import (
    AlreadyBooked,
    AlreadyRecorded,
    AppealAnswered,
    AppealedBefore,
    CourseBegun,
    CourseCancelled,
    CourseTookPlace,
    MarkedTwice,
    MinutesNotPossible,
    NobodyElseJudges,
    NoReasonOfDuty,
    NoSeatLeft,
    NotBegun,
    NotInTheRegister,
    OrganiserNotThere,
    OwnAttendance,
    ReleasedOnAppeal,
    ReleaseNotRefused,
    SeatGone,
    SessionsNotPossible,
    TooFewWords,
    TooManySeats,
)
from tests.unit.opportunities.courses import (
    A_REFUSAL,
    A_WISH,
    BEGUN,
    DIRECTOR,
    EDITOR,
    ELSEWHERE,
    FIRST,
    ORGANISER,
    REFUSAL_TERMS,
    ROTA,
    SECOND,
    TERMS,
    WORDS,
    a_booking,
    a_course,
    a_doctor,
)
from tests.unit.opportunities.facts import NOW, a_placement

DOCTOR, OTHER = a_doctor(1), a_doctor(2)
BOOKED, OTHERS = a_booking(DOCTOR), a_booking(OTHER)
THERE = a_placement(end=date(2027, 2, 2))
TOO_FEW = TrainingCancellationReason.TOO_FEW_BOOKED


def session(first: datetime, **lasting: float) -> Session:
    return Session(first, first + timedelta(**lasting))


@pytest.mark.parametrize(
    ("wish", "by", "obstacle"),
    [
        (A_WISH, ELSEWHERE, NotYourTrust),
        (A_WISH, ROTA, NotYourTrust),
        (replace(A_WISH, seats=201), EDITOR, TooManySeats),
        (replace(A_WISH, sessions=(session(BEGUN, hours=0),)), EDITOR, SessionsNotPossible),
        (replace(A_WISH, sessions=(FIRST, session(BEGUN + timedelta(hours=2), hours=2))), EDITOR, SessionsNotPossible),
        (replace(A_WISH, sessions=(session(NOW, hours=1),)), EDITOR, SessionsNotPossible),
        (replace(A_WISH, sessions=(session(NOW + timedelta(days=366), hours=1),)), EDITOR, SessionsNotPossible),
    ],
)
def test_each_obstacle_to_scheduling_stands_in_the_way(
    wish: training.Wish, by: Actor, obstacle: type[Declined]
) -> None:
    with pytest.raises(obstacle):
        training.schedule(wish, course_id=uuid4(), by=by, organiser_is_there=True, terms=TERMS, at=NOW)


def test_an_organiser_who_is_not_there_runs_nothing_unless_it_is_oneself() -> None:
    def scheduled(wish: training.Wish) -> Outcome:
        return training.schedule(wish, course_id=uuid4(), by=EDITOR, organiser_is_there=False, terms=TERMS, at=NOW)

    with pytest.raises(OrganiserNotThere):
        scheduled(A_WISH)
    assert scheduled(replace(A_WISH, organiser_id=EDITOR.person_id)).events


def test_sessions_are_put_in_order_and_their_days_are_londons() -> None:
    late = session(datetime(2027, 3, 31, 23, 30, tzinfo=UTC), minutes=20)  # the first of April, by summer time
    wish = replace(A_WISH, sessions=(late, FIRST))

    [said] = training.schedule(wish, course_id=uuid4(), by=EDITOR, organiser_is_there=True, terms=TERMS, at=NOW).events

    assert isinstance(said, TrainingScheduled)
    assert [one.starts_at for one in said.sessions] == [FIRST.starts_at, late.starts_at]
    assert (said.first_day, said.last_day) == (date(2026, 12, 1), date(2027, 4, 1))


@pytest.mark.parametrize(
    ("course", "otherwise", "obstacle"),
    [
        (a_course(), {"placements": [a_placement(host="RXF", end=date(2027, 2, 2))]}, NotFound),
        (a_course(), {"placements": [a_placement(end=date(2026, 11, 30))]}, NotFound),
        (a_course(organiser_id=DOCTOR.person_id), {}, NotFound),
        (a_course(version=3), {"match": 2}, LostUpdate),
        (a_course(cancelled_at=NOW), {}, CourseCancelled),
        (a_course(), {"at": BEGUN}, CourseBegun),
        (a_course(grades=("ST5",)), {}, GradeNotEligible),
        (a_course(bookings=(BOOKED,)), {}, AlreadyBooked),
        (a_course(seats=1, bookings=(OTHERS,)), {}, NoSeatLeft),
    ],
)
def test_each_obstacle_to_booking_stands_in_the_way(
    course: Course, otherwise: dict[str, Any], obstacle: type[Declined]
) -> None:
    facts: dict[str, Any] = {"placements": [THERE], "at": NOW} | otherwise
    with pytest.raises(obstacle):
        training.book(course, booking_id=uuid4(), by=DOCTOR, **facts)


def test_who_works_there_on_its_first_day_may_book_and_need_not_work_there_yet() -> None:
    from_december = a_placement(start=date(2026, 12, 1), end=date(2027, 2, 2))

    assert training.book(a_course(), booking_id=uuid4(), by=DOCTOR, placements=[from_december], at=NOW).events


@pytest.mark.parametrize("status", [BookingStatus.GIVEN_BACK, BookingStatus.NOT_RELEASED])
def test_a_seat_that_is_gone_is_free_and_may_be_booked_anew(status: BookingStatus) -> None:
    course = a_course(seats=1, bookings=(replace(BOOKED, status=status),))

    again = training.book(course, booking_id=uuid4(), by=DOCTOR, placements=[THERE], at=NOW).course

    assert (course.seats_left, again.seats_left, len(again.bookings)) == (1, 0, 2)


@pytest.mark.parametrize(
    ("by", "at", "status", "obstacle"),
    [
        (OTHER, NOW, BookingStatus.BOOKED, NotFound),
        (EDITOR, NOW, BookingStatus.BOOKED, NotFound),
        (DOCTOR, BEGUN, BookingStatus.BOOKED, CourseBegun),
        (DOCTOR, NOW, BookingStatus.GIVEN_BACK, SeatGone),
        (DOCTOR, NOW, BookingStatus.NOT_RELEASED, SeatGone),
    ],
)
def test_a_seat_is_given_back_by_its_doctor_before_the_course_begins(
    by: Actor, at: datetime, status: BookingStatus, obstacle: type[Declined]
) -> None:
    booking = replace(BOOKED, status=status)
    with pytest.raises(obstacle):
        training.give_back(a_course(bookings=(booking,)), booking.booking_id, by=by, at=at)


def refused(by: Actor = ROTA, **otherwise: Any) -> Outcome:
    booking = replace(BOOKED, **otherwise.pop("booking", {}))
    facts: dict[str, Any] = {"refusal": A_REFUSAL, "terms": REFUSAL_TERMS, "at": NOW}
    return training.refuse_release(a_course(bookings=(booking,)), booking.booking_id, by=by, **facts | otherwise)


@pytest.mark.parametrize(
    ("by", "otherwise", "obstacle"),
    [
        (EDITOR, {}, NotFound),
        (ELSEWHERE, {}, NotFound),
        (Actor(DOCTOR.person_id, frozenset({Grant(Role.ROTA_COORDINATOR, "R0B")})), {}, NotFound),
        (ROTA, {"match": 7}, LostUpdate),
        (ROTA, {"refusal": replace(A_REFUSAL, reason=RefusalReason.NOT_EDUCATIONALLY_SUPPORTED)}, NoReasonOfDuty),
        (ROTA, {"terms": replace(REFUSAL_TERMS, codes=(RefusalReason.SHORT_NOTICE,))}, NoReasonOfDuty),
        (ROTA, {"refusal": replace(A_REFUSAL, words="Too few of us.")}, TooFewWords),
        (ROTA, {"booking": {"status": BookingStatus.ATTENDED}}, AlreadyRecorded),
        (ROTA, {"booking": {"status": BookingStatus.GIVEN_BACK}}, SeatGone),
    ],
)
def test_each_obstacle_to_refusing_release_stands_in_the_way(
    by: Actor, otherwise: dict[str, Any], obstacle: type[Declined]
) -> None:
    with pytest.raises(obstacle):
        refused(by, **otherwise)


def test_the_words_of_a_refusal_stay_and_the_fact_goes() -> None:
    outcome = refused(at=BEGUN)

    assert (outcome.course.bookings[0].words, outcome.course.seats_left) == (WORDS, 2)
    assert "nights" not in outcome.events[0].model_dump_json()


def test_of_two_who_refuse_the_second_learns_by_id_who_was_first() -> None:
    with pytest.raises(SeatGone) as late:
        refused(booking={"status": BookingStatus.NOT_RELEASED, "decided_by": EDITOR.person_id})
    assert late.value.facts == {"decided_by": str(EDITOR.person_id)}


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


@pytest.mark.parametrize("recorded_by", [None, DIRECTOR], ids=["seated", "attended"])
def test_once_it_is_upheld_who_refused_reads_its_words_no_more_than_before(recorded_by: Actor | None) -> None:
    """A director may plan rotas too; and who judged it goes on reading it, also once they took the register."""
    both = Actor(ROTA.person_id, ROTA.grants | DIRECTOR.grants)
    course = judged().course
    if recorded_by:
        (booking,) = course.bookings
        course = course.with_booking(replace(booking, decided_by=recorded_by.person_id))

    assert [each.appeal for each in course.bookings_as_read_by(both)] == [None]
    assert [each.appeal_answer for each in course.bookings_as_read_by(both)] == [None]
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


FULL = a_course(bookings=(BOOKED, OTHERS))
OVER = SECOND.ends_at


def recorded(*marks: Mark, course: Course = FULL, by: Actor = EDITOR, at: datetime = BEGUN) -> Outcome:
    return training.take_register(course, marks, by=by, at=at)


CAME, STAYED_AWAY = Mark(BOOKED.booking_id, attended=True), Mark(OTHERS.booking_id, attended=False)


@pytest.mark.parametrize(
    ("marks", "otherwise", "obstacle"),
    [
        ((CAME,), {"by": ELSEWHERE}, NotFound),
        ((CAME,), {"by": ROTA}, NotFound),
        ((CAME,), {"by": ORGANISER}, NotFound),
        ((CAME,), {"at": BEGUN - timedelta(seconds=1)}, NotBegun),
        ((CAME,), {"course": replace(FULL, cancelled_at=NOW)}, CourseCancelled),
        ((CAME, CAME), {}, MarkedTwice),
        ((Mark(uuid4(), attended=True),), {}, NotInTheRegister),
        ((CAME,), {"course": a_course(bookings=(replace(BOOKED, status=BookingStatus.GIVEN_BACK),))}, NotInTheRegister),
        ((CAME,), {"by": Actor(DOCTOR.person_id, frozenset({Grant(Role.DME, "R0B")}))}, OwnAttendance),
        ((replace(CAME, minutes=0),), {}, MinutesNotPossible),
        ((replace(CAME, minutes=361),), {"at": OVER}, MinutesNotPossible),
        ((replace(CAME, minutes=181),), {}, MinutesNotPossible),
        ((replace(STAYED_AWAY, minutes=1),), {}, MinutesNotPossible),
    ],
)
def test_each_obstacle_to_a_register_stands_in_the_way(
    marks: tuple[Mark, ...], otherwise: dict[str, Any], obstacle: type[Declined]
) -> None:
    with pytest.raises(obstacle):
        recorded(*marks, **otherwise)


def test_a_register_says_of_each_doctor_whether_they_came_and_for_how_long() -> None:
    outcome = recorded(CAME, STAYED_AWAY, at=OVER)

    came, stayed_away = outcome.events
    assert isinstance(came, TrainingAttended)
    assert (came.doctor_id, came.minutes) == (DOCTOR.person_id, 360)
    assert isinstance(stayed_away, TrainingMissed)
    assert stayed_away.doctor_id == OTHER.person_id
    assert outcome.course.waiting == ()


def test_a_register_taken_after_the_first_session_has_no_minutes_of_those_to_come() -> None:
    [first] = recorded(CAME).events
    [both] = recorded(CAME, at=OVER).events

    assert isinstance(first, TrainingAttended)
    assert isinstance(both, TrainingAttended)
    assert (first.minutes, both.minutes) == (180, 360)


def test_a_register_taken_again_says_only_what_is_otherwise() -> None:
    first = recorded(CAME, STAYED_AWAY).course

    assert recorded(CAME, STAYED_AWAY, course=first).events == ()
    [put_right] = recorded(CAME, replace(STAYED_AWAY, attended=True), course=first).events
    assert isinstance(put_right, TrainingAttended)
    assert put_right.doctor_id == OTHER.person_id


@pytest.mark.parametrize(
    ("course", "by", "obstacle"),
    [
        (FULL, ROTA, NotFound),
        (FULL, ELSEWHERE, NotFound),
        (FULL, Actor(ORGANISER.person_id, frozenset({Grant(Role.COLLEGE_TUTOR, "RXF")})), NotFound),
        (replace(FULL, cancelled_at=NOW), EDITOR, CourseCancelled),
        (recorded(CAME).course, EDITOR, CourseTookPlace),
    ],
)
def test_each_obstacle_to_cancelling_stands_in_the_way(course: Course, by: Actor, obstacle: type[Declined]) -> None:
    with pytest.raises(obstacle):
        training.cancel(course, by=by, reason=TOO_FEW, at=NOW)


@pytest.mark.parametrize("by", [EDITOR, ORGANISER])
def test_a_cancelled_course_names_whose_seats_are_gone_and_no_others(by: Actor) -> None:
    course = a_course(seats=3, bookings=(BOOKED, replace(OTHERS, status=BookingStatus.NOT_RELEASED)))

    outcome = training.cancel(course, by=by, reason=TOO_FEW, at=SECOND.ends_at)

    [said] = outcome.events
    assert isinstance(said, TrainingCancelled)
    assert [(lost.booking_id, lost.doctor_id) for lost in said.bookings] == [(BOOKED.booking_id, DOCTOR.person_id)]
    assert {each.status for each in outcome.course.bookings} == {BookingStatus.CALLED_OFF, BookingStatus.NOT_RELEASED}


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


def test_a_doctor_sees_their_own_booking_alone_and_a_stranger_no_course() -> None:
    assert FULL.bookings_seen_by(DOCTOR, placements=[]) == (BOOKED,)
    assert FULL.bookings_seen_by(a_doctor(3), placements=[THERE]) == ()
    for reader in (EDITOR, ORGANISER, ROTA):
        assert FULL.bookings_seen_by(reader, placements=[]) == (BOOKED, OTHERS)
    for stranger in (ELSEWHERE, a_doctor(3)):
        with pytest.raises(NotFound):
            FULL.bookings_seen_by(stranger, placements=[])
