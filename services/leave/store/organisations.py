"""Whose rules hold at a trust: leave's own copy of the deaneries and the trusts they answer for."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on, insert

from chassis.copies import amend_rows, keep_rows
from chassis.work import UnitOfWork
from contracts.registry import OrganisationClosed, OrganisationRegistered
from contracts.vocabulary import OrganisationKind
from services.leave.store.tables import deanery_trusts, organisations

_ALWAYS = date(1900, 1, 1)
"""From when a list without a date counts."""


async def keep_organisations(work: UnitOfWork, events: Sequence[OrganisationRegistered | OrganisationClosed]) -> None:
    """Keep each organisation as its last event says, and each list of a deanery's trusts from its day on."""
    known: dict[str, dict[str, Any]] = {}
    closed: dict[str, date] = {}
    lists: dict[tuple[str, date], dict[str, Any]] = {}
    for event in events:
        if isinstance(event, OrganisationClosed):
            closed[event.code] = event.closed_on
            continue
        closed.pop(event.code, None)
        known[event.code] = {"code": event.code, "kind": event.kind, "region": event.region, "closed_on": None}
        if event.kind is OrganisationKind.DEANERY:
            valid_from = event.opened_on or _ALWAYS
            row = {"deanery": event.code, "valid_from": valid_from, "trusts": list(event.trusts)}
            lists[event.code, valid_from] = row
    await keep_rows(work, organisations, known.values())
    await amend_rows(work, organisations, [{"code": code, "closed_on": on} for code, on in closed.items()])
    if lists:  # plain rows: unnest would flatten the lists of trusts, and there are a handful of deaneries
        stated = insert(deanery_trusts)
        keys = list(deanery_trusts.primary_key)
        same = stated.on_conflict_do_update(index_elements=keys, set_={"trusts": stated.excluded.trusts})
        await work.run(same, list(lists.values()))


async def deaneries_of(work: UnitOfWork, hosts: Collection[str], *, on: date) -> dict[str, str]:
    """Host → the deanery that answers for it on a day: one that lists it, else the one of its whole NHS region.

    One that was closed before answers for nobody: the day it closes on is its last. A host of no deanery that is known
    is not named: the defaults hold.
    """
    if not hosts:
        return {}
    lists = (
        select(deanery_trusts.c.deanery, deanery_trusts.c.trusts)
        .ext(distinct_on(deanery_trusts.c.deanery))
        .where(deanery_trusts.c.valid_from <= on)
        .order_by(deanery_trusts.c.deanery, deanery_trusts.c.valid_from.desc())
    )
    listed = {row["deanery"]: row["trusts"] for row in await work.all(lists)}
    concerned = organisations.c.code.in_(sorted({*hosts, *listed}))
    known = select(organisations.c.code, organisations.c.region, organisations.c.closed_on).where(concerned)
    rows = await work.all(known)
    regions = {row["code"]: row["region"] for row in rows}
    for row in rows:
        if row["closed_on"] is not None and row["closed_on"] < on:
            listed.pop(row["code"], None)
    found: dict[str, str] = {}
    for host in hosts:
        named = [deanery for deanery, trusts in sorted(listed.items()) if host in trusts]
        region = regions.get(host)
        whole = [deanery for deanery, trusts in sorted(listed.items()) if not trusts and regions.get(deanery) == region]
        if candidates := named or (whole if region else []):
            found[host] = candidates[0]
    return found
