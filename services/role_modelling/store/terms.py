"""The region's rules for shadowing, as they stand today."""

from datetime import timedelta

from chassis.rules import rule
from chassis.work import UnitOfWork
from services.role_modelling.domain import Terms


async def terms(work: UnitOfWork) -> Terms:
    """Read the dated rules and work them out to moments."""
    ahead = await rule(work, "role_modelling.offer_days_ahead", on=work.today)
    longest = await rule(work, "role_modelling.longest_days", on=work.today)
    return Terms(
        at=work.now,
        most_places=await rule(work, "role_modelling.most_places", on=work.today),
        longest=timedelta(days=longest),
        latest_start=work.now + timedelta(days=ahead),
    )
