"""The invariants of delivery, read from the databases and the log alone (eventing reference, section 7).

Convergence (I6) and boundedness (I8) are statements about a run, not about a state; fault runs check them.
"""

from fairlead.commands.client import Region
from fairlead.verifying import books as ledgers
from fairlead.verifying import effects
from fairlead.verifying.books import Books, books_of, log_and_offsets
from fairlead.verifying.invariant import Invariant

__all__ = ["Books", "Invariant", "books_of", "log_and_offsets", "verified"]


async def verified(here: Region) -> list[Invariant]:
    """Each invariant, whether it holds, and what was counted or found."""
    books = await books_of(here)
    return [
        ledgers.conserved(books, await ledgers.outboxes(here)),
        await effects.no_ghosts(here),
        await effects.effects_once(here),
        await effects.numbered(here),
        await effects.told_once(here),
        await effects.traced(here),
        await ledgers.offsets(here, books),
        ledgers.agreed(books),
    ]
