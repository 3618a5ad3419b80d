"""The delivery core's own tables, and how a service's schema is brought up to date, taken back, and looked at."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import to_tuple
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

_HERE = Path(__file__).parent
_ONE_AT_A_TIME = 0x0FA2
_LOCK_WITHIN = 2.0
"""Seconds that a revision waits for a table: who comes after it, if only to read, waits as long."""
_AGAIN, _TRIES = 1.0, 60
_Change = Callable[[Connection, set[str]], None]
"""What is done to a schema, given which revisions are applied."""
_OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND usesysid IS NOT NULL
"""
"""The server's own workers have no user; what kind of process another role's is, only a superuser is told."""


class SchemaDiffers(Exception):
    """A database and this code are not of one version; the message says what to do."""


class InUse(Exception):
    """Somebody is at work where a schema was to change; the message says what to do."""


async def migrate(database: str, migrations: Path, *, to: str = "heads") -> list[str]:
    """Bring a database to the newest revisions of the chassis and of the service; returns the heads it has then.

    A revision that needs a table somebody holds gives way and comes again. Raises SchemaDiffers for the database of a
    newer version, InUse where the table stays held.
    """
    config = _config(migrations)

    def up(_: Connection, __: set[str]) -> None:
        command.upgrade(config, to)

    return await _in_turn(database, config, up)


async def take_back(database: str, migrations: Path, *, to: Sequence[str]) -> list[str]:
    """Undo what came after each of these revisions in its branch, with what only newer tables and columns hold.

    Returns the heads it has then. Raises InUse; SchemaDiffers for one that is not applied, before any is undone.
    """
    config = _config(migrations)

    def down(connection: Connection, applied: set[str]) -> None:
        if never := [revision for revision in to if revision not in applied]:
            has = ", ".join(sorted(applied)) or "nothing"
            raise SchemaDiffers(f"the database does not have {', '.join(never)}; it has {has}")
        if others := connection.scalar(text(_OTHERS)):
            raise InUse(f"others are connected to the database ({others}); stop the service, every copy of it, first")
        connection.commit()
        for revision in to:
            command.downgrade(config, revision)

    return await _in_turn(database, config, down)


async def is_current(database: str, migrations: Path) -> bool:
    """Whether every revision this code knows has been applied. Raises SchemaDiffers where one is that it does not."""
    return not await _missing(database, migrations)


async def check_schema(database: str, migrations: Path) -> None:
    """Raises SchemaDiffers unless the database has the revisions that this code knows, and no others."""
    if missing := await _missing(database, migrations):
        service = _service(ScriptDirectory.from_config(_config(migrations)))
        raise SchemaDiffers(f"the database does not have {', '.join(missing)}; type fairlead migrate {service}")


def revisions(migrations: Path) -> list[str]:
    """Of the chassis and of the service, in an order in which they are applied."""
    script = ScriptDirectory.from_config(_config(migrations))
    return [each.revision for each in script.walk_revisions()][::-1]


def _config(migrations: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_HERE))
    config.set_main_option("version_locations", f"{_HERE / 'versions'}\n{migrations}")
    config.set_main_option("path_separator", "newline")
    return config


async def _in_turn(database: str, config: Config, change: _Change) -> list[str]:
    engine = create_async_engine(database.replace("postgresql://", "postgresql+asyncpg://", 1), poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            for _ in range(_TRIES):
                try:
                    return await connection.run_sync(_alone, config, change)
                except DBAPIError as error:
                    if not _is_held(error):
                        raise
                await asyncio.sleep(_AGAIN)
        raise InUse("a transaction holds a table that is to change, see pg_stat_activity; end it, and try again")
    finally:
        await engine.dispose()


def _alone(connection: Connection, config: Config, change: _Change) -> list[str]:
    connection.execute(text("SET statement_timeout = 0"))
    connection.execute(text("SET lock_timeout = 0"))  # whoever comes second waits for the first
    connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": _ONE_AT_A_TIME})
    connection.execute(text(f"SET lock_timeout = '{_LOCK_WITHIN}s'"))
    connection.commit()
    config.attributes["connection"] = connection
    try:
        applied = _applied(ScriptDirectory.from_config(config), _heads(connection))
        connection.commit()  # or Alembic would find a transaction begun, and leave it to us to commit
        change(connection, applied)
        return sorted(_heads(connection))
    finally:
        connection.rollback()
        connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _ONE_AT_A_TIME})
        connection.commit()


def _is_held(error: DBAPIError) -> bool:
    return isinstance(getattr(error.orig, "__cause__", None), asyncpg.LockNotAvailableError)


async def _missing(database: str, migrations: Path) -> list[str]:
    engine = create_async_engine(database.replace("postgresql://", "postgresql+asyncpg://", 1), poolclass=NullPool)
    script = ScriptDirectory.from_config(_config(migrations))
    try:
        async with engine.connect() as connection:
            return sorted(set(script.get_heads()) - _applied(script, await connection.run_sync(_heads)))
    finally:
        await engine.dispose()


def _heads(connection: Connection) -> tuple[str, ...]:
    return MigrationContext.configure(connection).get_current_heads()


def _applied(script: ScriptDirectory, heads: tuple[str, ...]) -> set[str]:
    """The heads with all that they stand on: Alembic writes down no revision that another one depends on.

    Raises SchemaDiffers where one is unknown: it came with a version that is newer than this code.
    """
    known = {each.revision: each for each in script.walk_revisions()}
    if newer := sorted(set(heads) - known.keys()):
        back = [f"--back-to {head}" for head in script.get_heads() if _branch(head) in map(_branch, newer)]
        raise SchemaDiffers(
            f"the database has {', '.join(newer)}, which this version does not know: run the newer one; or stop the "
            f"service, and with the newer one type fairlead migrate {_service(script)} {' '.join(back)}"
        )
    applied: set[str] = set()
    todo = list(heads)
    while todo:
        revision = known[todo.pop()]
        applied.add(revision.revision)
        todo += [*to_tuple(revision.down_revision, default=()), *to_tuple(revision.dependencies, default=())]
    return applied


def _branch(revision: str) -> str:
    return revision.rpartition("_")[0]


def _service(script: ScriptDirectory) -> str:
    """Whose migrations these are besides the chassis's."""
    return next((name for name in map(_branch, sorted(script.get_heads())) if name != "chassis"), "SERVICE")
