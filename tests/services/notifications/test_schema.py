"""The migrations make the tables that the store speaks to."""

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from services.notifications.store import metadata
from tests.services.notifications.conftest import Notifications


def _difference(connection: Connection) -> list[Any]:
    def ours(name: str | None, kind: str, parents: Any) -> bool:
        return kind != "table" or name in metadata.tables

    context = MigrationContext.configure(connection, opts={"include_name": ours, "compare_type": True})
    return list(compare_metadata(context, metadata))


async def test_the_migrated_schema_is_the_one_in_the_store(notifications: Notifications) -> None:
    async with notifications.driver.running.database.engine.connect() as connection:
        assert await connection.run_sync(_difference) == []
