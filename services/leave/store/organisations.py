"""Whose rules hold at a trust: leave's own copy of the deaneries and the trusts they answer for."""

from collections.abc import Collection, Sequence
from datetime import date

from chassis.places import Places
from chassis.work import UnitOfWork
from contracts.registry import OrganisationClosed, OrganisationRegistered
from services.leave.store.tables import deanery_trusts, organisations

_PLACES = Places(organisations, deanery_trusts)


async def keep_organisations(work: UnitOfWork, events: Sequence[OrganisationRegistered | OrganisationClosed]) -> None:
    await _PLACES.keep(work, events)


async def deaneries_of(work: UnitOfWork, hosts: Collection[str], *, on: date) -> dict[str, str]:
    """Host → the deanery that answers for it on a day, where one is known."""
    return await _PLACES.deaneries_of(work, hosts, on=on)


async def whose_policy(work: UnitOfWork, host: str, programme: str | None, *, on: date) -> tuple[str, ...]:
    """Whose own policy holds for a doctor there on a day: a region's for its trainees, whatever their trust says (R26);
    for who is locally employed, on no programme, first the trust's own (R4)."""
    deaneries = await deaneries_of(work, {host}, on=on)
    return (*([host] if programme is None else []), *deaneries.values())


async def whose_rules(work: UnitOfWork, trust: str) -> tuple[str, ...]:
    """Whose own rules hold at a trust today, nearest first: its own, then its deanery's."""
    return (await whose_rules_at(work, [trust]))[trust]


async def whose_rules_at(work: UnitOfWork, trusts: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The same of several at once, by trust."""
    return await _PLACES.whose_rules(work, trusts, on=work.today)
