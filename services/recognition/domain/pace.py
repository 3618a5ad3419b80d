"""How often anybody may ask without signing in."""

from datetime import datetime

from services.recognition.domain.refusals import TooMany


class Pace:
    """At most so many in one minute of the clock. It only counts in its own process, and forgets with it."""

    def __init__(self, at_most: int) -> None:
        self._at_most = at_most
        self._minute: datetime | None = None
        self._taken = 0

    def take(self, *, at: datetime) -> None:
        """Count one more. Raises TooMany."""
        minute = at.replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute, self._taken = minute, 0
        self._taken += 1
        if self._taken > self._at_most:
            raise TooMany("Try again in a minute.", retry_after=60 - at.second)
