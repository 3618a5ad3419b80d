"""When a consumer must stop instead of emptying a topic into the held table: a bad deploy, not bad data."""

import contextlib
import time
from collections import deque
from collections.abc import Iterator
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

    @contextlib.contextmanager
    def counting(self, taken: int, held: int) -> Iterator[None]:
        """Counted from now on, so that lanes see one another; and no more when the block, with its commit, raises.

        Raises TooManyHeld if holding so many more would pass the limit.
        """
        if held:
            self._check(taken + self._sum(1), held + self._sum(2))
        entry = self._note(taken, held)
        try:
            yield
        except BaseException:
            with contextlib.suppress(ValueError):  # forgotten meanwhile
                self._seen.remove(entry)
            raise

    def _check(self, taken: int, held: int) -> None:
        limit = self._limit
        if held > limit.most or (held >= limit.few and held > taken * limit.share):
            raise TooManyHeld(f"{held} of {taken} records could not be applied within {limit.seconds:.0f} s")

    def remember(self, held: int) -> None:
        """Held before we began to count: of how many nobody knows any more."""
        self._note(held, held)

    def _note(self, taken: int, held: int) -> tuple[float, int, int]:
        self._forget()
        entry = (time.monotonic(), taken, held)
        self._seen.append(entry)
        return entry

    def _sum(self, column: int) -> int:
        self._forget()
        return sum(int(entry[column]) for entry in self._seen)

    def _forget(self) -> None:
        oldest = time.monotonic() - self._limit.seconds
        while self._seen and self._seen[0][0] < oldest:
            self._seen.popleft()
