"""The plan of an attack: repeatable, and within its bounds."""

from itertools import pairwise

import pytest

from fairlead.chaos.plan import BROKER_REST, BROKER_SHARE, LINKS, SESSION_TIMEOUT, Deed, plan
from fairlead.embedded.layout import DATABASES

SEEDS = range(20)


def test_the_same_seed_makes_the_same_plan_and_another_one_another() -> None:
    assert plan(3, seconds=120) == plan(3, seconds=120)
    assert plan(3, seconds=120) != plan(4, seconds=120)


@pytest.mark.parametrize("seed", SEEDS)
def test_acts_come_in_order_of_time_and_none_after_the_end(seed: int) -> None:
    times = [act.at for act in plan(seed, seconds=60)]

    assert times == sorted(times)
    assert times[0] >= 0
    assert times[-1] < 60


@pytest.mark.parametrize("seed", SEEDS)
def test_at_no_moment_has_more_than_one_kill_in_ten_hit_the_broker(seed: int) -> None:
    kills = [act.target for act in plan(seed, seconds=600) if act.deed is Deed.KILL]

    assert "kafka" in kills
    for so_far in range(1, len(kills) + 1):
        assert kills[:so_far].count("kafka") * BROKER_SHARE <= so_far


def test_the_broker_has_time_to_come_back_between_two_kills() -> None:
    times = [act.at for act in plan(1, seconds=3600) if (act.deed, act.target) == (Deed.KILL, "kafka")]

    assert len(times) > 10
    assert all(later - earlier >= BROKER_REST for earlier, later in pairwise(times))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_minute_has_fifteen_kills_at_least_and_ten_minutes_hit_everybody(seed: int) -> None:
    kills = [act for act in plan(seed, seconds=600) if act.deed is Deed.KILL]

    assert all(sum(minute * 60 <= act.at < (minute + 1) * 60 for act in kills) >= 15 for minute in range(10))
    assert {act.target for act in kills} == {"kafka", "postgres", *DATABASES}


def test_a_plan_ends_with_the_last_of_so_many_kills() -> None:
    acts = plan(1, seconds=600, kills=12)

    assert sum(act.deed is Deed.KILL for act in acts) == 12
    assert acts[-1].deed is Deed.KILL


def test_pauses_are_shorter_and_longer_than_a_relay_and_a_consumer_are_given() -> None:
    pauses = [act.seconds for act in plan(1, seconds=1200) if act.deed is Deed.PAUSE]

    assert min(pauses) < 3.0
    assert max(pauses) > SESSION_TIMEOUT


def test_all_kinds_of_weather_come_over_all_links() -> None:
    weathers = [act for act in plan(1, seconds=3600) if act.deed is Deed.WEATHER]

    assert {act.target for act in weathers} == set(LINKS)
    kinds = {"latency": 0, "resets": 0, "kB/s": 0, "black hole": 0}
    for act in weathers:
        assert act.weather is not None
        assert act.weather.latency <= 0.5
        kinds |= {kind: kinds[kind] + (kind in act.told()) for kind in kinds}
    assert all(kinds.values())
