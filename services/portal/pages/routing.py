"""Routes of pages: who visits, may they, and does the form come from here; then the page."""

from collections.abc import Callable, Coroutine
from typing import Any, ClassVar

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute

from chassis.errors import Forbidden
from chassis.http import ANYONE, ANYONE_SIGNED_IN, Policy, sized
from chassis.tokens import NotSignedIn
from services.portal.pages.visit import Visit

_SAFE = frozenset({"GET", "HEAD"})


class PageRoute(APIRoute):
    """One page under the portal's policy. It begins units of work itself, if it needs one."""

    largest_body: ClassVar[int | None] = None

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()
        name = self.endpoint.__name__

        async def run(request: Request) -> Response:
            state = request.app.state
            request = sized(request, self.largest_body or state.largest_body)
            visit = Visit(state.portal, state.look, request, state.database, state.database.clock.now())
            request.state.visit = visit
            await visit.open_session()
            _check(visit, state.policy, name)
            if request.method not in _SAFE:
                await visit.take_form()
            try:
                return await handle(request)
            finally:
                await visit.form.close()

        return run


class Pages(APIRouter):
    """A FastAPI router whose routes are pages; none is part of the described interface."""

    def __init__(self, *, largest_body: int | None = None) -> None:
        super().__init__(route_class=type("PageRoute", (PageRoute,), {"largest_body": largest_body}))

    def get(self, path: str, **options: Any) -> Callable[..., Any]:
        return self.api_route(path, methods=["GET", "HEAD"], include_in_schema=False, **options)

    def post(self, path: str, **options: Any) -> Callable[..., Any]:
        return self.api_route(path, methods=["POST"], include_in_schema=False, **options)


def _check(visit: Visit, policy: Policy, name: str) -> None:
    allowed = policy[name]
    if allowed is ANYONE:
        return
    if visit.session is None:
        raise NotSignedIn
    if allowed is not ANYONE_SIGNED_IN and not visit.roles & allowed:
        raise Forbidden
