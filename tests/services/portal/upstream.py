"""A service behind the portal, over a real socket: it says what reached it, and knows a few people."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from fairlead.embedded.ports import HOST
from fairlead.embedded.serving import LoopbackServer
from tests.postgres import free_tcp_port

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


@dataclass
class Upstream:
    """What the services behind the portal saw, and the people their registry knows."""

    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    seen: list[Request] = field(default_factory=list)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)
    url: str = ""
    answers: dict[tuple[str, str], Any] = field(default_factory=dict)
    """What is answered to a method and a path, as status and body; a list of those, one after the other."""

    @property
    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/api/leave/slowly", self._slowly),
                Route("/api/leave/several", self._several),
                Route("/api/registry/people/search", self._search, methods=["POST"]),
                Route("/api/registry/people/{person}/grants", self._grants),
                Route("/{path:path}", self._echo, methods=METHODS),
            ]
        )

    async def _echo(self, request: Request) -> Response:
        size = 0
        async for chunk in request.stream():
            size += len(chunk)
        self.seen.append(request)
        if (answer := self.answers.get((request.method, request.url.path))) is not None:
            status, body = answer.pop(0) if isinstance(answer, list) and len(answer) > 1 else _one(answer)
            return Response(body, status) if isinstance(body, bytes) else JSONResponse(body, status)
        path, query = request.scope["raw_path"].decode(), request.scope["query_string"].decode()
        facts = {"method": request.method, "path": path, "query": query, "size": size}
        hop_by_hop = {"Connection": "X-Ours", "X-Ours": "for this connection only", "ETag": '"v3"'}
        return JSONResponse({**facts, "headers": dict(request.headers)}, 418, headers=hop_by_hop)

    async def _slowly(self, request: Request) -> Response:
        async def parts() -> AsyncIterator[bytes]:
            yield b"first "
            await self.go_on.wait()
            yield b"second"

        return StreamingResponse(parts())

    async def _several(self, request: Request) -> Response:
        self.seen.append(request)
        answer = Response(b"\x00\xff", media_type="application/octet-stream")
        answer.headers.append("Link", "</a>")
        answer.headers.append("Link", "</b>")
        answer.set_cookie("session", "theirs")
        return answer

    async def _search(self, request: Request) -> Response:
        self.seen.append(request)
        asked = await request.json()
        if "unreadable" in asked.values():
            return JSONResponse({"type": "/problems/invalid"}, 422)
        found = [one for one in self.people.values() if all(one[name] == value for name, value in asked.items())]
        return JSONResponse({"items": [{"id": one["id"]} for one in found]})

    async def _grants(self, request: Request) -> Response:
        self.seen.append(request)
        return JSONResponse({"grants": self.people[request.path_params["person"]]["grants"]})


def _one(answer: Any) -> tuple[int, Any]:
    return answer[0] if isinstance(answer, list) else answer


@contextlib.asynccontextmanager
async def served(upstream: Upstream) -> AsyncIterator[Upstream]:
    """On a free port, until the block ends."""
    port = free_tcp_port()
    server = LoopbackServer(upstream.app, host=HOST, port=port)
    await server.start()
    upstream.url = f"http://{HOST}:{port}"
    try:
        yield upstream
    finally:
        await server.stop()
