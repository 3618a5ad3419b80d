"""What recognition does about what it hears: keep what a certificate may rest on."""

from collections.abc import Sequence

from chassis.door import Heard, hears
from chassis.work import UnitOfWork
from contracts.opportunities import ParticipationConfirmed
from contracts.registry import OrganisationRegistered
from services.recognition import store


@hears.batch(ParticipationConfirmed)
async def keep_records(heard: Sequence[Heard], work: UnitOfWork) -> None:
    """Each is a record from which a certificate may be issued."""
    await store.keep_records(work, [each.event for each in heard])


@hears.batch(OrganisationRegistered)
async def keep_names(heard: Sequence[Heard], work: UnitOfWork) -> None:
    """A certificate bears the name of the trust that issues it."""
    await store.keep_names(work, {each.event.code: each.event.name for each in heard})
