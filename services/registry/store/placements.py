"""Placements, and the terms they are written in."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, func, or_, select

from chassis.errors import NotFound
from chassis.paging import page_of
from chassis.work import UnitOfWork
from contracts.vocabulary import PlacementSource, PlacementType
from services.registry.domain.placements import Placement, PlacementRow, PlacementsRegister
from services.registry.store import tables
from services.registry.store.organisations import keep_organisations
from services.registry.store.people import keep_persons, memberships, people_registered
from services.registry.store.sets import found, upsert

_SOURCES = {source.value: source for source in PlacementSource}
_TYPES = {type_.value: type_ for type_ in PlacementType}
_TYPE = list(tables.placement.c.keys()).index("type")
_SOURCE = list(tables.placement.c.keys()).index("source")


async def terms(work: UnitOfWork) -> dict[tuple[str, str], str]:
    """Spelling by kind and folded spelling."""
    return {(row["kind"], row["folded"]): row["spelling"] for row in await work.all(select(tables.term))}


async def look_at_placements(work: UnitOfWork, register: PlacementsRegister, rows: Sequence[PlacementRow]) -> None:
    """Learn what is known of the people and placements these rows are about, but for what is known already."""
    named = {row.registration for row in rows if row.registration}
    named |= {registration for row in rows for _, registration in row.supervisors if registration}
    register.people |= await people_registered(work, named - register.people.keys())
    doctors = {register.people[row.registration].id for row in rows if row.registration in register.people}
    tis_ids = {row.tis_id for row in rows if row.tis_id}
    known = _placements(
        await found(work, tables.placement, "doctor_id = ANY($1::uuid[]) OR tis_id = ANY($2::text[])", doctors, tis_ids)
    )
    if others := {placement.doctor_id for placement in known} - doctors:
        known += _placements(await found(work, tables.placement, "doctor_id = ANY($1::uuid[])", others))
    register.know(placement for placement in known if placement.id not in register.placements)
    doctors |= others
    for (person, _), membership in (await memberships(work, doctors - register.memberships.keys())).items():
        register.memberships.setdefault(person, []).append(membership)


async def keep_placements(work: UnitOfWork, register: PlacementsRegister) -> None:
    await keep_organisations(work, register.new_organisations)
    await keep_persons(work, [after for _, after in register.met.values()])
    await upsert(work, tables.term, register.new_terms)
    await upsert(work, tables.placement, list(register.touched.values()))


async def open_placements(work: UnitOfWork, *, on: date) -> dict[UUID, str]:
    """Placements of TIS neither cancelled nor over on a day, with the host of each: a snapshot names them all."""
    columns = tables.placement.c
    of_tis = columns.source == PlacementSource.TIS
    asked = select(columns.id, columns.host).where(of_tis, ~columns.cancelled, columns.end >= on)
    return {row.id: row.host for row in await work.run(asked)}


async def any_placement(work: UnitOfWork) -> bool:
    return await work.first(select(tables.placement.c.id).limit(1)) is not None


async def live_placements(work: UnitOfWork, ids: Iterable[UUID]) -> list[Placement]:
    """Those of these that are not cancelled."""
    return _placements(await found(work, tables.placement, "id = ANY($1::uuid[]) AND NOT cancelled", ids))


async def perhaps_meant(work: UnitOfWork, rows: Sequence[PlacementRow]) -> set[UUID]:
    """Placements that share a person, a TIS id or a post with any of these rows."""
    numbers = [row.registration.number for row in rows if row.registration]
    tis_ids, posts = [row.tis_id for row in rows if row.tis_id], [row.post.lower() for row in rows if row.post]
    return {row["id"] for row in await work.driver.fetch(_PERHAPS, numbers, tis_ids, posts)}


_PERHAPS = """
    SELECT p.id FROM placement p JOIN person d ON d.id = p.doctor_id
    WHERE d.registration = ANY($1::text[]) OR p.tis_id = ANY($2::text[]) OR lower(p.post) = ANY($3::text[])
"""


async def placements_by_host(work: UnitOfWork, *, on: date) -> Mapping[str, int]:
    """How many placements that are neither cancelled nor over each trust has."""
    columns = tables.placement.c
    counted = select(columns.host, func.count().label("many")).where(~columns.cancelled, columns.end >= on)
    return {row["host"]: row["many"] for row in await work.all(counted.group_by(columns.host))}


async def placement(work: UnitOfWork, placement_id: UUID) -> RowMapping:
    """Raises NotFound."""
    return await work.one(select(tables.placement).where(tables.placement.c.id == placement_id))


async def placement_held(work: UnitOfWork, placement_id: UUID) -> Placement:
    """Load it and hold it: no import changes it, and nobody disputes it, until we commit. Raises NotFound."""
    asked = select(tables.placement).where(tables.placement.c.id == placement_id).with_for_update()
    return Placement(*_with_type((await work.one(asked)).values()))


async def placements_held(work: UnitOfWork, ids: Collection[UUID]) -> list[Placement]:
    """Load and hold them, in the order of their ids. Raises NotFound where one is missing."""
    of = tables.placement.c
    asked = select(tables.placement).where(of.id.in_(list(ids))).order_by(of.id).with_for_update()
    found = _placements((await work.run(asked)).all())
    if len(found) < len(set(ids)):
        raise NotFound
    return found


async def placements_starting(
    work: UnitOfWork, which: ColumnElement[bool], *, since: date, after: UUID | None, limit: int
) -> Sequence[Placement]:
    """Those of them in post and not cancelled, in the order of their start, from behind the one named."""
    of = tables.placement.c
    asked = select(tables.placement).where(which, of.type == PlacementType.IN_POST, ~of.cancelled, of.start >= since)
    page = page_of(asked, of.start, of.id, after=after, limit=limit, oldest_first=True)
    return _placements((await work.run(page)).all())


async def every_placement_of(work: UnitOfWork, *doctors: UUID) -> list[Placement]:
    return _placements(await found(work, tables.placement, "doctor_id = ANY($1::uuid[])", doctors))


async def add_placement(work: UnitOfWork, placement: Placement) -> None:
    await upsert(work, tables.placement, [placement])


async def placements_naming(work: UnitOfWork, people: Iterable[UUID]) -> Sequence[RowMapping]:
    """Placements of which any of these is the doctor or a supervisor."""
    columns, ids = tables.placement.c, list(people)
    named = (columns.doctor_id, columns.clinical_supervisor_id, columns.educational_supervisor_id)
    return await work.all(select(tables.placement).where(or_(*(column.in_(ids) for column in named))))


async def placements_of(work: UnitOfWork, doctor_id: UUID) -> Sequence[RowMapping]:
    """All that were ever announced to a doctor, the latest first."""
    columns = tables.placement.c
    return await work.all(
        select(tables.placement).where(columns.doctor_id == doctor_id).order_by(columns.start.desc(), columns.id)
    )


def _placements(rows: Iterable[Sequence[Any]]) -> list[Placement]:
    return [Placement(*_with_type(row)) for row in rows]


def _with_type(row: Iterable[Any]) -> list[Any]:
    values = list(row)
    values[_TYPE] = _TYPES[values[_TYPE]]
    values[_SOURCE] = _SOURCES[values[_SOURCE]]
    return values
