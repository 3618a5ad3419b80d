"""Every revision of every service meets tables that have rows: it loses and rewrites none, and it can be taken back."""

import importlib
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from chassis.migrations import migrate, revisions, take_back
from tests.postgres import TestPostgres
from tests.services.filling import Table, fill, shape, tables
from tests.services.test_migrations import SERVICES

AT_ONCE = 8
"""Rows that every table gets before each step."""
RENAMED = {"champion": "appointment"}
LOST_FORWARDS = {"leave_0025": {"private_notice"}}
"""Where a notice has nothing to tell of any more."""
LOST_BACKWARDS = {
    "notifications_0005": {"decision"},
    "opportunities_0019": {"kind"},
    "registry_0002": {"rejected_row"},
    "reporting_0028": {"appointment"},
    "reporting_0022": {"induction_pack", "placement_information"},
    "reporting_0009": {"kept_promise"},
}
"""Rows that the schema before has no room for, besides those of tables that it does not have."""


class FullDatabase:
    """Its tables are filled before each step, and looked at after it."""

    def __init__(self, url: str, migrations: Path) -> None:
        self.url, self.migrations = url, migrations
        self._batches = count(1)

    async def up(self, revision: str) -> dict[str, str]:
        """Apply it. Returns what the schema is like then."""
        before = await self._filled()
        await migrate(self.url, self.migrations, to=revision)
        after = await self._ask(tables)
        gone = {name for name in before if name not in after and RENAMED.get(name) not in after}
        assert gone == set(), f"{revision} drops tables"
        assert _lost(before, after) <= LOST_FORWARDS.get(revision, set()), f"{revision} loses rows"
        return await self.shape()

    async def down(self, revision: str, *, to: str) -> dict[str, str]:
        """Take it back. Returns what the schema is like then."""
        before = await self._filled()
        await take_back(self.url, self.migrations, to=[to])
        assert _lost(before, await self._ask(tables)) <= LOST_BACKWARDS.get(revision, set()), f"{revision} loses rows"
        return await self.shape()

    async def shape(self) -> dict[str, str]:
        return await self._ask(shape)

    async def _filled(self) -> dict[str, Table]:
        first = next(self._batches) * AT_ONCE
        return await self._ask(fill, range(first, first + AT_ONCE))

    async def _ask(self, question: Callable[..., Any], *about: Any) -> Any:
        engine = create_async_engine(self.url.replace("postgresql://", "postgresql+asyncpg://", 1), poolclass=NullPool)
        async with engine.connect() as connection:
            return await connection.run_sync(question, *about)


def _lost(before: dict[str, Table], after: dict[str, Table]) -> set[str]:
    """Tables with fewer rows than before, or in another file: while one is written anew, nobody can read it."""
    kept = {name: after.get(name) or after.get(RENAMED.get(name, "")) for name in before}
    return {
        name for name, now in kept.items() if now and (now.rows < before[name].rows or now.file != before[name].file)
    }


@pytest.mark.parametrize("name", [*SERVICES, "portal"])
async def test_no_revision_loses_a_row_and_each_can_be_taken_back(postgres: TestPostgres, name: str) -> None:
    migrations = Path(importlib.import_module(f"services.{name}").__path__[0]) / "migrations"
    database = FullDatabase(await postgres.database(), migrations)
    first, *steps = revisions(migrations)
    await migrate(database.url, migrations, to=first)

    there = [await database.up(revision) for revision in steps]

    for revision, earlier in reversed(list(zip(steps[1:], there, strict=False))):
        assert await database.down(revision, to=_before(revision)) == earlier, f"{revision} leaves something behind"
    await migrate(database.url, migrations)
    assert await database.shape() == there[-1]


def _before(revision: str) -> str:
    """Revisions are numbered in one line."""
    branch, _, number = revision.rpartition("_")
    return f"{branch}_{int(number) - 1:04}"
