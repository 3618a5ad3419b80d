"""Over HTTP: one's own inbox, and who was told what, when, how, and why not."""

import struct
from base64 import b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from chassis.audit import note_deed
from chassis.errors import Declined, NotFound
from chassis.http import Begun, Router
from chassis.work import UnitOfWork
from contracts.vocabulary import Channel, Decision, Role, WithheldReason
from services.notifications import domain, store
from services.notifications.domain import SEE_TO_WAITING, SEND_MAIL, SEND_PUSHES, Halt

router = Router(prefix="/api/notifications", tags=["notifications"])


class NotAPlace(Declined):
    status = 422
    slug = "not-a-place"
    title = "There is no such place in the inbox"


class About(BaseModel):
    """What it is about, and which one: a placement, leave, feedback, a certificate, a dispute."""

    kind: str
    id: str


class Item(BaseModel):
    event_id: UUID
    type: str
    about: About
    title: str
    lines: tuple[str, ...]
    at: datetime
    read: bool


class Inbox(BaseModel):
    items: list[Item]
    next: str | None
    """Where the next page begins; none: this was the last."""


class Unread(BaseModel):
    unread: int


class AboutPerson(BaseModel):
    person_id: UUID


class DecisionAbout(BaseModel):
    event_id: UUID
    type: str
    channel: Channel
    decision: Decision
    reason: WithheldReason | None
    at: datetime
    paused: bool
    """Decided, and not sent while an operator holds the mails and pushes of its import."""


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


class Wish(BaseModel):
    model_config = ConfigDict(extra="forbid")

    reason: str = Field("", max_length=500)
    """Kept with who asked for it."""


class ImportMailsView(BaseModel):
    """An import's mails. Those in a worker's hand when it was halted may still be sent."""

    import_id: UUID
    state: Literal["flowing", "paused", "cancelled"]
    heard: int
    on_their_way: int
    sent: int
    withheld: int


@router.get("/inbox")
async def my_inbox(work: Begun, after: str | None = None, limit: Annotated[int, Query(ge=1, le=100)] = 20) -> Inbox:
    """My items, newest first; ``after`` is the ``next`` of the page before."""
    items = await _items(work, await store.inbox(work, work.actor.person_id, after=_place(after), limit=limit))
    more = len(items) == limit
    return Inbox(items=items, next=_token((items[-1].at, items[-1].event_id)) if more else None)


@router.get("/inbox/unread")
async def how_many_unread(work: Begun) -> Unread:
    """How many of my items I have not read."""
    return Unread(unread=await store.unread(work, work.actor.person_id))


@router.get("/inbox/{event_id}")
async def show_item(event_id: UUID, work: Begun) -> Item:
    """One item of mine; looking at it is not reading it."""
    return (await _items(work, [await store.inbox_item(work, work.actor.person_id, event_id)]))[0]


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
    """Mails and pushes due, on their way, or waiting for the rest of their import."""
    return Due(due=await store.due_deliveries(work))


@router.get("/imports/{import_id}")
async def mails_of_import(import_id: UUID, work: Begun) -> ImportMailsView:
    return await _of_import(work, import_id)


@router.post("/imports/{import_id}/pause")
async def pause_import(import_id: UUID, wish: Wish, work: Begun) -> ImportMailsView:
    """Send none of its mails and pushes, nor those still to be decided, until it is resumed or cancelled."""
    return await _halt(work, import_id, Halt.PAUSED, wish)


@router.post("/imports/{import_id}/cancel")
async def cancel_import(import_id: UUID, wish: Wish, work: Begun) -> ImportMailsView:
    """Never send its mails and pushes: each is withheld, with that reason. The inbox keeps its items."""
    return await _halt(work, import_id, Halt.CANCELLED, wish)


@router.post("/imports/{import_id}/resume")
async def resume_import(import_id: UUID, wish: Wish, work: Begun) -> ImportMailsView:
    return await _halt(work, import_id, None, wish)


async def _halt(work: UnitOfWork, import_id: UUID, asked: Halt | None, wish: Wish) -> ImportMailsView:
    before = await store.halt(work, import_id)
    if domain.is_news(before, asked):
        if asked is None:
            await store.let_go_on(work, import_id)
        else:
            await store.halt(work, import_id, asked)
            await store.hold_paused(work)
        who, deed = work.actor.person_id, f"notifications.{domain.DEEDS[asked]}"
        await note_deed(work, deed, by=who, about=f"import {import_id}", reason=wish.reason)
        work.nudge(SEE_TO_WAITING)
        work.nudge(SEND_MAIL)
        work.nudge(SEND_PUSHES)
    return await _of_import(work, import_id)


async def _of_import(work: UnitOfWork, import_id: UUID) -> ImportMailsView:
    return ImportMailsView.model_validate(await store.import_mails(work, import_id), from_attributes=True)


async def _items(work: UnitOfWork, entries: list[store.InboxEntry]) -> list[Item]:
    names = await store.names_in(work, [entry.notice.happening for entry in entries])
    items = []
    for entry in entries:
        happening = entry.notice.happening
        said = domain.words(happening.event, entry.notice.category, names)
        kind, which = domain.matter(happening.event)
        items.append(
            Item(
                event_id=happening.id,
                type=happening.stamp.type,
                about=About(kind=kind, id=which),
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
