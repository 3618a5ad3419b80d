"""Organisations, and which trusts a deanery answers for."""

from collections.abc import Sequence

from chassis.door import Heard, hears
from chassis.work import UnitOfWork
from contracts.registry import OrganisationClosed, OrganisationRegistered
from contracts.vocabulary import OrganisationKind
from services.reporting import domain, store
from services.reporting.handlers.noting import Rows


@hears.batch(OrganisationRegistered, OrganisationClosed)
async def keep_organisations(heard: Sequence[Heard], work: UnitOfWork) -> None:
    known: Rows = {}
    closed = {}
    lists: Rows = {}
    for event in (one.event for one in heard):
        if isinstance(event, OrganisationClosed):
            closed[event.code] = event.closed_on
            continue
        closed.pop(event.code, None)
        known[event.code] = {
            "code": event.code,
            "kind": event.kind,
            "name": event.name,
            "parent": event.parent,
            "region": event.region,
            "closed_on": None,
        }
        if event.kind is OrganisationKind.DEANERY:
            valid_from = event.opened_on or domain.ALWAYS
            row = {"deanery": event.code, "valid_from": valid_from, "trusts": list(event.trusts)}
            lists[event.code, valid_from] = row
    await store.keep_organisations(work, known.values())
    await store.keep_closures(work, closed)
    await store.keep_deanery_trusts(work, list(lists.values()))
