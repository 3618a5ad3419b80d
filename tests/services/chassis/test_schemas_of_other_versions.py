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
from fairlead.embedded.addresses import Addresses, PostgresAddress, SmtpAddress, write_addresses
from fairlead.embedded.children import last_word
from fairlead.embedded.layout import Layout
from services.leave import app
from tests.postgres import TestPostgres

NEWER = Path(app.__file__).parent / "migrations"
BEFORE, LAST = [each for each in schema.revisions(NEWER) if each.startswith("leave_")][-2:]
BEFORE_REQUESTS_CHANGED = "leave_0027"
"""The next revision gives leave_request more columns, for which nobody else may hold it."""

OWNER = "owner_of_no_more"


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """The migrations of the version before."""
    shutil.copytree(NEWER, tmp_path / "migrations")
    (file,) = (tmp_path / "migrations").glob(f"{LAST}_*.py")
    file.unlink()
    return tmp_path / "migrations"


async def a_database_of_the_version_before(postgres: TestPostgres, before: str = BEFORE) -> str:
    database = await postgres.database()
    await migrate(database, NEWER)
    await take_back(database, NEWER, to=[before])
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
    await take_back(database, NEWER, to=[BEFORE])

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
            await take_back(database, NEWER, to=[BEFORE])
    with pytest.raises(SchemaDiffers, match="does not have leave_9999"):
        await take_back(database, NEWER, to=["leave_9999"])

    assert await is_current(database, NEWER)
    assert BEFORE in await take_back(database, NEWER, to=[BEFORE])


async def test_whoever_owns_no_more_than_the_database_sees_that_others_are_connected(postgres: TestPostgres) -> None:
    database = await postgres.database()
    name = database.rpartition("/")[2]
    async with connected(database) as admin:
        await admin.execute(f"CREATE ROLE {OWNER} LOGIN NOSUPERUSER PASSWORD '{OWNER}'")
        await admin.execute(f"ALTER DATABASE {name} OWNER TO {OWNER}")
        await admin.execute(f"ALTER SCHEMA public OWNER TO {OWNER}")
        ours = f"postgresql://{OWNER}:{OWNER}@{postgres.host}:{postgres.port}/{name}"
        await migrate(ours, NEWER)

        with pytest.raises(InUse, match=r"others are connected to the database \(1\)"):
            await take_back(ours, NEWER, to=[BEFORE])

    assert BEFORE in await take_back(ours, NEWER, to=[BEFORE])
    await postgres.drop(database)
    async with connected(postgres.url("postgres")) as admin:
        await admin.execute(f"DROP ROLE {OWNER}")


async def test_a_change_waits_for_whoever_holds_its_table_and_others_read_on(
    postgres: TestPostgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "_LOCK_WITHIN", 0.2)
    monkeypatch.setattr(schema, "_AGAIN", 0.1)
    database = await a_database_of_the_version_before(postgres, BEFORE_REQUESTS_CHANGED)

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
    database = await a_database_of_the_version_before(postgres, BEFORE_REQUESTS_CHANGED)

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
    async with connected(database) as connection:
        assert await connection.fetchval("SELECT count(*) FROM lease") == 0  # which a job takes before it runs


async def test_one_command_takes_a_schema_back(postgres: TestPostgres, signing_key: OKPKey, older: Path) -> None:
    database = await postgres.database()
    await migrate(database, NEWER)

    never = await fairlead(
        *("migrate", "leave", "--back-to", BEFORE, "--back-to", "leave_9999"), database=database, key=signing_key
    )
    assert await is_current(database, NEWER), "nothing was undone"
    back = await fairlead("migrate", "leave", "--back-to", BEFORE, database=database, key=signing_key)
    nobodys = await fairlead("migrate", "--back-to", BEFORE, database=database, key=signing_key)

    assert back == (0, [f"leave: schema back at chassis_0005, {BEFORE}"])
    assert (never[0], never[1][-1][:55]) == (1, "fairlead: leave: the database does not have leave_9999;")
    assert nobodys[1] == [
        "fairlead: name the service whose schema goes back: fairlead migrate SERVICE --back-to REVISION"
    ]
    await check_schema(database, older)


async def test_a_regions_own_service_says_as_its_last_word_what_to_type(postgres: TestPostgres, tmp_path: Path) -> None:
    database, layout = await postgres.database(), Layout.of(tmp_path / "region")
    await migrate(database, NEWER)
    async with connected(database) as connection:
        await connection.execute("UPDATE alembic_version SET version_num = 'leave_9999' WHERE version_num = $1", LAST)
    layout.create()
    write_addresses(layout, addresses_of_leave(database))

    with layout.log("leave").open("wb") as log:
        running = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "fairlead.embedded.services", str(layout.data), "leave"), stdout=log, stderr=log
        )
        code = await asyncio.wait_for(running.wait(), 60)

    assert code == 1
    said = last_word(layout.log("leave"))
    assert said.startswith(
        "fairlead: leave: the database has leave_9999, which this version does not know: run the newer"
    )
    assert layout.log("leave").read_text().splitlines()[-1] == said


def addresses_of_leave(database: str) -> Addresses:
    nowhere = "http://127.0.0.1:1"
    return Addresses(
        supervisor=None,
        env="test",
        portal=nowhere,
        kafka="127.0.0.1:1",
        postgres=PostgresAddress(host="127.0.0.1", port=1, dsn=database),
        databases={"leave": database},
        smtp=SmtpAddress(host="127.0.0.1", port=1),
        traces="",
        otlp=None,
        services={"leave": nowhere},
    )


async def fairlead(*words: str, database: str, key: OKPKey) -> tuple[int | None, list[str]]:
    """How the command ends as an image calls it, and what it says."""
    keys = json.dumps(KeySet([key]).as_dict())
    told = {"DATABASE": database, "KAFKA": "127.0.0.1:1", "PUBLIC_KEYS": keys, "HTTP_PORT": "0"}
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "fairlead", *words),
        env=os.environ | {f"FAIRLEAD_{name}": value for name, value in told.items()},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await asyncio.wait_for(running.communicate(), 60)
    return running.returncode, said.decode().splitlines()
