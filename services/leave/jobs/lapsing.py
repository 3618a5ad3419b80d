"""Requests whose days are over and that nobody decided about."""

from chassis.jobs import Begin
from services.leave import domain, store

_AT_ONCE = 100
"""Requests that end in one transaction."""


async def let_lapse(begin: Begin) -> bool:
    """End each, and say so (R16). True: there may be more."""
    async with begin() as work:
        left = await store.left_undecided(work, at_most=_AT_ONCE)
        holders = await store.who_holds(work, {desk for request in left for desk in domain.desks_to_tell(request)})
        for request in left:
            decision = domain.lapse(request, holders=holders, at=work.now)
            await store.keep(work, decision.request)
            work.say(*decision.events)
    return len(left) == _AT_ONCE
