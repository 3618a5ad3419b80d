"""What was taken out of its turn goes back: each receiving domain has a pace of its own, whatever the others do."""

from collections import defaultdict
from collections.abc import Sequence
from operator import attrgetter
from uuid import UUID

from chassis.work import UnitOfWork
from services.notifications import domain, store
from services.notifications.domain import Outcome, Patience, Turn
from services.notifications.gateway import Result


async def in_turn(
    work: UnitOfWork, lease: UUID, taken: Sequence[store.Mail], *, per_minute: int, patience: Patience
) -> list[store.Mail]:
    """Those that may go now; the others are let go of until it is their turn."""
    addressed: defaultdict[str, list[store.Mail]] = defaultdict(list)
    # First those that were not refused: else mailboxes that are full would try for all the others.
    for mail in sorted(taken, key=attrgetter("was_refused")):
        addressed[mail.domain].append(mail)
    of = store.paces if per_minute else store.troubled_paces
    paces = await of(work, sorted(filter(None, addressed)))
    turns: dict[UUID, Turn] = {}
    for name, pace in paces.items():
        theirs = addressed[name]
        had = [mail.turn for mail in theirs]
        paces[name], given = domain.give_turns(pace, had, per_minute=per_minute, now=work.now, patience=patience)
        turns |= {mail.id: turn for mail, turn in zip(theirs, given, strict=True)}
    await store.keep_paces(work, paces.values())
    later = {id_: turn for id_, turn in turns.items() if turn.at is not None}
    await store.put_off(work, lease, [(id_, turn.at, turn.minute) for id_, turn in later.items() if turn.at])
    return [mail for mail in taken if mail.id not in later]


async def note_answer(work: UnitOfWork, mail: store.Mail, result: Result, patience: Patience) -> None:
    """Slow a domain down that asks to come back; go on as before with one that takes mail."""
    if result.outcome is Outcome.ACCEPTED:
        held = await store.troubled_paces(work, [mail.domain])
        await store.keep_paces(work, [domain.took(pace) for pace in held.values()])
    elif result.comes_back:
        held = await store.paces(work, [mail.domain])
        slower = [
            domain.refused(pace, again=mail.was_refused, now=work.now, patience=patience) for pace in held.values()
        ]
        await store.keep_paces(work, slower)
