"""Asking the portal's application itself: the test client collects whole answers, and resolves dots in paths."""

import asyncio
from collections.abc import MutableMapping, Sequence
from typing import Any

from tests.services.driver import Driver


async def ask(
    portal: Driver,
    path: str,
    arrived: "asyncio.Queue[bytes]",
    *,
    body: Sequence[bytes] = (),
    gone: bool = False,
    stalled: bool = False,
) -> int:
    """Ask for a path exactly as written; parts of the answer arrive as they are sent. Returns the status.

    With a body, hang up after these parts of it, before its end. ``gone``: hang up as the answer begins. ``stalled``:
    take its first part, and nothing more.
    """
    scope = {
        "type": "http",
        "method": "POST" if body else "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(b"transfer-encoding", b"chunked")] if body else [],
        "http_version": "1.1",
        "scheme": "http",
        "server": ("service", 80),
        "client": ("127.0.0.1", 1),
    }
    statuses: list[int] = []
    sent = iter(body)

    async def receive() -> dict[str, Any]:
        if part := next(sent, None):
            return {"type": "http.request", "body": part, "more_body": True}
        if not body and not gone:
            await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        if gone:
            await asyncio.Event().wait()
        if message["type"] == "http.response.start":
            statuses.append(message["status"])
        elif message.get("body"):
            arrived.put_nowait(message["body"])
            if stalled:
                await asyncio.Event().wait()

    await portal.running.app(scope, receive, send)
    return statuses[0] if statuses else 0
