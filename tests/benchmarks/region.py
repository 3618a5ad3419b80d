"""A region of its own for a benchmark: started, used, taken down."""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from fairlead.commands.client import Region, answered, region
from fairlead.commands.importing import follow
from fairlead.commands.region import services_of
from fairlead.commands.resting import at_rest, what_moves
from fairlead.embedded.cli import start_detached
from tests.postgres import free_tcp_port


@contextlib.contextmanager
def running_region(*, processes: bool = False, **environment: str) -> Iterator[Region]:
    """With these FAIRLEAD_… variables for its services."""
    with tempfile.TemporaryDirectory(prefix="fairlead-bench-") as folder:
        data = Path(folder) / "data"
        os.environ.update(environment)
        start_detached(data, port=free_tcp_port(), env="test", processes=processes)
        try:
            yield region(data)
        finally:
            for name in environment:
                del os.environ[name]
            subprocess.run([sys.executable, "-m", "fairlead", "down", "--data", str(data)], check=True)


def bring_in(here: Region, kind: str, path: Path, *, confirm: bool = False) -> dict[str, int]:
    """Import a file, and fail loudly if a row was rejected."""
    with here.as_operator() as client, path.open("rb") as file:
        asked = client.post(
            "/api/registry/imports",
            files={"file": (path.name, file)},
            data={"kind": kind, "confirm": str(confirm).lower()},
            timeout=300,
        )
        ended = follow(client, answered(asked)["id"], path.name)
    assert ended["state"] == "done", ended
    assert not ended["report"]["rejected"], ended["report"]["rejected"][:3]
    return dict(ended["report"])


def settle(here: Region, *, within: float = 600, but: frozenset[str] = frozenset()) -> None:
    """Wait until nothing moves; services named in ``but`` may have deliveries due."""
    last, until = None, time.monotonic() + within
    while True:
        states = services_of(here)
        for name in but:
            states[name]["due_deliveries"] = 0
        now = what_moves(states)
        if at_rest(last, now):
            return
        assert time.monotonic() < until, now.told()
        last = now
        time.sleep(0.5)
