"""What a fellow's record must say, a chief registrar's above all (R78), and how a fellowship ends."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from chassis.errors import Declined, LostUpdate, NotFound
from contracts import Actor, Grant
from contracts.opportunities import FellowshipAppointed, FellowshipEnded, FellowshipShareReported
from contracts.vocabulary import FellowshipEnding, FellowshipKind, Role
from services.opportunities.domain import fellowships
from services.opportunities.domain.fellowships import Appointment, Fellowship, Ruling, Standard
from services.opportunities.domain.fellowships.obstacles import (
    AlreadyEnded,
    DaysNotPossible,
    GradeTooLow,
    HolderNotThere,
    NotBegun,
    NoticeTooShort,
    OwnFellowship,
    ShareNotAllowed,
    TooShort,
)
from services.opportunities.domain.obstacles import NotYourTrust
from tests.unit.opportunities.facts import CHAMPION, DOCTOR, NOW, STRANGER, TODAY, a_placement

BOARD_LEAD = Actor(uuid4(), frozenset({Grant(Role.SLRDE, "R0B")}))
STANDARD = Standard(grades=("ST4", "ST5"), least_months=12, least_percent=40, most_percent=50, notice_months=3)
CHIEF = Appointment(
    trust="R0B",
    kind=FellowshipKind.CHIEF_REGISTRAR,
    doctor_id=DOCTOR.person_id,
    protected_percent=40,
    starts_on=date(2027, 2, 3),
    ends_on=date(2028, 2, 2),
    grades=(),
    grade_equivalent=False,
    out_of_programme=False,
    funder="R0B",
)
FELLOW = replace(CHIEF, kind=FellowshipKind.TRUST_FELLOW, protected_percent=20, ends_on=date(2027, 8, 3))
THERE = a_placement(grade="ST5", start=date(2027, 2, 3), end=date(2028, 2, 1))


def appointed(what: Appointment = CHIEF, **otherwise: Any) -> Ruling:
    facts: dict[str, Any] = {"by": BOARD_LEAD, "placements": [THERE], "at": NOW, "today": TODAY} | otherwise
    return fellowships.appoint(what, fellowship_id=uuid4(), standard=STANDARD, **facts)


@pytest.mark.parametrize(
    ("what", "otherwise", "obstacle"),
    [
        (CHIEF, {"by": CHAMPION}, NotYourTrust),
        (CHIEF, {"by": STRANGER}, NotYourTrust),
        (CHIEF, {"by": Actor(DOCTOR.person_id, frozenset({Grant(Role.DME, "R0B")}))}, OwnFellowship),
        (replace(CHIEF, ends_on=date(2027, 2, 2)), {}, DaysNotPossible),
        (CHIEF, {"placements": [replace(THERE, host="RXF")]}, HolderNotThere),
        (CHIEF, {"placements": [replace(THERE, start=date(2027, 2, 4))]}, HolderNotThere),
        (CHIEF, {"placements": [replace(THERE, grade="ST3")]}, GradeTooLow),
        (replace(FELLOW, grades=("ST6",)), {}, GradeTooLow),
        (replace(CHIEF, ends_on=date(2028, 2, 1)), {}, TooShort),
        (replace(CHIEF, protected_percent=39), {}, ShareNotAllowed),
        (replace(CHIEF, protected_percent=51), {}, ShareNotAllowed),
        (replace(CHIEF, out_of_programme=True), {"today": date(2026, 11, 4)}, NoticeTooShort),
    ],
)
def test_each_obstacle_to_appointing_stands_in_the_way(
    what: Appointment, otherwise: dict[str, Any], obstacle: type[Declined]
) -> None:
    with pytest.raises(obstacle):
        appointed(what, **otherwise)


@pytest.mark.parametrize(
    ("what", "otherwise", "grade"),
    [
        (CHIEF, {}, "ST5"),
        (replace(CHIEF, protected_percent=50), {}, "ST5"),
        (replace(CHIEF, out_of_programme=True), {"today": date(2026, 11, 3)}, "ST5"),
        (replace(CHIEF, grade_equivalent=True), {"placements": [replace(THERE, grade="LED")]}, "LED"),
        (FELLOW, {"placements": [replace(THERE, grade="F2")]}, "F2"),
        (CHIEF, {"placements": [replace(THERE, grade="LED"), THERE]}, "ST5"),
    ],
    ids=["at the least", "at the most", "three months ahead", "equivalent", "a trust's fellow", "the one that fits"],
)
def test_a_record_that_satisfies_its_rule_is_taken(what: Appointment, otherwise: dict[str, Any], grade: str) -> None:
    [said] = appointed(what, **otherwise).events

    assert isinstance(said, FellowshipAppointed)
    assert (said.grade, said.protected_percent, said.key) == (grade, what.protected_percent, str(DOCTOR.person_id))


@pytest.mark.parametrize(
    ("what", "field", "remedy"),
    [
        (replace(CHIEF, ends_on=date(2027, 12, 1)), "ends_on", "until 2028-02-02"),
        (replace(CHIEF, protected_percent=30), "protected_percent", "from 40 to 50 percent"),
        (
            replace(CHIEF, out_of_programme=True, starts_on=date(2027, 2, 3), ends_on=date(2028, 2, 2)),
            "starts_on",
            "start on 2027-02-22 or later",
        ),
    ],
)
def test_what_a_chief_registrars_record_lacks_is_told_with_its_remedy(
    what: Appointment, field: str, remedy: str
) -> None:
    with pytest.raises(Declined) as refused:
        appointed(what)

    assert refused.value.facts["field"] == field
    assert remedy in refused.value.detail


HELD = appointed(replace(FELLOW, starts_on=date(2026, 8, 5)), placements=[replace(THERE, start=date(2026, 8, 5))])
FELLOWSHIP: Fellowship = HELD.fellowship


def reported(fellowship: Fellowship = FELLOWSHIP, **otherwise: Any) -> Ruling:
    facts: dict[str, Any] = {"by": DOCTOR, "percent": 10, "at": NOW, "today": TODAY} | otherwise
    return fellowships.report_share(fellowship, **facts)


@pytest.mark.parametrize(
    ("fellowship", "otherwise", "obstacle"),
    [
        (FELLOWSHIP, {"by": BOARD_LEAD}, NotFound),
        (FELLOWSHIP, {"match": 2}, LostUpdate),
        (FELLOWSHIP, {"today": date(2026, 8, 4)}, NotBegun),
        (FELLOWSHIP, {"today": date(2027, 8, 4)}, AlreadyEnded),
        (replace(FELLOWSHIP, ended_on=date(2026, 11, 1)), {}, AlreadyEnded),
    ],
)
def test_each_obstacle_to_saying_what_is_protected_stands_in_the_way(
    fellowship: Fellowship, otherwise: dict[str, Any], obstacle: type[Declined]
) -> None:
    with pytest.raises(obstacle):
        reported(fellowship, **otherwise)


def test_what_is_protected_is_said_anew_as_often_as_it_changes() -> None:
    again = reported(reported().fellowship, percent=20)

    assert again.fellowship.reported_percent == 20
    assert isinstance(again.events[0], FellowshipShareReported)
    assert (again.events[0].percent, again.events[0].protected_percent) == (20, 20)


def ended(by: Actor = BOARD_LEAD, fellowship: Fellowship = FELLOWSHIP, on: date = TODAY) -> Ruling:
    return fellowships.end(fellowship, reason=FellowshipEnding.LEFT, ended_on=on, by=by, at=NOW)


@pytest.mark.parametrize(
    ("by", "fellowship", "on", "obstacle"),
    [
        (DOCTOR, FELLOWSHIP, TODAY, NotFound),
        (STRANGER, FELLOWSHIP, TODAY, NotFound),
        (Actor(DOCTOR.person_id, frozenset({Grant(Role.DME, "R0B")})), FELLOWSHIP, TODAY, OwnFellowship),
        (BOARD_LEAD, replace(FELLOWSHIP, ended_on=TODAY, ended_by=uuid4()), TODAY, AlreadyEnded),
        (BOARD_LEAD, FELLOWSHIP, date(2026, 8, 4), DaysNotPossible),
        (BOARD_LEAD, FELLOWSHIP, date(2027, 8, 4), DaysNotPossible),
    ],
)
def test_each_obstacle_to_ending_stands_in_the_way(
    by: Actor, fellowship: Fellowship, on: date, obstacle: type[Declined]
) -> None:
    with pytest.raises(obstacle):
        ended(by, fellowship, on)


def test_an_ended_fellowship_says_its_last_day() -> None:
    ruling = ended()

    assert ruling.fellowship.last_day == TODAY
    assert isinstance(ruling.events[0], FellowshipEnded)
    assert (ruling.events[0].ended_on, ruling.events[0].ends_on) == (TODAY, date(2027, 8, 3))
