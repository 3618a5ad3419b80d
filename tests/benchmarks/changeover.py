"""Every doctor's placement changes in one file: from the upload to the last notification row and regional figure."""

import asyncio
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import asyncpg
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from fairlead.commands.client import Region
from fairlead.verifying import verified
from tests.benchmarks import bare, crowd, records
from tests.benchmarks.figures import Figure, spread
from tests.benchmarks.records import Record
from tests.benchmarks.region import bring_in, running_region, settle
from tests.benchmarks.runs import Runs

_HELD = frozenset({"notifications"})
"""Whose deliveries stay due: mail is held, so that no mail relay is measured."""


@dataclass(frozen=True, slots=True)
class _Changeover:
    """Seconds from the upload to the end of the import, and of everything; and the bare clients' with as many."""

    imported: float
    told: float
    decisions: int
    bare: float


def in_one_process(runs: Runs) -> list[Figure]:
    return _figures(runs, processes=False)


def in_processes(runs: Runs) -> list[Figure]:
    return _figures(runs, processes=True)


def _figures(runs: Runs, *, processes: bool) -> list[Figure]:
    many = runs.size(75_000, 1_000)
    found = _measured(many, runs, processes=processes)
    how = "a process for each service" if processes else "all services in one process"
    decisions = [one.decisions / one.told for one in found]
    return [
        Figure(
            f"changeover of {many:,} placements, {how}: upload → last notification row and regional figure, verified",
            [one.told for one in found],
            "s",
            45,
            at_most=True,
            beside=f"the import {spread([one.imported for one in found], 's')}; {spread(decisions)} decisions a second",
        ),
        Figure(
            "the same ÷ bare `send_batch` and COPY of as many records",
            [one.told / one.bare for one in found],
            beside=f"bare {spread([one.bare for one in found], 's')}",
        ),
    ]


def _measured(many: int, runs: Runs, *, processes: bool) -> list[_Changeover]:
    """Again and again on one region: each time everybody moves on to the next trust, a week later."""
    start = datetime.now(UTC).date() + timedelta(days=120)
    with running_region(processes=processes, FAIRLEAD_HOLD_MAIL="true") as here, tempfile.TemporaryDirectory() as name:
        folder, made = Path(name), records.made(many)
        runs.say(f"changeover: {many:,} doctors and their placements as they were")
        _bring_in_everybody(here, folder, many, start)
        asyncio.run(_prepare_yardstick(here))
        return [_once(here, folder, made, start, turn) for turn in runs.turns("changeover")]


def _bring_in_everybody(here: Region, folder: Path, many: int, start: date) -> None:
    bring_in(here, "organisations", crowd.register(folder))
    bring_in(here, "appointments", crowd.coordinators(folder, start - timedelta(days=400)))
    bring_in(here, "people", crowd.people(folder, many))
    bring_in(here, "placements", crowd.placements(folder, "before.xlsx", many, start))
    settle(here, but=_HELD)


def _once(here: Region, folder: Path, made: Sequence[Record], start: date, turn: int) -> _Changeover:
    """Counted, and every invariant verified after it: a run that lost anything is no run."""
    after = crowd.placements(folder, f"after-{turn}.xlsx", len(made), start, moved=turn)
    yardstick, before = asyncio.run(_yardstick(here, made)), asyncio.run(_decisions(here))
    began = time.monotonic()
    report = bring_in(here, "placements", after, confirm=True)
    imported = time.monotonic() - began
    settle(here, but=_HELD)
    told = time.monotonic() - began
    assert report["changed"] == len(made), report
    broken = [one for one in asyncio.run(verified(here)) if not one.holds]
    assert not broken, broken
    return _Changeover(imported, told, asyncio.run(_decisions(here)) - before, yardstick)


async def _decisions(here: Region) -> int:
    async with here.database("notifications") as database:
        return int(await database.fetchval("SELECT count(*) FROM decision"))


async def _prepare_yardstick(here: Region) -> None:
    """A topic and a table of its own, that no service knows."""
    admin = AIOKafkaAdminClient(bootstrap_servers=here.addresses.kafka)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(name="yardstick", num_partitions=12, replication_factor=1)])
    finally:
        await admin.close()
    connection = await asyncpg.connect(here.addresses.databases["portal"])
    try:
        await connection.execute("CREATE TABLE yardstick (LIKE outbox INCLUDING ALL)")
    finally:
        await connection.close()


async def _yardstick(here: Region, made: Sequence[Record]) -> float:
    """Seconds that the bare clients need to send as many records and to COPY as many rows."""
    began = time.monotonic()
    async with bare.producer(here.addresses.kafka) as producer:
        await bare.send_batches(producer, "yardstick", made)
    await bare.copy_outbox(here.addresses.databases["portal"], made, table="yardstick")
    return time.monotonic() - began
