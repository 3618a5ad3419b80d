"""The supervisor's children: started on a leash, started again when they die, stopped in order."""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from fairlead.embedded import launch
from fairlead.embedded.errors import RegionError
from fairlead.embedded.layout import Layout
from fairlead.embedded.processes import forget_mark, write_mark

LOG_LIMIT = 10 * 1024 * 1024
STEADY_AFTER = 30.0  # seconds of life after which a death counts as the first one again
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds before a dead child starts again
OURSELVES = (0, 0)
"""Whoever runs the supervisor."""
Say = Callable[[str], None]
Probe = Callable[[], Awaitable[bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """One child: what to run, and how it wants to be ended."""

    name: str
    argv: list[str]
    env: dict[str, str] = field(default_factory=dict)
    stop_signal: signal.Signals = signal.SIGTERM
    death_signal: signal.Signals = signal.SIGKILL
    """Sent by the kernel if the supervisor is killed."""
    user: tuple[int, int] = OURSELVES
    """uid and gid to become."""
    folder: Path | None = None
    """Its working directory; the supervisor's if None."""
    grace: float = 8.0
    """Seconds from the stop signal to SIGKILL."""
    before: Callable[[], None] | None = None
    """Heals what the last life left behind; called before every start."""


class Children:
    """Spawn from the main thread only: the kernel ties the leash to the thread."""

    def __init__(self, layout: Layout, *, say: Say, longest_pause: float = LONGEST_PAUSE) -> None:
        self._layout = layout
        self._say = say
        self._longest_pause = longest_pause
        self._running: dict[str, asyncio.subprocess.Process] = {}
        self._keepers: dict[str, asyncio.Task[None]] = {}
        self._programs: dict[str, Program] = {}

    async def start(self, program: Program, *, ready: Probe | None = None, within: float = 120.0) -> None:
        """Start it and keep it alive from now on. With `ready`: returns when that holds.

        Raises RegionError if it dies or is not ready within that many seconds; it tells the program's own last word.
        """
        rotate(self._layout.log(program.name))
        self._programs[program.name] = program
        process = await self._spawn(program)
        if ready is not None:
            await self._first_ready(program, process, ready, within)
        self._keepers[program.name] = asyncio.create_task(self._keep(program, process))

    async def stop(self, name: str) -> None:
        """End it gracefully, by force after its grace; nothing happens if it is not there."""
        keeper = self._keepers.pop(name, None)
        if keeper is not None:
            keeper.cancel()
            with suppress(asyncio.CancelledError):
                await keeper
        process = self._running.pop(name, None)
        if process is None:
            return
        program = self._programs[name]
        with suppress(ProcessLookupError):
            process.send_signal(program.stop_signal)
        try:
            await asyncio.wait_for(process.wait(), program.grace)
        except TimeoutError:
            self._say(f"{name} did not stop within {program.grace:.0f} s and is killed")
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        forget_mark(self._layout, name)

    async def _spawn(self, program: Program) -> asyncio.subprocess.Process:
        if program.before is not None:
            await asyncio.to_thread(program.before)
        process = await _spawn(program, self._layout.log(program.name))
        self._running[program.name] = process
        try:
            write_mark(self._layout, program.name, process.pid)
        except OSError:  # a child that the next region could not find must not live
            process.kill()
            await process.wait()
            raise
        return process

    async def _first_ready(
        self, program: Program, process: asyncio.subprocess.Process, ready: Probe, within: float
    ) -> None:
        log = self._layout.log(program.name)
        deadline = asyncio.get_running_loop().time() + within
        while not await ready():
            if process.returncode is not None:
                raise RegionError(f"{program.name} did not start: {last_word(log)} (see {log})")
            if asyncio.get_running_loop().time() > deadline:
                raise RegionError(f"{program.name} was not ready within {within:.0f} s: {last_word(log)} (see {log})")
            await asyncio.sleep(0.05)

    async def _keep(self, program: Program, process: asyncio.subprocess.Process) -> None:
        loop, pause = asyncio.get_running_loop(), FIRST_PAUSE
        while True:
            born = loop.time()
            code = await process.wait()
            pause = FIRST_PAUSE if loop.time() - born > STEADY_AFTER else min(pause * 2, self._longest_pause)
            self._say(f"{program.name} ended ({ending(code)}) and starts again in {pause:g} s")
            await asyncio.sleep(pause)
            while (again := await self._spawn_again(program)) is None:
                pause = min(pause * 2, self._longest_pause)
                await asyncio.sleep(pause)
            process = again

    async def _spawn_again(self, program: Program) -> asyncio.subprocess.Process | None:
        try:
            return await self._spawn(program)
        except (OSError, RegionError) as error:
            self._say(f"{program.name} cannot start again: {error}")
            return None


async def run_to_end(layout: Layout, program: Program) -> None:
    """Run a program that ends by itself. Raises RegionError with its last word unless it ends well."""
    log = layout.log(program.name)
    log.unlink(missing_ok=True)
    code = await (await _spawn(program, log)).wait()
    if code != 0:
        raise RegionError(f"{program.name} failed: {last_word(log)} (see {log})")


async def _spawn(program: Program, log: Path) -> asyncio.subprocess.Process:
    leash = [os.getpid(), int(program.death_signal), *program.user]
    with log.open("ab") as output:
        return await asyncio.create_subprocess_exec(
            # Isolated and without site packages: the leash needs none of them, and starts in a few milliseconds.
            *(sys.executable, "-I", "-S", launch.__file__, *map(str, leash), *program.argv),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=program.folder,
            env={**os.environ, **program.env},
        )


def ending(code: int) -> str:
    """A return code in words: `signal 9` or `exit code 1`."""
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def rotate(log: Path) -> None:
    """Keep one older log once this one has grown past LOG_LIMIT."""
    with suppress(FileNotFoundError):
        if log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_suffix(".log.1"))


def last_word(log: Path) -> str:
    """The line of a log that tells best why the program ended: its last complaint, else its last line."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - 16_384))
            lines = [line.strip() for line in file.read().decode(errors="replace").splitlines() if line.strip()]
    except FileNotFoundError:
        lines = []
    complaints = ("fairlead: ", "no space left", "fatal", "error", "could not", "cannot", "exception")
    for line in reversed(lines):
        if line.lower().startswith(complaints) or any(word in line.lower() for word in complaints):
            return line
    return lines[-1] if lines else "it left no word"
