"""The supervisor: brings a region up in order, keeps it alive, and takes it down leaving no process."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import httpx
import psutil

from fairlead.embedded.addresses import Addresses, write_addresses
from fairlead.embedded.bridge import Bridge
from fairlead.embedded.children import Children, Program, Say
from fairlead.embedded.conditions import ORDINARY, Conditions
from fairlead.embedded.errors import RegionError
from fairlead.embedded.kafka import start_kafka
from fairlead.embedded.layout import DATABASES, Layout
from fairlead.embedded.loopback import plain_async_client
from fairlead.embedded.mail import MailCatcher
from fairlead.embedded.personas import refuse_production
from fairlead.embedded.planning import planned_addresses
from fairlead.embedded.ports import HOST, choose_ports
from fairlead.embedded.postgres import start_postgres
from fairlead.embedded.preflight import alone, check_disk, check_environment, check_new, disk_errors_in_one_line
from fairlead.embedded.processes import (
    SUPERVISOR,
    Mark,
    clear_orphans,
    end,
    forget_mark,
    mark_of,
    write_mark,
)
from fairlead.embedded.secrets import passwords, signing_key, vapid_key
from fairlead.embedded.serving import LoopbackServer
from fairlead.embedded.stand_ins import issuer_of
from fairlead.embedded.zipkin import zipkin_program

SERVICES_READY_WITHIN = 120.0  # seconds; after that the region counts as up, and says who is missing
INTERNAL = [name for name in DATABASES if name != "portal"]
PORTS = ("postgres", "kafka", "kafka-controller", "smtp", "otlp", "zipkin", "issuer", *INTERNAL)

OnReady = Callable[[Addresses], None]
Commands = Callable[[Addresses], dict[str, list[str]]]
ServiceCommands = Callable[[Layout, Addresses, bool], dict[str, list[str]]]
"""From layout, addresses and `processes` to the command line of each service process, by name."""


def run_in_foreground(data: Path, *, port: int, env: str, processes: bool, say: Say, services: ServiceCommands) -> None:
    """Run a region until SIGINT, SIGTERM or SIGHUP; what happens is told through `say`. Raises RegionError."""
    started = time.monotonic()

    def on_ready(addresses: Addresses) -> None:
        say(f"ready in {time.monotonic() - started:.1f} s: {addresses.portal} (traces {addresses.traces})")

    async def run() -> None:
        stop = asyncio.Event()
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(each, stop.set)
        await run_region(
            data, port=port, env=env, processes=processes, say=say, on_ready=on_ready, stop=stop, services=services
        )

    asyncio.run(run())


async def run_region(
    data: Path,
    *,
    port: int,
    env: str,
    processes: bool,
    say: Say,
    on_ready: OnReady,
    stop: asyncio.Event,
    services: ServiceCommands,
    conditions: Conditions = ORDINARY,
) -> None:
    """Run a region in `data` until `stop` is set; `on_ready` is called once, when the services are ready.

    Raises RegionError if it cannot come up. Leaves no process behind, whatever happens.
    """
    layout = Layout.of(data)
    check_environment(env)
    check_new(layout, portal=port)
    with disk_errors_in_one_line(layout), alone(layout):
        check_disk(layout)
        for name in clear_orphans(layout):
            say(f"ended {name}, left behind by an earlier region")
        write_mark(layout, SUPERVISOR, os.getpid())
        try:
            ports = choose_ports(layout, portal=port, names=PORTS)
            signing_key(layout)  # made before a service asks for it; and so is the other one
            vapid_key(layout)
            addresses = await conditions.detour(planned_addresses(layout, ports, env=env))
            region = _Region(layout, addresses, ports, say, conditions)
            await region.run(lambda addresses: services(layout, addresses, processes), on_ready=on_ready, stop=stop)
        finally:
            layout.region_file.unlink(missing_ok=True)
            forget_mark(layout, SUPERVISOR)


class _Region:
    def __init__(
        self, layout: Layout, addresses: Addresses, ports: dict[str, int], say: Say, conditions: Conditions
    ) -> None:
        self._layout = layout
        self._addresses = addresses
        self._ports = ports
        self._say = say
        self._conditions = conditions
        self._children = Children(layout, say=say, longest_pause=conditions.longest_pause)
        self._services: list[str] = []
        self._catcher = MailCatcher(layout.mail, host=HOST, port=ports["smtp"])
        self._bridge = Bridge(host=HOST, port=ports["otlp"], zipkin=addresses.traces)
        self._issuer = LoopbackServer(issuer_of(layout, addresses).app, host=HOST, port=ports["issuer"])

    async def run(self, commands: Commands, *, on_ready: OnReady, stop: asyncio.Event) -> None:
        life = asyncio.create_task(self._live(commands, on_ready=on_ready))
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait([life, stopping], return_when=asyncio.FIRST_COMPLETED)
            if life.done():
                life.result()
        finally:
            for task in (life, stopping):
                task.cancel()
            await asyncio.gather(life, stopping, return_exceptions=True)
            await self._go_down()

    async def _live(self, commands: Commands, *, on_ready: OnReady) -> None:
        """Come up; then stay, to be cancelled."""
        viewer = self._fetch_viewer() if self._conditions.viewer else None
        try:
            # The services load their code while the infrastructure starts, and wait for the region's file.
            await _together(self._start_infrastructure(), self._start_services(commands(self._addresses)))
            write_addresses(self._layout, self._addresses.model_copy(update={"ready": True}))
            on_ready(self._addresses)
            await self._start_viewer(viewer)
            await asyncio.Event().wait()
        finally:
            if viewer is not None:
                viewer.cancel()

    async def _start_infrastructure(self) -> None:
        port, kept = self._ports, passwords(self._layout)
        kafka = {
            "port": port["kafka"],
            "controller_port": port["kafka-controller"],
            "told_port": int(self._addresses.kafka.rpartition(":")[2]),
        }
        await _together(
            self._catcher.start(),
            self._bridge.start(),
            self._issuer.start(),
            start_postgres(self._layout, self._children, port=port["postgres"], passwords=kept),
            start_kafka(self._layout, self._children, **kafka),
        )
        await refuse_production(self._addresses.databases["portal"])
        write_addresses(self._layout, self._addresses)
        self._say("PostgreSQL, Kafka and mail are up")

    async def _start_services(self, commands: dict[str, list[str]]) -> None:
        env = {"FAIRLEAD_ENV": self._addresses.env, "FAIRLEAD_DATA": str(self._layout.data)}
        env |= self._conditions.environment
        self._services = list(commands)
        await _together(*(self._start_service(Program(name=n, argv=a, env=env)) for n, a in commands.items()))

    async def _start_service(self, program: Program) -> None:
        """One that dies before it was ready ends the region; one that is only slow does not."""
        urls = self._addresses.services
        wanted = {program.name: urls[program.name]} if program.name in urls else urls
        deadline = asyncio.get_running_loop().time() + SERVICES_READY_WITHIN

        async def ready() -> bool:
            late = [name for name, url in wanted.items() if not await _is_ready(url)]
            if late and asyncio.get_running_loop().time() > deadline:
                self._say(f"not ready after {SERVICES_READY_WITHIN:.0f} s: {', '.join(late)}; see fairlead logs")
                return True
            return not late

        await self._children.start(program, ready=ready, within=2 * SERVICES_READY_WITHIN)

    def _fetch_viewer(self) -> asyncio.Task[Program]:
        return asyncio.create_task(asyncio.to_thread(zipkin_program, self._layout, port=self._ports["zipkin"]))

    async def _start_viewer(self, viewer: asyncio.Task[Program] | None) -> None:
        """Last, because its start takes the processors from everyone else; until then the bridge keeps the spans."""
        if viewer is None:
            return self._bridge.drop_all()
        try:
            await self._children.start(await viewer)
        except RegionError as error:
            self._say(f"no trace viewer: {error}")
            self._bridge.drop_all()

    async def _go_down(self) -> None:
        """In the order of need: nobody loses what it stands on. PostgreSQL last."""
        await _together(*(self._children.stop(name) for name in self._services))
        for name in ("kafka", "zipkin", "postgres"):
            await self._children.stop(name)
        await self._issuer.stop()
        await self._bridge.stop()
        await self._catcher.stop()
        end(_descendants(), within=5)


def fairleads_services(layout: Layout, _: Addresses, processes: bool) -> dict[str, list[str]]:
    """What runs the services, by name: one process for all, or one each; they read the region's file themselves."""
    command = [sys.executable, "-m", "fairlead.embedded.services", str(layout.data)]
    return {name: [*command, name] for name in DATABASES} if processes else {"services": command}


async def _is_ready(url: str) -> bool:
    async with plain_async_client(url, timeout=2) as service:
        try:
            return (await service.get("/readyz")).is_success
        except httpx.TransportError:
            return False


async def _together(*work: Coroutine[Any, Any, None]) -> None:
    """Do all at once; the first error ends the others and is raised as it is."""
    tasks = [asyncio.create_task(each) for each in work]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _descendants() -> list[Mark]:
    return [mark for each in psutil.Process().children(recursive=True) if (mark := mark_of(each.pid)) is not None]
