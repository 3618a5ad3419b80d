"""Something that happened and that somebody is told of."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from contracts import Event, Stamp
from contracts.feedback import FeedbackGiven
from contracts.leave import LeaveApproved, LeavePlacementAffected, LeaveRefused, LeaveStepDecided, LeaveSubmitted
from contracts.registry import DateChange, PlacementAnnounced, PlacementCancelled, PlacementChanged

PlacementEvent = PlacementAnnounced | PlacementChanged | PlacementCancelled
LeaveEvent = LeaveSubmitted | LeaveStepDecided | LeaveApproved | LeaveRefused | LeavePlacementAffected


_IMPORTED = frozenset({PlacementAnnounced, PlacementChanged, PlacementCancelled, LeavePlacementAffected})


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as heard; its stamp, in the trace that hearing it began; the London date on which it was said."""

    event: Event
    stamp: Stamp
    day: date

    @property
    def id(self) -> UUID:
        return self.stamp.id

    @property
    def import_id(self) -> UUID | None:
        return import_of(self.event)


def import_of(event: Event) -> UUID | None:
    """The import that caused it, where one did."""
    return getattr(event, "import_id", None) if type(event) in _IMPORTED else None


def last_day(event: Event) -> date | None:
    """The last day that it matters; None where it never stops to.

    A placement that was cut short matters until its old end: its doctor still needs to hear that it ended.
    """
    match event:
        case PlacementChanged():
            ends = [c.old for c in event.changes if isinstance(c, DateChange) and c.field == "end"]
            return max([event.placement.end, *ends])
        case PlacementAnnounced() | PlacementCancelled():
            return event.placement.end
        case LeaveSubmitted() | LeaveStepDecided() | LeaveApproved() | LeaveRefused() | LeavePlacementAffected():
            return event.last_day
        case FeedbackGiven() | _:
            return None


def is_over(event: Event, *, today: date) -> bool:
    last = last_day(event)
    return last is not None and last < today
