"""Something that happened and that somebody is told of."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

from chassis.clock import london_date
from contracts import EVENTS, Event, Stamp
from contracts.leave import (
    EntitlementUnused,
    LeaveAlternativeTaken,
    LeaveAppealAcknowledged,
    LeaveAppealAnswered,
    LeaveAppealed,
    LeaveAppealOverdue,
    LeaveApproved,
    LeaveLapsed,
    LeaveOverdue,
    LeavePlacementAffected,
    LeaveRefused,
    LeaveReminded,
    LeaveResubmitted,
    LeaveReturned,
    LeaveReturnReminded,
    LeaveStepDecided,
    LeaveSubmitted,
    LeaveWithdrawalAsked,
    LeaveWithdrawn,
)
from contracts.opportunities import (
    ForumCalled,
    ForumCalledOff,
    TrainingBooked,
    TrainingCancelled,
    TrainingGivenBack,
    TrainingReleaseAppealAnswered,
    TrainingReleaseAppealed,
    TrainingReleaseRefused,
)
from contracts.registry import PlacementAnnounced, PlacementCancelled, PlacementChanged
from contracts.role_modelling import ShadowingBooked, ShadowingCancelled

LeaveEvent = (
    LeaveSubmitted
    | LeaveStepDecided
    | LeaveReminded
    | LeaveOverdue
    | LeaveApproved
    | LeaveRefused
    | LeaveLapsed
    | LeaveReturned
    | LeaveReturnReminded
    | LeaveResubmitted
    | LeaveAlternativeTaken
    | LeaveAppealed
    | LeaveAppealAcknowledged
    | LeaveAppealOverdue
    | LeaveAppealAnswered
    | LeavePlacementAffected
    | LeaveWithdrawalAsked
    | LeaveWithdrawn
)

# Looked up by exact type: isinstance is slow on pydantic's classes, and an import asks it 75,000 times.
_PLACEMENTS = frozenset({PlacementAnnounced, PlacementChanged, PlacementCancelled})
_LEAVE = frozenset(
    {
        *(LeaveSubmitted, LeaveStepDecided, LeaveReminded, LeaveOverdue, LeaveApproved, LeaveRefused),
        *(LeaveReturned, LeaveReturnReminded, LeaveResubmitted, LeaveWithdrawalAsked, LeaveWithdrawn),
        *(LeavePlacementAffected, EntitlementUnused),
    }
)
"""Over with the days that they are about; what comes of a refusal matters longer, and what lapses is over by then."""
_BEFORE_IT_IS_OVER = frozenset({ShadowingBooked, ShadowingCancelled, ForumCalled, ForumCalledOff})
_BEFORE_A_COURSE_IS_OVER = frozenset(
    {
        *(TrainingBooked, TrainingGivenBack, TrainingCancelled),
        *(TrainingReleaseRefused, TrainingReleaseAppealed, TrainingReleaseAppealAnswered),
    }
)
_IMPORTED = _PLACEMENTS | {LeavePlacementAffected}


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as heard; its stamp, in the trace that hearing it began; the London date on which it was said."""

    event: Event
    stamp: Stamp
    day: date
    last_day: date | None
    """The last day that it matters; None where it never stops to."""
    import_id: UUID | None
    """The import that caused it, where one did."""

    @classmethod
    def of(cls, event: Event, stamp: Stamp, day: date) -> Self:
        imported = getattr(event, "import_id", None) if type(event) in _IMPORTED else None
        return cls(event, stamp, day, _last_day(event), imported)

    @property
    def id(self) -> UUID:
        return self.stamp.id

    @property
    def of_placement(self) -> bool:
        return type(self.event) in _PLACEMENTS

    def is_over(self, *, today: date) -> bool:
        return self.last_day is not None and self.last_day < today


def is_private(stamp: Stamp) -> bool:
    """Whether nobody else may learn that it happened: it is told, and that it was told is said to nobody (R47)."""
    return EVENTS[stamp.type].topic.family.untraceable


def _last_day(event: Event) -> date | None:
    """Of a placement that was cut short, its old end: until then its doctor needs to hear that it ended."""
    kind = type(event)
    facts: Any = event
    last: date | None = None
    if kind in _LEAVE or kind in _BEFORE_A_COURSE_IS_OVER:
        last = facts.last_day
    elif kind is PlacementChanged:
        last = max([facts.placement.end, *(change.old for change in facts.changes if change.field == "end")])
    elif kind in _BEFORE_IT_IS_OVER:
        last = london_date(facts.ends_at)
    elif kind in _PLACEMENTS:
        last = facts.placement.end
    return last
