"""What people see when something does not work: what happened, and what they can do."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import ClassVar
from urllib.parse import quote

from fastapi import Request, Response
from starlette.responses import RedirectResponse

from chassis.http import Problem
from services.portal.domain import ServiceAway
from services.portal.pages.look import Look, Shell
from services.portal.pages.page import Page
from services.portal.pages.visit import Visit
from services.portal.parts import Portal

_AWAY = ("Sorry, this service is not available", ("Try again in a few minutes.", "Nothing you sent was changed."))
_OURS = ("Sorry, there is a problem", ("Try again later.", "Nothing you sent was changed."))
_WORDS: Mapping[int, tuple[str, tuple[str, ...]]] = {
    403: ("You cannot use this page", ("Your roles do not let you see this page or do this.",)),
    404: (
        "Page not found",
        (
            "If you typed the address, check that it is right.",
            "If you followed a link, what it led to may be gone, or not for you to see.",
        ),
    ),
    405: ("Nothing can be done this way here", ("Go back, open the page again, and use what is on it.",)),
    413: ("You wrote more than can be sent", ("Go back, and write it in fewer words. Nothing you sent was changed.",)),
    500: _OURS,
    502: _AWAY,
    503: _AWAY,
}
_BUSY = (
    "Sorry, too many people are asking for this at once",
    ("Try again in a moment.", "Nothing you sent was changed."),
)
_FILE_TOO_LARGE = ("The file is too large", ("Split it, and send its parts one after the other.",))
_SHOWN_AS = {502: 503}


@dataclass(frozen=True, kw_only=True)
class ErrorShown(Page):
    template: ClassVar = "error.html.jinja"
    lines: tuple[str, ...]
    trace: str | None = None
    sign_in: bool = False


async def error_page(portal: Portal, look: Look, request: Request, problem: Problem) -> Response | None:
    """None for whoever asked no page: the services' interfaces, and those that watch the portal."""
    path = request.url.path
    if path.startswith("/api/") or path in ("/livez", "/readyz", "/metrics"):
        return None
    if problem.status == 401:
        to = f"?to={quote(path)}" if request.method == "GET" and path != "/home" else ""
        return RedirectResponse(f"/sign-in{to}", 303, headers={"Cache-Control": "no-store"})
    problem = _of_the_address(problem)
    title, lines = _WORDS.get(problem.status, (problem.title, (problem.detail,)))
    if problem.status == 413 and request.headers.get("content-type", "").startswith("multipart/"):
        title, lines = _FILE_TOO_LARGE
    if problem.slug == "service-busy":
        title, lines = _BUSY
    if problem.slug == "foreign-form":
        title, lines = problem.title, (problem.detail,)
    trace = problem.facts.get("trace") if problem.status >= 500 else None
    shown = ErrorShown(title=title, lines=lines, trace=trace, sign_in=problem.slug == "sign-in-refused")
    visit = getattr(request.state, "visit", None) or await _visit(portal, look, request, problem)
    status = _SHOWN_AS.get(problem.status, problem.status)
    answer = visit.show(shown, status=status) if visit else look.show(shown, Shell(), status=status)
    answer.headers.update(problem.headers)
    return answer


async def _visit(portal: Portal, look: Look, request: Request, problem: Problem) -> Visit | None:
    """Who is at an address that leads nowhere: no page has found that out. None for what is wrong with us."""
    if problem.status >= 500:
        return None
    database = request.app.state.database
    visit = Visit(portal, look, request, database, database.clock.now())
    with suppress(ServiceAway):
        await visit.open_session()
    return visit


def _of_the_address(problem: Problem) -> Problem:
    """Pages read their forms themselves: what the framework finds wrong is the address, and nothing is there."""
    return replace(problem, status=404) if problem.slug == "invalid" else problem
