"""What can be done to a service's database from outside, while the service works on it."""

import contextlib
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit

import asyncpg

from tests.faults.servers import Databases
from tests.faults.stage import Town, until

_WAITING = """
    SELECT count(*) FROM pg_locks w JOIN pg_database d ON d.oid = w.database
    WHERE NOT w.granted AND d.datname = current_database() AND w.pid <> pg_backend_pid()
"""
_END_ALL = """
    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
_END_ALL_OF = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1"
_FAILING = """
    CREATE SEQUENCE mischief;
    CREATE FUNCTION mischief() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF nextval('mischief') <= {times} THEN RAISE EXCEPTION 'mischief' USING ERRCODE = '{code}'; END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER mischief AFTER INSERT OR UPDATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION mischief()
"""


@contextlib.asynccontextmanager
async def connected(town: Town, service: str) -> AsyncIterator[Any]:
    """A session on the service's database, in its own role."""
    connection = await asyncpg.connect(town.databases[service], timeout=5)
    try:
        yield connection
    finally:
        await connection.close(timeout=5)


@contextlib.asynccontextmanager
async def locked(town: Town, service: str, table: str) -> AsyncIterator[Any]:
    """Nobody writes the table until the block ends: whoever has to, waits in the middle of a transaction."""
    async with connected(town, service) as session, session.transaction():
        await session.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
        yield session


async def somebody_waits(town: Town, service: str, *, within: float = 30.0) -> None:
    """Until a session of that database waits for a lock."""

    async def waits() -> bool:
        return bool(await town.value(service, _WAITING))

    await until(waits, f"nobody waits for a lock in {service}", within=within)


async def end_all_sessions(town: Town, service: str) -> int:
    """Terminate every session of the service, in the middle of whatever it does. Returns how many there were."""
    return int(await town.value(service, _END_ALL))


async def fail_statements(town: Town, service: str, table: str, *, code: str, times: int) -> None:
    """The next so many statements that write the table end with this SQLSTATE, from the server itself.

    A sequence counts them, because what it has given out survives a rollback.
    """
    async with connected(town, service) as session:
        await session.execute(_FAILING.format(table=table, code=code, times=times))


async def failed_statements(town: Town, service: str) -> int:
    """How many statements have met the trigger of :func:`fail_statements`, those that passed included."""
    return int(await town.value(service, "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM mischief"))


async def cross_locks(town: Town, service: str, first: str, second: str) -> bool:
    """Take the service's locks in the opposite order while it works. Whether it was the service that had to give way.

    ``first`` is what it takes first, ``second`` what it needs to finish. PostgreSQL breaks the knot after a second by
    ending one of the two: the one that looked first.
    """
    before = await _deadlocks(town, service)
    try:
        async with locked(town, service, second) as session:
            await somebody_waits(town, service)
            await session.execute(f"LOCK TABLE {first} IN EXCLUSIVE MODE")
    except asyncpg.DeadlockDetectedError:
        return False

    async def counted() -> bool:
        return await _deadlocks(town, service) > before

    await until(counted, f"no deadlock was counted in {service}", within=10)
    return True


async def _deadlocks(town: Town, service: str) -> int:
    return int(await town.value(service, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"))


async def snapshot(databases: Databases, url: str) -> str:
    """A copy of a database as it is now, and the URL that its service would connect with. Ends all its sessions."""
    at = urlsplit(url)
    admin = await asyncpg.connect(databases.postgres.url("postgres"))
    copy = f"{at.path[1:]}_then"
    try:
        while True:
            await admin.execute(_END_ALL_OF, at.path[1:])
            with contextlib.suppress(asyncpg.ObjectInUseError):
                await admin.execute(f"CREATE DATABASE {copy} TEMPLATE {at.path[1:]} OWNER {at.username}")
                return at._replace(path=f"/{copy}").geturl()
    finally:
        await admin.close()
