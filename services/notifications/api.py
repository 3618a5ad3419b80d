"""Over HTTP: one's own inbox, and who was told what, when, how, and why not."""

import struct
from base64 import b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel

from chassis.errors import Declined, NotFound
from chassis.http import Begun, Router
from chassis.work import UnitOfWork
from contracts.vocabulary import Channel, Decision, Role, WithheldReason
from services.notifications import domain, store

router = Router(prefix="/api/notifications", tags=["notifications"])


class NotAPlace(Declined):
    status = 422
    slug = "not-a-place"
    title = "There is no such place in the inbox"


class Item(BaseModel):
    event_id: UUID
    type: str
    title: str
    lines: tuple[str, ...]
    at: datetime
    read: bool


class Inbox(BaseModel):
    items: list[Item]
    next: str | None
    """Where the next page begins; none: this was the last."""


class AboutPerson(BaseModel):
    person_id: UUID


class DecisionAbout(BaseModel):
    event_id: UUID
    type: str
    channel: Channel
    decision: Decision
    reason: WithheldReason | None
    at: datetime


class Decisions(BaseModel):
    items: list[DecisionAbout]


class DecidedOn(BaseModel):
    """A person and a channel; or a role and its scope that nobody holds."""

    person_id: UUID | None
    channel: Channel | None
    decision: Decision
    reason: WithheldReason | None
    at: datetime
    mail_id: UUID | None
    role: Role | None
    scope: str | None


class Due(BaseModel):
    due: int


@router.get("/inbox")
async def my_inbox(work: Begun, after: str | None = None, limit: Annotated[int, Query(ge=1, le=100)] = 20) -> Inbox:
    """My items, newest first; ``after`` is the ``next`` of the page before."""
    items = await _items(work, await store.inbox(work, work.actor.person_id, after=_place(after), limit=limit))
    more = len(items) == limit
    return Inbox(items=items, next=_token((items[-1].at, items[-1].event_id)) if more else None)


@router.post("/inbox/{event_id}/read", status_code=204)
async def read_item(event_id: UUID, work: Begun) -> None:
    await store.mark_read(work, work.actor.person_id, event_id)


@router.post("/decisions/search")
async def why(about: AboutPerson, work: Begun) -> Decisions:
    """One row per event and channel, oldest first; of others for operators only."""
    if about.person_id != work.actor.person_id and not work.actor.holds(Role.OPERATOR):
        raise NotFound
    rows = await store.decisions_about(work, about.person_id)
    return Decisions(items=[DecisionAbout(**dict(row)) for row in rows])


@router.get("/events/{event_id}/decisions")
async def who_was_decided_on(event_id: UUID, work: Begun) -> list[DecidedOn]:
    return [DecidedOn(**dict(row)) for row in await store.decisions_of(work, event_id)]


@router.get("/due")
async def how_many_are_due(work: Begun) -> Due:
    """Mails due, on their way, or waiting for the rest of their import."""
    return Due(due=await store.due_deliveries(work))


async def _items(work: UnitOfWork, entries: list[store.InboxEntry]) -> list[Item]:
    names = await store.names_in(work, [entry.notice.happening for entry in entries])
    items = []
    for entry in entries:
        happening = entry.notice.happening
        said = domain.words(happening.event, entry.notice.category, names)
        items.append(
            Item(
                event_id=happening.id,
                type=happening.stamp.type,
                title=said.title,
                lines=said.lines,
                at=entry.at,
                read=entry.read_at is not None,
            )
        )
    return items


_PLACE = struct.Struct(">q16s")
"""Microseconds since 1970, and the id of an event."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _token(place: store.Place) -> str:
    """A place as 32 characters that mean themselves in a URL: nothing in it has to be escaped."""
    at, event_id = place
    return urlsafe_b64encode(_PLACE.pack((at - _EPOCH) // timedelta(microseconds=1), event_id.bytes)).decode()


def _place(after: str | None) -> store.Place | None:
    if after is None:
        return None
    try:
        microseconds, event_id = _PLACE.unpack(b64decode(after, altchars=b"-_", validate=True))
        return _EPOCH + timedelta(microseconds=microseconds), UUID(bytes=event_id)
    except (ValueError, OverflowError, struct.error):
        raise NotAPlace("Send 'after' as the page before gave it in 'next'") from None
