"""Organisations, and which trusts a deanery answers for."""

from collections.abc import Sequence

from chassis.door import Heard, hears
from chassis.work import UnitOfWork
from contracts.registry import OrganisationClosed, OrganisationRegistered
from services.reporting import store


@hears.batch(OrganisationRegistered, OrganisationClosed)
async def keep_organisations(heard: Sequence[Heard], work: UnitOfWork) -> None:
    await store.keep_organisations(work, [one.event for one in heard])
