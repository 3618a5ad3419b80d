"""Organisations and deaneries."""

from collections.abc import Iterable, Mapping
from datetime import date
from operator import attrgetter
from typing import Any

from sqlalchemy import RowMapping, select
from sqlalchemy.dialects.postgresql import insert

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
    columns = tables.deanery.c
    in_force = select(columns.trusts).where(columns.code == code, columns.valid_from <= on)
    row = await work.first(in_force.order_by(columns.valid_from.desc()).limit(1))
    return tuple(row["trusts"]) if row else ()


async def trusts_answered_for(
    work: UnitOfWork, deaneries: Iterable[str], known: Mapping[str, Organisation]
) -> dict[str, set[str]]:
    """Per deanery the trusts it answers for today: its own list, else those of its region."""
    answered: dict[str, set[str]] = {}
    for deanery in deaneries:
        listed = await trusts_of_deanery(work, deanery, on=work.today)
        answered[deanery] = set(listed) or {code for code, one in known.items() if one.region == deanery}
    return answered


async def deaneries_for(work: UnitOfWork) -> Deaneries:
    """Which deaneries answer for which trust today, of all there are."""
    known = await organisations(work)
    deaneries = sorted(code for code, one in known.items() if one.kind is OrganisationKind.DEANERY)
    return Deaneries(await trusts_answered_for(work, deaneries, known))


async def organisation_held(work: UnitOfWork, code: str) -> Organisation:
    """Load it and hold it: what there is one of per organisation is not made twice. Raises NotFound."""
    return _organisation(
        await work.one(select(tables.organisation).where(tables.organisation.c.code == code).with_for_update())
    )


async def appointer(work: UnitOfWork, actor: Actor, known: Mapping[str, Organisation]) -> Appointer:
    """The actor with the trusts their deaneries answer for today."""
    answered = await trusts_answered_for(work, deaneries_of(actor), known)
    return Appointer(actor, frozenset().union(*answered.values()))


def _organisation(row: RowMapping) -> Organisation:
    values: dict[str, Any] = dict(row)
    return Organisation(**{**values, "kind": OrganisationKind(values["kind"])})
