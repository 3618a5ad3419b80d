"""Calendars of departments: how many may be away on each day, and what of study leave those days can hold (T-D1)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from fastapi import Response
from pydantic import BaseModel, ConfigDict

from services.portal.pages import facts
from services.portal.pages.facts import Fact
from services.portal.pages.listing import Listed, ListPage, older
from services.portal.pages.page import OVERTAKEN, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting
from services.portal.pages.words import Tag

router = Pages()
PATH, NEW, API = "/calendars", "/calendars/new", "/api/leave/capacity"
BACK = Link("Calendars of departments", PATH)


class _Read(BaseModel):
    model_config = ConfigDict(frozen=True)


class Compared(_Read):
    """What of study leave some days earn the doctors placed there, beside what they can hold."""

    doctors: int
    days_owed: Decimal
    days_free: Decimal
    days_short: Decimal


class Checked(Compared):
    warnings: tuple[str, ...]


class Calendar(Compared):
    id: UUID
    trust: str
    department: str
    first_day: date
    last_day: date
    first_published_on: date
    version: int


class Day(_Read):
    day: date
    most_away: int
    away: int
    asked: int | None

    @property
    def is_full(self) -> bool:
        return self.away >= self.most_away


class CalendarWhole(Calendar):
    days: tuple[Day, ...]


class Department(_Read):
    trust: str
    name: str


class Calendars(_Read):
    items: tuple[Calendar, ...]
    next: UUID | None
    departments: tuple[Department, ...]


@dataclass(frozen=True, kw_only=True)
class CalendarPage(Page):
    template: ClassVar = "calendar.html.jinja"
    back: Link | None = BACK
    tag: Tag
    facts: tuple[Fact, ...]
    days: tuple[Day, ...]
    anew: str
    notice: str = ""


@router.get(PATH)
async def calendars(visit: Visiting, after: UUID | None = None) -> Response:
    page = await visit.ask.get(Calendars, API, after=after)
    return visit.show(
        ListPage(
            title=BACK.text,
            intro="Say how many of a department may be away, before its roster is made. It refuses nobody's leave.",
            begin=Link("Publish a calendar", NEW) if page.departments else None,
            listed=tuple([await _listed(visit, each) for each in page.items]),
            empty="No calendar is published." if page.departments else "Nobody is placed where you plan.",
            older=older(PATH, page.next),
        )
    )


@router.get(PATH + "/{calendar_id:uuid}")
async def calendar(calendar_id: UUID, visit: Visiting, done: str = "") -> Response:
    found = await visit.ask.get(CalendarWhole, f"{API}/{calendar_id}")
    where = Fact("Department", f"{found.department}, {await facts.place(visit, found.trust)}")
    page = CalendarPage(
        title=f"Calendar of {found.department}",
        tag=_standing(found),
        facts=(
            where,
            Fact("Days", facts.days(found.first_day, found.last_day)),
            *compared(found),
            Fact("First published", facts.day(found.first_published_on)),
        ),
        days=found.days,
        anew=f"{PATH}/{found.id}/anew",
        notice=_DONE.get(done, ""),
    )
    return visit.show(page)


_DONE = {
    "published": "The calendar is published. Whoever plans rotas there is told.",
    OVERTAKEN: "This calendar has changed since you opened it, so nothing was sent. Below is how it stands now.",
}


def compared(of: Compared) -> tuple[Fact, ...]:
    """Entitlement against free days: what is published is held against both."""
    told = (
        Fact("Doctors placed there", str(of.doctors)),
        Fact("Study leave that these days earn them", _days(of.days_owed)),
        Fact("Study leave that these days can hold", _days(of.days_free)),
    )
    return (*told, Fact("Too few", _days(of.days_short))) if of.days_short else told


async def _listed(visit: Visit, each: Calendar) -> Listed:
    heading = f"{each.department}, {facts.days(each.first_day, each.last_day)}"
    return Listed(f"{PATH}/{each.id}", heading, await facts.place(visit, each.trust), _standing(each))


def _standing(of: Compared) -> Tag:
    if of.days_short:
        return Tag(f"{_days(of.days_short)} too few", "red")
    return Tag("Room for all", "green")


def _days(count: Decimal) -> str:
    """1 day, 2.5 days."""
    return f"{count.normalize():f} {'day' if count == 1 else 'days'}"
