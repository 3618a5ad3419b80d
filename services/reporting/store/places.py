"""Reporting's own copy of organisations and deaneries, and whose rules hold where."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import date

from chassis.errors import NotFound
from chassis.places import Places
from chassis.work import UnitOfWork
from contracts.registry import OrganisationClosed, OrganisationRegistered
from services.reporting.store.facts import trusts_of
from services.reporting.store.tables import deanery_trusts, organisation

PLACES = Places(organisation, deanery_trusts)


async def keep_organisations(work: UnitOfWork, events: Sequence[OrganisationRegistered | OrganisationClosed]) -> None:
    await PLACES.keep(work, events)


async def whose_rules(work: UnitOfWork, codes: Collection[str], *, on: date) -> dict[str, tuple[str, ...]]:
    """Each trust that one of these codes is, or is the deanery of → whose own rules hold there, nearest first."""
    trusts = set(codes)
    for code in codes:
        with suppress(NotFound):  # not a deanery
            trusts |= await trusts_of(work, code, on=on)
    return await PLACES.whose_rules(work, trusts, on=on)


async def whose_rules_today(work: UnitOfWork, trusts: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Trust → whose own rules hold there today, nearest first."""
    return await PLACES.whose_rules(work, trusts, on=work.today)
