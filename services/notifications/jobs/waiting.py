"""What could not be decided or sent when it was heard, and what an operator has halted."""

from datetime import timedelta

from chassis.jobs import Begin
from chassis.rules import rule
from chassis.work import UnitOfWork
from contracts.notifications import NotificationWithheld
from contracts.vocabulary import Channel, WithheldReason
from services.notifications import store, telling

_AT_ONCE = 500
"""Mails or pushes withheld in one transaction."""
_LULL = timedelta(hours=1)
"""After it a receiving domain is to us as if nothing had ever been sent to it."""


async def see_to_waiting(begin: Begin) -> bool:
    """Resolve what waited for a holder or a person; give up what waited its time; let overdue mails go.

    Hold the mails and pushes of paused imports that were decided meanwhile; withhold those of cancelled ones. Forget
    what domains have had that are not written to any more.
    """
    async with begin() as work:
        more = await telling.tell_new_holders(work)
    async with begin() as work:
        more = await telling.tell_those_known_after_all(work) or more
    async with begin() as work:
        more = await telling.give_up_waiting(work) or more
        minutes = await rule(work, "notifications.import_release_minutes", on=work.today)
        hours = await rule(work, "notifications.import_abandon_hours", on=work.today)
        await store.release_overdue(
            work,
            completed_before=work.now - timedelta(minutes=minutes),
            opened_before=work.now - timedelta(hours=hours),
        )
    async with begin() as work:
        await store.hold_paused(work)
        await store.forget_paces(work, before=work.now - _LULL)
    async with begin() as work:
        more = await store.cancel_some_pushes(work, at_most=_AT_ONCE) == _AT_ONCE or more
    async with begin() as work:
        return await _withhold_cancelled(work) or more


async def _withhold_cancelled(work: UnitOfWork) -> bool:
    """Withhold mails of cancelled imports, and say so. True: there may be more."""
    cancelled = await store.cancel_some(work, at_most=_AT_ONCE)
    causes = await store.happenings(work, {one.about for one in cancelled})
    for one in cancelled:
        if one.surely_unsent:
            withheld = NotificationWithheld(
                notification_id=one.mail_id,
                person_id=one.person_id,
                channel=Channel.MAIL,
                about=one.events[:100],
                told=len(one.events),
                withheld_at=work.now,
                reason=WithheldReason.CANCELLED,
            )
            work.say(withheld, because=causes[one.about].stamp)
    return len(cancelled) == _AT_ONCE
