"""A region to be read: its databases are opened once, for all that is asked of them."""

import contextlib
from collections.abc import AsyncIterator
from typing import Any

from fairlead.commands.client import Region


class Reading(Region):
    """No transaction is left open: a large region takes its time, and its vacuum need not wait for us."""

    def __init__(self, here: Region) -> None:
        super().__init__(here.addresses, here.layout)
        self._open: dict[str, Any] = {}

    @contextlib.asynccontextmanager
    async def database(self, service: str) -> AsyncIterator[Any]:
        """One statement at a time: whoever reads two things at once needs two regions."""
        yield self._open[service]

    @classmethod
    @contextlib.asynccontextmanager
    async def of(cls, here: Region) -> AsyncIterator["Reading"]:
        """Until the block ends."""
        reading = cls(here)
        async with contextlib.AsyncExitStack() as stack:
            for service in here.addresses.databases:
                connection = await stack.enter_async_context(here.database(service))
                await connection.execute("SET statement_timeout = 0")
                reading._open[service] = connection
            yield reading
