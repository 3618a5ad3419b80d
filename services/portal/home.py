"""The front page: one file without any outside resource, and headers that let the browser fetch none."""

import base64
import hashlib
import html
from collections.abc import Iterable, Mapping
from pathlib import Path
from string import Template

from starlette.responses import HTMLResponse

_PAGE = Path(__file__).parent / "templates" / "home.html"


def home_page(services: Iterable[str]) -> HTMLResponse:
    """The page as it is sent, linking to the description of each service's interface."""
    page = Template(_PAGE.read_text("utf-8")).substitute(interfaces="\n".join(_link(name) for name in services))
    return HTMLResponse(page, headers=dict(_security_headers(page)))


def _link(name: str) -> str:
    address = html.escape(f"/api/{name}/openapi.json")
    return f'<li><a href="{address}">{html.escape(name)}</a></li>'


def _security_headers(page: str) -> Mapping[str, str]:
    style = page.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return {
        "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
