"""Where leave is decided: where that is another system, every page about it says so (R29)."""

from collections.abc import Iterable

from chassis.errors import NotFound
from services.portal.pages import facts, shapes, words
from services.portal.pages.visit import Visit

NOTED = "mirror"


async def asked_of(visit: Visit) -> tuple[shapes.AskedAt, ...]:
    """What the regions where they work, now and later, ask of their doctors."""
    try:
        return (await visit.ask.get(shapes.LeaveForm, "/api/leave/form")).items
    except NotFound:  # a leave service of before: what it lacks, it says when it is asked
        return ()


async def told(visit: Visit, places: Iterable[shapes.AskedAt | shapes.Leave]) -> tuple[str, ...]:
    """A sentence for each trust of which leave is not decided here."""
    known = dict.fromkeys((each.trust, words.STANDINGS.get(each.standing or "")) for each in places)
    return tuple([f"At {await facts.place(visit, trust)}, leave is decided {said}" for trust, said in known if said])


def after_asking(leave: shapes.Leave) -> tuple[str, ...]:
    """The same of a request; of one that is decided here, nothing."""
    said = words.STANDINGS.get(leave.standing or "")
    return (f"It is decided {said}",) if said else ()
