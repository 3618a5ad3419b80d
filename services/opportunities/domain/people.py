"""Who works where on a day: doctors by their placements, staff by their appointments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from contracts.vocabulary import PlacementType


@dataclass(frozen=True, slots=True)
class Placement:
    """What opportunities remembers of a doctor's placement. Every type counts: who is on leave may take part too."""

    placement_id: UUID
    doctor_id: UUID
    host: str
    grade: str
    programme: str | None
    """Whose it is; none: no training programme's."""
    type: PlacementType
    start: date
    end: date
    cancelled: bool

    def holds(self, on: date, *, days_after: int = 0) -> bool:
        """Whether they are there on a day, or were within so many days before it."""
        return not self.cancelled and self.start <= on <= self.end + timedelta(days=days_after)


def hosts(placements: Iterable[Placement], *, on: date) -> frozenset[str]:
    """Where they work on a day; several in a split post."""
    return frozenset(placement.host for placement in placements if placement.holds(on))


def grades(placements: Iterable[Placement], *, at: str, on: date) -> frozenset[str]:
    return frozenset(placement.grade for placement in placements if placement.host == at and placement.holds(on))
