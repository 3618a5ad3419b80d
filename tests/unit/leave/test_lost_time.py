"""What may be done about a report of lost time, by whom, and who hears that there is something to read."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any
from uuid import UUID

import pytest

from chassis.errors import LostUpdate, NotFound
from contracts import Actor, Grant
from contracts.vocabulary import Role
from services.leave.domain import Desk
from services.leave.domain.time import (
    Consent,
    ExceptionReport,
    Lost,
    LostBecause,
    LostKind,
    Outcome,
    Report,
    Status,
    Step,
    TimeTerms,
    acknowledge,
    answer,
    census_day,
    last_closed_month,
    readable,
    report_lost,
    resolve,
    share,
    take_back,
)
from services.leave.domain.time.obstacles import (
    AlreadyShared,
    NotYourTurn,
    ReferenceWithoutReport,
    ReportedTooLate,
    SessionAhead,
)
from tests.unit.leave.facts import DIRECTOR, DOCTOR, PLACEMENT, somebody_at

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 22)
TERMS = TimeTerms(
    at=AT,
    today=TODAY,
    report_within_days=28,
    acknowledge_by=datetime(2026, 11, 29, 23, 59, tzinfo=UTC),
    resolve_by=datetime(2026, 12, 20, 23, 59, tzinfo=UTC),
    outcome_codes=tuple(Outcome),
)
LOST = Lost(
    session_on=date(2026, 11, 18),
    minutes=120,
    kind=LostKind.SELF_DEVELOPMENT,
    because=LostBecause.SERVICE_PRESSURE,
    exception_report=ExceptionReport.NOT_RAISED,
)
GUARDIAN = Desk(Role.GUARDIAN, "R0B")
THE_DOCTOR = Actor(person_id=DOCTOR, grants=frozenset({Grant(Role.RESIDENT_DOCTOR)}))
THE_DIRECTOR = somebody_at(DIRECTOR)
THE_GUARDIAN = somebody_at(GUARDIAN, person=98)


def reported(lost: Lost = LOST, **of_placement: Any) -> Step:
    placement = replace(PLACEMENT, **of_placement)
    return report_lost(lost, report_id=UUID(int=40), doctor_id=DOCTOR, placement=placement, terms=TERMS)


REPORT = reported().report
RESOLVED = replace(REPORT, status=Status.RESOLVED, outcome=Outcome.NO_REMEDY_POSSIBLE)
DISAGREED = replace(RESOLVED, status=Status.DISAGREED)


def test_a_report_is_the_directors_to_acknowledge() -> None:
    step = reported()

    assert (step.report.status, step.report.trust, step.tell) == (Status.REPORTED, "R0B", (DIRECTOR,))


def test_of_a_doctor_whose_employer_is_not_the_host_the_host_is_not_told() -> None:
    """A registrar in general practice: their practice reads nothing of it (R42)."""
    step = reported(host="A81001", employer="R0D")

    assert (step.report.trust, step.tell) == ("R0D", (Desk(Role.DME, "R0D"),))
    for role in (Role.DME, Role.GUARDIAN):
        with pytest.raises(NotFound):
            readable(step.report, (), somebody_at(Desk(role, "A81001")))


@pytest.mark.parametrize(
    ("change", "obstacle"),
    [
        ({"session_on": TODAY + timedelta(days=1)}, SessionAhead),
        ({"session_on": TODAY - timedelta(days=29)}, ReportedTooLate),
        ({"exception_reference": "ER-1"}, ReferenceWithoutReport),
    ],
)
def test_what_cannot_be_reported(change: dict[str, Any], obstacle: type[Exception]) -> None:
    with pytest.raises(obstacle):
        reported(replace(LOST, **change))


@pytest.mark.parametrize("days_ago", [0, 28])
def test_the_window_has_both_its_ends(days_ago: int) -> None:
    assert reported(replace(LOST, session_on=TODAY - timedelta(days=days_ago))).report.status == Status.REPORTED


def test_a_reference_is_kept_of_a_contractual_report_that_was_raised() -> None:
    raised = replace(LOST, exception_report=ExceptionReport.RAISED, exception_reference="ER-1")

    assert reported(raised).report.lost.exception_reference == "ER-1"


def test_to_resolve_is_to_have_acknowledged() -> None:
    step = resolve(REPORT, by=THE_DIRECTOR, outcome=Outcome.TIME_REINSTATED, note="Thursday", terms=TERMS)

    assert (step.report.status, step.report.acknowledged_at, step.report.resolved_at) == (Status.RESOLVED, AT, AT)
    assert step.tell == (DOCTOR,)


def test_no_outcome_says_that_the_doctor_was_wrong() -> None:
    """R45: there is nothing to choose that rejects."""
    assert set(Outcome) == {"time_reinstated", "time_off_in_lieu", "work_schedule_review", "no_remedy_possible"}


def test_agreement_ends_it_and_disagreement_takes_it_to_the_guardian() -> None:
    agreed = answer(RESOLVED, by=THE_DOCTOR, agrees=True, at=AT)
    disagreed = answer(RESOLVED, by=THE_DOCTOR, agrees=False, at=AT)

    assert (agreed.report.status, agreed.tell) == (Status.AGREED, ())
    assert (disagreed.report.status, disagreed.tell) == (Status.DISAGREED, (GUARDIAN,))


def test_of_what_the_doctor_disagrees_with_the_guardian_has_the_last_word() -> None:
    with pytest.raises(NotYourTurn):
        resolve(DISAGREED, by=THE_DIRECTOR, outcome=Outcome.TIME_REINSTATED, note=None, terms=TERMS)

    step = resolve(DISAGREED, by=THE_GUARDIAN, outcome=Outcome.TIME_REINSTATED, note=None, terms=TERMS)

    assert (step.report.status, step.report.outcome) == (Status.CONCLUDED, Outcome.TIME_REINSTATED)
    assert (step.report.resolved_at, step.report.concluded_at) == (DISAGREED.resolved_at, AT)
    assert step.tell == (DOCTOR,)


ACTS: dict[str, Callable[[Report, Actor], Step]] = {
    "acknowledge": lambda report, by: acknowledge(report, by=by, at=AT),
    "resolve": lambda report, by: resolve(report, by=by, outcome=Outcome.TIME_REINSTATED, note=None, terms=TERMS),
    "answer": lambda report, by: answer(report, by=by, agrees=True, at=AT),
    "take back": lambda report, by: take_back(report, by=by),
}
ALLOWED = {
    ("acknowledge", "director", Status.REPORTED),
    ("resolve", "director", Status.REPORTED),
    ("resolve", "director", Status.ACKNOWLEDGED),
    ("resolve", "guardian", Status.DISAGREED),
    ("answer", "doctor", Status.RESOLVED),
    ("take back", "doctor", Status.REPORTED),
    ("take back", "doctor", Status.ACKNOWLEDGED),
}
PEOPLE = {"doctor": THE_DOCTOR, "director": THE_DIRECTOR, "guardian": THE_GUARDIAN}


@pytest.mark.parametrize(("act", "who", "status"), list(product(ACTS, PEOPLE, Status)))
def test_who_may_do_what_when(act: str, who: str, status: Status) -> None:
    report = replace(REPORT, status=status)
    if (act, who, status) in ALLOWED:
        assert ACTS[act](report, PEOPLE[who]).report.status != status
        return
    with pytest.raises((NotFound, NotYourTurn)):
        ACTS[act](report, PEOPLE[who])


EVERYBODY_ELSE = [Desk(role, "R0B") for role in Role if role not in (Role.DME, Role.GUARDIAN)] + [
    Desk(Role.DME, "R0C"),
    Desk(Role.GUARDIAN, "R0C"),
]


@pytest.mark.parametrize("desk", EVERYBODY_ELSE, ids=str)
def test_for_everybody_else_there_is_no_such_report(desk: Desk) -> None:
    stranger = somebody_at(desk, person=97)
    with pytest.raises(NotFound):
        readable(REPORT, (), stranger)
    for act in ACTS.values():
        with pytest.raises(NotFound):
            act(REPORT, stranger)


def test_a_director_reads_nothing_of_their_own_report_by_their_office() -> None:
    both = Actor(person_id=DOCTOR, grants=frozenset({Grant(Role.DME, "R0B"), Grant(Role.RESIDENT_DOCTOR)}))

    assert readable(REPORT, (), both) == REPORT
    with pytest.raises(NotFound):
        acknowledge(REPORT, by=both, at=AT)


def test_a_consent_lets_one_person_read_one_report_until_it_is_revoked() -> None:
    supervisor = somebody_at(Desk(Role.SUPERVISOR, "R0B"), person=96)
    consent = share(REPORT, by=THE_DOCTOR, to=supervisor.person_id, given=(), consent_id=UUID(int=50), at=AT)

    assert readable(REPORT, [consent], supervisor) == REPORT
    with pytest.raises(NotFound):
        readable(REPORT, [consent], somebody_at(Desk(Role.SUPERVISOR, "R0B"), person=95))
    with pytest.raises(NotFound):
        readable(REPORT, [replace(consent, revoked_at=AT)], supervisor)
    with pytest.raises(NotFound):
        resolve(REPORT, by=supervisor, outcome=Outcome.NO_REMEDY_POSSIBLE, note=None, terms=TERMS)


def test_only_its_doctor_shares_a_report_and_nobody_is_let_twice() -> None:
    other = UUID(int=96)
    given = Consent(UUID(int=50), other, AT)

    with pytest.raises(NotFound):
        share(REPORT, by=THE_DIRECTOR, to=other, given=(), consent_id=UUID(int=51), at=AT)
    with pytest.raises(AlreadyShared):
        share(REPORT, by=THE_DOCTOR, to=other, given=[given], consent_id=UUID(int=51), at=AT)
    again = share(
        REPORT, by=THE_DOCTOR, to=other, given=[replace(given, revoked_at=AT)], consent_id=UUID(int=51), at=AT
    )
    assert again.recipient_id == other


def test_whoever_read_an_older_version_is_told_to_read_again() -> None:
    with pytest.raises(LostUpdate):
        acknowledge(REPORT, by=THE_DIRECTOR, at=AT, match=2)


@pytest.mark.parametrize(
    ("status", "days", "overdue"),
    [
        (Status.REPORTED, 7, False),
        (Status.REPORTED, 8, True),
        (Status.ACKNOWLEDGED, 28, False),
        (Status.ACKNOWLEDGED, 29, True),
        (Status.RESOLVED, 90, False),
    ],
)
def test_a_step_is_overdue_once_its_day_is_over(status: Status, days: int, overdue: bool) -> None:
    at = datetime(2026, 11, 22, 12, tzinfo=UTC) + timedelta(days=days)

    assert replace(REPORT, status=status).is_overdue(at) is overdue


@pytest.mark.parametrize(
    ("today", "closed"),
    [
        (date(2026, 12, 28), date(2026, 10, 1)),  # the last of November may be resolved until the end of this day
        (date(2026, 12, 29), date(2026, 11, 1)),
        (date(2027, 3, 28), date(2027, 1, 1)),
        (date(2027, 3, 29), date(2027, 2, 1)),
        (date(2028, 3, 28), date(2028, 1, 1)),
        (date(2028, 3, 29), date(2028, 2, 1)),  # of a leap year
    ],
)
def test_a_month_is_closed_when_its_last_report_has_had_its_days(today: date, closed: date) -> None:
    assert last_closed_month(today, open_days=28) == closed


@pytest.mark.parametrize(
    ("month", "day"), [(date(2026, 8, 1), 5), (date(2026, 11, 1), 4), (date(2026, 7, 1), 1), (date(2026, 10, 1), 7)]
)
def test_residents_are_counted_on_the_first_wednesday(month: date, day: int) -> None:
    assert census_day(month) == month.replace(day=day)
