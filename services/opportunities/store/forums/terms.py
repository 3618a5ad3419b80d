"""The region's rules for forums, as they stand today."""

from datetime import date, timedelta

from chassis.rules import rule
from chassis.work import UnitOfWork
from services.opportunities.store.organisations import rule_at


async def forum_to_be_founded_by(work: UnitOfWork, trust: str) -> date:
    """The last day on which to found a forum that a trust is asked for today."""
    return work.today + timedelta(days=int(await rule_at(work, "opportunities.forum_found_within_days", trust)))


async def forum_days_ahead(work: UnitOfWork) -> int:
    """For how many days ahead a forum may be called."""
    return int(await rule(work, "opportunities.forum_days_ahead", on=work.today))


async def action_due_on(work: UnitOfWork, trust: str) -> date:
    """The last day on which to close an action that is agreed at a trust today."""
    return work.today + timedelta(days=int(await rule_at(work, "opportunities.forum_action_days", trust)))


async def forum_needs_item(work: UnitOfWork, trust: str) -> bool:
    """Whether a meeting shared with the residents' forum is the forum's only with an agenda item of its own (R73)."""
    return bool(await rule_at(work, "opportunities.forum_item_of_its_own", trust))
