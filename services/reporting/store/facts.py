"""Facts as they stand, kept set-based: one statement per batch and table."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Table, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert

from chassis.errors import NotFound
from chassis.work import UnitOfWork
from contracts.vocabulary import OrganisationKind
from services.reporting.store.tables import champion, deanery_trusts, feedback, leave_decision, organisation, placement

Fact = Mapping[str, Any]
"""Values by column name."""


async def _keep(work: UnitOfWork, table: Table, rows: Collection[Fact], *, unless_null: str | None = None) -> None:
    """Each row is the whole state of its key; ``unless_null`` names a column whose null leaves what stands."""
    if not rows:
        return
    columns = [column for column in table.columns if column.name in next(iter(rows))]
    names = [column.name for column in columns]
    arrays = (bindparam(c.name, [row[c.name] for row in rows], type_=ARRAY(c.type)) for c in columns)
    given = func.unnest(*arrays).table_valued(*names, name="given").render_derived()
    stated = insert(table).from_select(names, select(given))
    news: dict[str, Any] = {c.name: stated.excluded[c.name] for c in columns if not c.primary_key}
    if unless_null:
        news[unless_null] = func.coalesce(stated.excluded[unless_null], table.c[unless_null])
    await work.run(stated.on_conflict_do_update(index_elements=list(table.primary_key), set_=news))


async def keep_placements(work: UnitOfWork, rows: Collection[Fact]) -> None:
    """One row a placement; ``last_announced_on`` is null where the batch was no news about host, site or start."""
    await _keep(work, placement, rows, unless_null="last_announced_on")


async def keep_leave_decisions(work: UnitOfWork, rows: Collection[Fact]) -> None:
    await _keep(work, leave_decision, rows)


async def keep_feedback(work: UnitOfWork, rows: Collection[Fact]) -> None:
    await _keep(work, feedback, rows)


async def keep_champions(work: UnitOfWork, rows: Collection[Fact]) -> None:
    await _keep(work, champion, rows)


async def end_champions(work: UnitOfWork, ended: Mapping[UUID, date]) -> None:
    if ended:
        ends = update(champion).where(champion.c.appointment_id == bindparam("ended_id"))
        rows = [{"ended_id": appointment, "ended_on": on} for appointment, on in ended.items()]
        await work.run(ends.values(ends_on=bindparam("ended_on")), rows)


async def keep_organisations(work: UnitOfWork, rows: Collection[Fact]) -> None:
    await _keep(work, organisation, rows)


async def keep_closures(work: UnitOfWork, closed: Mapping[str, date]) -> None:
    if closed:
        closes = update(organisation).where(organisation.c.code == bindparam("closed_code"))
        rows = [{"closed_code": code, "closed_day": on} for code, on in closed.items()]
        await work.run(closes.values(closed_on=bindparam("closed_day")), rows)


async def keep_deanery_trusts(work: UnitOfWork, rows: Sequence[Fact]) -> None:
    """Plain rows: unnest would flatten the lists of trusts, and there are a handful of deaneries."""
    if rows:
        stated = insert(deanery_trusts)
        keys = [deanery_trusts.c.deanery, deanery_trusts.c.valid_from]
        await work.run(stated.on_conflict_do_update(index_elements=keys, set_={"trusts": stated.excluded.trusts}), rows)


async def trusts_of(work: UnitOfWork, deanery: str, *, on: date) -> frozenset[str]:
    """The hosts a deanery answers for on a day: its list, else all of its NHS region. Raises NotFound."""
    is_it = (organisation.c.code == deanery) & (organisation.c.kind == OrganisationKind.DEANERY)
    itself = await work.first(select(organisation.c.region).where(is_it))
    if itself is None:
        raise NotFound(f"there is no deanery {deanery}, or none that you may see")
    listed = select(deanery_trusts.c.trusts).where(
        deanery_trusts.c.deanery == deanery, deanery_trusts.c.valid_from <= on
    )
    newest = await work.first(listed.order_by(deanery_trusts.c.valid_from.desc()).limit(1))
    if newest and newest["trusts"]:
        return frozenset(newest["trusts"])
    region = itself["region"] or deanery
    in_it = select(organisation.c.code).where(
        organisation.c.region == region, organisation.c.kind != OrganisationKind.DEANERY
    )
    return frozenset(row["code"] for row in await work.all(in_it))
