import pytest

from chassis.door import limits
from chassis.door.limits import HeldLimit, HeldWatch, TooManyHeld


def take(watch: HeldWatch, *, taken: int, held: int) -> None:
    """A batch that is committed."""
    with watch.counting(taken, held):
        pass


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A monotonic clock that stands where its only item says."""
    now = [1000.0]
    monkeypatch.setattr(limits.time, "monotonic", lambda: now[0])
    return now


def test_a_few_held_of_few_do_not_stop_anything(seconds: list[float]) -> None:
    take(HeldWatch(HeldLimit()), taken=9, held=9)


def test_ten_are_too_many_when_they_are_more_than_one_in_a_hundred(seconds: list[float]) -> None:
    take(HeldWatch(HeldLimit()), taken=1000, held=10)
    with pytest.raises(TooManyHeld, match="10 of 999 records"):
        take(HeldWatch(HeldLimit()), taken=999, held=10)


def test_more_than_a_hundred_are_too_many_of_any_number(seconds: list[float]) -> None:
    take(HeldWatch(HeldLimit()), taken=1_000_000, held=100)
    with pytest.raises(TooManyHeld):
        take(HeldWatch(HeldLimit()), taken=1_000_000, held=101)


def test_two_lanes_see_what_the_other_is_about_to_hold(seconds: list[float]) -> None:
    watch = HeldWatch(HeldLimit())
    with watch.counting(1_000_000, 60), pytest.raises(TooManyHeld, match="120 of"):
        take(watch, taken=1_000_000, held=60)


def test_what_was_rolled_back_held_nothing(seconds: list[float]) -> None:
    watch = HeldWatch(HeldLimit())
    with pytest.raises(ZeroDivisionError), watch.counting(9, 9):
        raise ZeroDivisionError
    take(watch, taken=9, held=9)


def test_what_was_held_within_the_minute_counts_and_then_is_forgotten(seconds: list[float]) -> None:
    watch = HeldWatch(HeldLimit())
    for _ in range(9):
        take(watch, taken=1, held=1)
    seconds[0] += 59
    with pytest.raises(TooManyHeld, match="10 of 10"):
        take(watch, taken=1, held=1)
    seconds[0] += 2
    take(watch, taken=1, held=1)


def test_a_batch_that_holds_nothing_passes_whatever_came_before(seconds: list[float]) -> None:
    watch = HeldWatch(HeldLimit(most=0))
    watch.remember(50)
    take(watch, taken=10, held=0)


def test_what_is_long_past_takes_no_memory_though_nothing_was_ever_held(seconds: list[float]) -> None:
    watch = HeldWatch(HeldLimit())
    for _ in range(10_000):
        seconds[0] += 1
        take(watch, taken=1, held=0)
    assert len(watch._seen) <= watch.seconds + 1
