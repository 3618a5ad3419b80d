"""How often one reader may ask who has not signed in."""

from collections import Counter
from datetime import datetime
from ipaddress import ip_address, ip_network

from chassis.errors import Declined

_OF_ONE_READER = 64
"""Bits of a version 6 address that are one household's or one office's; the others its machines choose as they like."""


class TooMany(Declined):
    status = 429
    slug = "too-many"
    title = "You have asked too often"


def reader(address: str) -> str:
    """Who asks, as far as an address tells; of one that can be none, all are the same reader."""
    try:
        known = ip_address(address)
    except ValueError:
        return ""
    return str(known if known.version == 4 else ip_network((known, _OF_ONE_READER), strict=False))


class Pace:
    """So many of each reader in one minute of the clock. Addresses are kept until it is over, and nowhere else."""

    def __init__(self) -> None:
        self._minute: datetime | None = None
        self._taken: Counter[str] = Counter()

    def take(self, who: str, *, at_most: int, at: datetime) -> None:
        """Count one more. Raises TooMany."""
        minute = at.replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute, self._taken = minute, Counter()
        self._taken[who] += 1
        if self._taken[who] > at_most:
            raise TooMany("You have checked many codes: try again in a minute.", retry_after=60 - at.second)
