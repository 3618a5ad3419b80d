"""Steps that wait too long, and what is said of them."""

from chassis.jobs import Begin
from services.leave import domain, store

_AT_ONCE = 100
"""Steps said to be late in one transaction."""


async def chase(begin: Begin) -> bool:
    """Say of each waiting step which rung of the ladder it has reached (R16). True: there may be more."""
    async with begin() as work:
        late = await store.late_requests(work, at_most=_AT_ONCE)
        holders = await store.who_holds(work, {desk for request in late for desk in domain.desks_to_tell(request)})
        for request in late:
            decision = domain.climb(request, holders=holders, at=work.now)
            await store.keep_rung(work, decision.request)
            work.say(*decision.events)
    return len(late) == _AT_ONCE
