"""F20: the disk is full, under the database or under the log: writes are refused, nothing is half done, it goes on."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from fairlead.embedded.children import Children
from fairlead.embedded.kafka import start_kafka
from fairlead.embedded.layout import Layout
from fairlead.embedded.ports import HOST
from tests.faults.judging import assert_sound
from tests.faults.load import Load
from tests.faults.servers import Databases, empty_topics
from tests.faults.small_disk import SmallDisk, small_disk
from tests.faults.stage import OTHERS, Town, until
from tests.postgres import free_tcp_port, running_postgres

FULL = 6.0
"""Seconds without a free byte."""


@pytest.fixture
async def database_disk(town: Town, tmp_path: Path) -> AsyncIterator[SmallDisk]:
    """The disk of the server that the town's databases are on."""
    with small_disk(tmp_path / "postgres-disk", megabytes=400) as disk:
        async with running_postgres(disk.folder) as server:
            town.databases = await (await Databases.of(server)).fresh()
            yield disk
            disk.free()
            await town.close()


@pytest.fixture
async def log_disk(town: Town, tmp_path: Path) -> AsyncIterator[SmallDisk]:
    """The disk of the broker that the town's services use."""
    with small_disk(tmp_path / "kafka-disk", megabytes=160) as disk:
        layout, port = Layout.of(disk.folder), free_tcp_port()
        layout.create()
        children = Children(layout, say=lambda _: None, longest_pause=2.0)
        try:
            await start_kafka(layout, children, port=port, controller_port=free_tcp_port())
            town.bootstrap = f"{HOST}:{port}"
            await empty_topics(town.bootstrap)
            yield disk
            disk.free()
            await town.close()
        finally:
            await children.stop("kafka")


async def test_F20_a_full_disk_under_the_databases_refuses_writes_and_half_does_none(
    town: Town, database_disk: SmallDisk
) -> None:
    log = Layout.of(database_disk.folder).log("postgres")
    await _filled_for_a_while(town, database_disk, lambda: _complains(log))


async def test_F20_a_full_disk_under_the_log_keeps_events_in_the_outbox(town: Town, log_disk: SmallDisk) -> None:
    log = Layout.of(log_disk.folder).log("kafka")
    await _filled_for_a_while(town, log_disk, lambda: _complains(log))


async def _filled_for_a_while(town: Town, disk: SmallDisk, complains: Callable[[], bool]) -> None:
    load = Load(town)
    town.start("registry")
    town.start(*OTHERS)
    await town.answers("registry", "leave")
    await load.set_up()
    await assert_sound(town, load)

    async def refused() -> bool:
        disk.fill()
        return complains()

    async with load.going_on():
        await until(refused, "something is refused for want of room", within=40)
        await asyncio.sleep(FULL)
        disk.free()
    await assert_sound(town, load, within=120)


def _complains(log: Path) -> bool:
    return b"No space left on device" in log.read_bytes()
