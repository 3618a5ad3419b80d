"""Programmes' public catalogues, and how often they are read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ARRAY, Column, Date, Index, Integer, Table, Text, Uuid, func, insert, select, update
from sqlalchemy.dialects import postgresql

from chassis.columns import when
from chassis.rules import rule
from chassis.work import UnitOfWork
from services.opportunities.domain import CataloguePlan, PublicCatalogue, Views
from services.opportunities.store.organisations import deaneries_of
from services.opportunities.store.tables import metadata

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

views = Table(
    "public_catalogue_view",
    metadata,
    Column("catalogue_id", Uuid, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("times", Integer, nullable=False),
)
"""Answers given a day (London), and nothing of who asked."""


async def release_by(work: UnitOfWork, plan: CataloguePlan) -> date:
    """The last day that is early enough before preferences open, as the deanery of the programme's trusts has it (R37).

    Of a programme in several deaneries, the first of them by code that has its own.
    """
    of = await deaneries_of(work, plan.trusts)
    weeks = int(await rule(work, "opportunities.release_weeks_ahead", on=work.today, of=of))
    return plan.preferences_open_on - timedelta(weeks=weeks)


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


async def add_views(work: UnitOfWork, counted: Mapping[tuple[UUID, date], int]) -> None:
    rows = [{"catalogue_id": which, "day": day, "times": counted[which, day]} for which, day in sorted(counted)]
    more = postgresql.insert(views).values(rows)
    of = [views.c.catalogue_id, views.c.day]
    await work.run(more.on_conflict_do_update(index_elements=of, set_={"times": views.c.times + more.excluded.times}))


async def views_of(work: UnitOfWork, catalogue_ids: Collection[UUID]) -> Mapping[UUID, Views]:
    """Of each that was read at all: how often, and how often in the last seven days, today's among them."""
    of = views.c
    lately = func.coalesce(func.sum(of.times).filter(of.day > work.today - timedelta(days=7)), 0)
    counted = select(of.catalogue_id, func.sum(of.times).label("ever"), lately.label("lately"))
    rows = await work.all(counted.where(of.catalogue_id.in_(sorted(catalogue_ids))).group_by(of.catalogue_id))
    return {row["catalogue_id"]: Views(ever=int(row["ever"]), lately=int(row["lately"])) for row in rows}
