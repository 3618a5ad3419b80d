"""What everybody may see: the start page, and what the website says of itself."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import Response

from services.portal.pages.page import Link, Page
from services.portal.pages.routing import Pages
from services.portal.pages.visit import Visiting

router = Pages()


@dataclass(frozen=True, kw_only=True)
class Start(Page):
    template: ClassVar = "start.html.jinja"
    title: str = "Leadership for every resident doctor"
    interfaces: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class Accessibility(Page):
    template: ClassVar = "accessibility.html.jinja"
    title: str = "Accessibility statement"


@dataclass(frozen=True, kw_only=True)
class CookiesPage(Page):
    template: ClassVar = "cookies.html.jinja"
    title: str = "Cookies"


@dataclass(frozen=True, kw_only=True)
class Privacy(Page):
    template: ClassVar = "privacy.html.jinja"
    title: str = "Privacy"


@router.get("/")
async def start(visit: Visiting) -> Response:
    names = visit.portal.upstreams.names
    return visit.show(Start(interfaces=tuple(Link(name, f"/api/{name}/openapi.json") for name in names)))


@router.get("/accessibility")
async def accessibility(visit: Visiting) -> Response:
    return visit.show(Accessibility())


@router.get("/cookies")
async def cookies(visit: Visiting) -> Response:
    return visit.show(CookiesPage())


@router.get("/privacy")
async def privacy(visit: Visiting) -> Response:
    return visit.show(Privacy())
