"""The invariants of delivery, read from the databases and the log alone (eventing reference, section 7).

Convergence (I6) and boundedness (I8) are statements about a run, not about a state; fault runs check them.
"""

from fairlead.commands.client import Region
from fairlead.verifying import books as ledgers
from fairlead.verifying import effects, streams, telling
from fairlead.verifying.books import Books, books_of, log_and_offsets
from fairlead.verifying.invariant import Invariant, judged
from fairlead.verifying.reading import Reading

__all__ = ["Books", "Invariant", "books_of", "judged", "log_and_offsets", "verified", "verified_without_log"]


async def verified(here: Region) -> list[Invariant]:
    """Each invariant, whether it holds, and what was counted or found."""
    async with Reading.of(here) as reading:
        books = await books_of(reading)
        found = await _found_in(reading, books)
    return sorted([*found, await ledgers.offsets(here, books)], key=_number)


async def verified_without_log(here: Region) -> list[Invariant]:
    """All but I9: what the databases and the caught mail tell without Kafka."""
    async with Reading.of(here) as reading:
        return await _found_in(reading, await books_of(reading))


async def _found_in(reading: Reading, books: Books) -> list[Invariant]:
    return [
        ledgers.conserved(books, await ledgers.numbered_of(reading)),
        await effects.no_ghosts(reading),
        await effects.effects_once(reading),
        await streams.numbered(reading),
        await telling.told_once(reading),
        await effects.traced(reading),
        ledgers.agreed(books),
    ]


def _number(invariant: Invariant) -> int:
    return int(invariant.name.split()[0].removeprefix("I"))
