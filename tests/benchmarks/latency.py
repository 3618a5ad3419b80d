"""From the commit of one placement change to its mail handed to SMTP, on a quiet region."""

import asyncio
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles

from fairlead.commands.client import Region
from tests.benchmarks import crowd
from tests.benchmarks.region import bring_in, running_region, settle

_CHANGE_TO_MAIL = """
    SELECT extract(epoch FROM s.time - c.time)::float FROM journal s JOIN journal c ON c.id = s.causation
    WHERE s.type = 'fairlead.notification.sent.v1' AND c.type = 'fairlead.placement.changed.v1'
"""


def measure(times: int) -> list[float]:
    """Seconds, one for each mail to a doctor, sorted; each change alone, with a rest between two."""
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


def p50_and_p95(waits: list[float]) -> tuple[float, float]:
    cut = quantiles(waits, n=20, method="inclusive")
    return cut[9], cut[18]


async def _waits(here: Region) -> list[float]:
    async with here.database("reporting") as database:
        return [row[0] for row in await database.fetch(_CHANGE_TO_MAIL)]
