"""When a consumer must stop instead of emptying a topic into the held table: a bad deploy, not bad data."""

import time
from collections import deque
from dataclasses import dataclass


class TooManyHeld(Exception):
    """So much could not be applied within a minute that the fault is ours; the consumer stops and says so."""


@dataclass(frozen=True, slots=True)
class HeldLimit:
    """More than ``most`` held in ``seconds``, or more than ``share`` of what was taken once ``few`` are held."""

    most: int = 100
    share: float = 0.01
    few: int = 10
    seconds: float = 60.0


class HeldWatch:
    """Counts what was taken and held within the last minute."""

    def __init__(self, limit: HeldLimit) -> None:
        self._limit = limit
        self._seen: deque[tuple[float, int, int]] = deque()

    @property
    def seconds(self) -> float:
        return self._limit.seconds

    def check(self, taken: int, held: int) -> None:
        """Raises TooManyHeld if holding so many more would pass the limit."""
        if not held:
            return
        taken, held = taken + self._sum(1), held + self._sum(2)
        limit = self._limit
        if held > limit.most or (held >= limit.few and held > taken * limit.share):
            raise TooManyHeld(f"{held} of {taken} records could not be applied within {limit.seconds:.0f} s")

    def note(self, taken: int, held: int) -> None:
        self._forget()
        self._seen.append((time.monotonic(), taken, held))

    def remember(self, held: int) -> None:
        """Held before we began to count: of how many nobody knows any more."""
        self.note(held, held)

    def _sum(self, column: int) -> int:
        self._forget()
        return sum(int(entry[column]) for entry in self._seen)

    def _forget(self) -> None:
        oldest = time.monotonic() - self._limit.seconds
        while self._seen and self._seen[0][0] < oldest:
            self._seen.popleft()
