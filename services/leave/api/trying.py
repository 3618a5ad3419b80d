"""What would be answered now: it is done, and undone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from chassis.work import UnitOfWork


class _Undone(Exception):
    """Ends what was only tried."""


@asynccontextmanager
async def trying(work: UnitOfWork) -> AsyncIterator[None]:
    """Nothing of this block stays, nor is it said. What stands in its way is raised as it would be."""
    with suppress(_Undone):
        async with work.attempt():
            yield
            raise _Undone
