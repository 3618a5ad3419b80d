"""What trusts offer, for whoever is to choose where they train: no sign-in, and no person in it (O-D1, O-D2, R37)."""

from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote

from fastapi import Response

from contracts.vocabulary import OdsCode, ProgrammeNumber
from services.portal.pages import facts, shapes, words
from services.portal.pages.facts import Fact
from services.portal.pages.listing import Listed, ListPage
from services.portal.pages.page import Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visiting

router = Pages()
PATH, _API = "/programmes", "/api/opportunities/public"
_START = Link("Start page", "/")
_PROGRAMMES = Link("Programmes", PATH)


@dataclass(frozen=True, slots=True)
class Offered:
    """One opportunity, as everybody may read it."""

    heading: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A trust, with everything that is open there today."""

    name: str
    href: str
    """Empty where it has no page."""
    offered: tuple[Offered, ...]


@dataclass(frozen=True, kw_only=True)
class CataloguePage(Page):
    template: ClassVar = "catalogue.html.jinja"
    back: Link | None = _PROGRAMMES
    intro: str
    places: tuple[Place, ...]


@dataclass(frozen=True, kw_only=True)
class AreaPage(Page):
    template: ClassVar = "area.html.jinja"
    back: Link | None = _START
    offered: tuple[Offered, ...]


@router.get(PATH)
async def programmes(visit: Visiting) -> Response:
    found = await visit.ask_openly.get(shapes.ReleasedProgrammes, f"{_API}/programmes")
    return visit.show(
        ListPage(
            title="What programmes offer, before you choose",
            back=_START,
            listed=tuple(
                Listed(
                    f"{PATH}/catalogue?programme={quote(each.programme, safe='')}",
                    f"Programme {each.programme}",
                    f"Preferences open on {facts.day(each.preferences_open_on)}",
                )
                for each in found.items
            ),
            empty="No programme's catalogue is public yet.",
        )
    )


@router.get(PATH + "/catalogue")
async def programme_catalogue(programme: ProgrammeNumber, visit: Visiting) -> Response:
    """What is open today at each of its trusts."""
    found = await visit.ask_openly.get(shapes.Catalogue, f"{_API}/catalogue", programme=programme)
    page = CataloguePage(
        title=f"What programme {found.programme} offers",
        intro=f"Preferences open on {facts.day(found.preferences_open_on)}. This is what is open today.",
        places=tuple(_place(each) for each in found.trusts),
    )
    return visit.show(page)


@router.get("/areas/{trust}")
async def area(trust: OdsCode, visit: Visiting) -> Response:
    found = await visit.ask_openly.get(shapes.Area, f"{_API}/areas/{trust}")
    return visit.show(AreaPage(title=f"What {_name(found)} offers", offered=_offered(found)))


def _place(of: shapes.Area) -> Place:
    """Linked where its own page is there: it is for trusts that are known, or offer something."""
    return Place(_name(of), f"/areas/{of.trust}" if of.name or of.opportunities else "", _offered(of))


def _name(of: shapes.Area) -> str:
    return of.name or of.trust


def _offered(at: shapes.Area) -> tuple[Offered, ...]:
    return tuple(Offered(each.title, _facts(each)) for each in at.opportunities)


def _facts(of: shapes.PublicOffer) -> tuple[Fact, ...]:
    return (
        Fact("When", words.sentence(facts.spell(of))),
        Fact("Setting", words.SETTINGS[of.setting]),
        Fact("Places", str(of.places)),
        Fact("For", ", ".join(of.grades) or "All grades"),
        Fact("How to join", of.route or facts.NOT_GIVEN),
        Fact("Whom to turn to", of.contact or facts.NOT_GIVEN),
        *facts.what_it_takes(of),
    )
