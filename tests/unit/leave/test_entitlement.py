"""How much leave a year holds: segments, halves, a 29 February, what teaching takes and what F1s borrow."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.vocabulary import LeavePurpose, LeaveType, PlacementType
from services.leave.domain import (
    LeaveRequest,
    LeaveYear,
    Placement,
    Policy,
    Spell,
    Stage,
    Status,
    account,
    earnings,
    granted,
)
from services.leave.domain.days import HALF
from services.leave.domain.earning import half_up, stage_of
from tests.unit.leave.facts import PLACEMENT, WISH, asked

YEAR = LeaveYear.around(date(2026, 11, 22), month=8)
POLICY = Policy(
    study_days={
        Stage.F1: Decimal(15),
        Stage.F2: Decimal(30),
        Stage.GP: Decimal(30),
        Stage.OTHER: Decimal(30),
        Stage.LOCAL: None,
    },
    reserved_days={Stage.F1: Decimal(15), Stage.F2: Decimal(15)},
    professional_days=None,
    borrowed_days=Decimal(5),
    carried_days=Decimal(0),
    rounded_to=HALF,
    earning=frozenset({PlacementType.IN_POST}),
    stages={"f1": ["F1", "Foundation Year 1"], "f2": ["F2", "Foundation Year 2"], "gp": ["GPST1"], "local": ["LED"]},
)
WHOLE = replace(PLACEMENT, start=YEAR.first_day, end=YEAR.last_day)
F1 = replace(WHOLE, grade="Foundation Year 1")
TODAY = date(2026, 11, 22)

spells = st.builds(
    lambda first, length, wte: replace(
        WHOLE,
        start=YEAR.first_day + timedelta(days=first),
        end=YEAR.first_day + timedelta(days=first + length),
        wte=Decimal(wte) / 10,
    ),
    st.integers(min_value=-200, max_value=400),
    st.integers(min_value=0, max_value=400),
    st.integers(min_value=1, max_value=10),
)


def study_days(*placements: Placement, policy: Policy = POLICY, year: LeaveYear = YEAR) -> Decimal | None:
    return granted(earnings([(each, policy) for each in placements], year), year).study


def approved(days: str, **facts: Any) -> LeaveRequest:
    request = asked(replace(WISH, days=None)).request
    return replace(request, days=Decimal(days), status=Status.APPROVED, **facts)


@pytest.mark.parametrize(
    ("grade", "days"),
    [("Foundation Year 1", 15), ("foundation  year 1", 15), ("F2", 30), ("GPST1", 30), ("ST7", 30), (None, 30)],
)
def test_a_whole_year_at_full_time_earns_15_days_in_f1_and_30_in_every_other_grade(grade: str, days: int) -> None:
    assert study_days(replace(WHOLE, grade=grade)) == days


def test_a_registrar_who_goes_from_three_fifths_to_four_fifths_earns_the_sum_of_both_segments() -> None:
    half = YEAR.first_day + timedelta(days=YEAR.length // 2)
    before = replace(WHOLE, wte=Decimal("0.6"), end=half - timedelta(days=1))
    after = replace(WHOLE, placement_id=UUID(int=2), wte=Decimal("0.8"), start=half)

    assert study_days(before, after) == 21


def test_the_sum_is_rounded_once_and_not_each_segment() -> None:
    third = replace(WHOLE, end=YEAR.first_day + timedelta(days=25), wte=Decimal("0.1"))
    spells = [
        replace(
            third,
            placement_id=UUID(int=n),
            start=YEAR.first_day + timedelta(days=26 * n),
            end=YEAR.first_day + timedelta(days=26 * n + 25),
        )
        for n in range(14)
    ]

    assert study_days(*spells) == 3


def test_a_split_post_earns_once_and_two_full_posts_by_mistake_no_more_than_one() -> None:
    here = replace(WHOLE, wte=Decimal("0.5"))
    there = replace(here, placement_id=UUID(int=2), host="RXX")

    assert study_days(here, there) == 30
    assert study_days(replace(here, wte=Decimal(1)), replace(there, wte=Decimal(1))) == 30


def test_who_changes_region_earns_in_each_by_its_own_policy() -> None:
    half = YEAR.first_day + timedelta(days=YEAR.length // 2)
    generous = replace(POLICY, study_days={**POLICY.study_days, Stage.OTHER: Decimal(40)})
    before = replace(WHOLE, end=half - timedelta(days=1))
    after = replace(WHOLE, placement_id=UUID(int=2), start=half)

    parts = earnings([(before, POLICY), (after, generous)], YEAR)

    assert granted(parts, YEAR).study == 35


def test_whoever_is_on_no_programme_has_what_their_trust_says_and_it_may_not_have_said() -> None:
    local = replace(WHOLE, programme=None, grade="ST3")
    said = replace(POLICY, study_days={**POLICY.study_days, Stage.LOCAL: Decimal(10)})

    assert stage_of(local, POLICY.stages) is Stage.LOCAL
    assert study_days(local) is None
    assert study_days(local, policy=said) == 10


def test_time_out_of_programme_and_cancelled_placements_earn_nothing() -> None:
    assert study_days(replace(WHOLE, type=PlacementType.OUT_OF_PROGRAMME), replace(WHOLE, cancelled=True)) == 0


@given(placements=st.lists(spells, max_size=5))
def test_nobody_earns_less_than_nothing_or_more_than_a_full_year_and_always_halves(placements: list[Placement]) -> None:
    days = study_days(*placements)

    assert days is not None
    assert 0 <= days <= 30
    assert days % Decimal("0.5") == 0


@given(placement=spells, cut=st.integers(min_value=1, max_value=400))
def test_a_placement_cut_in_two_earns_what_it_earned_whole(placement: Placement, cut: int) -> None:
    middle = placement.start + timedelta(days=cut)
    if middle > placement.end:
        return
    before = replace(placement, end=middle - timedelta(days=1))
    after = replace(placement, placement_id=UUID(int=2), start=middle)

    assert study_days(before, after) == study_days(placement)


@given(placement=spells, more=st.integers(min_value=0, max_value=60))
def test_more_time_never_earns_less(placement: Placement, more: int) -> None:
    longer = replace(placement, end=placement.end + timedelta(days=more))

    assert (study_days(longer) or 0) >= (study_days(placement) or 0)


@given(eighths=st.integers(min_value=0, max_value=400), to=st.sampled_from([HALF, Decimal(1)]))
def test_days_are_rounded_to_the_nearer_half_or_whole_and_up_between_two(eighths: int, to: Decimal) -> None:
    rounded = half_up(Fraction(eighths, 8), to=to)

    assert -to / 2 < rounded - Decimal(eighths) / 8 <= to / 2
    assert rounded % to == 0
    assert half_up(Fraction(to) / 2, to=to) == to
    assert half_up(Fraction(to) * Fraction(3, 2), to=to) == 2 * to


@given(placements=st.lists(spells, max_size=5))
def test_rounded_to_whole_days_everything_is_whole_and_at_most_half_a_day_from_what_is_earned(
    placements: list[Placement],
) -> None:
    """R2: of the same placements halves and whole days are rounded from the same sum, each once."""
    whole = replace(POLICY, rounded_to=Decimal(1))
    year = granted(earnings([(each, whole) for each in placements], YEAR), YEAR)
    halves = study_days(*placements)

    assert year.study is not None
    assert halves is not None
    assert year.study % 1 == year.reserved % 1 == 0
    assert abs(year.study - halves) <= HALF


@pytest.mark.parametrize(("first", "second", "days"), [("1", "0.5", "12"), ("0.5", "1", "12.5")])
def test_a_year_under_two_policies_is_rounded_as_the_first_has_it(first: str, second: str, days: str) -> None:
    """Of 30 days at a WTE of 0.41 in both, 12.3 are earned."""
    half = YEAR.first_day + timedelta(days=YEAR.length // 2)
    before = replace(WHOLE, end=half - timedelta(days=1), wte=Decimal("0.41"))
    after = replace(WHOLE, placement_id=UUID(int=2), start=half, wte=Decimal("0.41"))
    policies = [replace(POLICY, rounded_to=Decimal(to)) for to in (first, second)]

    parts = earnings(list(zip((before, after), policies, strict=True)), YEAR)

    assert granted(parts, YEAR).study == Decimal(days)


@pytest.mark.parametrize(
    ("day", "month", "first", "last"),
    [
        (date(2025, 8, 5), 8, date(2024, 8, 7), date(2025, 8, 5)),
        (date(2025, 8, 6), 8, date(2025, 8, 6), date(2026, 8, 4)),
        (date(2028, 2, 29), 8, date(2027, 8, 4), date(2028, 8, 1)),
        (date(2026, 9, 1), 9, date(2025, 9, 3), date(2026, 9, 1)),
    ],
)
def test_a_leave_year_runs_from_changeover_to_changeover(day: date, month: int, first: date, last: date) -> None:
    assert LeaveYear.around(day, month=month) == LeaveYear(first, last)


@given(day=st.dates(min_value=date(2020, 1, 1), max_value=date(2060, 1, 1)), month=st.sampled_from([8, 9]))
def test_every_day_is_in_one_leave_year_of_whole_weeks_also_a_29_february(day: date, month: int) -> None:
    year = LeaveYear.around(day, month=month)

    assert year.has(day)
    assert year.length in (364, 371)
    assert LeaveYear.around(year.last_day + timedelta(days=1), month=month).first_day == year.last_day + timedelta(
        days=1
    )


def test_a_29_february_makes_nobodys_year_longer_or_their_days_fewer() -> None:
    leap = LeaveYear.around(date(2028, 2, 29), month=8)

    assert study_days(replace(WHOLE, start=leap.first_day, end=leap.last_day), year=leap) == 30


@pytest.mark.parametrize(
    ("spell", "days"),
    [
        (Spell(date(2027, 1, 21), date(2027, 1, 22)), "2"),
        (Spell(date(2027, 1, 22), date(2027, 1, 25)), "2"),
        (Spell(date(2027, 1, 21), date(2027, 1, 21), until_midday=True), "0.5"),
        (Spell(date(2027, 1, 21), date(2027, 1, 22), from_midday=True, until_midday=True), "1"),
        (Spell(date(2027, 1, 23), date(2027, 1, 24)), "2"),
        (Spell(date(2027, 1, 23), date(2027, 1, 25), from_midday=True), "1"),
        (Spell(date(2027, 3, 25), date(2027, 3, 30)), "2"),
    ],
    ids=["two days", "over a weekend", "a morning", "two halves", "a weekend", "half of a Saturday", "over Easter"],
)
def test_leave_takes_its_working_days_and_a_weekends_course_its_days(spell: Spell, days: str) -> None:
    assert spell.days == Decimal(days)


def test_a_morning_and_an_afternoon_of_one_day_do_not_clash() -> None:
    day = date(2027, 1, 21)

    assert not Spell(day, day, until_midday=True).overlaps(Spell(day, day, from_midday=True))
    assert Spell(day, day).overlaps(Spell(day, day, from_midday=True))


def test_what_is_taken_booked_and_asked_comes_off_what_teaching_leaves() -> None:
    f2 = replace(WHOLE, grade="F2")
    grant = granted(earnings([(f2, POLICY)], YEAR), YEAR)
    over = {"first_day": date(2026, 9, 7), "last_day": date(2026, 9, 8)}
    requests = [approved("2", **over), approved("3"), replace(approved("1"), status=Status.WAITING)]

    kept = account(LeaveType.STUDY, YEAR, grant, requests, today=TODAY, lent=Decimal(0))

    assert (kept.total, kept.reserved, kept.taken, kept.booked, kept.asked, kept.left) == (30, 15, 2, 3, 1, 10)
    assert kept.beyond(Decimal(9), LeavePurpose.DISCRETIONARY) == 0
    assert kept.beyond(Decimal(10), LeavePurpose.DISCRETIONARY) == 1


def test_an_f1_borrows_up_to_five_days_of_next_year_and_only_for_tasters() -> None:
    grant = granted(earnings([(F1, POLICY)], YEAR), YEAR)
    fresh = account(LeaveType.STUDY, YEAR, grant, [], today=TODAY, lent=Decimal(0))
    used = account(
        LeaveType.STUDY,
        YEAR,
        grant,
        [approved("4", purpose=LeavePurpose.TASTER), approved("2")],
        today=TODAY,
        lent=Decimal(0),
    )

    assert (fresh.left, fresh.beyond(Decimal(5), LeavePurpose.TASTER)) == (0, 0)
    assert fresh.beyond(Decimal(6), LeavePurpose.TASTER) == 1
    assert fresh.beyond(Decimal(1), LeavePurpose.DISCRETIONARY) == 1
    assert (used.borrowed, used.beyond(Decimal(2), LeavePurpose.TASTER)) == (4, 1)


def test_days_lent_to_the_year_before_are_gone_from_this_one() -> None:
    grant = granted(earnings([(replace(WHOLE, grade="F2"), POLICY)], YEAR), YEAR)

    assert account(LeaveType.STUDY, YEAR, grant, [], today=TODAY, lent=Decimal(4)).left == 11


def test_mandatory_training_never_uses_study_leave() -> None:
    grant = granted(earnings([(WHOLE, POLICY)], YEAR), YEAR)
    trained = approved("3", purpose=LeavePurpose.MANDATORY_TRAINING)

    kept = account(LeaveType.STUDY, YEAR, grant, [trained], today=TODAY, lent=Decimal(0))

    assert (kept.used, kept.left) == (0, 30)
    assert kept.beyond(Decimal(50), LeavePurpose.MANDATORY_TRAINING) == 0


def test_professional_leave_has_a_count_of_its_own_without_a_limit() -> None:
    grant = granted(earnings([(WHOLE, POLICY)], YEAR), YEAR)
    duty = approved("9", type=LeaveType.PROFESSIONAL, purpose=LeavePurpose.PROFESSIONAL_DUTY)

    study = account(LeaveType.STUDY, YEAR, grant, [duty], today=TODAY, lent=Decimal(0))
    professional = account(LeaveType.PROFESSIONAL, YEAR, grant, [duty], today=TODAY, lent=Decimal(0))

    assert (study.used, professional.used) == (0, 9)
    assert (professional.total, professional.left) == (None, None)
    assert professional.beyond(Decimal(99), LeavePurpose.PROFESSIONAL_DUTY) == 0
