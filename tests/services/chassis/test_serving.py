"""What a service's socket does with whoever does not take the answer."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.types import Receive, Scope, Send

from chassis.http.serving import Server
from tests.postgres import free_tcp_port

_PART = b"." * 1_000_000


class _Endless:
    """An answer that goes on for as long as somebody is there."""

    def __init__(self) -> None:
        self.left = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        gone = asyncio.ensure_future(receive())
        await send({"type": "http.response.start", "status": 200, "headers": []})
        while not gone.done():
            await send({"type": "http.response.body", "body": _PART, "more_body": True})
        self.left.set()


@asynccontextmanager
async def _served(app: _Endless, patience: float) -> AsyncIterator[int]:
    server = Server(app, host="127.0.0.1", port=free_tcp_port(), patience=patience)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    yield server.config.port
    server.should_exit = server.force_exit = True
    await serving


async def test_who_takes_nothing_of_an_answer_is_cut_off() -> None:
    app = _Endless()
    async with _served(app, patience=1.0) as port:
        _, writer = await asyncio.open_connection("127.0.0.1", port, limit=1_000)
        writer.write(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")

        await asyncio.wait_for(app.left.wait(), 20)

        writer.close()


async def test_who_takes_an_answer_slowly_is_not() -> None:
    app = _Endless()
    async with _served(app, patience=1.0) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1_000)
        writer.write(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")

        for _ in range(12):
            await reader.readexactly(2_000_000)
            await asyncio.sleep(0.25)

        assert not app.left.is_set()
        writer.close()
