"""What a doctor would like to be shown first, and told of when it is published: saved, and taken back (O-E1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from fastapi import Response

from contracts.vocabulary import OpportunityFamily
from services.portal.gateway import SaidNo
from services.portal.pages import shapes, words
from services.portal.pages.packs import PACKS, SEARCHES
from services.portal.pages.page import Fault, Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visit, Visiting

router = Pages()
PATH, API = SEARCHES.href, "/api/opportunities/searches"
_FAMILIES: Mapping[OpportunityFamily, str] = {
    OpportunityFamily.MEETING: "Meetings",
    OpportunityFamily.PANEL: "Panels that choose somebody",
    OpportunityFamily.SHADOWING: "Shadowing",
    OpportunityFamily.TRAINING: "Training",
    OpportunityFamily.PROJECT: "Improvement and other projects",
    OpportunityFamily.FELLOWSHIP: "Fellowships",
    OpportunityFamily.REPRESENTATIVE_POST: "Posts in which you speak for others",
    OpportunityFamily.OTHER: "Something else",
}
_CHAIRING = "Only what a resident may chair"

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class SearchesPage(Page):
    template: ClassVar = "searches.html.jinja"
    title: str = SEARCHES.text
    back: Link | None = PACKS
    path: str = PATH
    saved: tuple[tuple[UUID, str], ...]
    families: Choices = tuple((family.value, text) for family, text in _FAMILIES.items())
    settings: Choices = tuple((setting.value, text) for setting, text in words.SETTINGS.items())
    chairing: str = _CHAIRING
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notice: str = ""


@router.get(PATH)
async def searches(visit: Visiting, done: str = "") -> Response:
    return await _show(visit, notice=_DONE.get(done, ""))


@router.post(PATH)
async def save_search(visit: Visiting) -> Response:
    """All that is named must hold; what is left out is no condition."""
    chosen = {name: _all(visit, name) for name in ("families", "settings", "chairing")}
    if not any(chosen.values()):
        return await _show(visit, faults=(Fault("families", "Select something that you would like to see first"),))
    body = {"families": chosen["families"], "settings": chosen["settings"], "chairing": bool(chosen["chairing"])}
    try:
        await visit.ask.post(API, body, key=visit.key)
    except SaidNo as no:
        return await _show(visit, chosen=chosen, faults=(Fault("families", words.sentence(no.detail)),))
    return visit.go(f"{PATH}?done=saved")


@router.post(PATH + "/{search_id:uuid}/delete")
async def delete_search(search_id: UUID, visit: Visiting) -> Response:
    await visit.ask.delete(f"{API}/{search_id}")
    return visit.go(f"{PATH}?done=deleted")


_DONE = {
    "saved": "It is saved. You are told when something is published that it finds.",
    "deleted": "It is deleted.",
}


async def _show(
    visit: Visit,
    *,
    chosen: Mapping[str, tuple[str, ...]] | None = None,
    faults: tuple[Fault, ...] = (),
    notice: str = "",
) -> Response:
    found = await visit.ask.get(shapes.Searches, API)
    saved = tuple((each.id, _called(each)) for each in found.items)
    return visit.show(SearchesPage(saved=saved, chosen=chosen or {}, faults=faults, notice=notice))


def _all(visit: Visit, name: str) -> tuple[str, ...]:
    return tuple(each for each in visit.form.getlist(name) if isinstance(each, str))


def _called(of: shapes.Search) -> str:
    named = [*(_FAMILIES[family] for family in of.families), *(words.SETTINGS[setting] for setting in of.settings)]
    named += [kind.replace("_", " ") for kind in of.kinds]
    return "; ".join(words.sentence(each) for each in [*named, *([_CHAIRING] if of.chairing else [])])
