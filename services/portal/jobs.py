"""What time drives in the portal: what is over is forgotten, and a production database says that it is one."""

from functools import partial

from chassis.jobs import Begin, Job
from services.portal import store

_HOURLY = 3600.0


async def forget(begin: Begin) -> None:
    """Sessions and sign-ins that are over, and with them the names in them."""
    async with begin() as work:
        await store.forget_what_is_over(work, idle=await store.limit(work, "session_idle_minutes"))


async def mark(begin: Begin, *, production: bool) -> None:
    if production:
        async with begin() as work:
            await store.mark_production(work)


def jobs(*, production: bool) -> list[Job]:
    return [
        Job("sessions", forget, every=_HOURLY),
        Job("mark", partial(mark, production=production), every=_HOURLY),
    ]
