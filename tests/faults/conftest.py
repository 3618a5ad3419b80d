"""Servers that the whole run shares, and a fresh town on them for each scenario."""

import asyncio
import os
import random
import zlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from joserfc.jwk import OKPKey

from fairlead.embedded.kafka import takes_requests
from fairlead.embedded.layout import Layout
from fairlead.embedded.mail import MailCatcher
from fairlead.embedded.ports import HOST
from tests.faults.servers import Databases, empty_topics
from tests.faults.stage import Town, until
from tests.journeys.conftest import Server, journey_kafka, journey_postgres
from tests.postgres import TestPostgres, free_tcp_port

__all__ = ["journey_kafka", "journey_postgres"]  # fixtures of these scenarios too, on servers of their own


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.fault)


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """``FAULT_SEED`` if it is set; else a new one for ``--all-faults``, and always the same one in a short run."""
    if given := os.environ.get("FAULT_SEED"):
        chosen = int(given)
    elif request.config.getoption("--all-faults"):
        chosen = random.SystemRandom().randrange(2**32)
    else:
        chosen = zlib.crc32(request.node.name.encode())
    print(f"to repeat: FAULT_SEED={chosen} pytest '{request.node.nodeid}'")
    return chosen


@pytest.fixture(scope="session")
async def databases(journey_postgres: tuple[TestPostgres, Server]) -> Databases:
    return await Databases.of(journey_postgres[0])


@pytest.fixture(scope="session")
def database_server(journey_postgres: tuple[TestPostgres, Server]) -> Server:
    """PostgreSQL, to kill: it starts again by itself."""
    return journey_postgres[1]


@pytest.fixture(scope="session")
def broker(journey_kafka: tuple[str, Server]) -> Server:
    """Kafka, to kill: it starts again by itself."""
    return journey_kafka[1]


@pytest.fixture
async def town(
    databases: Databases, database_server: Server, journey_kafka: tuple[str, Server], seed: int, tmp_path: Path
) -> AsyncIterator[Town]:
    """Empty topics and empty databases, mail caught in a folder; no service runs yet."""
    bootstrap = journey_kafka[0]
    await until(lambda: takes_requests(int(bootstrap.rpartition(":")[2])), "Kafka is back", within=60)
    made, _ = await asyncio.gather(databases.fresh(), empty_topics(bootstrap))
    layout, port = Layout.of(tmp_path), free_tcp_port()
    layout.create()
    post = MailCatcher(layout.mail, host=HOST, port=port)
    await post.start()
    key = OKPKey.generate_key("Ed25519")
    town = Town(bootstrap=bootstrap, databases=made, folder=tmp_path, seed=seed, key=key, post=post, smtp_port=port)
    yield town
    await town.close()
