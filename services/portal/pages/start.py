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


@router.get("/static/{digest}/{name:path}")
async def static(digest: str, name: str, visit: Visiting) -> Response:
    """For a year where the digest is ours; a page of another version gets what there is, and keeps nothing."""
    assets = visit.look.assets
    asset = assets.find(name)
    if asset is None:
        return Response(status_code=404, headers=dict(visit.look.headers()))
    packed = "gzip" in visit.request.headers.get("accept-encoding", "")
    headers = {**visit.look.headers(), "Vary": "Accept-Encoding"} | ({"Content-Encoding": "gzip"} if packed else {})
    if digest == assets.digest:
        headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return Response(asset.packed if packed else asset.content, media_type=asset.media_type, headers=headers)
