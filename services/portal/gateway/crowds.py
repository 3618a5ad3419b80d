"""A crowd waits before the connections, not among them: so many requests at once to each service, the rest in turn.

httpcore looks through all that wait and all connections each time one comes or goes; a thousand at once cost it more
than they cost the services (decision 0020). And a service that is slow keeps nobody from the others. What is passed on
has turns of its own: a browser that reads slowly holds its place for as long, and no page waits for it.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable

import httpx

from services.portal.domain import ServiceAway, ServiceBusy

AT_ONCE = 50
"""To one service, of pages; and as many passed on. It has fewer connections to its database than that."""

_A_MOMENT = 5
"""Seconds: when whoever got no turn may well get one."""


def unanswered(whom: str, error: httpx.TransportError) -> ServiceAway:
    """Why there is no answer of theirs: no turn came up in time, or they are away."""
    if isinstance(error, httpx.PoolTimeout):
        return ServiceBusy(f"too many are asking {whom} at once: try again in a moment", retry_after=_A_MOMENT)
    return ServiceAway(f"{whom} does not answer: try again when it is ready")


class InTurn(httpx.AsyncBaseTransport):
    """Passes on at most so many requests at once to each address; a place is free again when the answer is closed.

    Raises httpx.PoolTimeout for whoever got no place within the request's own timeout for one.
    """

    def __init__(self, transport: httpx.AsyncBaseTransport, *, at_once: int = AT_ONCE) -> None:
        self._transport = transport
        self._places = defaultdict[tuple[str, int | None], asyncio.Semaphore](lambda: asyncio.Semaphore(at_once))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        places = self._places[request.url.host, request.url.port]
        try:
            async with asyncio.timeout(request.extensions.get("timeout", {}).get("pool")):
                await places.acquire()
        except TimeoutError as error:
            raise httpx.PoolTimeout("too many are before this request", request=request) from error
        try:
            answer = await self._transport.handle_async_request(request)
        except BaseException:
            places.release()
            raise
        answer.stream = _Held(answer.stream, places.release)  # type: ignore[arg-type]  # the stream of async transports
        return answer

    async def aclose(self) -> None:
        await self._transport.aclose()


class _Held(httpx.AsyncByteStream):
    """An answer's body, which gives its place back once."""

    def __init__(self, stream: httpx.AsyncByteStream, give_back: Callable[[], None]) -> None:
        self._stream = stream
        self._give_back: Callable[[], None] | None = give_back

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._stream:
            yield chunk

    async def aclose(self) -> None:
        try:
            await self._stream.aclose()
        finally:
            if (give_back := self._give_back) is not None:
                self._give_back = None
                give_back()
