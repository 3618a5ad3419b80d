"""How many days a spell of leave takes, whatever its ends fall on (R2)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chassis.clock import is_working_day
from services.leave.domain import Spell
from services.leave.domain.days import HALF

LEAP_DAY, GOOD_FRIDAY, SATURDAY = date(2028, 2, 29), date(2027, 3, 26), date(2027, 1, 23)

spells = st.builds(
    lambda first, length, late, early: Spell(
        first, first + timedelta(days=length), from_midday=late, until_midday=early
    ),
    st.dates(min_value=date(2026, 12, 1), max_value=date(2028, 12, 31)),
    st.integers(min_value=0, max_value=20),
    st.booleans(),
    st.booleans(),
).filter(lambda spell: not spell.is_empty)


def each_day(spell: Spell) -> list[Spell]:
    length = (spell.last_day - spell.first_day).days + 1
    days = [spell.first_day + timedelta(days=n) for n in range(length)]
    return [spell.within(day, day) for day in days]


@given(spell=spells)
@example(Spell(GOOD_FRIDAY - timedelta(days=1), GOOD_FRIDAY + timedelta(days=4), from_midday=True, until_midday=True))
@example(Spell(LEAP_DAY, LEAP_DAY, from_midday=True))
@example(Spell(SATURDAY, SATURDAY, until_midday=True))
def test_the_days_of_a_spell_are_those_of_its_working_days_each_alone_and_where_it_has_none_of_all(
    spell: Spell,
) -> None:
    alone = each_day(spell)
    working = [day for day in alone if is_working_day(day.first_day)]

    assert spell.days == sum(day.days for day in working or alone)


@given(spell=spells, after=st.integers(min_value=0, max_value=19))
def test_split_after_any_day_its_parts_take_as_much_and_one_without_a_working_day_its_own_days_besides(
    spell: Spell, after: int
) -> None:
    """As at a changeover (R10): a weekend's course is counted where nothing else of the leave falls."""
    last = spell.first_day + timedelta(days=after)
    if last >= spell.last_day:
        return
    parts = [spell.within(spell.first_day, last), spell.within(last + timedelta(days=1), spell.last_day)]
    idle = [part for part in parts if not any(is_working_day(day.first_day) for day in each_day(part))]

    besides = sum((part.calendar_days for part in idle), Decimal(0)) if len(idle) == 1 else 0
    assert sum(part.days for part in parts) == spell.days + besides


@given(
    first=st.dates(min_value=date(2027, 1, 1), max_value=date(2028, 12, 31)),
    length=st.integers(min_value=-3, max_value=20),
    late=st.booleans(),
    early=st.booleans(),
)
@example(first=date(2027, 1, 21), length=0, late=True, early=True)
@example(first=date(2027, 1, 21), length=-1, late=True, early=False)
def test_it_takes_halves_never_fewer_than_none_nor_more_than_the_calendar_has(
    first: date, length: int, *, late: bool, early: bool
) -> None:
    spell = Spell(first, first + timedelta(days=length), from_midday=late, until_midday=early)

    assert spell.days % HALF == 0
    assert 0 <= spell.days <= spell.calendar_days


@pytest.mark.parametrize(
    ("spell", "days"),
    [
        (Spell(date(2028, 2, 28), date(2028, 3, 1)), "3"),
        (Spell(LEAP_DAY, LEAP_DAY, from_midday=True), "0.5"),
        (Spell(LEAP_DAY, LEAP_DAY, from_midday=True, until_midday=True), "0"),
        (Spell(date(2026, 12, 24), date(2026, 12, 29), from_midday=True, until_midday=True), "1"),
        (Spell(GOOD_FRIDAY, date(2027, 3, 29), until_midday=True), "3.5"),
    ],
    ids=["over a leap day", "its afternoon", "neither half of it", "over Christmas", "Easter alone, until midday"],
)
def test_a_29_february_is_a_day_as_others_and_bank_holidays_count_where_nothing_else_does(
    spell: Spell, days: str
) -> None:
    assert spell.days == Decimal(days)
