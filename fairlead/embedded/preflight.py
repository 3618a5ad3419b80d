"""What must hold before a region starts: the disk takes it, and nobody else runs it."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from pydantic import ValidationError

from fairlead.embedded.errors import RegionError
from fairlead.embedded.layout import DATABASES, Layout
from fairlead.embedded.ports import check_portal
from fairlead.embedded.processes import SUPERVISOR, read_mark

DISK_NEEDED_MB = 500
_HERE = ("dev", "demo", "test")


def check_disk(layout: Layout) -> None:
    """Raises RegionError if a region would soon fill the disk."""
    free = shutil.disk_usage(layout.data).free // 2**20
    if free < DISK_NEEDED_MB:
        raise RegionError(
            f"{layout.data} has {free} MB of free disk and a region needs {DISK_NEEDED_MB} MB; "
            "free some space or choose another folder with --data"
        )


def check_environment(env: str) -> None:
    """Raises RegionError naming each FAIRLEAD_… variable that a service could not read, before anything starts."""
    if env not in _HERE:
        raise RegionError(f"FAIRLEAD_ENV is {env!r}; an embedded region is one of {', '.join(_HERE)}")
    faults: dict[str, str] = {}
    for name in DATABASES:
        settings = import_module(f"services.{name}.settings").Settings
        try:
            settings()
        except ValidationError as error:
            wrong = [fault for fault in error.errors(include_url=False) if fault["type"] != "missing"]
            faults |= {f"FAIRLEAD_{fault['loc'][0]!s}".upper(): fault["msg"] for fault in wrong if fault["loc"]}
    if faults:
        raise RegionError("; ".join(f"{variable}: {message}" for variable, message in faults.items()))


def check_new(layout: Layout, *, portal: int) -> None:
    """Raises RegionError if a region that is not there yet could not have this port: it then leaves no folder behind.

    Where there is a folder, whoever runs a region in it is to be named first.
    """
    with disk_errors_in_one_line(layout):
        if not layout.data.exists():
            check_portal(portal)


@contextmanager
def alone(layout: Layout) -> Iterator[None]:
    """Hold the region's lock, which the kernel gives back however we end."""
    layout.create()
    with (layout.run / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            runs = read_mark(layout, SUPERVISOR)
            who = f" (process {runs.pid})" if runs else ""
            raise RegionError(
                f"a region already runs in {layout.data}{who}; stop it with: fairlead down --data {layout.data}"
            ) from error
        yield


@contextmanager
def disk_errors_in_one_line(layout: Layout) -> Iterator[None]:
    """A full, read-only or closed disk is nothing to show a stack trace for."""
    try:
        yield
    except OSError as error:
        where = error.filename or layout.data
        raise RegionError(f"{where}: {error.strerror or error}; the region in {layout.data} cannot run") from error
