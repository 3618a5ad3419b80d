"""A service's FastAPI application: its routers under its policy, and what operators ask it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter, FastAPI, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from fastapi.routing import APIRoute
from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from chassis.database import Database
from chassis.http.problems import ErrorPage, answer_with_problems
from chassis.http.router import Policy
from chassis.telemetry import Telemetry
from chassis.tokens import Verifier

Readiness = Callable[..., Awaitable[dict[str, Any]]]
"""What is true now; the key ``ready`` decides the status."""


@dataclass(frozen=True)
class HttpParts:
    """What an application is made of."""

    service: str
    routers: Sequence[APIRouter]
    policy: Policy
    database: Database
    verifier: Verifier
    telemetry: Telemetry
    readiness: Readiness
    largest_body: int
    error_page: ErrorPage | None = None
    state: Mapping[str, Any] = field(default_factory=dict)


def create_app(parts: HttpParts) -> FastAPI:
    """Raises ValueError for a route without a rule, or a rule without a route: nothing is open by oversight."""
    app = FastAPI(
        title=f"Fairlead {parts.service}",
        openapi_url=f"/api/{parts.service}/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # it would send on to whatever host the request names
    )
    app.state.database = parts.database
    app.state.verifier = parts.verifier
    app.state.policy = parts.policy
    app.state.largest_body = parts.largest_body
    for name, thing in parts.state.items():
        setattr(app.state, name, thing)
    for router in parts.routers:
        app.include_router(router)
    _check_policy(parts)
    routes = [route for router in parts.routers for route in router.routes]
    answer_with_problems(app, parts.telemetry, parts.error_page, routes=routes)
    _add_health(app, parts)
    FastAPIInstrumentor.instrument_app(
        app,
        tracer_provider=parts.telemetry.provider,
        excluded_urls="livez,readyz,metrics",
        exclude_spans=["receive", "send"],
    )
    return app


def _check_policy(parts: HttpParts) -> None:
    routes = {
        route.endpoint.__name__ for router in parts.routers for route in router.routes if isinstance(route, APIRoute)
    }
    if missing := routes - parts.policy.keys():
        raise ValueError(f"{parts.service}: no rule in policy for {', '.join(sorted(missing))}")
    if idle := parts.policy.keys() - routes:
        raise ValueError(f"{parts.service}: policy names no route: {', '.join(sorted(idle))}")


def _add_health(app: FastAPI, parts: HttpParts) -> None:
    @app.get("/livez", include_in_schema=False)
    async def livez() -> PlainTextResponse:
        return PlainTextResponse("alive")

    @app.get("/readyz", include_in_schema=False)
    async def readyz(books: bool = False) -> JSONResponse:
        state = await parts.readiness(books=books)
        parts.telemetry.metrics.ready.set(state["ready"])
        return JSONResponse(state, 200 if state["ready"] else 503)

    @app.get("/metrics", include_in_schema=False)
    async def metrics() -> Response:
        return Response(generate_latest(parts.telemetry.metrics.registry), media_type=CONTENT_TYPE_LATEST)
