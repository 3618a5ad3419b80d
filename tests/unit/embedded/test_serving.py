"""The supervisor's own HTTP server."""

import socket

import pytest
from starlette.applications import Starlette

from fairlead.embedded.ports import HOST
from fairlead.embedded.serving import LoopbackServer


async def test_a_port_that_is_taken_is_an_error_of_its_caller_and_not_the_end_of_the_process() -> None:
    with socket.create_server((HOST, 0)) as somebody:
        server = LoopbackServer(Starlette(), host=HOST, port=somebody.getsockname()[1])
        with pytest.raises(OSError, match="in use"):
            await server.start()
        await server.stop()
