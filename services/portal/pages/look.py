"""How a page becomes bytes and headers: the templates, and what a browser may do with the page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from jinja2 import ChainableUndefined, ChoiceLoader, Environment, FileSystemLoader, PackageLoader
from starlette.responses import HTMLResponse

from chassis.clock import LONDON
from services.portal.pages.assets import Assets
from services.portal.pages.page import Page
from services.portal.parts import Portal

_TEMPLATES = Path(__file__).parents[1] / "templates"
_OFF = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "microphone", "payment", "usb")


@dataclass(frozen=True, slots=True)
class Shell:
    """What stands around every page; templates find it as ``shell``."""

    signed_in: bool = False
    name: str = ""
    form_token: str = ""
    mark: str = ""
    """The same for the same person, and nothing else of them: a browser that several share knows whose push it has."""

    @property
    def form_key(self) -> str:
        """A new one each time a form is shown: the services take one sending of it, however often it arrives."""
        return str(uuid4())


class Look:
    """The templates of one portal, and its headers."""

    def __init__(self, portal: Portal, assets: Assets) -> None:
        self._portal = portal
        self.assets = assets
        # The macros of nhsuk-frontend-jinja ask for parameters that are not there, so undefined must be silent.
        self._templates = Environment(
            loader=ChoiceLoader([FileSystemLoader(_TEMPLATES), PackageLoader("nhsuk_frontend_jinja")]),
            undefined=ChainableUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals |= {"asset": assets.address, "env": portal.env.value}
        self._templates.filters |= {"day": _day, "moment": _moment}

    def show(self, page: Page, shell: Shell, *, status: int = 200, forms_to: Iterable[str] = ()) -> HTMLResponse:
        """``forms_to``: origins besides our own where a form of this page may lead."""
        html = self._templates.get_template(page.template).render(page=page, shell=shell)
        return HTMLResponse(html, status, headers=dict(self.headers(forms_to)))

    def headers(self, forms_to: Iterable[str] = ()) -> Mapping[str, str]:
        """For everything that a browser shows or runs (reference A3, B1)."""
        targets = " ".join(["'self'", *forms_to])
        always = {
            "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            f"connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action {targets}; "
            "base-uri 'none'; frame-ancestors 'none'",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": ", ".join(f"{each}=()" for each in _OFF),
            "Referrer-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Cache-Control": "no-store",
        }
        secure = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"} if self._portal.is_secure else {}
        return always | secure


def _day(value: object) -> str:
    """3 August 2027."""
    return f"{value.day} {value:%B %Y}" if hasattr(value, "day") else ""


def _moment(value: object) -> str:
    """3 August 2027, 14:05, as clocks in London have it."""
    if not hasattr(value, "astimezone"):
        return ""
    local = value.astimezone(LONDON)
    return f"{_day(local)}, {local:%H:%M}"
