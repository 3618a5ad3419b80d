"""A small HTTP server of the supervisor's own, on loopback, without a say in signals."""

import asyncio
import socket

from starlette.applications import Starlette

from chassis.http.serving import Server


class LoopbackServer:
    """Serves one application until stopped."""

    def __init__(self, app: Starlette, *, host: str, port: int) -> None:
        self._address = (host, port)
        self._server = Server(app, host=host, port=port)
        self._serving: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Returns when it takes requests. ``OSError`` where the port is taken; uvicorn's own bind would exit."""
        listening = socket.create_server(self._address, backlog=self._server.config.backlog)
        self._serving = asyncio.create_task(self._server.serve([listening]))
        while not self._server.started:
            await asyncio.sleep(0.01)
            if self._serving.done():
                self._serving.result()

    async def stop(self) -> None:
        self._server.should_exit = True
        if self._serving is not None:
            await asyncio.gather(self._serving, return_exceptions=True)
