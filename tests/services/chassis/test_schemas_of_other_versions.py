"""Code and database of two versions: whichever is older says so, a schema goes back, and nobody waits for a change."""

import asyncio
import contextlib
import json
import os
import shutil
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest
from joserfc.jwk import KeySet, OKPKey

from chassis import migrations as schema
from chassis.migrations import InUse, SchemaDiffers, check_schema, is_current, migrate, take_back
from services.leave import app
from tests.postgres import TestPostgres

NEWER = Path(app.__file__).parent / "migrations"
BEFORE, LAST = [each for each in schema.revisions(NEWER) if each.startswith("leave_")][-2:]


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """The migrations of the version before."""
    shutil.copytree(NEWER, tmp_path / "migrations")
    (file,) = (tmp_path / "migrations").glob(f"{LAST}_*.py")
    file.unlink()
    return tmp_path / "migrations"


async def a_database_of_the_version_before(postgres: TestPostgres) -> str:
    database = await postgres.database()
    await migrate(database, NEWER)
    await take_back(database, NEWER, to=BEFORE)
    return database


@contextlib.asynccontextmanager
async def connected(database: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(database)
    try:
        yield connection
    finally:
        await connection.close()


async def test_code_that_is_older_than_its_database_says_so_and_what_to_type(
    postgres: TestPostgres, older: Path
) -> None:
    database = await postgres.database()
    await migrate(database, NEWER)

    what = f"has {LAST}, which this version does not know: .* fairlead migrate leave --back-to {BEFORE}$"
    for question in (is_current, check_schema, migrate):
        with pytest.raises(SchemaDiffers, match=what):
            await question(database, older)
    await take_back(database, NEWER, to=BEFORE)

    await check_schema(database, older)
    assert BEFORE in await migrate(database, older)


async def test_code_that_is_newer_than_its_database_says_what_to_type(postgres: TestPostgres, older: Path) -> None:
    database = await postgres.database()
    await migrate(database, older)

    with pytest.raises(SchemaDiffers, match=f"does not have {LAST}; type fairlead migrate leave$"):
        await check_schema(database, NEWER)

    await migrate(database, NEWER)
    await check_schema(database, NEWER)


async def test_a_schema_goes_back_while_nobody_else_is_connected(postgres: TestPostgres) -> None:
    database = await postgres.database()
    await migrate(database, NEWER)

    async with connected(database):
        with pytest.raises(InUse, match=r"others are connected to the database \(1\); stop the service"):
            await take_back(database, NEWER, to=BEFORE)
    with pytest.raises(SchemaDiffers, match="does not have leave_9999"):
        await take_back(database, NEWER, to="leave_9999")

    assert await is_current(database, NEWER)
    assert BEFORE in await take_back(database, NEWER, to=BEFORE)


async def test_a_change_waits_for_whoever_holds_its_table_and_others_read_on(
    postgres: TestPostgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "_LOCK_WITHIN", 0.2)
    monkeypatch.setattr(schema, "_AGAIN", 0.1)
    database = await a_database_of_the_version_before(postgres)

    async with connected(database) as holder, connected(database) as reader:
        async with holder.transaction():
            await holder.execute("SELECT FROM leave_request")
            change = asyncio.create_task(migrate(database, NEWER))
            for _ in range(20):
                await asyncio.wait_for(reader.fetch("SELECT FROM leave_request"), 10)
                await asyncio.sleep(0.05)
            assert not change.done()
        assert LAST in await change


async def test_a_change_whose_table_stays_held_ends_and_says_so(
    postgres: TestPostgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "_LOCK_WITHIN", 0.1)
    monkeypatch.setattr(schema, "_AGAIN", 0)
    monkeypatch.setattr(schema, "_TRIES", 2)
    database = await a_database_of_the_version_before(postgres)

    async with connected(database) as holder, holder.transaction():
        await holder.execute("SELECT FROM leave_request")
        with pytest.raises(InUse, match="a transaction holds a table that is to change"):
            await migrate(database, NEWER)

    assert LAST in await migrate(database, NEWER)


async def test_a_service_does_not_run_on_a_schema_of_another_version(
    postgres: TestPostgres, signing_key: OKPKey
) -> None:
    database = await a_database_of_the_version_before(postgres)

    code, said = await fairlead("run", "leave", database=database, key=signing_key)

    assert code == 1
    assert said[-1] == f"fairlead: leave: the database does not have {LAST}; type fairlead migrate leave"


async def test_one_command_takes_a_schema_back(postgres: TestPostgres, signing_key: OKPKey, older: Path) -> None:
    database = await postgres.database()
    await migrate(database, NEWER)

    back = await fairlead("migrate", "leave", "--back-to", BEFORE, database=database, key=signing_key)
    never = await fairlead("migrate", "leave", "--back-to", "leave_9999", database=database, key=signing_key)
    nobodys = await fairlead("migrate", "--back-to", BEFORE, database=database, key=signing_key)

    assert back == (0, [f"leave: schema back at chassis_0005, {BEFORE}"])
    assert (never[0], never[1][-1][:55]) == (1, "fairlead: leave: the database does not have leave_9999;")
    assert nobodys[1] == [
        "fairlead: name the service whose schema goes back: fairlead migrate SERVICE --back-to REVISION"
    ]
    await check_schema(database, older)


async def fairlead(*words: str, database: str, key: OKPKey) -> tuple[int | None, list[str]]:
    """How the command ends as an image calls it, and what it says."""
    keys = json.dumps(KeySet([key]).as_dict())
    told = {"DATABASE": database, "KAFKA": "127.0.0.1:1", "PUBLIC_KEYS": keys, "HTTP_PORT": "0"}
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "fairlead", *words),
        env=os.environ | {f"FAIRLEAD_{name}": value for name, value in told.items()},
    async with connected(database) as connection:
        assert await connection.fetchval("SELECT count(*) FROM lease") == 0  # which a job takes before it runs
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await asyncio.wait_for(running.communicate(), 60)
    return running.returncode, said.decode().splitlines()
