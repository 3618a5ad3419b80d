"""What the migrations make is what the stores read and write."""

import importlib
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Index, MetaData
from sqlalchemy.ext.asyncio import create_async_engine

import chassis.tables
from chassis.migrations import migrate
from tests.postgres import TestPostgres

SERVICES = [
    "registry",
    "opportunities",
    "leave",
    "feedback",
    "recognition",
    "role_modelling",
    "notifications",
    "reporting",
]


@pytest.mark.parametrize("name", SERVICES)
async def test_the_migrations_make_the_tables_that_the_store_uses(postgres: TestPostgres, name: str) -> None:
    store = importlib.import_module(f"services.{name}.store")
    migrations = Path(store.__file__ or "").parent
    folder = migrations if name == "feedback" else migrations.parent
    tables = store if name == "feedback" else importlib.import_module(f"services.{name}.store.tables")
    assert await differences(postgres, folder / "migrations", tables.metadata) == []


async def test_the_chassis_migrations_make_the_tables_that_it_uses(postgres: TestPostgres, tmp_path: Path) -> None:
    assert await differences(postgres, tmp_path, chassis.tables.metadata) == []


async def differences(postgres: TestPostgres, migrations: Path, metadata: MetaData) -> list[Any]:
    """What Alembic would change to make a migrated database what these tables say; an index more does not matter."""
    url = await postgres.database()
    await migrate(url, migrations)
    engine = create_async_engine(url.replace("postgresql://", "postgresql+asyncpg://", 1))
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_compared, metadata)
    finally:
        await engine.dispose()


def _compared(connection: Connection, metadata: MetaData) -> list[Any]:
    def ours(thing: Any, *_: Any) -> bool:
        return not isinstance(thing, Index) and getattr(thing, "table", thing).name in metadata.tables

    options = {"include_object": ours, "compare_type": True}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))
