"""Does what the plan says to a running region, and writes down what it really did."""

import asyncio
import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from urllib.parse import urlsplit

from fairlead.chaos.nursery import Nursery
from fairlead.chaos.plan import Act, Deed
from fairlead.chaos.wires import Wires
from fairlead.embedded.addresses import Addresses
from fairlead.embedded.layout import DATABASES, Layout
from fairlead.embedded.ports import HOST
from fairlead.embedded.processes import Mark, read_mark

Note = Callable[[str], None]


class Actor:
    """Carries out acts; those that last go on by themselves until :meth:`end`."""

    def __init__(self, layout: Layout, direct: Addresses, *, wires: Wires, nursery: Nursery, note: Note) -> None:
        self.done: Counter[str] = Counter()
        """By deed and target."""
        self.kills: Counter[str] = Counter()
        """Processes killed, by name."""
        self._layout = layout
        self._wires = wires
        self._nursery = nursery
        self._note = note
        self._ports = _ports(direct)
        self._lasting: set[asyncio.Task[None]] = set()
        self._paused: set[Mark] = set()
        self._dead: set[Mark] = set()

    async def play(self, acts: Sequence[Act]) -> None:
        """All of them, each at its time; what comes late puts off all that follows."""
        began = time.monotonic()
        for act in acts:
            late = time.monotonic() - (began + act.at)
            if late > 0:
                began += late
            await asyncio.sleep(max(0.0, -late))
            await self._do(act)

    async def end(self) -> None:
        """Wake who is paused, clear the weather, end the members: from now on nothing is done to anybody."""
        for task in self._lasting:
            task.cancel()
        await asyncio.gather(*self._lasting, return_exceptions=True)
        self._wires.heal()

    async def _do(self, act: Act) -> None:
        match act.deed:
            case Deed.KILL:
                await self._kill(act.target)
            case Deed.PAUSE:
                self._last(act, self._pause(act))
            case Deed.WEATHER:
                self._last(act, self._blow(act))
            case Deed.MEMBER:
                self._last(act, self._join(act))

    async def _kill(self, target: str) -> None:
        """The target, or if it does not work at the moment the next that does: somebody is always killed."""
        while (victim := await self._at_work(target)) is None:  # noqa: ASYNC110 - processes, not tasks, are waited for
            await asyncio.sleep(0.1)
        name, mark = victim
        self._dead.add(mark)
        _signal(mark, signal.SIGKILL)
        self._killed(name)

    def _killed(self, name: str) -> None:
        self.kills[name] += 1
        self.done[f"{Deed.KILL} {name}"] += 1
        self._note(f"kill {name}")

    async def _at_work(self, target: str) -> tuple[str, Mark] | None:
        at = DATABASES.index(target) if target in DATABASES else 0
        for name in (target, *DATABASES[at:], *DATABASES[:at]):
            mark = self._mark(name)
            if mark is not None and mark not in self._paused | self._dead and await _listens(self._ports[name]):
                return name, mark
        return None

    def _mark(self, name: str) -> Mark | None:
        return self._nursery.living.get(name) if name in DATABASES else read_mark(self._layout, name)

    async def _pause(self, act: Act) -> None:
        mark = self._mark(act.target)
        if mark is None:
            return
        self._note(act.told())
        self._paused.add(mark)
        _signal(mark, signal.SIGSTOP)
        try:
            await asyncio.sleep(act.seconds)
        finally:
            _signal(mark, signal.SIGCONT)
            self._paused.discard(mark)

    async def _blow(self, act: Act) -> None:
        assert act.weather is not None
        self._wires.links[act.target].weather = act.weather
        self._note(act.told())
        await asyncio.sleep(act.seconds)
        self._wires.links[act.target].heal()

    async def _join(self, act: Act) -> None:
        self._note(act.told())
        await self._nursery.member(act.target, parts=act.parts, seconds=act.seconds)
        self._killed(f"member of {act.target}")

    def _last(self, act: Act, going_on: object) -> None:
        assert asyncio.iscoroutine(going_on)
        self.done[f"{act.deed} {act.target}"] += 1
        task = asyncio.create_task(going_on)
        self._lasting.add(task)
        task.add_done_callback(self._lasting.discard)


def _ports(direct: Addresses) -> dict[str, int]:
    """Where each listens, without a link between."""
    urls = {**direct.services, "kafka": f"kafka://{direct.kafka}"}
    return {name: urlsplit(url).port or 0 for name, url in urls.items()} | {"postgres": direct.postgres.port}


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection(HOST, port)
    except OSError:
        return False
    writer.transport.abort()
    return True


def _signal(mark: Mark, by: signal.Signals) -> None:
    if mark.lives:
        with suppress(ProcessLookupError):
            os.kill(mark.pid, by)
