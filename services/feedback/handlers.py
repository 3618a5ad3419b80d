"""What feedback does about the placements it hears of."""

from collections.abc import Sequence

from chassis.door import Heard, hears
from chassis.work import UnitOfWork
from contracts.registry import PlacementAnnounced, PlacementCancelled, PlacementChanged
from services.feedback import store


@hears.batch(PlacementAnnounced, PlacementChanged, PlacementCancelled)
async def follow_placements(heard: Sequence[Heard], work: UnitOfWork) -> None:
    """Remember who supervises whom, where and when."""
    await store.keep_placements(work, [each.event for each in heard])
