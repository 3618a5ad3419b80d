"""A toy service with every kind of handler, route and job; its effects show what was applied twice, or never."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from fastapi import Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy import BigInteger, Column, Identity, Integer, MetaData, Table, Text, Uuid, insert, select, text, update

from chassis.clock import Clock
from chassis.door import Heard, hears
from chassis.door.record import StoredRecord
from chassis.errors import Declined, LostUpdate
from chassis.http import ANYONE, ANYONE_SIGNED_IN, Begun, Match, Router, etag
from chassis.jobs import Begin, Job
from chassis.service import Service
from chassis.settings import ServiceSettings
from chassis.work import UnitOfWork
from contracts import Stamp
from contracts.feedback import FeedbackGiven
from contracts.notifications import NotificationFailed, NotificationSent
from contracts.vocabulary import Role

MIGRATIONS = Path(__file__).parent / "migrations"
TODAY = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
FEEDBACK = "feedback.v1"

metadata = MetaData()
effect = Table(
    "effect",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("topic", Text),
    Column("key", Text),
    Column("subject", Text),
    Column("sequence", BigInteger),
    Column("event_id", Uuid),
)
thing = Table(
    "thing", metadata, Column("id", Uuid, primary_key=True), Column("name", Text), Column("version", Integer, default=1)
)


class ToyNo(Declined):
    slug = "toy-no"
    title = "The toy says no"


def a_feedback(**facts: Any) -> FeedbackGiven:
    ordinary: dict[str, Any] = {
        "feedback_id": uuid4(),
        "doctor_id": uuid4(),
        "giver_id": uuid4(),
        "trust": "R0A",
        "activity_date": date(2026, 11, 1),
        "given_at": TODAY,
    }
    return FeedbackGiven(**{**ordinary, **facts})


def a_sent(**facts: Any) -> NotificationSent:
    ordinary: dict[str, Any] = {
        "notification_id": uuid4(),
        "person_id": uuid4(),
        "channel": "mail",
        "about": (),
        "sent_at": TODAY,
        "attempts": 1,
    }
    return NotificationSent(**{**ordinary, **facts})


def a_failed(**facts: Any) -> NotificationFailed:
    ordinary: dict[str, Any] = {
        "notification_id": uuid4(),
        "person_id": uuid4(),
        "channel": "mail",
        "about": (),
        "failed_at": TODAY,
        "attempts": 1,
    }
    return NotificationFailed(**{**ordinary, **facts})


def with_headers(record: StoredRecord, **headers: bytes | None) -> StoredRecord:
    """The same record with these headers; None leaves one out."""
    kept = {**dict(record.headers), **headers}
    return replace(record, headers=[(name, value) for name, value in kept.items() if value is not None])


def _row(stamp: Stamp, topic: str) -> dict[str, Any]:
    return {
        "topic": topic,
        "key": stamp.key,
        "subject": stamp.subject,
        "sequence": stamp.sequence,
        "event_id": stamp.id,
    }


@dataclass
class Trouble:
    """What a test does to the handler before an event takes effect, by the event's trust."""

    by_trust: dict[str, Callable[[UnitOfWork], Awaitable[None]]] = field(default_factory=dict)
    batches: list[list[str]] = field(default_factory=list)


def toy_handlers(trouble: Trouble) -> list[Callable[..., Awaitable[None]]]:
    @hears(FeedbackGiven)
    async def keep_feedback(event: FeedbackGiven, work: UnitOfWork) -> None:
        """Effect first, then the trouble: a rollback that leaves something behind shows."""
        assert work.stamp is not None
        await work.run(insert(effect).values(_row(work.stamp, FEEDBACK)))
        work.say(a_sent(person_id=event.doctor_id, about=(work.stamp.id,)))
        if event.trust == "BAD":
            raise RuntimeError(f"it quotes {event.doctor_id}")
        if event.trust == "NO":
            raise ToyNo
        if event.trust in trouble.by_trust:
            await trouble.by_trust[event.trust](work)

    @hears.batch(NotificationSent, NotificationFailed)
    async def keep_notices(heard: Sequence[Heard], work: UnitOfWork) -> None:
        trouble.batches.append([str(one.stamp.id) for one in heard])
        await work.run(insert(effect), [_row(one.stamp, "notifications.v1") for one in heard])
        if any(one.event.attempts == 666 for one in heard):
            raise RuntimeError("a bad one among them")
        if any(one.event.attempts == 409 for one in heard):
            raise ToyNo

    return [keep_feedback, keep_notices]


class NewThing(BaseModel):
    name: str


def toy_router() -> Router:
    router = Router(prefix="/api/toy")

    @router.post("/things", status_code=201)
    async def add(body: NewThing, work: Begun, response: Response) -> dict[str, str]:
        thing_id = uuid4()
        await work.run(insert(thing).values(id=thing_id, name=body.name))
        work.say(a_feedback(feedback_id=thing_id, doctor_id=work.actor.person_id))
        etag(response, 1)
        response.headers["location"] = f"/api/toy/things/{thing_id}"
        return {"id": str(thing_id)}

    @router.get("/things/{thing_id}")
    async def show(thing_id: UUID, work: Begun, response: Response) -> dict[str, str]:
        row = await work.one(select(thing).where(thing.c.id == thing_id))
        etag(response, row["version"])
        return {"name": row["name"]}

    @router.put("/things/{thing_id}", status_code=204)
    async def rename(thing_id: UUID, body: NewThing, work: Begun, match: Match) -> None:
        row = await work.one(select(thing).where(thing.c.id == thing_id).with_for_update())
        if match is not None and match != row["version"]:
            raise LostUpdate
        await work.run(update(thing).where(thing.c.id == thing_id).values(name=body.name, version=row["version"] + 1))

    @router.post("/refused")
    async def refused(body: NewThing, work: Begun) -> None:
        await work.run(insert(thing).values(id=uuid4(), name=body.name))
        raise ToyNo("Not today", until="tomorrow")

    @router.post("/broken")
    async def broken(body: NewThing, work: Begun) -> None:
        await work.run(insert(thing).values(id=uuid4(), name=body.name))
        raise RuntimeError(f"it quotes {body.name}")

    @router.post("/answered-badly")
    async def answered_badly(body: NewThing, work: Begun) -> JSONResponse:
        return JSONResponse({"no": body.name}, 400)

    @router.get("/open")
    async def open_to_all(work: Begun) -> dict[str, str]:
        return {"who": str(work.actor.person_id)}

    @router.get("/closed")
    async def closed_to_all(work: Begun) -> dict[str, str]:
        return {"who": str(work.actor.person_id)}

    return router


TOY_POLICY = {
    "add": frozenset({Role.RESIDENT_DOCTOR}),
    "show": ANYONE_SIGNED_IN,
    "rename": ANYONE_SIGNED_IN,
    "refused": ANYONE_SIGNED_IN,
    "broken": ANYONE_SIGNED_IN,
    "answered_badly": ANYONE_SIGNED_IN,
    "open_to_all": ANYONE,
    "closed_to_all": frozenset(role for role in Role if role == "nobody holds this"),
}


async def whose_rules(work: UnitOfWork, places: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Y60 answers for the trust whose records are held."""
    return {place: (place, "Y60") if place == "BAD" else (place,) for place in places}


async def count_run(begin: Begin) -> bool:
    async with begin() as work:
        await work.run(insert(thing).values(id=uuid4(), name="run"))
    return False


def toy_service(settings: ServiceSettings, clock: Clock, trouble: Trouble) -> Service:
    return Service(
        name="toy",
        settings=settings,
        migrations=MIGRATIONS,
        routers=[toy_router()],
        policy=TOY_POLICY,
        hears=toy_handlers(trouble),
        jobs=[Job(name="count", run=count_run, every=60.0)],
        journal=True,
        setters={Role.DEAN: ["toy.days"], Role.DME: ["toy.local"]},
        whose=whose_rules,
        clock=clock,
    )


async def effects(work: UnitOfWork) -> list[UUID]:
    """Ids of the events that took effect, in the order they did."""
    return [row["event_id"] for row in await work.all(select(effect.c.event_id).order_by(effect.c.id))]


async def count(work: UnitOfWork, table: str) -> int:
    return int((await work.one(text(f"SELECT count(*) AS n FROM {table}")))["n"])
