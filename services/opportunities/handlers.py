"""What opportunities does about the placements, appointments and organisations it hears of."""

from collections.abc import Sequence

from chassis.door import Heard, hears
from chassis.work import UnitOfWork
from contracts.registry import (
    AppointmentEnded,
    AppointmentMade,
    OrganisationClosed,
    OrganisationRegistered,
    PlacementAnnounced,
    PlacementCancelled,
    PlacementChanged,
)
from services.opportunities import store


@hears.batch(PlacementAnnounced, PlacementChanged, PlacementCancelled)
async def follow_placements(heard: Sequence[Heard], work: UnitOfWork) -> None:
    """Remember which doctor works where, and when."""
    await store.keep_placements(work, [each.event for each in heard])


@hears.batch(AppointmentMade, AppointmentEnded)
async def follow_appointments(heard: Sequence[Heard], work: UnitOfWork) -> None:
    """Remember who holds an appointment where: they can be named as leads."""
    await store.keep_appointments(work, [each.event for each in heard])


@hears.batch(OrganisationRegistered, OrganisationClosed)
async def follow_organisations(heard: Sequence[Heard], work: UnitOfWork) -> None:
    """Pages that are public say what a trust is called, and its deanery's rules hold there."""
    await store.keep_organisations(work, [each.event for each in heard])
