"""What was drafted and published: one row each."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, insert, or_, select, update

from chassis.paging import page_of
from chassis.rules import rule
from chassis.work import UnitOfWork
from services.opportunities.domain import Opportunity
from services.opportunities.store.tables import opportunities


def open_today(work: UnitOfWork) -> tuple[ColumnElement[bool], ...]:
    """What holds of a row that is live and neither closed nor over."""
    of = opportunities.c
    not_over = or_(of.last_day.is_(None), of.last_day >= work.today)
    return of.published_at.is_not(None), of.closed_at.is_(None), not_over


async def add(work: UnitOfWork, opportunity: Opportunity) -> None:
    await work.run(insert(opportunities).values(asdict(opportunity)))


async def opportunity(work: UnitOfWork, opportunity_id: UUID) -> Opportunity:
    """Load it and hold it: nobody closes it, asks for it or takes a place of it until we commit. Raises NotFound."""
    which = opportunities.c.opportunity_id == opportunity_id
    return Opportunity(**await work.one(select(opportunities).where(which).with_for_update()))


async def look_at(work: UnitOfWork, opportunity_id: UUID) -> Opportunity:
    """Load it without holding it, to show. Raises NotFound."""
    which = opportunities.c.opportunity_id == opportunity_id
    return Opportunity(**await work.one(select(opportunities).where(which)))


async def look_at_all(work: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, Opportunity]:
    rows = await work.all(select(opportunities).where(opportunities.c.opportunity_id.in_(sorted(ids))))
    return {row["opportunity_id"]: Opportunity(**row) for row in rows}


async def keep(work: UnitOfWork, opportunity: Opportunity) -> Opportunity:
    """Keep a held opportunity as its next version."""
    following = replace(opportunity, version=opportunity.version + 1)
    which = opportunities.c.opportunity_id == opportunity.opportunity_id
    await work.run(update(opportunities).where(which).values(asdict(following)))
    return following


async def reviews_to_notice(work: UnitOfWork, *, at_most: int) -> list[Opportunity]:
    """Load and hold what is open and soon to be reviewed, unsaid so far; what somebody else holds is passed over.

    How soon: rule ``opportunities.review_notice_days``.
    """
    of = opportunities.c
    ahead = timedelta(days=await rule(work, "opportunities.review_notice_days", on=work.today))
    unsaid = or_(of.review_noticed_for.is_(None), of.review_noticed_for < of.review_due)
    near = select(opportunities).where(*open_today(work), of.review_due <= work.today + ahead, unsaid)
    rows = await work.all(near.order_by(of.review_due).limit(at_most).with_for_update(skip_locked=True))
    return [Opportunity(**row) for row in rows]


async def keep_noticed(work: UnitOfWork, opportunity: Opportunity) -> None:
    """Keep what was said of a held one; whoever is just reading it may still review it."""
    of = opportunities.c
    which = update(opportunities).where(of.opportunity_id == opportunity.opportunity_id)
    await work.run(which.values(review_noticed_for=opportunity.review_noticed_for))


async def drafts(
    work: UnitOfWork,
    trusts: Collection[str],
    *,
    made_by: UUID,
    drafts_at: Collection[str],
    after: UUID | None,
    limit: int,
) -> Sequence[Opportunity]:
    """What waits for its co-producer at these trusts, for this person as such, or was drafted by them where they still
    do; the oldest first."""
    of = opportunities.c
    waiting = select(opportunities).where(of.published_at.is_(None), of.closed_at.is_(None))
    theirs = waiting.where(
        or_(of.trust.in_(sorted(trusts)), of.co_producer_id == made_by, _drafted(made_by, drafts_at))
    )
    page = page_of(theirs, of.drafted_at, of.opportunity_id, after=after, limit=limit, oldest_first=True)
    return [Opportunity(**row) for row in await work.all(page)]


async def open_at(
    work: UnitOfWork,
    trusts: Collection[str],
    *,
    kept_by: UUID,
    drafts_at: Collection[str],
    after: UUID | None,
    limit: int,
) -> Sequence[Opportunity]:
    """What is open today at these trusts, or led by this person, or drafted by them where they still do; newest first,
    from behind the one named."""
    of = opportunities.c
    kept = or_(of.trust.in_(sorted(trusts)), of.lead_id == kept_by, _drafted(kept_by, drafts_at))
    theirs = select(opportunities).where(*open_today(work), kept)
    page = page_of(theirs, of.published_at, of.opportunity_id, after=after, limit=limit)
    return [Opportunity(**row) for row in await work.all(page)]


def _drafted(by: UUID, drafts_at: Collection[str]) -> ColumnElement[bool]:
    return and_(opportunities.c.published_by == by, opportunities.c.trust.in_(sorted(drafts_at)))
