"""What stands behind a figure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Evidence:
    """So many events, and the last of them."""

    events: int
    last_event: UUID
    last_at: datetime

    def __add__(self, other: Self) -> Self:
        last = other if other.last_at >= self.last_at else self
        return type(self)(self.events + other.events, last.last_event, last.last_at)


def together(parts: Iterable[Evidence]) -> Evidence | None:
    """All of it; None where there is none."""
    found: Evidence | None = None
    for one in parts:
        found = one if found is None else found + one
    return found
