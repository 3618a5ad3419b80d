"""How long, and how much CPU of whom: rates depend on the hour, microseconds of CPU per event far less."""

import asyncio
import os
import platform
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import psutil

from tests.benchmarks.stand import Stand


@dataclass(frozen=True, slots=True)
class _Reading:
    at: float
    cpu: Mapping[str, float]
    busy: float

    @classmethod
    def now(cls, stand: Stand) -> "_Reading":
        cpu = {"python": _python(), "postgres": _seconds(stand.pid("postgres")), "kafka": _seconds(stand.pid("kafka"))}
        machine = psutil.cpu_times()
        return cls(time.monotonic(), cpu, sum(machine) - machine.idle - machine.iowait - machine.guest)


@dataclass(frozen=True, slots=True)
class Timed:
    """So many records in so many seconds of the wall and of each process's CPU."""

    many: int
    seconds: float
    cpu: Mapping[str, float]
    others: float
    """Cores that strangers used meanwhile."""

    @property
    def rate(self) -> float:
        return self.many / self.seconds

    @property
    def micros(self) -> str:
        """CPU per record: Python / PostgreSQL / Kafka."""
        return " / ".join(f"{self.cpu[who] * 1e6 / self.many:.1f}" for who in ("python", "postgres", "kafka"))


def ratios(ours: Sequence[Timed], theirs: Sequence[Timed]) -> list[float]:
    """Run by run: our rate divided by theirs of the same turn."""
    return [mine.rate / their.rate for mine, their in zip(ours, theirs, strict=True)]


class Meter:
    """Started, and read when so many are done."""

    def __init__(self, stand: Stand) -> None:
        self._stand = stand
        self._from = _Reading.now(stand)

    def read(self, many: int) -> Timed:
        now, was = _Reading.now(self._stand), self._from
        cpu = {who: now.cpu[who] - was.cpu[who] for who in now.cpu}
        seconds = now.at - was.at
        return Timed(many, seconds, cpu, max(0.0, (now.busy - was.busy - sum(cpu.values())) / seconds))


class Pace:
    """From the end of the first batch to the end of the last: what starting up costs is a figure of its own."""

    def __init__(self, stand: Stand, many: int) -> None:
        self._stand = stand
        self._many = many
        self._done = 0
        self._first = 0
        self._meter: Meter | None = None
        self._timed: asyncio.Future[Timed] = asyncio.get_running_loop().create_future()

    def note(self, more: int) -> None:
        """So many more are done."""
        self._done += more
        if self._meter is None:
            self._meter, self._first = Meter(self._stand), self._done
        elif self._done >= self._many and not self._timed.done():
            self._timed.set_result(self._meter.read(self._done - self._first))

    async def ended(self, *, within: float = 600) -> Timed:
        return await asyncio.wait_for(self._timed, within)


def machine() -> str:
    """What a reader must know about where this ran."""
    model = platform.processor() or "unknown processor"
    with suppress(OSError, StopIteration), open("/proc/cpuinfo") as file:
        model = next(line for line in file if line.startswith("model name")).partition(":")[2].strip()
    memory = psutil.virtual_memory().total / 2**30
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    cores = len(os.sched_getaffinity(0))
    return (
        f"{cores} cores ({model}), {memory:.0f} GB, Python {platform.python_version()}, load average {load} at the end"
    )


def _python() -> float:
    times = os.times()
    return times.user + times.system


def _seconds(pid: int | None) -> float:
    """Of a process, its children, and those of them that have ended."""
    if pid is None:
        return 0.0
    total = 0.0
    with suppress(psutil.NoSuchProcess):
        parent = psutil.Process(pid)
        times = parent.cpu_times()
        total = times.user + times.system + times.children_user + times.children_system
        for child in parent.children():
            with suppress(psutil.NoSuchProcess):
                own = child.cpu_times()
                total += own.user + own.system
    return total
