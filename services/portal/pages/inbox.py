"""The inbox: what one was told, and the whole of it behind sign-in."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from fastapi import Response

from services.portal.domain import ServiceAway
from services.portal.pages import shapes
from services.portal.pages.facts import Fact
from services.portal.pages.notices import what_it_is_about
from services.portal.pages.page import HOME, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visiting

router = Pages()
BACK = Link("Inbox", "/inbox")


@dataclass(frozen=True, kw_only=True)
class InboxPage(Page):
    template: ClassVar = "inbox.html.jinja"
    title: str = "Inbox"
    back: Link | None = HOME
    items: tuple[shapes.Item, ...]
    unread: int
    next: str | None
    is_first: bool


@dataclass(frozen=True, kw_only=True)
class ItemPage(Page):
    template: ClassVar = "inbox_item.html.jinja"
    back: Link | None = BACK
    item: shapes.Item
    more: tuple[Fact, ...]
    """What the notice itself may not hold: the reasons, the answer, the feedback."""
    link: Link | None
    is_whole: bool
    """Not while the service is away that has the rest."""


@router.get("/inbox")
async def inbox(visit: Visiting, after: str | None = None) -> Response:
    page = await visit.ask.get(shapes.Inbox, "/api/notifications/inbox", after=after)
    unread = (await visit.ask.get(shapes.Unread, "/api/notifications/inbox/unread")).unread
    return visit.show(InboxPage(items=page.items, unread=unread, next=page.next, is_first=after is None))


@router.get("/inbox/{event_id:uuid}")
async def inbox_item(event_id: UUID, visit: Visiting) -> Response:
    """Opening it marks it read."""
    item = await visit.ask.get(shapes.Item, f"/api/notifications/inbox/{event_id}")
    if not item.read and visit.request.method == "GET":
        await visit.ask.post(f"/api/notifications/inbox/{event_id}/read")
    try:
        more, link = await what_it_is_about(visit, item.about)
    except ServiceAway:
        return visit.show(ItemPage(title=item.title, item=item, more=(), link=None, is_whole=False))
    return visit.show(ItemPage(title=item.title, item=item, more=more, link=link, is_whole=True))
