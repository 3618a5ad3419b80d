"""Organisations and deaneries."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from operator import attrgetter
from typing import Any

from sqlalchemy import RowMapping, select
from sqlalchemy.dialects.postgresql import distinct_on, insert

from chassis.work import UnitOfWork
from contracts import Actor
from contracts.vocabulary import OrganisationKind
from services.registry.domain.access import Appointer, Deaneries, deaneries_of
from services.registry.domain.organisations import Organisation
from services.registry.store import tables
from services.registry.store.sets import upsert

_columns = attrgetter("code", "kind", "name", "parent", "region", "opened_on", "closed_on", "confirmed", "successor")


async def organisations(work: UnitOfWork) -> dict[str, Organisation]:
    """All of them, by code: a region knows a few thousand."""
    return {row["code"]: _organisation(row) for row in await work.all(select(tables.organisation))}


async def organisation(work: UnitOfWork, code: str) -> Organisation:
    """Raises NotFound."""
    return _organisation(await work.one(select(tables.organisation).where(tables.organisation.c.code == code)))


async def organisation_names(work: UnitOfWork, codes: Iterable[str]) -> dict[str, str]:
    columns = tables.organisation.c
    asked = select(columns.code, columns.name).where(columns.code.in_(sorted(set(codes))))
    return {row["code"]: row["name"] for row in await work.all(asked)}


async def keep_organisations(work: UnitOfWork, touched: Iterable[Organisation]) -> None:
    await upsert(work, tables.organisation, [_columns(one) for one in touched])


async def keep_deanery(work: UnitOfWork, code: str, *, valid_from: date, trusts: Iterable[str]) -> None:
    """The trusts a deanery answers for from a day on; the same day again replaces them."""
    values = {"code": code, "valid_from": valid_from, "trusts": list(trusts)}
    statement = insert(tables.deanery).values(values)
    await work.run(
        statement.on_conflict_do_update(index_elements=["code", "valid_from"], set_={"trusts": values["trusts"]})
    )


async def trusts_of_deanery(work: UnitOfWork, code: str, *, on: date) -> tuple[str, ...]:
    """Its own list in force on a day; empty: all trusts of its region."""
    return (await _lists_of(work, [code], on=on)).get(code, ())


async def deaneries_for(work: UnitOfWork) -> Deaneries:
    """Which deaneries answer for which trust today, of all there are."""
    return await _answering(work, await organisations(work))


async def whose_rules(
    work: UnitOfWork, hosts: Collection[str], *, on: date | None = None
) -> dict[str, tuple[str, ...]]:
    """Host → whose own rules hold there on a day (today), nearest first: its own, then its deanery's."""
    of = tables.organisation.c
    concerned = of.code.in_(sorted(hosts)) | (of.kind == OrganisationKind.DEANERY)
    rows = await work.all(select(tables.organisation).where(concerned))
    deaneries = await _answering(work, {row["code"]: _organisation(row) for row in rows}, on=on)
    return {host: deaneries.whose_rules(host) for host in hosts}


async def organisation_held(work: UnitOfWork, code: str) -> Organisation:
    """Load it and hold it: what there is one of per organisation is not made twice. Raises NotFound."""
    return _organisation(
        await work.one(select(tables.organisation).where(tables.organisation.c.code == code).with_for_update())
    )


async def appointer(work: UnitOfWork, actor: Actor, known: Mapping[str, Organisation]) -> Appointer:
    """The actor with the trusts their deaneries answer for today."""
    theirs = await _trusts_answered_for(work, deaneries_of(actor), known)
    return Appointer(actor, frozenset().union(*theirs.trusts.values()))


async def _answering(work: UnitOfWork, known: Mapping[str, Organisation], *, on: date | None = None) -> Deaneries:
    deaneries = sorted(code for code, one in known.items() if one.kind is OrganisationKind.DEANERY)
    return await _trusts_answered_for(work, deaneries, known, on=on)


async def _trusts_answered_for(
    work: UnitOfWork, deaneries: Collection[str], known: Mapping[str, Organisation], *, on: date | None = None
) -> Deaneries:
    """The trusts that each deanery answers for on a day (today): its own list, else those of its region."""
    lists = await _lists_of(work, deaneries, on=on or work.today)
    listed = {deanery: set(trusts) for deanery, trusts in lists.items() if trusts}
    regions = {deanery: {code for code, one in known.items() if one.region == deanery} for deanery in deaneries}
    return Deaneries({**regions, **listed}, with_list=frozenset(listed))


async def _lists_of(work: UnitOfWork, deaneries: Collection[str], *, on: date) -> dict[str, tuple[str, ...]]:
    of = tables.deanery.c
    in_force = (
        select(of.code, of.trusts)
        .ext(distinct_on(of.code))
        .where(of.code.in_(sorted(deaneries)), of.valid_from <= on)
        .order_by(of.code, of.valid_from.desc())
    )
    return {row["code"]: tuple(row["trusts"]) for row in await work.all(in_force)}


def _organisation(row: RowMapping) -> Organisation:
    values: dict[str, Any] = dict(row)
    return Organisation(**{**values, "kind": OrganisationKind(values["kind"])})
