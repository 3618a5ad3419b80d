"""What was taken beyond a receiving domain's share of this minute goes back."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from chassis.work import UnitOfWork
from services.notifications import domain, store


async def within_limits(
    work: UnitOfWork, lease: UUID, taken: Sequence[store.Mail], *, per_minute: int
) -> list[store.Mail]:
    """Those that may go now, counted; 0 is no limit. What goes nowhere has none."""
    if not per_minute:
        return list(taken)
    addressed: defaultdict[str, list[store.Mail]] = defaultdict(list)
    for mail in taken:
        if mail.domain:
            addressed[mail.domain].append(mail)
    beyond: set[UUID] = set()
    paces = await store.paces(work, sorted(addressed))
    for name, pace in paces.items():
        paces[name], going = domain.let_go(pace, len(addressed[name]), per_minute=per_minute, now=work.now)
        beyond |= {mail.id for mail in addressed[name][going:]}
    await store.keep_paces(work, paces.values())
    await store.put_back(work, lease, sorted(beyond))
    return [mail for mail in taken if mail.id not in beyond]
