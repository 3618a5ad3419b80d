"""What one needs to do one's work, for oneself and whom one names; and what others have shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from fastapi import Response
from pydantic import BaseModel, ConfigDict

from chassis.errors import NotFound
from contracts.vocabulary import Role
from contracts.vocabulary.labels import ROLES
from services.portal.gateway import SaidNo
from services.portal.pages.facts import Fact
from services.portal.pages.faults import told, too_long
from services.portal.pages.page import HOME, Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()
PATH, SHOWN, _API = "/adjustments", "/adjustments/shown", "/api/registry"
_NOBODY_KNOWN = "Somebody whose name is not known yet"


class Reader(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    name: str | None
    roles: tuple[Role, ...]
    may_read: bool

    @property
    def choice(self) -> tuple[str, str]:
        return str(self.id), f"{self.name or _NOBODY_KNOWN}, {' and '.join(ROLES[role] for role in self.roles)}"


class Mine(BaseModel):
    words: str | None = None
    readers: tuple[Reader, ...] = ()


class ShownBy(BaseModel):
    model_config = ConfigDict(frozen=True)

    name: str | None
    words: str


class Shown(BaseModel):
    items: tuple[ShownBy, ...]


@dataclass(frozen=True, kw_only=True)
class AdjustmentsPage(Page):
    template: ClassVar = "adjustments.html.jinja"
    title: str = "What you need to do your work"
    back: Link | None = HOME
    path: str = PATH
    readers: tuple[tuple[str, str], ...]
    chosen: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""


@dataclass(frozen=True, kw_only=True)
class ShownPage(Page):
    template: ClassVar = "adjustments_shown.html.jinja"
    title: str = "What doctors need to do their work"
    back: Link | None = HOME
    facts: tuple[Fact, ...]


@router.get(PATH)
async def adjustments(visit: Visiting, done: str = "") -> Response:
    return await _show(visit, notice=_DONE.get(done, ""))


@router.post(PATH)
async def write_adjustments(visit: Visiting) -> Response:
    """With nothing written, there is nothing any more."""
    written, readers = visit.text("words"), tuple(map(str, visit.form.getlist("readers")))
    faults = too_long("words", written)
    if not faults:
        try:
            await visit.ask.put(f"{_API}/people/me/adjustments", {"words": written or None, "readers": readers})
            return visit.go(f"{PATH}?done={'written' if written else 'removed'}")
        except SaidNo as no:
            faults = told(no, ("words", "readers"), otherwise="readers")
    return await _show(visit, written=written, chosen=readers, faults=faults)


@router.get(SHOWN)
async def shown_adjustments(visit: Visiting) -> Response:
    found = await visit.ask.get(Shown, f"{_API}/adjustments")
    return visit.show(ShownPage(facts=tuple(Fact(one.name or _NOBODY_KNOWN, one.words) for one in found.items)))


_DONE = {
    "written": "It is kept. Nobody is told: speak with whom you named.",
    "removed": "It is removed. Nobody reads it any more.",
}


async def _show(
    visit: Visit,
    *,
    written: str | None = None,
    chosen: tuple[str, ...] | None = None,
    faults: tuple[Fault, ...] = (),
    notice: str = "",
) -> Response:
    try:
        found = await visit.ask.get(Mine, f"{_API}/people/me/adjustments")
    except NotFound:  # of a registry that is older than this page
        found = Mine()
    named = tuple(str(one.id) for one in found.readers if one.may_read)
    page = AdjustmentsPage(
        readers=tuple(one.choice for one in found.readers),
        chosen=named if chosen is None else chosen,
        values={"words": found.words or "" if written is None else written},
        faults=faults,
        notice=notice,
    )
    return visit.show(page)
