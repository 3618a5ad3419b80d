"""Says what comes near by itself: the review of a commitment."""

from datetime import timedelta

from chassis.jobs import Begin
from chassis.rules import rule
from services.registry import store
from services.registry.domain import commitments

AT_ONCE = 500


async def say_which_lapse(begin: Begin) -> bool:
    """Reviews that are due within so many days (rule ``registry.commitment_lapsing_days``). True: there may be more."""
    async with begin() as work:
        ahead = timedelta(days=await rule(work, "registry.commitment_lapsing_days", on=work.today))
        due = await store.unsaid_to_lapse(work, by=work.today + ahead, limit=AT_ONCE)
        deaneries = await store.deaneries_for(work) if due else None
        for standing in due:
            decision = commitments.lapsing(standing, deaneries=deaneries.above(standing.trust) if deaneries else ())
            await store.keep_commitment(work, decision.commitment)
            work.say(*decision.events)
        return len(due) == AT_ONCE
