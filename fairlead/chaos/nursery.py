"""Service processes forked from one that has loaded all code: they are back at once, so that kills hit work."""

import asyncio
import contextlib
import ctypes
import logging
import multiprocessing
import os
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import uvloop

from chassis.service import ALL_PARTS, Part
from chassis.telemetry import configure_logging
from fairlead.embedded.launch import PR_SET_PDEATHSIG
from fairlead.embedded.layout import DATABASES, Layout
from fairlead.embedded.ports import free_port
from fairlead.embedded.processes import Mark, mark_of
from fairlead.embedded.services import run

_FORKS = multiprocessing.get_context("forkserver")
_PAUSE = 0.1
"""Seconds between a death and the next life."""

Say = Callable[[str], None]


@dataclass
class Nursery:
    """Keeps one process of every service alive, and lives of second members."""

    layout: Layout
    environment: Mapping[str, str]
    """FAIRLEAD_… variables for all."""
    say: Say
    living: dict[str, Mark] = field(default_factory=dict)
    """The service's process, by service; a dead one is not there."""
    _keepers: list[asyncio.Task[None]] = field(default_factory=list)
    _members: int = 0

    def start(self) -> None:
        """Each service, from now on."""
        _FORKS.set_forkserver_preload([__name__, *(f"services.{name}.app" for name in DATABASES)])
        self._keepers = [asyncio.create_task(self._keep(name)) for name in DATABASES]

    async def member(self, service: str, *, parts: tuple[str, ...], seconds: float) -> None:
        """A second member joins under an ordinal of its own, works so many seconds, and is killed."""
        self._members += 1
        process = self._begin(service, parts, ordinal=self._members, http_port=free_port())
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(_death(process), seconds)

    async def stop(self) -> None:
        """Kill all of them."""
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)

    async def _keep(self, name: str) -> None:
        while True:
            process = self._begin(name, ())
            if (mark := mark_of(process.pid or 0)) is not None:
                self.living[name] = mark
            try:
                await _death(process)
            finally:
                self.living.pop(name, None)
            if process.exitcode != -signal.SIGKILL:
                self.say(f"{name} ended by itself ({process.exitcode})")
            await asyncio.sleep(_PAUSE)

    def _begin(self, service: str, parts: tuple[str, ...], **otherwise: Any) -> ForkServerProcess:
        name = f"{service}-{otherwise['ordinal']}" if otherwise else service
        what = (str(self.layout.data), service, str(self.layout.log(name)), parts, dict(self.environment), otherwise)
        process = _FORKS.Process(target=_live, args=what, name=name)
        process.start()
        return process


async def _death(process: ForkServerProcess) -> None:
    """Returns when it is over; ends it if we are cancelled."""
    loop, over = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(process.sentinel, over.set)
    try:
        await over.wait()
    finally:
        loop.remove_reader(process.sentinel)
        if process.is_alive():  # else its pid may be a stranger's by now
            process.kill()
        process.join()


def _live(
    data: str, service: str, log: str, parts: tuple[str, ...], environment: Mapping[str, str], otherwise: dict[str, Any]
) -> None:
    """The life of one process."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)  # no one outlives the campaign
    os.setpgid(0, 0)  # Ctrl-C is for the campaign
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (1, 2):
        os.dup2(output, stream)
    os.environ.update(environment)
    configure_logging(logging.WARNING)
    chosen = frozenset(map(Part, parts)) or ALL_PARTS
    uvloop.run(run(Path(data), [service], chosen, **otherwise))
