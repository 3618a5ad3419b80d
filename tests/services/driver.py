"""Drives one service on a real database through its real door, HTTP and jobs: *hears*, *said*, and its own nouns."""

import json
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
from joserfc.jwk import OKPKey
from sqlalchemy import text

from chassis.clock import SetClock, london_date
from chassis.cloudevents import headers_of, source_of
from chassis.door.record import StoredRecord
from chassis.ids import uuid7
from chassis.service import Running
from chassis.tokens import mint
from chassis.trace_context import unsampled_traceparent
from chassis.work import UnitOfWork
from contracts import EVENTS, Actor, Event, Stamp


@dataclass(frozen=True)
class Past:
    """What a service has been through: a copy of its database, when that was, and how far it has heard each stream."""

    database: str
    at: datetime
    versions: Counter[tuple[str, str]]
    offset: int


class Driver:
    """One running service without Kafka: events come in at the door, and wait in the outbox."""

    def __init__(self, running: Running, key: OKPKey, clock: SetClock) -> None:
        self.running = running
        self.clock = clock
        self._key = key
        self._versions: Counter[tuple[str, str]] = Counter()
        self._offset = 0

    def stamped(self, event: Event, **facts: Any) -> Stamp:
        """The next stamp of the event's stream, as its owner would write it."""
        stream = (event.topic.value, event.subject)
        self._versions[stream] += 1
        event_id = uuid7(self.clock.now())
        ordinary: dict[str, Any] = {
            "id": event_id,
            "type": event.type,
            "source": source_of(event.topic.family.owner),
            "subject": event.subject,
            "key": event.key,
            "sequence": self._versions[stream],
            "time": self.clock.now(),
            "correlation": event_id,
            "causation": None,
            "traceparent": unsampled_traceparent(),
        }
        return Stamp(**{**ordinary, **facts})

    def record(self, event: Event, stamp: Stamp) -> StoredRecord:
        self._offset += 1
        headers = headers_of(stamp, json.dumps(event.extensions))
        return StoredRecord(event.topic.value, 0, self._offset, stamp.key.encode(), event.write(), headers)

    async def hears(self, *events: Event, stamp: Stamp | None = None) -> list[Stamp]:
        """Through the door in one batch; with ``stamp``, that very event once more. Returns the stamps."""
        stamps = [stamp or self.stamped(event) for event in events]
        await self.running.door.take([self.record(e, s) for e, s in zip(events, stamps, strict=True)])
        return stamps

    async def said(self, *types: type[Event]) -> list[Any]:
        """What waits in the outbox, in order; all types where none is named."""
        return [event for event, _ in await self.said_with_stamps(*types)]

    async def said_with_stamps(self, *types: type[Event]) -> list[tuple[Any, dict[str, Any]]]:
        async with self.begin() as work:
            rows = await work.all(text("SELECT * FROM outbox ORDER BY id"))
        found = [(EVENTS[row["type"]].read(row["data"]), dict(row)) for row in rows]
        return [(event, row) for event, row in found if not types or isinstance(event, types)]

    def http(self, actor: Actor | None = None, **headers: str) -> httpx.AsyncClient:
        """A client signed in as this actor; signed out where there is none."""
        if actor is not None:
            token = mint(self._key, actor.person_id, actor.grants, at=self.clock.now())
            headers["Authorization"] = f"Bearer {token}"
        transport = httpx.ASGITransport(self.running.app, raise_app_exceptions=False)
        return httpx.AsyncClient(transport=transport, base_url="http://service", headers=headers)

    async def rules(self, by: Actor, name: str, value: Any, *, of: str) -> int:
        """Somebody sets a rule of a place from today on; the status of the answer."""
        body = {"of": of, "valid_from": str(london_date(self.clock.now())), "value": value, "reason": "as agreed"}
        async with self.http(by) as http:
            answer = await http.put(f"/api/{self.running.service.name}/rules/{name}", json=body)
        return answer.status_code

    def begin(self, **options: Any) -> AbstractAsyncContextManager[UnitOfWork]:
        return self.running.database.begin(**options)

    async def run_job(self, name: str) -> bool:
        """One run of a job; whether there is more to do at once."""
        return bool(await self.running.jobs[name].once())

    async def past(self, copied: Callable[[str], Awaitable[str]]) -> Past:
        """For others to begin with: they go on with a clone of the copy, and this one undisturbed."""
        async with self.begin() as work:
            await work.run(text("DELETE FROM lease"))  # the jobs of the others hold none of ours
        await self.running.database.close()  # PostgreSQL copies nothing that somebody is connected to
        copy = await copied(self.running.service.settings.database)
        return Past(copy, self.clock.now(), self._versions.copy(), self._offset)

    def go_on_from(self, past: Past) -> None:
        self._versions, self._offset = past.versions.copy(), past.offset

    async def set_clock(self, at: datetime) -> None:
        self.clock.set(at)


def an_actor(*grants: Any, person_id: UUID | None = None) -> Actor:
    return Actor(person_id=person_id or uuid4(), grants=frozenset(grants))
