"""A thousand doctors ask for leave at the same moment, each twice with their key: none lost, none doubled."""

import asyncio
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import quantiles

import httpx

from fairlead.commands.client import Region
from fairlead.verifying import verified
from tests.benchmarks import crowd
from tests.benchmarks.figures import Figure
from tests.benchmarks.region import bring_in, running_region, settle
from tests.benchmarks.runs import Runs

_HELD = frozenset({"notifications"})
_PATH = "/api/leave/requests"
_PATIENCE = httpx.Timeout(120)
_EVERYBODY_AT_ONCE = httpx.Limits(max_connections=None, max_keepalive_connections=0)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Seconds that each doctor waited for the answer, sorted, and until the last one had theirs."""

    waits: list[float]
    whole: float


def measure(runs: Runs) -> list[Figure]:
    many = runs.size(1_000, 50)
    found = _measured(many, runs)
    cuts = [quantiles(one.waits, n=20, method="inclusive") for one in found]
    path = f"{many:,} leave requests through the HTTP API at once"
    rates = ", ".join(f"{many / one.whole:,.0f}" for one in found)
    return [
        Figure(
            f"{path}, p50", [cut[9] for cut in cuts], "s", beside=f"{rates} a second; each asked twice with its key"
        ),
        Figure(f"{path}, p95", [cut[18] for cut in cuts], "s", 10, at_most=True, beside="none lost, none doubled"),
    ]


def _measured(many: int, runs: Runs) -> list[_Asked]:
    """Again and again on one region, each time for another day."""
    start = datetime.now(UTC).date() + timedelta(days=60)
    with running_region(FAIRLEAD_HOLD_MAIL="true") as here, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bring_in(here, "organisations", crowd.register(folder))
        bring_in(here, "appointments", crowd.coordinators(folder, start - timedelta(days=400)))
        bring_in(here, "people", crowd.people(folder, many))
        bring_in(here, "placements", crowd.placements(folder, "before.xlsx", many, start))
        settle(here, but=_HELD)
        tokens = {str(crowd.FIRST + n): here.token(str(crowd.FIRST + n), "resident_doctor") for n in range(many)}
        return [_once(here, tokens, start + timedelta(days=turn)) for turn in runs.turns("leave requests")]


def _once(here: Region, tokens: Mapping[str, str], day: date) -> _Asked:
    """Counted where they are kept and where they are said: a run that lost or doubled one is no run."""
    asked, ids = asyncio.run(_everybody(here, tokens, day))
    _, same = asyncio.run(_everybody(here, tokens, day))
    assert ids == same, "a repeated key was answered otherwise"
    assert len(set(ids.values())) == len(tokens), f"{len(set(ids.values()))} requests of {len(tokens)} doctors"
    settle(here, but=_HELD)
    kept, said = asyncio.run(_counted(here, day))
    assert (kept, said) == (len(tokens), len(tokens)), f"{kept} are kept and {said} are said of {len(tokens)}"
    broken = [one for one in asyncio.run(verified(here)) if not one.holds]
    assert not broken, broken
    return asked


async def _everybody(here: Region, tokens: Mapping[str, str], day: date) -> tuple[_Asked, dict[str, str]]:
    """All at once: each opens their own connection, as their phones would."""
    ids: dict[str, str] = {}
    waits: list[float] = []
    body = {
        "type": "study",
        "leadership": True,
        "activity": "Leading teams",
        "provider": "A college",
        "first_day": f"{day}",
        "last_day": f"{day}",
    }

    async def ask(client: httpx.AsyncClient, doctor: str, token: str) -> None:
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": f"{doctor} {day}"}
        began = time.monotonic()
        answer = await client.post(_PATH, json=body, headers=headers)
        waits.append(time.monotonic() - began)
        assert answer.status_code == httpx.codes.CREATED, answer.text
        ids[doctor] = str(answer.json()["id"])

    address = here.addresses.services["portal"]
    async with httpx.AsyncClient(
        base_url=address, timeout=_PATIENCE, limits=_EVERYBODY_AT_ONCE, trust_env=False
    ) as client:
        began = time.monotonic()
        await asyncio.gather(*(ask(client, doctor, token) for doctor, token in tokens.items()))
        return _Asked(sorted(waits), time.monotonic() - began), ids


async def _counted(here: Region, day: date) -> tuple[int, int]:
    """How many requests of that day leave keeps, and how many of those reporting's journal has as asked for."""
    async with here.database("leave") as database:
        kept = [row[0] for row in await database.fetch("SELECT leave_id FROM leave_request WHERE first_day = $1", day)]
    async with here.database("reporting") as database:
        said = await database.fetchval(
            "SELECT count(*) FROM journal WHERE type = 'fairlead.leave.submitted.v1' AND subject = ANY($1)",
            [str(one) for one in kept],
        )
    return len(kept), int(said)
