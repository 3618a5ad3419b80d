"""The hub: what somebody can do here, by the roles they hold."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import Response

from contracts.vocabulary import Role
from services.portal.pages.page import Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visiting

router = Pages()


@dataclass(frozen=True, slots=True)
class Card:
    """One verb, and where it is done."""

    title: str
    href: str
    text: str
    roles: frozenset[Role]


CARDS: tuple[Card, ...] = ()
"""In the order shown. A new page that people go to by themselves stands here, with the roles of its rule."""


@dataclass(frozen=True, kw_only=True)
class Home(Page):
    template: ClassVar = "home.html.jinja"
    title: str = "Home"
    cards: tuple[Card, ...]
    roles: tuple[str, ...]
    """As people say them."""


@router.get("/home")
async def home(visit: Visiting) -> Response:
    cards = tuple(card for card in CARDS if card.roles & visit.roles)
    return visit.show(Home(cards=cards, roles=tuple(sorted(role.value.replace("_", " ") for role in visit.roles))))
