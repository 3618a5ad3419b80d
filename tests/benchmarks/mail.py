"""From the commit of one placement change to its mail handed to SMTP, on a quiet region."""

import asyncio
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles

from fairlead.commands.client import Region
from tests.benchmarks import crowd
from tests.benchmarks.figures import Figure
from tests.benchmarks.region import bring_in, running_region, settle
from tests.benchmarks.runs import Runs

_CHANGE_TO_MAIL = """
    SELECT extract(epoch FROM s.time - c.time)::float FROM journal s JOIN journal c ON c.id = s.causation
    WHERE s.type = 'fairlead.notification.sent.v1' AND c.type = 'fairlead.placement.changed.v1'
"""


def measure(runs: Runs) -> list[Figure]:
    """One run of many changes, each alone, with a rest between two."""
    times = runs.size(40, 4)
    runs.say(f"mail: {times} changes, one at a time")
    waits = _measured(times)
    cut = quantiles(waits, n=20, method="inclusive")
    path, beside = "one placement change: commit → mail handed to SMTP", f"{len(waits)} mails, worst {waits[-1]:.2f} s"
    return [
        Figure(f"{path}, p50", [cut[9]], "s", 0.5, at_most=True, beside=beside),
        Figure(f"{path}, p95", [cut[18]], "s", 2, at_most=True),
    ]


def _measured(times: int) -> list[float]:
    """Seconds, one for each mail to a doctor, sorted."""
    start = datetime.now(UTC).date() + timedelta(days=120)
    with running_region() as here, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bring_in(here, "organisations", crowd.register(folder))
        bring_in(here, "people", crowd.people(folder, 1))
        bring_in(here, "placements", crowd.placements(folder, "p.xlsx", 1, start))
        settle(here)
        for turn in range(times):
            moved = start + timedelta(days=turn + 1)
            bring_in(here, "placements", crowd.placements(folder, "p.xlsx", 1, moved), confirm=True)
            time.sleep(0.5)
        settle(here)
        return sorted(asyncio.run(_waits(here)))


async def _waits(here: Region) -> list[float]:
    async with here.database("reporting") as database:
        return [row[0] for row in await database.fetch(_CHANGE_TO_MAIL)]
