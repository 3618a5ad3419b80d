"""Real services in a process of their own, with places to fail at.

Processes are forked from a server that has everything imported already: a tenth of a second each, not three.
"""

import asyncio
import ctypes
import importlib
import os
import signal
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import uvloop
from aiokafka.client import AIOKafkaClient
from aiokafka.consumer.group_coordinator import GroupCoordinator
from aiokafka.errors import OutOfOrderSequenceNumber, ProducerFenced

from chassis.clock import SystemClock
from chassis.door import Door
from chassis.door.books import Books
from chassis.ending import stop_on_signals
from chassis.sending import Sender
from chassis.service import ALL_PARTS, Part, Service, serve
from chassis.telemetry import configure_logging
from chassis.work import UnitOfWork
from fairlead.embedded.launch import PR_SET_PDEATHSIG
from services.feedback import app as feedback
from services.leave import app as leave
from services.notifications import app as notifications
from services.opportunities import app as opportunities
from services.recognition import app as recognition
from services.registry import app as registry
from services.reporting import app as reporting
from services.role_modelling import app as role_modelling

APPS: dict[str, Any] = {
    "registry": registry,
    "opportunities": opportunities,
    "leave": leave,
    "feedback": feedback,
    "recognition": recognition,
    "role_modelling": role_modelling,
    "notifications": notifications,
    "reporting": reporting,
}


@dataclass(frozen=True, slots=True)
class Point:
    """A step of the chassis, and on which side of it something can go wrong."""

    owner: Any
    step: str
    before: bool
    counts: Callable[..., bool] = lambda *_, **__: True
    """Whether reaching it with these arguments counts."""


POINTS = {
    "before the commit": Point(UnitOfWork, "settle", before=False, counts=lambda work: bool(work.says_something)),
    "before the send": Point(Sender, "send", before=True),
    "amid the send": Point(Sender, "_dispatch", before=False),
    "between ack and delete": Point(Sender, "send", before=False),
    "before the inbox": Point(Door, "take", before=True),
    "inside the inbox": Point(Books, "advance", before=False),
    "between inbox and offset": Point(Door, "take", before=False),
    "within the group": Point(
        GroupCoordinator,
        "ensure_coordinator_known",
        before=True,
        counts=lambda group: asyncio.current_task() is getattr(group, "_coordination_task", None),
    ),
    "asking who leads": Point(
        AIOKafkaClient,
        "_metadata_update",
        before=True,
        counts=lambda client, *_: asyncio.current_task() is client._sync_task,  # not when it starts
    ),
}
"""Where something can go wrong. A scenario may add its own with ``Order.prepare``, which comes first."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong, where, and the how-many-th time that place is reached (``times``: from then on how often)."""

    at: str
    do: str = "die"
    nth: int = 1
    times: int = 1
    seconds: float = 0.0
    """How long, for what takes its time."""
    after: float = 0.0
    """Seconds of the process's life before which reaching the place does not count."""


@dataclass(frozen=True, slots=True)
class Order:
    """One process: which services with which settings, which parts of them, and what is wrong with it."""

    services: Mapping[str, Mapping[str, Any]]
    parts: frozenset[Part] = ALL_PARTS
    faults: Sequence[Fault] = ()
    shift: timedelta = timedelta()
    """How far its clock is off."""
    lease: float | None = None
    """Seconds that a job's lease outlives its holder; None: what the service says."""
    mutation: str | None = None
    """A safety to do without, of ``tests.faults.mutations``."""
    constants: Mapping[str, Any] = field(default_factory=dict)
    """``module.NAME`` → value, for what is no setting."""
    prepare: Sequence[str] = ()
    """``module:function`` of no arguments, called before anything starts: for what a scenario alone needs."""


@dataclass(frozen=True, slots=True)
class ShiftedClock:
    """The system's clock, wrong by so much."""

    by: timedelta

    def now(self) -> datetime:
        return SystemClock().now() + self.by


class Undone(Exception):
    """A fault of ours, as a programmer's mistake would raise it."""


def run(order: Order, log: Path) -> None:
    """Be that process, until SIGTERM."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    with log.open("ab") as output:
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
    for name, value in order.constants.items():
        module, _, attribute = name.rpartition(".")
        assert hasattr(importlib.import_module(module), attribute), f"there is no {name}"
        setattr(importlib.import_module(module), attribute, value)
    for name in order.prepare:
        module, _, function = name.partition(":")
        getattr(importlib.import_module(module), function)()
    for fault in order.faults:
        _arm(fault)
    if order.mutation is not None:
        importlib.import_module("tests.faults.mutations").apply(order.mutation)
    configure_logging()
    services = [_service(name, settings, order) for name, settings in order.services.items()]

    async def serving() -> None:
        await serve(services, stop_on_signals(), order.parts)

    uvloop.run(serving())


def _service(name: str, settings: Mapping[str, Any], order: Order) -> Service:
    app = APPS[name]
    service: Service = app.service(app.Settings(**settings))
    jobs = service.jobs if order.lease is None else [replace(job, lease=order.lease) for job in service.jobs]
    return replace(service, jobs=jobs, clock=ShiftedClock(order.shift) if order.shift else service.clock)


def _arm(fault: Fault) -> None:
    """Wrap the step, so that what is to go wrong does when it is reached for the n-th time."""
    point = POINTS[fault.at]
    step: Callable[..., Awaitable[Any]] = getattr(point.owner, point.step)
    reached, born = 0, time.monotonic()

    async def with_fault(*args: Any, **kwargs: Any) -> Any:
        nonlocal reached
        counts = time.monotonic() - born >= fault.after and point.counts(*args, **kwargs)
        reached += counts
        struck = counts and fault.nth <= reached < fault.nth + fault.times
        if struck and point.before:
            await _ACTS[fault.do](fault)
        result = await step(*args, **kwargs)
        if struck and not point.before:
            await _ACTS[fault.do](fault)
        return result

    setattr(point.owner, point.step, with_fault)


async def _die(_: Fault) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


async def _freeze(_: Fault) -> None:
    """Stop in the middle of it, as if the machine slept, until SIGCONT."""
    os.kill(os.getpid(), signal.SIGSTOP)


async def _block(fault: Fault) -> None:
    """Hold the whole event loop up."""
    time.sleep(fault.seconds)


async def _wait(fault: Fault) -> None:
    """Be slow, with the event loop free."""
    await asyncio.sleep(fault.seconds)


def _raising(error: Callable[[], Exception]) -> Callable[[Fault], Awaitable[None]]:
    async def act(_: Fault) -> None:
        raise error()

    return act


_ACTS: dict[str, Callable[[Fault], Awaitable[None]]] = {
    "die": _die,
    "freeze": _freeze,
    "block": _block,
    "wait": _wait,
    "out of order": _raising(OutOfOrderSequenceNumber),
    "fenced": _raising(ProducerFenced),
    "deadlock": _raising(lambda: asyncpg.DeadlockDetectedError("deadlock detected")),
    "not serializable": _raising(lambda: asyncpg.SerializationError("could not serialize access")),
    "undo": _raising(Undone),
    "torn": _raising(lambda: RuntimeError("the handler is closed")),  # uvloop's words where others say OSError
}
