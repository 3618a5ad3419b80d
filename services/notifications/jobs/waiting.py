"""What could not be decided or sent when it was heard."""

from datetime import timedelta

from chassis.jobs import Begin
from chassis.rules import rule
from services.notifications import store, telling


async def see_to_waiting(begin: Begin) -> bool:
    """Resolve what waited for a holder or a person; give up what waited its time; let overdue mails go."""
    async with begin() as work:
        more = await telling.tell_new_holders(work)
    async with begin() as work:
        more = await telling.tell_those_known_after_all(work) or more
    async with begin() as work:
        await telling.give_up_waiting(work)
        minutes = await rule(work, "notifications.import_release_minutes", on=work.today)
        hours = await rule(work, "notifications.import_abandon_hours", on=work.today)
        await store.release_overdue(
            work,
            completed_before=work.now - timedelta(minutes=minutes),
            opened_before=work.now - timedelta(hours=hours),
        )
    return more
