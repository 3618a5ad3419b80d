"""A whole service from its parts: database, relay, door, jobs, HTTP. The one place that starts and stops them."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI

from chassis.audit import WhoseRules
from chassis.beginning import Beginning, calm_the_interpreter, only_health
from chassis.clock import Clock, SystemClock
from chassis.database import Database
from chassis.door import Consumer, Door, hearings_of
from chassis.door.repair import Repair
from chassis.ending import until_stopped
from chassis.health import Readiness
from chassis.hearing import Hearing
from chassis.http import ErrorPage, HttpParts, Policy, create_app
from chassis.http.serving import Server
from chassis.jobs import Job, JobRunner
from chassis.operating import OPERATOR_RULES, operator_router
from chassis.rebuilding import Projection
from chassis.rehearsing import Reach
from chassis.relay import Relay
from chassis.ruling import Setters, rules_policy, rules_router
from chassis.settings import ServiceSettings
from chassis.telemetry import Telemetry
from chassis.tokens import Verifier
from chassis.upkeep import gap_job, upkeep_job, watch_job
from chassis.work import UnitOfWork
from contracts import EVENTS, Topic


class Part(StrEnum):
    """What one process may run of a service; by default all."""

    API = "api"
    CONSUMER = "consumer"
    RELAY = "relay"
    JOBS = "jobs"


ALL_PARTS = frozenset(Part)
First = Callable[["Service"], Awaitable[None]]
"""What has to come true before a service does anything but answer whether it is alive and ready."""


@dataclass(frozen=True)
class Service:
    """What a service is made of; ``app.py`` of each puts it together."""

    name: str
    settings: ServiceSettings
    migrations: Path
    routers: Sequence[APIRouter] = ()
    policy: Policy = field(default_factory=dict)
    hears: Sequence[Callable[..., Awaitable[None]]] = ()
    jobs: Sequence[Job] = ()
    journal: bool = False
    setters: Setters = field(default_factory=dict)
    """Which of its rules are read by place, and who may set them where they answer for one; all others are
    everybody's. Operators may set every rule: what they alone may set of a place stands with them."""
    reach: Reach | None = None
    """What its rules are read for, where it counts that: a rule that is rehearsed says how many it concerns."""
    whose: WhoseRules | None = None
    """Whose rules hold at a place, where it knows that: an auditor of a deanery reads what was done at its trusts."""
    projections: Sequence[Projection] = ()
    """What can be rebuilt from the log."""
    due: Callable[[UnitOfWork], Awaitable[int]] | None = None
    """How many deliveries are on their way, where it delivers."""
    clock: Clock = field(default_factory=SystemClock)
    telemetry: Telemetry | None = None
    closing: Sequence[Callable[[], Awaitable[None]]] = ()
    error_page: ErrorPage | None = None
    """How a problem is shown to people, where it shows pages."""
    state: Mapping[str, Any] = field(default_factory=dict)
    """What its routes find in ``app.state``, besides what every service has there."""

    @property
    def rules_by_place(self) -> frozenset[str]:
        return frozenset(name for names in self.setters.values() for name in names)

    @property
    def hearings(self) -> Mapping[str, Hearing]:
        return hearings_of(self.hears)

    @property
    def topics_heard(self) -> list[str]:
        """Topics of the types it hears; with a journal, all it may read. Raises ValueError for a forbidden one."""
        heard = {EVENTS[type_].topic for type_ in self.hearings}
        if self.journal:
            heard |= {topic for topic in Topic if topic.family.readable_by(self.name)}
        if forbidden := [topic for topic in heard if not topic.family.readable_by(self.name)]:
            raise ValueError(f"{self.name} may not read {', '.join(sorted(forbidden))}")
        return sorted(topic.value for topic in heard)


class Running:
    """One service in this process: built at once, connected by :meth:`run`."""

    def __init__(self, service: Service, parts: Collection[Part] = ALL_PARTS) -> None:
        settings = service.settings
        self.service = service
        self.parts = frozenset(parts)
        self.telemetry = service.telemetry or Telemetry(
            service.name, otlp=settings.otlp, bulk_per_second=settings.bulk_traces_per_second
        )
        self.database = Database(
            settings.database,
            telemetry=self.telemetry,
            clock=service.clock,
            pool_size=settings.pool_size,
            by_place=service.rules_by_place,
        )
        self.database.after_commit.append(self._after_commit)
        self.door = Door(
            self.database,
            service=service.name,
            hearings=service.hearings,
            telemetry=self.telemetry,
            journal=service.journal,
        )
        jobs = [*service.jobs, upkeep_job(settings.inbox_days), gap_job(self.door), watch_job(self.telemetry)]
        self.jobs = {job.name: JobRunner(job, self.database, self.telemetry) for job in jobs}
        self.relay = Relay(settings.database, settings.kafka, telemetry=self.telemetry)
        self.consumer = self._consumer() if service.topics_heard else None
        self.readiness = Readiness(
            database=self.database,
            telemetry=self.telemetry,
            relay=self.relay if Part.RELAY in self.parts else None,
            consumer=self.consumer if Part.CONSUMER in self.parts else None,
            due=service.due,
            clock_skew_seconds=settings.clock_skew_seconds,
        )
        self.beginning = Beginning()
        repair = Repair(self.door, self.database, self.telemetry)
        self.app: FastAPI = create_app(
            HttpParts(
                service=service.name,
                routers=[
                    operator_router(service.name, self.database, repair, service.whose),
                    rules_router(service.name, service.setters, service.reach),
                    *service.routers,
                ],
                policy={**OPERATOR_RULES, **rules_policy(service.setters), **service.policy},
                database=self.database,
                verifier=Verifier(settings.public_keys),
                telemetry=self.telemetry,
                readiness=self.beginning.told(self.readiness.state),
                largest_body=settings.largest_body,
                error_page=service.error_page,
                state=service.state,
            )
        )

    async def run(self, stop: asyncio.Event, first: First | None = None) -> None:
        """Everything until ``stop``, nothing before ``first``; what is in hand is finished, then connections close."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(until_stopped(self._serve_http(stop), stop))
                if first is not None:
                    await self.beginning.after(first(self.service), stop)
                if not stop.is_set():
                    self._begin(group, stop)
        finally:
            for close in self.service.closing:
                await close()
            await self.database.close()
            await asyncio.to_thread(self.telemetry.close)

    def _begin(self, group: asyncio.TaskGroup, stop: asyncio.Event) -> None:
        if Part.RELAY in self.parts:
            group.create_task(until_stopped(self.relay.run(stop), stop))
        if Part.CONSUMER in self.parts and self.consumer is not None:
            group.create_task(until_stopped(self.consumer.run(stop), stop))
        if Part.JOBS in self.parts:
            for job in self.jobs.values():
                group.create_task(until_stopped(job.run(stop), stop))

    def _consumer(self) -> Consumer:
        settings = self.service.settings
        return Consumer(
            self.door,
            topics=self.service.topics_heard,
            bootstrap=settings.kafka,
            ordinal=settings.ordinal,
            session_timeout_ms=settings.session_timeout_ms,
            max_poll_interval_ms=settings.max_poll_interval_ms,
            telemetry=self.telemetry,
        )

    def _after_commit(self, nudged: set[str], said: bool) -> None:
        if said:
            self.relay.nudge()
        for name in nudged:
            self.jobs[name].nudge()

    async def _serve_http(self, stop: asyncio.Event) -> None:
        settings = self.service.settings
        app = self.app if Part.API in self.parts else only_health(self.app)
        server = Server(self.beginning.before(app), host=settings.http_host, port=settings.http_port)
        serving = asyncio.create_task(server.serve())
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:  # also where another part has ended unasked
            stopping.cancel()
            server.should_exit = True
            await serving


async def serve(
    services: Sequence[Service],
    stop: asyncio.Event,
    parts: Collection[Part] = ALL_PARTS,
    *,
    first: First | None = None,
) -> None:
    """Run services in this process until stopped, each once ``first`` has returned for it."""
    running = [Running(service, parts) for service in services]
    calm_the_interpreter()
    async with asyncio.TaskGroup() as group:
        for one in running:
            group.create_task(one.run(stop, first))
