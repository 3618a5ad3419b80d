"""How much mail one receiving domain is sent."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.notifications.domain import Pace, let_go, minute_of

NOW = datetime(2026, 11, 22, 9, 0, 20, tzinfo=UTC)


def test_in_a_minute_that_has_begun_there_is_room_for_what_is_left_of_it() -> None:
    pace, going = let_go(Pace("example.org"), 3, per_minute=5, now=NOW)
    assert going == 3
    assert let_go(pace, 3, per_minute=5, now=NOW + timedelta(seconds=39))[1] == 2
    assert let_go(pace, 3, per_minute=5, now=NOW + timedelta(seconds=40))[1] == 3
    assert let_go(pace, 3, per_minute=2, now=NOW)[1] == 0, "an operator has lowered it meanwhile"


@given(
    per_minute=st.integers(1, 5),
    steps=st.lists(st.tuples(st.integers(0, 12), st.integers(0, 100)), min_size=1, max_size=30),
)
def test_no_minute_has_more_and_none_is_left_with_room_while_something_asks(
    per_minute: int, steps: list[tuple[int, int]]
) -> None:
    pace, now = Pace("example.org"), NOW
    went: dict[datetime, int] = {}
    for asked, seconds in steps:
        pace, going = let_go(pace, asked, per_minute=per_minute, now=now)
        minute = minute_of(now)
        went[minute] = went.get(minute, 0) + going
        assert going == asked or went[minute] == per_minute
        now += timedelta(seconds=seconds)

    assert max(went.values()) <= per_minute
