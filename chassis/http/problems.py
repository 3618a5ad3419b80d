"""Errors as problem details (RFC 9457): a stable type, a sentence a person can act on, nothing personal."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import asyncpg
from fastapi import FastAPI, Request, Response
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match

from chassis.database import is_passing
from chassis.errors import Declined
from chassis.telemetry import Telemetry
from chassis.trace_context import current_traceparent

_TYPES = "/problems/"

_OF_WHAT_WAS_SENT = (
    asyncpg.CharacterNotInRepertoireError,
    asyncpg.UntranslatableCharacterError,
    asyncpg.NumericValueOutOfRangeError,
    asyncpg.DatetimeFieldOverflowError,
)
"""A wrong type or a division by zero is a ``DataError`` too, but ours."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, as whoever asked is told it."""

    status: int
    slug: str
    title: str
    detail: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> JSONResponse:
        known = {"type": f"{_TYPES}{self.slug}", "title": self.title, "status": self.status, "detail": self.detail}
        headers = {"WWW-Authenticate": "Bearer"} if self.status == 401 else {}
        body = jsonable_encoder({**known, **self.facts})
        return JSONResponse(body, self.status, {**headers, **self.headers}, media_type="application/problem+json")


ErrorPage = Callable[[Request, Problem], Awaitable[Response | None]]
"""How a problem is shown to somebody who asked for a page; None: they asked for none."""


def answer_with_problems(
    app: FastAPI, telemetry: Telemetry, page: ErrorPage | None = None, *, routes: Sequence[BaseRoute] = ()
) -> None:
    """Every error of an app leaves as a problem or its page; ours are logged with their trace, and say only that."""

    async def told(request: Request, problem: Problem) -> Response:
        shown = await page(request, problem) if page is not None else None
        return shown if shown is not None else problem.as_json()

    @app.exception_handler(Declined)
    async def declined(request: Request, error: Declined) -> Response:
        headers = {"Retry-After": str(error.retry_after)} if error.retry_after is not None else {}
        problem = Problem(error.status, error.slug, error.title, error.detail, error.facts, headers)
        return await told(request, problem)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        faults = [_fault(fault) for fault in error.errors()]
        detail = "; ".join(f"{fault['field']}: {fault['reason']}" for fault in faults)
        return await told(
            request, Problem(422, "invalid", "Some of what was sent is not right", detail, {"errors": faults})
        )

    @app.exception_handler(HTTPException)
    async def plain(request: Request, error: HTTPException) -> Response:
        said, status = str(error.detail), error.status_code
        headers = {"Allow": ", ".join(_taken(routes, request))} if status == 405 else {}
        return await told(request, Problem(status, f"http-{status}", said, said, headers=headers))

    @app.exception_handler(asyncpg.DataError)
    @app.exception_handler(DBAPIError)
    async def not_kept(request: Request, error: Exception) -> Response:
        if not _cannot_be_kept(error):
            raise error
        said = "A text holds a character that cannot be kept (NUL), or a number is too large. Nothing was changed."
        return await told(request, Problem(422, "cannot-be-kept", "Some of what was sent cannot be kept", said))

    @app.exception_handler(Exception)
    async def ours(request: Request, error: Exception) -> Response:
        status = 503 if is_passing(error) else 500
        route = getattr(request.scope.get("route"), "path", "")
        telemetry.log.error("request failed", route=route, error=type(error).__name__, exc_info=error)
        said = "Nothing was changed. Try again; if it stays, quote the trace to whoever runs this."
        title, facts = "Something went wrong on our side", {"trace": current_traceparent()}
        return await told(request, Problem(status, "our-fault", title, said, facts))


def _fault(fault: Mapping[str, Any]) -> dict[str, str]:
    """One thing that is not right: where, and what to do about it."""
    where, *inside = (str(part) for part in fault["loc"])
    if fault["type"] == "json_invalid":  # what is inside is how many characters could be read, and no field
        why = str(fault.get("ctx", {}).get("error", "it cannot be read"))
        return {
            "field": where,
            "reason": f"is not JSON ({why}, after {inside[0]} characters): correct it and send it again",
        }
    reason = str(fault["msg"]).removeprefix("Value error, ")  # as pydantic begins what our own checks say
    return {"field": ".".join(inside) or where, "reason": reason}


def _taken(routes: Iterable[BaseRoute], request: Request) -> list[str]:
    """The methods of every route at this path: each route knows only its own (RFC 9110, section 15.5.6)."""
    there = [route for route in routes if route.matches(request.scope)[0] is not Match.NONE]
    return sorted({method for route in there for method in getattr(route, "methods", None) or ()})


def _cannot_be_kept(error: BaseException | None) -> bool:
    """Whether the database, or its driver, refused a value as such: what a service takes in is not all checked before.

    Of a number too large for its parameter the driver says only DataError, because of an OverflowError.
    """
    if isinstance(error, DBAPIError):
        return error.orig is not None and _cannot_be_kept(error.orig.__cause__)
    too_large = isinstance(error, asyncpg.DataError) and isinstance(error.__cause__, OverflowError)
    return too_large or isinstance(error, _OF_WHAT_WAS_SENT)
