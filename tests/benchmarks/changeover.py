"""Every doctor's placement changes in one file: from the upload to the last notification row and regional figure."""

import asyncio
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fairlead.commands.client import Region
from fairlead.verifying import Invariant, verified
from tests.benchmarks import crowd
from tests.benchmarks.region import bring_in, running_region, settle


@dataclass(frozen=True, slots=True)
class Changeover:
    """Seconds from the upload of the changes to the end of the import, and to the end of everything."""

    changes: int
    imported: float
    told: float
    decisions: int
    invariants: list[Invariant]


def measure(many: int, *, processes: bool) -> Changeover:
    """On a region of its own, mail workers held; decisions and figures are counted, and everything verified."""
    start = datetime.now(UTC).date() + timedelta(days=120)
    with running_region(processes=processes, FAIRLEAD_HOLD_MAIL="true") as here, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _say(f"files of {many} doctors")
        people, before = crowd.people(folder, many), crowd.placements(folder, "before.xlsx", many, start)
        after = crowd.placements(folder, "after.xlsx", many, start, moved=True)
        bring_in(here, "organisations", crowd.register(folder))
        bring_in(here, "appointments", crowd.coordinators(folder, start - timedelta(days=400)))
        _say("people and placements as they were")
        bring_in(here, "people", people)
        bring_in(here, "placements", before)
        settle(here, but=frozenset({"notifications"}))
        decided = asyncio.run(_decisions(here))
        _say("the changeover")
        began = time.monotonic()
        report = bring_in(here, "placements", after, confirm=True)
        imported = time.monotonic() - began
        settle(here, but=frozenset({"notifications"}))
        told = time.monotonic() - began
        assert report["changed"] == many, report
        invariants = asyncio.run(verified(here))
        return Changeover(many, imported, told, asyncio.run(_decisions(here)) - decided, invariants)


async def _decisions(here: Region) -> int:
    async with here.database("notifications") as database:
        return int(await database.fetchval("SELECT count(*) FROM decision"))


def _say(what: str) -> None:
    print(f"… {what}", flush=True)
