"""The region's rules for forums, as they stand today."""

from datetime import date, timedelta

from chassis.rules import rule
from chassis.work import UnitOfWork


async def forum_to_be_founded_by(work: UnitOfWork) -> date:
    """The last day on which to found a forum that is asked for today."""
    within = int(await rule(work, "opportunities.forum_found_within_days", on=work.today))
    return work.today + timedelta(days=within)


async def forum_days_ahead(work: UnitOfWork) -> int:
    """For how many days ahead a forum may be called."""
    return int(await rule(work, "opportunities.forum_days_ahead", on=work.today))


async def action_due_on(work: UnitOfWork) -> date:
    """The last day on which to close an action that is agreed today."""
    within = int(await rule(work, "opportunities.forum_action_days", on=work.today))
    return work.today + timedelta(days=within)
