from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.clock import SetClock, add_months, add_working_days, end_of_day, is_working_day, london_date


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        (date(2026, 3, 28), datetime(2026, 3, 28, 23, 59, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 22, 59, tzinfo=UTC)),  # the clocks go forward that night
        (date(2026, 7, 1), datetime(2026, 7, 1, 22, 59, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 23, 59, tzinfo=UTC)),  # and back
    ],
)
def test_a_deadline_ends_at_23_59_in_london_summer_and_winter(day: date, ends: datetime) -> None:
    assert end_of_day(day) == ends


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_end_of_a_day_is_on_that_day_and_a_minute_later_is_not(day: date) -> None:
    assert london_date(end_of_day(day)) == day
    assert london_date(end_of_day(day) + timedelta(minutes=1)) == day + timedelta(days=1)


def test_half_past_eleven_in_the_evening_utc_is_tomorrow_in_a_london_summer() -> None:
    assert london_date(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == date(2026, 7, 2)
    assert london_date(datetime(2026, 1, 1, 23, 30, tzinfo=UTC)) == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # Friday to Monday
        (date(2026, 11, 22), 1, date(2026, 11, 23)),  # Sunday to Monday
        (date(2026, 12, 24), 1, date(2026, 12, 29)),  # over Christmas, and Boxing Day moved to Monday the 28th
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # over Easter
        (date(2026, 8, 28), 5, date(2026, 9, 7)),  # over the summer bank holiday
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
        (date(2026, 11, 20), -1, date(2026, 11, 20)),
    ],
)
def test_working_days_leave_out_weekends_and_englands_bank_holidays(day: date, count: int, found: date) -> None:
    assert add_working_days(day, count) == found


DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
COUNTS = st.integers(1, 60)


@given(DAYS, COUNTS)
def test_a_deadline_is_a_working_day_and_so_many_of_them_lead_to_it(day: date, count: int) -> None:
    due = add_working_days(day, count)

    between = [day + timedelta(days=number) for number in range(1, (due - day).days + 1)]
    assert is_working_day(due)
    assert sum(map(is_working_day, between)) == count


@given(DAYS, COUNTS, COUNTS)
def test_what_is_to_be_done_in_steps_is_due_when_it_is_as_a_whole(day: date, first: int, then: int) -> None:
    assert add_working_days(add_working_days(day, first), then) == add_working_days(day, first + then)


@given(DAYS, st.integers(0, 30), COUNTS)
def test_who_begins_later_has_no_earlier_deadline(day: date, later: int, count: int) -> None:
    assert add_working_days(day, count) <= add_working_days(day + timedelta(days=later), count)


@given(st.integers(2000, 2100), COUNTS)
def test_no_deadline_falls_on_a_bank_holiday(year: int, count: int) -> None:
    last_of_august = date(year, 8, 31)
    summer = last_of_august - timedelta(days=last_of_august.weekday())  # the month's last Monday

    for holiday in (summer, date(year, 12, 25), date(year + 1, 1, 1)):
        assert not is_working_day(holiday)
        assert add_working_days(holiday - timedelta(days=1), count) > holiday


def test_st_andrews_day_is_a_working_day_in_england() -> None:
    assert is_working_day(date(2026, 11, 30))


def test_a_set_clock_moves_only_when_it_is_moved() -> None:
    clock = SetClock(datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    clock.forward(hours=1)
    assert clock.now() == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        (date(2026, 11, 22), 12, date(2027, 11, 22)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 10, 31), 1, date(2026, 11, 30)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month(day: date, count: int, found: date) -> None:
    assert add_months(day, count) == found
