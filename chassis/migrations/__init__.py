"""The delivery core's own tables, and how a service's schema is brought up to date."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import to_tuple
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

_HERE = Path(__file__).parent
_ONE_AT_A_TIME = 0x0FA2


def _config(migrations: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_HERE))
    config.set_main_option("version_locations", f"{_HERE / 'versions'}\n{migrations}")
    config.set_main_option("path_separator", "newline")
    return config


async def migrate(database: str, migrations: Path) -> list[str]:
    """Bring a database to the newest revisions of the chassis and of the service; returns the heads it has then."""
    engine = create_async_engine(database.replace("postgresql://", "postgresql+asyncpg://", 1), poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_upgrade, _config(migrations))
    finally:
        await engine.dispose()


async def is_current(database: str, migrations: Path) -> bool:
    """Whether every revision this code knows has been applied."""
    engine = create_async_engine(database.replace("postgresql://", "postgresql+asyncpg://", 1), poolclass=NullPool)
    script = ScriptDirectory.from_config(_config(migrations))
    try:
        async with engine.connect() as connection:
            return set(script.get_heads()) <= _applied(script, await connection.run_sync(_heads))
    finally:
        await engine.dispose()


def _upgrade(connection: Connection, config: Config) -> list[str]:
    connection.execute(text("SET statement_timeout = 0"))
    connection.execute(text("SET lock_timeout = 0"))  # whoever comes second waits for the first
    connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": _ONE_AT_A_TIME})
    connection.commit()
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "heads")
        return _heads(connection)
    finally:
        connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _ONE_AT_A_TIME})
        connection.commit()


def _heads(connection: Connection) -> list[str]:
    return sorted(MigrationContext.configure(connection).get_current_heads())


def _applied(script: ScriptDirectory, heads: list[str]) -> set[str]:
    """The heads with all that they stand on: Alembic writes down no revision that another one depends on."""
    applied: set[str] = set()
    todo = list(heads)
    while todo:
        revision = script.get_revision(todo.pop())
        applied.add(revision.revision)
        todo += [*to_tuple(revision.down_revision, default=()), *to_tuple(revision.dependencies, default=())]
    return applied
