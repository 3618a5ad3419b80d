"""What will be done to a region and when: the same seed, the same plan."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from fairlead.chaos.links import Weather
from fairlead.embedded.layout import DATABASES

SESSION_TIMEOUT = 6.0
"""Seconds after which Kafka gives a silent consumer's partitions to others, in a region under attack."""
BROKER_SHARE = 10
"""At most one kill in so many hits the broker."""
BROKER_REST = 60.0
"""Seconds between two kills of the broker: it takes long to come back, and nothing can go wrong while nothing goes."""
HEARERS = ("opportunities", "leave", "feedback", "recognition", "role_modelling", "notifications", "reporting")
"""Services that a second member may join."""
LINKS = ("kafka", "smtp", *DATABASES)
"""Stretches of wire: to the broker, to the mail server, and from each service to its database."""

_WEIGHTS = {"kafka": 4, "postgres": 6, "registry": 6, **{name: 15 for name in DATABASES if name != "registry"}}
"""How often who is killed. The registry is spared a little: after each kill its imports wait for a lease to run out."""
_PARTS = (("consumer",), ("consumer", "relay"), ("consumer", "relay", "jobs"))


class Deed(StrEnum):
    KILL = "kill"
    PAUSE = "pause"
    WEATHER = "weather"
    MEMBER = "member"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing done, so many seconds after the beginning."""

    at: float
    deed: Deed
    target: str
    seconds: float = 0.0
    """How long a pause, a weather or a member's life lasts."""
    weather: Weather | None = None
    parts: tuple[str, ...] = ()
    """What the member runs of its service."""

    def told(self) -> str:
        for_long = f" for {self.seconds:.1f} s" if self.seconds else ""
        what = f" ({', '.join(self.parts)})" if self.parts else f" ({described(self.weather)})" if self.weather else ""
        return f"{self.deed} {self.target}{what}{for_long}"


def plan(seed: int, *, seconds: float, kills: int | None = None) -> list[Act]:
    """All acts in order of time; it ends after so many seconds, or with the last of so many kills of processes."""
    chance = random.Random(seed)  # noqa: S311 - a plan that can be repeated, no secret
    acts = list(_kills(chance, seconds))
    if kills is not None:
        acts = acts[:kills]
        seconds = acts[-1].at if acts else 0.0
    acts += _every(chance, 9.0, 16.0, seconds, _pause)
    acts += _every(chance, 7.0, 13.0, seconds, _weather)
    acts += _every(chance, 15.0, 25.0, seconds, _member)
    return sorted(acts, key=lambda act: act.at)


def described(weather: Weather) -> str:
    """In words, for the log."""
    if weather.blackhole:
        return "black hole"
    if weather.resets:
        return f"resets {weather.resets:.1%}"
    if weather.bandwidth:
        return f"{weather.bandwidth // 1000} kB/s"
    return f"latency {weather.latency * 1000:.0f} ms"


def _kills(chance: random.Random, seconds: float) -> Iterator[Act]:
    at, done, of_the_broker, broker_again = chance.uniform(0.5, 2.5), 0, 0, 0.0
    while at < seconds:
        target = chance.choices(list(_WEIGHTS), weights=list(_WEIGHTS.values()))[0]
        if target == "kafka" and (at < broker_again or (of_the_broker + 1) * BROKER_SHARE > done + 1):
            target = chance.choice(DATABASES)
        if target == "kafka":
            of_the_broker, broker_again = of_the_broker + 1, at + BROKER_REST
        yield Act(at=at, deed=Deed.KILL, target=target)
        done += 1
        at += chance.uniform(1.4, 2.6)


def _every(
    chance: random.Random, least: float, most: float, seconds: float, make: Callable[[random.Random, float], Act]
) -> Iterator[Act]:
    at = chance.uniform(0.5, most)
    while at < seconds:
        yield make(chance, at)
        at += chance.uniform(least, most)


def _pause(chance: random.Random, at: float) -> Act:
    """Shorter and longer than a relay is given (3 s) and than a consumer is (the session timeout)."""
    target = chance.choices(["kafka", *DATABASES], weights=[1, *[2] * len(DATABASES)])[0]
    longest = 4.0 if target == "kafka" else 2 * SESSION_TIMEOUT
    return Act(at=at, deed=Deed.PAUSE, target=target, seconds=chance.uniform(0.5, longest))


def _weather(chance: random.Random, at: float) -> Act:
    kinds = (
        Weather(latency=chance.uniform(0.02, 0.5)),
        Weather(resets=chance.uniform(0.005, 0.05)),
        Weather(bandwidth=50_000),
        Weather(blackhole=True),
    )
    target, weather = chance.choice(LINKS), chance.choice(kinds)
    return Act(at=at, deed=Deed.WEATHER, target=target, weather=weather, seconds=chance.uniform(1.0, 8.0))


def _member(chance: random.Random, at: float) -> Act:
    """Long enough to start and to be given partitions; then it is killed."""
    lives = chance.uniform(6.0, 20.0)
    return Act(at=at, deed=Deed.MEMBER, target=chance.choice(HEARERS), parts=chance.choice(_PARTS), seconds=lives)
