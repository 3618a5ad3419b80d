"""The catalogue as it stands on a day, and what else a region may set differently."""

from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import distinct_on

from chassis.clock import add_months
from chassis.rules import rule
from chassis.work import UnitOfWork
from services.opportunities.domain import Kind, UnknownKind
from services.opportunities.store.organisations import rule_at
from services.opportunities.store.tables import kinds

_SHOWN = ("code", "family", "title", "setting", "chairing", "entry")


async def catalogue(work: UnitOfWork) -> list[Kind]:
    """Every kind there is today, in the order of the commitment's appendix."""
    begun = select(kinds).ext(distinct_on(kinds.c.code)).where(kinds.c.valid_from <= work.today)
    newest = begun.order_by(kinds.c.code, kinds.c.valid_from.desc()).subquery()
    going_on = or_(newest.c.valid_to.is_(None), newest.c.valid_to >= work.today)
    shown = select(*(newest.c[name] for name in _SHOWN)).where(going_on)
    return [Kind(**row) for row in await work.all(shown.order_by(newest.c.place, newest.c.code))]


async def kind(work: UnitOfWork, code: str) -> Kind:
    """Raises UnknownKind for one that the catalogue does not have today."""
    for each in await catalogue(work):
        if each.code == code:
            return each
    raise UnknownKind(f"There is no kind {code!r} today; GET /api/opportunities/kinds lists them.", field="kind")


async def answer_by(work: UnitOfWork, trust: str) -> date:
    """Until when a lead at a trust may think about an interest that is expressed today (O-D2)."""
    return work.today + timedelta(days=int(await rule_at(work, "opportunities.answer_within_days", trust)))


async def most_askings(work: UnitOfWork) -> int:
    """How often somebody is asked about the same activity or adaptation: each time they get a mail at once."""
    return int(await rule(work, "opportunities.most_askings", on=work.today))


async def review_due(work: UnitOfWork, trust: str) -> date:
    """Until when what is found to stand at a trust today may go unreviewed (O-E1)."""
    return add_months(work.today, int(await rule_at(work, "opportunities.review_within_months", trust)))
