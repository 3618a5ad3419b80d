"""How a service begins: alive at once, at work only when what has to be true first is true."""

import asyncio
import gc
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from chassis.http.problems import Problem

HEALTH = ("/livez", "/readyz", "/metrics")
"""What is answered from the first moment on."""
_NOT_YET = "it has not begun: its schema has not been looked at yet"
_COME_BACK = Problem(
    503, "not-yet", "This service is starting", "Nothing was changed. Try again.", headers={"Retry-After": "2"}
)


class Beginning:
    """Whether a service still waits before it begins; one that nobody lets wait has begun."""

    def __init__(self) -> None:
        self.waits = False

    async def after(self, first: Awaitable[None], stop: asyncio.Event) -> None:
        """Waits for ``first``, or for the end. Raises what ``first`` raises."""
        self.waits = True
        ends = [asyncio.ensure_future(first), asyncio.create_task(stop.wait())]
        try:
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            if ends[0].done():
                await ends[0]
                self.waits = stop.is_set()  # then it never begins
        finally:
            for end in ends:
                end.cancel()
            await asyncio.gather(*ends, return_exceptions=True)

    def before(self, app: ASGIApp) -> ASGIApp:
        """The app; until we begin, its health, and for all else that one is to come back."""

        async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
            answer: ASGIApp = _COME_BACK.as_json() if self.waits and scope["path"] not in HEALTH else app
            await answer(scope, receive, send)

        return guarded

    def told(self, readiness: Callable[..., Awaitable[dict[str, Any]]]) -> Callable[..., Awaitable[dict[str, Any]]]:
        """What ``/readyz`` says; never that we are ready before we begin."""

        async def state(*, books: bool = False) -> dict[str, Any]:
            found = await readiness(books=books)
            return {**found, "ready": False, "reasons": [*found["reasons"], _NOT_YET]} if self.waits else found

        return state


def only_health(app: FastAPI) -> FastAPI:
    """The app of a process that runs other parts of its service."""
    health = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    health.router.routes = [r for r in app.router.routes if getattr(r, "path", "") in HEALTH]
    return health


def calm_the_interpreter() -> None:
    """What is loaded stays; rows of a large batch are not searched for cycles again and again.

    The short switch interval keeps exporter threads from holding the loop up for 5 ms at every system call.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)
    sys.setswitchinterval(0.0005)
