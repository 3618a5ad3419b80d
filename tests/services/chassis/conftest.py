"""The toy service on a database of its own, driven through its real door, HTTP and jobs."""

import logging
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import httpx
import pytest
from joserfc.jwk import KeySet, OKPKey

from chassis.clock import SetClock
from chassis.door import Door, hearings_of
from chassis.door.held import HeldView, find_held
from chassis.migrations import migrate
from chassis.service import Running
from chassis.settings import ServiceSettings
from chassis.telemetry import Telemetry, configure_logging
from contracts import Grant
from contracts.vocabulary import Role
from tests.postgres import TestPostgres
from tests.services.chassis.toy import MIGRATIONS, TODAY, Trouble, count, effects, toy_handlers, toy_service
from tests.services.driver import Driver, an_actor


class Toy(Driver):
    """The driver, with what the tests of the chassis ask again and again."""

    def __init__(self, running: Running, key: OKPKey, clock: SetClock, trouble: Trouble) -> None:
        super().__init__(running, key, clock)
        self.trouble = trouble

    async def effects(self) -> list[UUID]:
        async with self.begin() as work:
            return await effects(work)

    async def held(self) -> list[HeldView]:
        async with self.begin() as work:
            return await find_held(work)

    async def count(self, table: str) -> int:
        async with self.begin() as work:
            return await count(work, table)

    def another_door(self, **options: Any) -> Door:
        """A second one on the same database, as another replica has."""
        hearings = hearings_of(toy_handlers(self.trouble))
        return Door(self.running.database, service="toy", hearings=hearings, telemetry=Telemetry("toy"), **options)


@pytest.fixture(scope="session", autouse=True)
def logs_as_in_production() -> None:
    """Without it structlog would draw each expected failure with all its locals."""
    configure_logging(logging.CRITICAL)


@pytest.fixture(scope="session")
async def toy_template(postgres: TestPostgres) -> str:
    template = await postgres.database()
    await migrate(template, MIGRATIONS)
    return template


@pytest.fixture
async def toy(postgres: TestPostgres, toy_template: str, signing_key: OKPKey) -> AsyncIterator[Toy]:
    settings = ServiceSettings(
        env="test",
        database=await postgres.database(template=toy_template),
        kafka="127.0.0.1:1",
        public_keys=KeySet([signing_key]).as_dict(),
        pool_size=14,
        clock_skew_seconds=1e12,  # its clock stands
    )
    clock, trouble = SetClock(TODAY), Trouble()
    running = Running(toy_service(settings, clock, trouble))
    yield Toy(running, signing_key, clock, trouble)
    await running.database.close()
    running.telemetry.close()
    await postgres.drop(settings.database)


OPERATOR = an_actor(Grant(Role.OPERATOR))


class Flaky:
    """A handler's trouble that ends when it is told to."""

    fails = True

    async def __call__(self, work: Any) -> None:
        if self.fails:
            raise RuntimeError


@pytest.fixture
def flaky(toy: Toy) -> Flaky:
    toy.trouble.by_trust["FLAKY"] = trouble = Flaky()
    return trouble


@pytest.fixture
async def operator(toy: Toy) -> AsyncIterator[httpx.AsyncClient]:
    async with toy.http(OPERATOR) as client:
        yield client
