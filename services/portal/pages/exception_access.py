"""Whether a doctor can report exceptions where they work: asked of each placement, and anew as they move (R49)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from fastapi import Response

from chassis.clock import london_date
from chassis.errors import Declined, NotFound
from services.portal.pages import facts
from services.portal.pages.facts import Fact
from services.portal.pages.page import HOME, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.shapes.read import Read
from services.portal.pages.visit import Visit, Visiting
from services.portal.pages.words import Tag

router = Pages()
PATH, _API = "/exception-access", "/api/leave/exception-access"
_ANSWERS = {"yes": True, "no": False}


class Access(Read):
    """A placement's question, and what its doctor answered."""

    placement_id: UUID
    trust: str
    site: str
    due_on: date
    has_access: bool | None
    answered_at: datetime | None
    overdue: bool
    system: str | None = None


class MyAccess(Read):
    items: tuple[Access, ...]


@dataclass(frozen=True, slots=True)
class Part:
    id: UUID
    heading: str
    tag: Tag
    facts: tuple[Fact, ...]


@dataclass(frozen=True, kw_only=True)
class AccessPage(Page):
    template: ClassVar = "exception_access.html.jinja"
    title: str = "Can you report exceptions?"
    back: Link | None = HOME
    path: str = PATH
    parts: tuple[Part, ...]
    notice: str = ""


@router.get(PATH)
async def my_exception_access(visit: Visiting, done: bool = False) -> Response:
    mine = await visit.ask.get(MyAccess, _API)
    notice = "Your answer is kept. You can change it at any time." if done else ""
    return visit.show(AccessPage(parts=tuple([await _part(visit, each) for each in mine.items]), notice=notice))


@router.post(PATH)
async def say_exception_access(visit: Visiting) -> Response:
    """One tap, and another where it changes."""
    try:
        placement_id, has_access = UUID(visit.text("placement")), _ANSWERS[visit.text("has_access")]
    except (ValueError, KeyError):
        raise NotFound from None
    await visit.ask.put(f"{_API}/{placement_id}", {"has_access": has_access})
    return visit.go(f"{PATH}?done=true")


async def is_asked(visit: Visit) -> bool:
    """Whether an answer of theirs is due. While leave is away nothing is asked, and the rest is there all the same."""
    try:
        return any(each.has_access is None for each in (await visit.ask.get(MyAccess, _API)).items)
    except Declined:
        return False


async def _part(visit: Visit, of: Access) -> Part:
    told = [Fact("Site", of.site)]
    if of.system:
        told.append(Fact("Reported in", of.system))
    if of.has_access is not True:
        told.append(Fact("Access is due by", facts.day(of.due_on)))
    if of.answered_at:
        told.append(Fact("You answered", facts.day(london_date(of.answered_at))))
    return Part(of.placement_id, await facts.place(visit, of.trust), _standing(of), tuple(told))


def _standing(of: Access) -> Tag:
    if of.has_access:
        return Tag("You can", "green")
    if of.overdue:
        return Tag("Access is overdue", "red")
    return Tag("Not answered yet", "blue") if of.has_access is None else Tag("You cannot yet", "yellow")
