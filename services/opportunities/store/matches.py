"""Whose saved searches find what was published, and who is told of it when."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Table,
    Uuid,
    any_,
    delete,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from chassis.columns import when
from chassis.rules import rule
from chassis.work import UnitOfWork
from services.opportunities.domain import Opportunity, Search
from services.opportunities.store.opportunities import open_today
from services.opportunities.store.tables import metadata, opportunities, participations, placements, searches

matches = Table(
    "search_match",
    metadata,
    Column("doctor_id", Uuid, primary_key=True),
    Column("opportunity_id", ForeignKey("opportunity.opportunity_id"), primary_key=True),
    when("matched_at"),
    when("told_at", nullable=True),
    Index("search_match_untold", "doctor_id", postgresql_where=text("told_at IS NULL")),
)
"""Kept for good: nobody is told of the same opportunity twice."""
_ONE_TELLER = 0x0FC1
"""An advisory lock of opportunities' own."""


async def _alone(work: UnitOfWork) -> None:
    """Until this transaction ends nobody else matches or tells: not who goes on though its lease has run out either."""
    await work.driver.execute("SELECT pg_advisory_xact_lock($1)", _ONE_TELLER)


async def unsearched(work: UnitOfWork, *, at_most: int) -> list[Opportunity]:
    """Load and hold what is open and was published since; what somebody else holds is passed over. Alone."""
    await _alone(work)
    of = opportunities.c
    fresh = select(opportunities).where(*open_today(work), of.searched_at.is_(None)).order_by(of.published_at)
    return [Opportunity(**row) for row in await work.all(fresh.limit(at_most).with_for_update(skip_locked=True))]


async def searches_for(work: UnitOfWork, opportunity: Opportunity) -> Sequence[Search]:
    """Those of doctors who may ask for it today."""
    this = opportunities.c.opportunity_id == opportunity.opportunity_id
    saved = select(searches).join(opportunities, this).where(*_may_ask(work, searches.c.doctor_id))
    return [Search(**row) for row in await work.all(saved)]


async def add_matches(work: UnitOfWork, opportunity: Opportunity, doctors: Collection[UUID]) -> None:
    """Note whose searches find it, and of a held one, once, that this was looked at; whoever reads it may act on it."""
    of = opportunities.c
    if doctors:
        found = {"opportunity_id": opportunity.opportunity_id, "matched_at": work.now}
        rows = [{"doctor_id": doctor_id, **found} for doctor_id in sorted(doctors)]
        await work.run(insert(matches).on_conflict_do_nothing(), rows)
    which = update(opportunities).where(of.opportunity_id == opportunity.opportunity_id)
    await work.run(which.values(searched_at=work.now))


async def due_to_be_told(work: UnitOfWork, *, at_most: int) -> list[UUID]:
    """Doctors with matches untold, and told of none for ``opportunities.days_between_matches`` days. Alone."""
    await _alone(work)
    days = timedelta(days=float(await rule(work, "opportunities.days_between_matches", on=work.today)))
    of, told = matches.c, matches.alias().c
    lately = select(told.doctor_id).where(told.doctor_id == of.doctor_id, told.told_at > work.now - days)
    due = select(of.doctor_id).where(of.told_at.is_(None), ~lately.exists()).distinct().order_by(of.doctor_id)
    return [row["doctor_id"] for row in await work.all(due.limit(at_most))]


async def untold_matches(work: UnitOfWork, doctors: Collection[UUID]) -> Mapping[UUID, Sequence[Opportunity]]:
    """What each of them may still ask for, the newest first."""
    of = opportunities.c
    untold = select(matches.c.doctor_id, opportunities).join_from(matches, opportunities)
    theirs = untold.where(matches.c.doctor_id.in_(sorted(doctors)), matches.c.told_at.is_(None), *open_today(work))
    theirs = theirs.where(*_may_ask(work, matches.c.doctor_id)).order_by(of.published_at.desc(), of.opportunity_id)
    found: defaultdict[UUID, list[Opportunity]] = defaultdict(list)
    for row in await work.all(theirs):
        facts = dict(row)
        found[facts.pop("doctor_id")].append(Opportunity(**facts))
    return found


async def keep_told(work: UnitOfWork, doctor_id: UUID, found: Collection[Opportunity]) -> None:
    """These are told now; what else was untold has nothing to tell any more, and is forgotten."""
    of = matches.c
    told = of.opportunity_id.in_(sorted(one.opportunity_id for one in found))
    await work.run(update(matches).where(of.doctor_id == doctor_id, told).values(told_at=work.now))
    await work.run(delete(matches).where(of.doctor_id == doctor_id, of.told_at.is_(None)))


def _may_ask(work: UnitOfWork, doctor_id: ColumnElement[UUID]) -> tuple[ColumnElement[bool], ...]:
    """Who works today where it is, in a grade that it is for; has not asked for it, and did not make it."""
    of, at, asked = opportunities.c, placements.c, participations.c
    to_their_grade = or_(func.cardinality(of.grades) == 0, at.grade == any_(of.grades))
    today = (at.start <= work.today, at.end >= work.today, at.cancelled.is_(False))
    there = select(at.placement_id).where(at.doctor_id == doctor_id, at.host == of.trust, *today, to_their_grade)
    before = select(asked.participation_id).where(
        asked.opportunity_id == of.opportunity_id, asked.doctor_id == doctor_id
    )
    return there.exists(), ~before.exists(), doctor_id.not_in([of.lead_id, of.co_producer_id, of.published_by])
