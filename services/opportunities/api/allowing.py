"""What whoever asks may do where, as far as that rests on who is placed there."""

from chassis.work import UnitOfWork
from services.opportunities import domain, store


async def drafting_at(work: UnitOfWork) -> frozenset[str]:
    """The trusts for which they may draft."""
    placed_at = await store.hosts_of(work, domain.directed_by(work.actor))
    return domain.drafts_at(work.actor, placed_at=placed_at)
