"""What of leave is only what the log says, and can be rebuilt from it: never a request, nor what was flagged on one.

Who stands in for leave that waits at a practice follows what was put right (R10), and so does what was said of years
that are over (R2).
"""

from collections.abc import Sequence

from chassis.hearing import Heard, hears
from chassis.rebuilding import Projection
from chassis.work import UnitOfWork
from contracts.registry import (
    OrganisationClosed,
    OrganisationRegistered,
    PlacementAnnounced,
    PlacementCancelled,
    PlacementChanged,
)
from services.leave import handlers, store
from services.leave.store.tables import appointments, deanery_trusts, organisations, placements


@hears.batch(PlacementAnnounced, PlacementChanged, PlacementCancelled)
async def fold_placements(heard: Sequence[Heard], work: UnitOfWork) -> None:
    """Our copy alone: no request is looked at again."""
    await store.keep_placements(work, [each.event for each in heard])


@hears.batch(OrganisationRegistered, OrganisationClosed)
async def fold_organisations(heard: Sequence[Heard], work: UnitOfWork) -> None:
    """The same."""
    await store.keep_organisations(work, [each.event for each in heard])


async def follow_what_was_put_right(work: UnitOfWork) -> None:
    """Who stands in (R10); and what was said of years that are over, where a placement had other WTEs before (R2)."""
    await store.find_all_directors(work)
    await store.look_at_changed_wtes_again(work)


PROJECTIONS = (
    Projection("placements", tables=[placements], folds=[fold_placements], changed=follow_what_was_put_right),
    Projection(
        "organisations",
        tables=[organisations, deanery_trusts],
        folds=[fold_organisations],
        changed=store.find_all_directors,
    ),
    Projection("appointments", tables=[appointments], folds=[handlers.follow_appointments]),
)
