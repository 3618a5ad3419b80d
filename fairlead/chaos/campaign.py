"""One campaign against a region of its own: peace, attack, peace again, and the verdict."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from chassis.clock import SystemClock, london_date
from fairlead.chaos.acting import Actor
from fairlead.chaos.asking import Asker
from fairlead.chaos.judging import judged
from fairlead.chaos.load import Load
from fairlead.chaos.nursery import Nursery
from fairlead.chaos.plan import SESSION_TIMEOUT, plan
from fairlead.chaos.town import Town
from fairlead.chaos.watching import Watch
from fairlead.chaos.wires import Wires
from fairlead.commands.client import Region
from fairlead.commands.region import rest
from fairlead.embedded.addresses import Addresses
from fairlead.embedded.conditions import Conditions
from fairlead.embedded.layout import Layout
from fairlead.embedded.ports import free_port
from fairlead.embedded.region import run_region
from fairlead.verifying import Invariant, verified

REST_WITHIN = 180.0
"""Seconds after the last answer in which everything must have arrived (I6): longer than the longest lease."""
ENVIRONMENT = {
    "FAIRLEAD_SESSION_TIMEOUT_MS": str(int(SESSION_TIMEOUT * 1000)),
    "FAIRLEAD_POOL_SIZE": "5",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What kind of campaign."""

    seed: int
    seconds: float
    kills: int | None = None
    data: Path


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What was done, what was asked meanwhile, and what holds."""

    seed: int
    seconds: float = 0.0
    acts: dict[str, int] = field(default_factory=dict)
    kills: dict[str, int] = field(default_factory=dict)
    load: dict[str, int] = field(default_factory=dict)
    events: int = 0
    longest_stall: float = 0.0
    rest_after: float = 0.0
    """Seconds from the answer to the last command until nothing moved any more."""
    invariants: list[Invariant] = field(default_factory=list)
    interrupted: bool = False

    @property
    def passed(self) -> bool:
        return bool(self.invariants) and all(one.holds for one in self.invariants)


Show = Callable[[str], None]


class Campaign:
    """Runs once; ``stop`` ends it early, without a verdict."""

    def __init__(self, orders: Orders, *, show: Show) -> None:
        self.outcome = Outcome(seed=orders.seed)
        self._orders = orders
        self._layout = Layout.of(orders.data)
        self._wires = Wires(orders.seed)
        self._nursery = Nursery(self._layout, ENVIRONMENT, self._note)
        self._show = show
        self._direct: Addresses | None = None

    async def run(self, stop: asyncio.Event) -> Outcome:
        """Raises RegionError if the region does not come up."""
        self._layout.create()
        ready: asyncio.Future[Addresses] = asyncio.get_running_loop().create_future()
        down = asyncio.Event()
        region = asyncio.create_task(
            run_region(
                self._orders.data,
                port=free_port(),
                env="test",
                processes=True,
                say=self._note,
                on_ready=ready.set_result,
                stop=down,
                services=lambda *_: {},  # they are ours: the nursery's
                conditions=Conditions(detour=self._detour, longest_pause=0.5, viewer=False),
            )
        )
        stopping = asyncio.create_task(stop.wait())
        attack = asyncio.create_task(self._after(ready))
        try:
            await asyncio.wait({region, stopping, attack}, return_when=asyncio.FIRST_COMPLETED)
            self.outcome.interrupted = stop.is_set()
            for ended in (attack, region):
                if ended.done():
                    ended.result()
            return self.outcome
        finally:
            for task in (stopping, attack):
                task.cancel()
            await asyncio.gather(stopping, attack, return_exceptions=True)
            down.set()
            await asyncio.gather(region, return_exceptions=True)
            await self._wires.stop()

    async def _after(self, ready: "asyncio.Future[Addresses]") -> None:
        addresses = await ready
        asker = Asker(addresses, self._layout)
        town = Town(seed=self._orders.seed, today=london_date(SystemClock().now()))
        load = Load(asker, town, seed=self._orders.seed)
        self._nursery.start()
        try:
            self._show("setting up: trusts, officials, a first cohort of doctors")
            await load.set_up()
            await self._attack(load)
            await self._judge(Region(addresses, self._layout), load, asker)
        finally:
            await asker.close()
            await self._nursery.stop()

    async def _attack(self, load: Load) -> None:
        assert self._direct is not None
        acts = plan(self._orders.seed, seconds=self._orders.seconds, kills=self._orders.kills)
        actor = Actor(self._layout, self._direct, wires=self._wires, nursery=self._nursery, note=self._note)
        watch = Watch(self._direct.databases["reporting"])
        peace, quiet = asyncio.Event(), asyncio.Event()
        began = time.monotonic()
        async with asyncio.TaskGroup() as all_of_it:
            all_of_it.create_task(watch.run(quiet))
            people = all_of_it.create_task(load.run(peace))
            try:
                await actor.play(acts)
            finally:
                await actor.end()
            self.outcome.seconds = time.monotonic() - began
            self.outcome.acts, self.outcome.kills = dict(actor.done), dict(actor.kills.most_common())
            self._note("peace")
            self._show("peace: what was begun is brought to its end")
            peace.set()
            await people
            quiet.set()
        self.outcome.longest_stall = watch.longest_stall
        self.outcome.load = load.history.counted()

    async def _judge(self, here: Region, load: Load, asker: Asker) -> None:
        began = time.monotonic()
        self._show("waiting until everything has arrived")
        moving = await asyncio.to_thread(rest, here, within=REST_WITHIN)
        self.outcome.rest_after = time.monotonic() - began
        settled = f"at rest {self.outcome.rest_after:.0f} s after the last command" if moving is None else moving.told()
        self._note(settled)
        load.history.broken += asker.surprises
        self._show("verifying")
        self.outcome.invariants = [
            Invariant("I6 convergence", moving is None, settled),
            *await verified(here),
            *await judged(here, load.history),
        ]
        self.outcome.load |= dict(asker.answers)
        async with here.database("reporting") as reporting:
            self.outcome.events = int(await reporting.fetchval("SELECT count(*) FROM journal"))

    async def _detour(self, addresses: Addresses) -> Addresses:
        self._direct = addresses
        return await self._wires.lay(addresses)

    def _note(self, line: str) -> None:
        """Time, act, target: nothing of anybody."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        with (self._layout.data / "chaos.log").open("a") as log:
            log.write(f"{now} {line}\n")
        self._show(line)
