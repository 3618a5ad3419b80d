"""Toy handlers and the parts of a service around them: set-based, as handlers on the bulk path are."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.beginning import calm_the_interpreter
from chassis.clock import SystemClock
from chassis.database import Database
from chassis.door import Consumer, Door, Heard, hearings_of, hears
from chassis.door.record import RawRecord
from chassis.service import Service
from chassis.settings import ServiceSettings
from chassis.telemetry import Telemetry
from chassis.work import UnitOfWork
from contracts.leave import LeavePlacementAffected
from contracts.notifications import NotificationSent
from tests.benchmarks.stand import Stand
from tests.services.chassis.toy import MIGRATIONS

FOLD = """
    INSERT INTO doctor_figure AS f (doctor_id, touched, latest)
    SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::timestamptz[]) AS seen (doctor_id, touched, latest) ORDER BY 1
    ON CONFLICT (doctor_id) DO UPDATE
        SET touched = f.touched + excluded.touched, latest = greatest(f.latest, excluded.latest)
"""


def folded(events: Sequence[LeavePlacementAffected]) -> tuple[list[UUID], list[int], list[datetime]]:
    """Doctors, how often each was touched, and when last."""
    figures: dict[UUID, tuple[int, datetime]] = {}
    for event in events:
        touched, latest = figures.get(event.doctor_id, (0, event.affected_at))
        figures[event.doctor_id] = (touched + 1, max(latest, event.affected_at))
    return list(figures), [touched for touched, _ in figures.values()], [latest for _, latest in figures.values()]


def told(event: LeavePlacementAffected) -> NotificationSent:
    """What a handler says because of it; about the doctor's one notification, so that its versions grow."""
    return NotificationSent(
        notification_id=event.leave_id,
        person_id=event.doctor_id,
        channel="mail",
        about=(event.leave_id, event.placement_id, event.approvers[0]),
        sent_at=event.affected_at,
        attempts=1,
    )


async def _fold(heard: Sequence[Heard], work: UnitOfWork) -> None:
    await work.driver.execute(FOLD, *folded([one.event for one in heard]))


@hears.batch(LeavePlacementAffected)
async def fold_only(heard: Sequence[Heard], work: UnitOfWork) -> None:
    await _fold(heard, work)


@hears.batch(LeavePlacementAffected)
async def fold_and_tell(heard: Sequence[Heard], work: UnitOfWork) -> None:
    await _fold(heard, work)
    for one in heard:
        work.say(told(one.event), because=one)


@hears.batch(NotificationSent)
async def deliver(heard: Sequence[Heard], work: UnitOfWork) -> None:
    rows = [(one.stamp.id, one.event.person_id, "due") for one in heard]
    await work.driver.copy_records_to_table("delivery", columns=["event_id", "person_id", "state"], records=rows)


HANDLERS: dict[str, Sequence[Any]] = {
    "commands": [],
    "folds": [fold_only],
    "folds-and-tells": [fold_and_tell],
    "delivers": [deliver],
}


def service(name: str, hears: str, settings: ServiceSettings) -> Service:
    """A whole service with these handlers."""
    return Service(name=name, settings=settings, migrations=MIGRATIONS, hears=HANDLERS[hears])


class CountingDoor(Door):
    """The real one; whoever measures is told after each commit which records it had."""

    def __init__(self, database: Database, *, taken: Callable[[Sequence[RawRecord]], None], **more: Any) -> None:
        super().__init__(database, **more)
        self._taken = taken

    async def take(self, records: Sequence[RawRecord]) -> None:
        await super().take(records)
        self._taken(records)


@contextlib.asynccontextmanager
async def listening(
    stand: Stand,
    handlers: str,
    *,
    topic: str,
    database: str,
    taken: Callable[[Sequence[RawRecord]], None],
    telemetry: Telemetry | None = None,
    service: str | None = None,
) -> AsyncIterator[Database]:
    """A door and its consumer on one topic, in this process, until the block ends."""
    name = service or stand.name("bench")
    telemetry = telemetry or Telemetry(name)
    database_ = Database(database, telemetry=telemetry, clock=SystemClock())
    door = CountingDoor(
        database_, taken=taken, service=name, hearings=hearings_of(HANDLERS[handlers]), telemetry=telemetry
    )
    consumer = Consumer(
        door,
        topics=[topic],
        bootstrap=stand.bootstrap,
        ordinal=0,
        session_timeout_ms=45_000,
        telemetry=telemetry,
    )
    stop = asyncio.Event()
    running = asyncio.create_task(consumer.run(stop))
    try:
        yield database_
    finally:
        stop.set()
        await running
        await database_.close()
        telemetry.close()


def calm() -> None:
    """As every service does once it has started."""
    calm_the_interpreter()
