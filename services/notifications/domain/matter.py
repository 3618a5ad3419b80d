"""What a happening is about, for whoever opens its notice or gathers several about the same."""

from typing import NamedTuple

from contracts import Event
from contracts.opportunities import (
    InterestAnswered,
    InterestExpressed,
    InterestOverdue,
    InterestWithdrawn,
    TrainingAttended,
    TrainingBooked,
    TrainingGivenBack,
    TrainingMissed,
    TrainingReleaseAppealAnswered,
    TrainingReleaseAppealed,
    TrainingReleaseRefused,
)
from contracts.registry import PlacementDisputeClosed, PlacementDisputed
from contracts.role_modelling import ShadowingBooked, ShadowingCancelled, ShadowingCompleted

_OF_A_SEAT = (
    *(TrainingBooked, TrainingGivenBack, TrainingReleaseRefused, TrainingReleaseAppealed),
    *(TrainingReleaseAppealAnswered, TrainingAttended, TrainingMissed),
)


class Matter(NamedTuple):
    """A placement, a request for leave, feedback …, and which one."""

    kind: str
    id: str


def matter(event: Event) -> Matter:
    """The event's aggregate; of a dispute or a booking that itself, as a placement or slot may have several; interest
    is the beginning of taking part."""
    if isinstance(event, PlacementDisputed | PlacementDisputeClosed):
        return Matter("dispute", str(event.dispute_id))
    if isinstance(event, InterestExpressed | InterestOverdue | InterestAnswered | InterestWithdrawn):
        return Matter("participation", event.subject)
    if isinstance(event, _OF_A_SEAT):
        return Matter("seat", str(event.booking_id))
    if isinstance(event, ShadowingBooked | ShadowingCompleted):
        return Matter("booking", str(event.booking_id))
    if isinstance(event, ShadowingCancelled) and not event.whole:
        return Matter("booking", str(event.bookings[0].booking_id))
    return Matter(event.type.split(".")[1], event.subject)
