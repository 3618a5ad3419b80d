"""What the migrations of a service make is what its store reads and writes."""

import importlib
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData

from tests.services.driver import Driver


@pytest.mark.parametrize("name", ["leave", "feedback"])
async def test_the_migrations_make_the_tables_that_the_store_uses(
    drive: Callable[[str], Awaitable[Driver]], name: str
) -> None:
    service = await drive(name)
    metadata: MetaData = importlib.import_module(f"services.{name}.store").metadata

    def differences(connection: Connection) -> list[Any]:
        options = {"include_object": lambda thing, *_: _belongs_to(metadata, thing), "compare_type": True}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))

    async with service.begin() as work:
        assert await work.connection.run_sync(differences) == []


def _belongs_to(metadata: MetaData, thing: Any) -> bool:
    """The delivery core keeps its own tables beside the service's."""
    return getattr(thing, "table", thing).name in metadata.tables
