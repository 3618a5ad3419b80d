"""Promised to me: what each placement owes its doctor, by whom and when; and one tap to say that it was not so."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal
from urllib.parse import quote
from uuid import UUID

from fastapi import Response
from pydantic import BaseModel, ConfigDict

from chassis.errors import NotFound
from contracts.vocabulary import Role
from contracts.vocabulary.labels import ROLES
from services.portal.pages import facts
from services.portal.pages.page import HOME, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting
from services.portal.pages.words import Tag

router = Pages()


class _Read(BaseModel):
    model_config = ConfigDict(frozen=True)


class Promise(_Read):
    code: str
    promise: str
    state: Literal["kept", "owed", "not_so"]
    kept_on: date | None
    owed_by: Role
    due: date
    disputed_on: date | None


class OfPlacement(_Read):
    placement_id: UUID
    host: str
    first_day: date
    last_day: date
    promises: tuple[Promise, ...]


class Account(_Read):
    items: tuple[OfPlacement, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One promise as it stands; ``code``: of which its doctor says that it was not kept, none once they have."""

    text: str
    tag: Tag
    how: str
    code: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """One placement's."""

    id: UUID
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class PromisesPage(Page):
    template: ClassVar = "promises.html.jinja"
    title: str = "Promised to me"
    back: Link | None = HOME
    parts: tuple[Part, ...]
    notice: str = ""


@router.get("/promises")
async def promises(visit: Visiting, done: str = "") -> Response:
    account = await visit.ask.get(Account, "/api/reporting/promises")
    parts = tuple([await _part(visit, each) for each in account.items])
    return visit.show(PromisesPage(parts=parts, notice=_SAID if done == "said" else ""))


@router.post("/promises")
async def say_not_so(visit: Visiting) -> Response:
    """Only the organisation and the month become known; a second tap says nothing new.

    No id is in the address and no key goes along, so that nothing that is kept of the visit leads to who said so.
    """
    try:
        placement_id, code = UUID(visit.text("placement")), visit.text("code")
    except ValueError:
        raise NotFound from None
    await visit.ask.post(f"/api/reporting/promises/{placement_id}/{quote(code, safe='')}/dispute")
    return visit.go("/promises?done=said")


_SAID = "It is counted for the organisation and the month. Nobody is told that it was you."


async def _part(visit: Visit, of: OfPlacement) -> Part:
    heading = f"{await facts.place(visit, of.host)}, {facts.days(of.first_day, of.last_day)}"
    return Part(of.placement_id, heading, tuple(_line(of, one, visit.today) for one in of.promises))


def _line(of: OfPlacement, one: Promise, today: date) -> Line:
    may_say = one.state != "not_so" and of.first_day <= today
    return Line(f"{one.code}: {one.promise}", *_standing(one), one.code if may_say else None)


def _standing(one: Promise) -> tuple[Tag, str]:
    if one.state == "not_so":
        return Tag("Not so", "red"), f"You said on {facts.day(one.disputed_on or one.due)} that it was not kept"
    if one.state == "kept" and one.kept_on:
        return Tag("Kept", "green"), f"On {facts.day(one.kept_on)}"
    return Tag("Owed", "blue"), f"By the {ROLES[one.owed_by]}, by {facts.day(one.due)}"
