"""The sockets that a service answers on, and an end for whoever takes nothing of an answer."""

import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp

READER_PATIENCE = 60.0
"""Seconds in which whoever asked takes nothing of the answer before their connection ends."""


class Server(uvicorn.Server):
    """One application on one port, until ``should_exit``; leaves signals to whoever runs several services."""

    def __init__(self, app: ASGIApp, *, host: str, port: int, patience: float = READER_PATIENCE) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                host=host,
                port=port,
                log_config=None,
                access_log=False,
                lifespan="off",
                timeout_graceful_shutdown=10,
            )
        )
        self._patience = patience

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        """The kernel holds the patience, which a connection has from the socket that it came to: uvicorn waits for ever
        for a reader who stalls, with the connection and all that is kept for it."""
        listening = sockets or [self.config.bind_socket()]
        for one in listening:
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, int(self._patience * 1000))
        await super().serve(listening)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
