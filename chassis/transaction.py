"""A transaction of the driver's, and why it was left is never hidden by how it ended."""

import contextlib
from collections.abc import AsyncIterator
from typing import Any


@contextlib.asynccontextmanager
async def transaction(driver: Any) -> AsyncIterator[None]:
    """On the driver's connection; within another one, a part that may fail alone.

    As the driver's own, but that a connection lost meanwhile never hides why the block was left.
    """
    begun = driver.transaction()
    await begun.start()
    try:
        yield
    except BaseException:
        with contextlib.suppress(Exception):  # a lost connection has rolled back by itself
            await begun.rollback()
        raise
    await begun.commit()
