"""Which process is meant: a pid alone may belong to a stranger after a crash or a reboot."""

import os
import signal
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import psutil
from pydantic import BaseModel, ConfigDict, ValidationError

from fairlead.embedded.errors import RegionError
from fairlead.embedded.layout import Layout, write_private

SUPERVISOR = "supervisor"


class Mark(BaseModel):
    """One process for life: its pid, and when it started in ticks of a named boot."""

    model_config = ConfigDict(frozen=True)

    pid: int
    started: str

    @property
    def lives(self) -> bool:
        return mark_of(self.pid) == self


def mark_of(pid: int) -> Mark | None:
    """The process that has `pid` now; None if there is none, or only its remains (a zombie)."""
    try:
        # The second field is the program's name in brackets and may itself hold spaces and brackets.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    state, started = fields[0], fields[19]
    if state in "ZX":
        return None
    boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    return Mark(pid=pid, started=f"{boot}:{started}")


def write_mark(layout: Layout, name: str, pid: int) -> None:
    """Remember that `pid` is this region's `name`."""
    mark = mark_of(pid)
    if mark is not None:
        write_private(layout.run / f"{name}.pid", mark.model_dump_json())


def forget_mark(layout: Layout, name: str) -> None:
    (layout.run / f"{name}.pid").unlink(missing_ok=True)


def read_mark(layout: Layout, name: str) -> Mark | None:
    """The process remembered as `name` if it still lives."""
    try:
        mark = Mark.model_validate_json((layout.run / f"{name}.pid").read_text())
    except (FileNotFoundError, NotADirectoryError, ValidationError):
        return None
    return mark if mark.lives else None


def living(layout: Layout) -> dict[str, Mark]:
    """Every remembered process of this region that still lives, by name."""
    names = sorted(path.stem for path in layout.run.glob("*.pid"))
    return {name: mark for name in names if (mark := read_mark(layout, name)) is not None}


def end(marks: Iterable[Mark], *, within: float) -> list[Mark]:
    """Kill these processes and all below them; returns those still there after `within` seconds."""
    doomed = [mark for root in marks for mark in _tree(root)]
    for mark in doomed:
        if mark.lives:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(mark.pid, signal.SIGKILL)
    return wait_gone(doomed, within=within)


def wait_gone(marks: Iterable[Mark], *, within: float) -> list[Mark]:
    """Wait until none of these lives; returns those still there after `within` seconds."""
    deadline = time.monotonic() + within
    left = [mark for mark in marks if mark.lives]
    while left and time.monotonic() < deadline:
        time.sleep(0.02)
        left = [mark for mark in left if mark.lives]
    return left


def _tree(root: Mark) -> list[Mark]:
    if not root.lives:
        return []
    try:
        below = psutil.Process(root.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []
    return [root, *(mark for child in below if (mark := mark_of(child.pid)) is not None)]


def clear_orphans(layout: Layout) -> list[str]:
    """End what a killed supervisor has left behind; returns the names. Call with the region's lock held."""
    orphans = {name: mark for name, mark in living(layout).items() if mark.pid != os.getpid()}
    left = end(orphans.values(), within=10)
    if left:
        pids = ", ".join(str(mark.pid) for mark in left)
        raise RegionError(f"processes {pids} of an earlier region in {layout.data} do not end; end them and try again")
    for path in layout.run.glob("*.pid"):
        path.unlink()
    return list(orphans)
