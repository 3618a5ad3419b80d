"""A real PostgreSQL for the whole run; each test gets fresh clones of migrated templates."""

import importlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import KeySet, OKPKey

from chassis.clock import SetClock
from chassis.migrations import migrate
from chassis.service import Running
from tests.containers import postgres_in_a_container
from tests.postgres import TestPostgres, in_memory, running_postgres
from tests.services.driver import Driver, Past

Drive = Callable[..., Awaitable[Driver]]


@pytest.fixture(scope="session")
async def postgres(infrastructure: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[TestPostgres]:
    if infrastructure == "containers":
        async with postgres_in_a_container(forgets=True) as (server, _):
            yield server
    else:
        with in_memory(tmp_path_factory.mktemp("postgres")) as folder:
            async with running_postgres(folder) as server:
                yield server


@pytest.fixture(scope="session")
def signing_key() -> OKPKey:
    return OKPKey.generate_key("Ed25519")


@pytest.fixture(scope="session")
def templates() -> dict[str, str]:
    return {}


@pytest.fixture
async def drive(postgres: TestPostgres, signing_key: OKPKey, templates: dict[str, str]) -> AsyncIterator[Drive]:
    """``await drive("leave", smtp_port=…)``: that service on its own database, its clock at an ordinary day.

    With ``past=…`` on what another one had been through before.
    """
    started: list[Running] = []

    async def start(name: str, *, past: Past | None = None, **more: Any) -> Driver:
        app = importlib.import_module(f"services.{name}.app")
        if past is None and name not in templates:
            templates[name] = await postgres.database()
            await migrate(templates[name], Path(app.__file__).parent / "migrations")
        clock = SetClock(datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
        settings = importlib.import_module(f"services.{name}.settings").Settings(
            database=await postgres.database(template=past.database if past else templates[name]),
            kafka="127.0.0.1:1",
            public_keys=KeySet([signing_key]).as_dict(),
            **{"env": "test", "pool_size": 3, **more},
        )
        service = app.service(settings)
        running = Running(replace(service, clock=clock))
        started.append(running)
        driver = Driver(running, signing_key, clock)
        if past is not None:
            driver.go_on_from(past)
        return driver

    yield start
    for running in started:
        for close in running.service.closing:
            await close()
        await running.database.close()
        running.telemetry.close()
    await postgres.drop(*(running.service.settings.database for running in started))
