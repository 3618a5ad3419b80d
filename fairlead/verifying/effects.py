"""What the events did: causes, effects and traces, from the journal and the services' tables."""

from contracts.subscriptions import KEEPS_A_JOURNAL
from fairlead.commands.client import Region
from fairlead.verifying.copies import COPIES, miscopied
from fairlead.verifying.inboxes import forgotten
from fairlead.verifying.invariant import Invariant, judged
from fairlead.verifying.telling import told_of

_UNKNOWN_CAUSES = """
    SELECT j.id, j.causation FROM journal j LEFT JOIN journal c ON c.id = j.causation
    WHERE j.causation IS NOT NULL AND c.id IS NULL
"""
_BROKEN_TRACES = """
    SELECT j.id FROM journal j JOIN journal c ON c.id = j.causation
    WHERE split_part(j.traceparent, '-', 2) <> split_part(c.traceparent, '-', 2)
"""


async def no_ghosts(here: Region) -> Invariant:
    async with here.database(KEEPS_A_JOURNAL) as reporting:
        unknown = {row["causation"] for row in await reporting.fetch(_UNKNOWN_CAUSES)}
        many = await reporting.fetchval("SELECT count(*) FROM journal")
    for service in here.addresses.databases:  # causes on a topic that the journal may not read
        if unknown:
            async with here.database(service) as database:
                taken = await database.fetch(
                    "SELECT event_id FROM inbox WHERE event_id = ANY($1::uuid[])", list(unknown)
                )
                unknown -= {row["event_id"] for row in taken}
    return judged("I2 no ghost", map(str, unknown), f"{many} events, every cause known")


async def effects_once(here: Region) -> Invariant:
    """The journal folded is each copy, everybody was told as decided, and what was taken cannot be taken again."""
    told = await told_of(here)
    wrong = [*told.wrong, *await miscopied(here), *await forgotten(here)]
    return judged("I3 effect once", wrong, f"{len(COPIES)} copies as said, {told.events} events, each decided on")


async def traced(here: Region) -> Invariant:
    async with here.database(KEEPS_A_JOURNAL) as reporting:
        broken = [str(row["id"]) for row in await reporting.fetch(_BROKEN_TRACES)]
        caused = await reporting.fetchval("SELECT count(*) FROM journal WHERE causation IS NOT NULL")
    return judged("I7 one trace", broken, f"{caused} effects, each in the trace of its cause")
