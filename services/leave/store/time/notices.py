"""Private notices that wait for their moment."""

from collections.abc import Iterable
from datetime import timedelta
from secrets import SystemRandom
from uuid import UUID, uuid4

from sqlalchemy import delete, func, insert, select, update

from chassis.rules import rule
from chassis.work import UnitOfWork
from services.leave.domain import Desk
from services.leave.domain.time import Status
from services.leave.store.time.tables import lost_time, notices

_CHANCE = SystemRandom()


async def tell_later(work: UnitOfWork, whom: Iterable[UUID | Desk]) -> None:
    """Each person, or whoever sits at a desk by then, a random while from now: no time leads back to this moment.

    Between rules ``notices.least_delay_seconds`` and ``notices.most_delay_seconds``.
    """
    told = list(whom)
    if not told:
        return
    least = await rule(work, "notices.least_delay_seconds", on=work.today)
    most = await rule(work, "notices.most_delay_seconds", on=work.today)
    rows = [
        {
            "id": uuid4(),
            "person_id": None if isinstance(one, Desk) else one,
            "role": one.role if isinstance(one, Desk) else None,
            "scope": one.scope if isinstance(one, Desk) else None,
            "say_at": work.now + timedelta(seconds=_CHANCE.uniform(least, most)),
        }
        for one in told
    ]
    await work.run(insert(notices), rows)


async def tell_instead(work: UnitOfWork, moved: Iterable[tuple[Desk, Desk]]) -> None:
    """The second desk of each pair hears of what was the first's to read, after a random while of its own.

    No notice says which report it is of: at the first desk as many wait on as reports there that nobody has seen.
    """
    pairs = list(moved)
    for desk in sorted({former for former, _ in pairs}):
        unseen = select(func.count()).where(lost_time.c.trust == desk.scope, lost_time.c.status == Status.REPORTED)
        theirs = select(notices.c.id).where(notices.c.role == desk.role, notices.c.scope == desk.scope)
        beyond = theirs.order_by(notices.c.say_at).offset(unseen.scalar_subquery())
        await end_notices(work, [row["id"] for row in await work.all(beyond)])
    await tell_later(work, [now for _, now in pairs])


async def notices_due(work: UnitOfWork, *, at_most: int) -> dict[UUID, UUID | Desk]:
    """Whom to tell now, by the notice's id, the longest due first; held until we commit."""
    due = select(notices).where(notices.c.say_at <= work.now).order_by(notices.c.say_at).limit(at_most)
    rows = await work.all(due.with_for_update(skip_locked=True))
    return {row["id"]: row["person_id"] or Desk(row["role"], row["scope"]) for row in rows}


async def end_notices(work: UnitOfWork, ids: Iterable[UUID]) -> None:
    await work.run(delete(notices).where(notices.c.id.in_(sorted(ids))))


async def put_off_notices(work: UnitOfWork, ids: Iterable[UUID], *, by: timedelta) -> None:
    """Nobody sits at the desk: again after a while."""
    await work.run(update(notices).where(notices.c.id.in_(sorted(ids))).values(say_at=work.now + by))
