"""Numbers of days as they are typed: a line for a day, or for several on end."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.clock import is_working_day
from services.portal.pages.day_numbers import lines_of, numbers_in, usual
from services.portal.pages.page import Fault

THURSDAY = date(2026, 12, 24)


def test_each_line_is_a_day_or_the_days_that_are_worked_between_two() -> None:
    faults: list[Fault] = []

    found = numbers_in("24/12/2026 1\r\n\r\n 29/12/2026 to 4/1/2027: 0 \n5.1.2027, 2", "others", faults)

    assert faults == []
    assert found == {
        date(2026, 12, 24): 1,
        **dict.fromkeys((date(2026, 12, 29), date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 4)), 0),
        date(2027, 1, 5): 2,
    }


def test_a_day_alone_is_taken_as_it_is_so_that_its_service_can_say_no() -> None:
    faults: list[Fault] = []

    assert numbers_in("25/12/2026 1", "others", faults) == {date(2026, 12, 25): 1}
    assert faults == []


@pytest.mark.parametrize(
    "line",
    [
        "24/12/2026",
        "Christmas 1",
        "31/2/2027 1",
        "24/12/2026 to 23/12/2026 1",
        "24/12/2026 to 24/12/2028 1",
        "24/12/2026 -1",
        "24/12/2026 1000",
        "24/12/26 1",
        "24/12/2026 to 1",
        "\u0662\u0664/12/2026 1",
        "24/12/0000 1",
    ],
)
def test_what_is_neither_is_told_with_its_line(line: str) -> None:
    faults: list[Fault] = []

    assert numbers_in(f"23/12/2026 1\n{line}", "others", faults) == {}
    assert faults == [Fault("others", "Line 2: write a day and a number, such as 24/12/2026 1")]


def test_a_day_has_one_number() -> None:
    faults: list[Fault] = []

    numbers_in("22/12/2026 to 24/12/2026 1\n23/12/2026 0", "others", faults)

    assert faults == [Fault("others", "Line 2: 23/12/2026 has a number already")]


def test_without_any_there_is_nothing_to_say() -> None:
    assert numbers_in("", "others", []) == {}
    assert usual({}) == 0
    assert lines_of({}, but=0) == ""


@given(st.lists(st.integers(min_value=0, max_value=3), min_size=1, max_size=60))
def test_what_is_written_is_read_as_it_was(numbers: list[int]) -> None:
    worked = (day for day in (THURSDAY + timedelta(days=n) for n in range(200)) if is_working_day(day))
    days = dict(zip(worked, numbers, strict=False))
    most, faults = usual(days), list[Fault]()

    found = numbers_in(lines_of(days, but=most), "others", faults)

    assert faults == []
    assert dict.fromkeys(days, most) | found == days
