"""Programmes' public catalogues, and what organisations are called in them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ARRAY, Column, Date, Index, Integer, Table, Text, Uuid, insert, select, update

from chassis.columns import when
from chassis.copies import keep_rows
from chassis.rules import rule
from chassis.work import UnitOfWork
from services.opportunities.domain import PublicCatalogue
from services.opportunities.store.tables import metadata, organisations

catalogues = Table(
    "public_catalogue",
    metadata,
    Column("catalogue_id", Uuid, primary_key=True),
    Column("programme", Text, nullable=False),
    Column("trusts", ARRAY(Text, as_tuple=True), nullable=False),
    Column("preferences_open_on", Date, nullable=False),
    Column("release_by", Date, nullable=False),
    Column("planned_by", Uuid, nullable=False),
    when("planned_at"),
    Column("released_by", Uuid),
    when("released_at", nullable=True),
    Column("version", Integer, nullable=False),
    Index("public_catalogue_of_programme", "programme", "released_at"),
)


async def release_by(work: UnitOfWork, preferences_open_on: date) -> date:
    """The last day that is early enough before preferences open (R37)."""
    weeks = int(await rule(work, "opportunities.release_weeks_ahead", on=work.today))
    return preferences_open_on - timedelta(weeks=weeks)


async def add_catalogue(work: UnitOfWork, catalogue: PublicCatalogue) -> None:
    await work.run(insert(catalogues).values(asdict(catalogue)))


async def public_catalogue(work: UnitOfWork, catalogue_id: UUID) -> PublicCatalogue:
    """Load it and hold it: no one else plans or releases it until we commit. Raises NotFound."""
    which = catalogues.c.catalogue_id == catalogue_id
    return PublicCatalogue(**await work.one(select(catalogues).where(which).with_for_update()))


async def keep_catalogue(work: UnitOfWork, catalogue: PublicCatalogue) -> PublicCatalogue:
    """Keep a held catalogue as its next version."""
    following = replace(catalogue, version=catalogue.version + 1)
    which = catalogues.c.catalogue_id == catalogue.catalogue_id
    await work.run(update(catalogues).where(which).values(asdict(following)))
    return following


async def planned_catalogues(work: UnitOfWork) -> Sequence[PublicCatalogue]:
    """All whose preferences are still to open, the next first: a region has one for each programme and year."""
    coming = select(catalogues).where(catalogues.c.preferences_open_on >= work.today)
    rows = await work.all(coming.order_by(catalogues.c.preferences_open_on, catalogues.c.catalogue_id))
    return [PublicCatalogue(**row) for row in rows]


async def released_catalogues(work: UnitOfWork) -> Sequence[PublicCatalogue]:
    """The newest that is public of each programme, in the order of their numbers."""
    of = catalogues.c
    newest_last = select(catalogues).where(of.released_at.is_not(None)).order_by(of.programme, of.released_at)
    newest = {row["programme"]: PublicCatalogue(**row) for row in await work.all(newest_last)}
    return list(newest.values())


async def released_for(work: UnitOfWork, programme: str) -> PublicCatalogue:
    """The newest that is public. Raises NotFound."""
    of = catalogues.c
    public = select(catalogues).where(of.programme == programme, of.released_at.is_not(None))
    return PublicCatalogue(**await work.one(public.order_by(of.released_at.desc()).limit(1)))


async def keep_names(work: UnitOfWork, names: Mapping[str, str]) -> None:
    """Keep what organisations are called, by their codes."""
    await keep_rows(work, organisations, [{"code": code, "name": name} for code, name in names.items()])


async def names_of(work: UnitOfWork, codes: Collection[str]) -> dict[str, str]:
    rows = await work.all(select(organisations).where(organisations.c.code.in_(sorted(codes))))
    return {row["code"]: row["name"] for row in rows}
