"""A service's own PostgreSQL database: the pool, and the transaction around each unit of work."""

import contextlib
from collections.abc import AsyncIterator, Callable, Set
from typing import Any

import asyncpg
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from chassis.clock import Clock
from chassis.telemetry import Telemetry
from chassis.transaction import transaction
from chassis.work import SYSTEM, Cause, UnitOfWork
from contracts import Actor, Stamp

_PASSING = (
    asyncpg.PostgresConnectionError,
    asyncpg.SerializationError,
    asyncpg.DeadlockDetectedError,
    asyncpg.LockNotAvailableError,
    asyncpg.QueryCanceledError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.CannotConnectNowError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # of a connection that was lost in the middle of an answer
    OSError,
    TimeoutError,
    NoConnectionFree,
)


_SESSION_ENDS = ("FATAL", "PANIC")
"""How severe an error is that ends the session, whatever its code says: the next one may do better."""
_ANSWER_WITHIN = 90.0
"""Seconds; longer than the server's own statement timeout, so that only a silent network ends it."""
_FREE_WITHIN = 30.0
"""Seconds that a unit of work waits for one of the pool's connections."""


def is_passing(error: BaseException) -> bool:
    """Whether trying the same again later may work: the database is away, busy or full, not the data wrong."""
    if isinstance(error, DBAPIError):
        if error.connection_invalidated or isinstance(error, OperationalError | InterfaceError):
            return True
        cause = error.orig.__cause__ if error.orig is not None else None
        return cause is not None and is_passing(cause)
    return isinstance(error, _PASSING) or getattr(error, "severity_en", None) in _SESSION_ENDS


class Database:
    """Begins units of work on one service's database."""

    def __init__(
        self,
        url: str,
        *,
        telemetry: Telemetry,
        clock: Clock,
        pool_size: int = 10,
        by_place: Set[str] = frozenset(),
    ) -> None:
        self.url = url
        self._by_place = by_place
        self._telemetry = telemetry
        self.clock = clock
        self.engine: AsyncEngine = create_async_engine(
            url.replace("postgresql://", "postgresql+asyncpg://", 1),
            isolation_level="AUTOCOMMIT",  # the transaction is the driver's: begun and ended here, once
            pool_size=pool_size,
            max_overflow=0,
            hide_parameters=True,  # an error message ends in a log
            pool_timeout=_FREE_WITHIN,
            connect_args={
                "timeout": 5,
                "command_timeout": _ANSWER_WITHIN,
                "server_settings": {"application_name": f"fairlead-{telemetry.service}"},
            },
        )
        self.after_commit: list[Callable[[set[str], bool], None]] = []
        """Called with the jobs to wake, and whether there is something to relay."""

    @contextlib.asynccontextmanager
    async def begin(
        self,
        *,
        actor: Actor = SYSTEM,
        consumer: str | None = None,
        because: Cause | Stamp | None = None,
    ) -> AsyncIterator[UnitOfWork]:
        """One transaction: committed when the block ends, rolled back when it raises."""
        async with self.engine.connect() as connection, _transaction(connection) as driver:
            work = UnitOfWork(
                connection,
                driver,
                telemetry=self._telemetry,
                now=self.clock.now(),
                actor=actor,
                consumer=consumer,
                cause=because,
                by_place=self._by_place,
            )
            yield work
            await work.settle()
        for told in self.after_commit:
            told(work.nudged, work.says_something)

    async def close(self) -> None:
        await self.engine.dispose()


@contextlib.asynccontextmanager
async def _transaction(connection: AsyncConnection) -> AsyncIterator[Any]:
    """The driver's connection, in a transaction. One whose transaction did not end never goes back to the pool:
    the next unit of work would take part in it."""
    driver = await _live(connection)
    try:
        async with transaction(driver):
            yield driver
    finally:
        if driver.is_closed() or driver.is_in_transaction():
            await connection.invalidate()


async def _live(connection: AsyncConnection) -> Any:
    """The driver's connection; those in the pool that the server has closed meanwhile are passed over."""
    while True:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        if not driver.is_closed():
            return driver
        await connection.invalidate()
