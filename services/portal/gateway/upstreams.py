"""Requests passed on to the services as they are, and their answers passed back, both as streams."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping

import httpx
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from chassis.trace_context import current_traceparent
from services.portal.domain import BodyTooLarge, NoSuchService
from services.portal.gateway.crowds import unanswered

Headers = Iterable[tuple[bytes, bytes]]

# RFC 9110, section 7.6.1: these speak about one connection, not about the message. Our server answers Expect itself.
_OF_THE_CONNECTION = frozenset(
    {
        b"connection",
        b"expect",
        b"keep-alive",
        b"proxy-authenticate",
        b"proxy-authorization",
        b"proxy-connection",
        b"te",
        b"trailer",
        b"transfer-encoding",
        b"upgrade",
    }
)

# A service knows its caller by the token, not by the browser's session or address, and a cookie it set would be ours.
_OF_THE_PORTAL = frozenset({b"cookie", b"set-cookie", b"forwarded", b"x-real-ip"})
_OF_PROXIES = b"x-forwarded-"

_OF_THE_SERVER = frozenset({b"date", b"server"})
"""Our own server sets these on every answer."""

_TAKEN_WITHIN = 60.0
"""Seconds for each piece of an answer: whoever takes nothing for so long is taken for gone, and gives their place."""


class Upstreams:
    """The services by name. Nothing of a request is read but its path and its size."""

    def __init__(self, client: httpx.AsyncClient, urls: Mapping[str, str], *, body_limit: int) -> None:
        self._client = client
        self._urls = {name: httpx.URL(url) for name, url in urls.items()}
        self._body_limit = body_limit

    async def aclose(self) -> None:
        await self._client.aclose()

    @property
    def names(self) -> list[str]:
        return sorted(self._urls)

    async def forward(self, request: Request, *, to: str) -> Response:
        """The service's own answer. Raises NoSuchService, ServiceAway, ServiceBusy, BodyTooLarge."""
        passed_on = self._passed_on(request, to=to)
        try:
            answer = await self._client.send(passed_on, stream=True)
        except ClientDisconnect:
            return Response(status_code=400)  # whoever asked is gone in mid-sentence: nobody reads this
        except httpx.TransportError as error:
            raise unanswered(f"the service {to}", error) from error
        passed_back = _PassedBack(answer)
        given = _to_pass_on(answer.headers.raw)
        passed_back.raw_headers = [(name, value) for name, value in given if name not in _OF_THE_SERVER]
        return passed_back

    def _passed_on(self, request: Request, *, to: str) -> httpx.Request:
        # The raw path, so that what the client escaped stays escaped; a dot segment could lead out of /api.
        raw_path: bytes = request.scope["raw_path"]
        if to not in self._urls or any(part in (b".", b"..") for part in raw_path.split(b"/")):
            raise NoSuchService(f"there is no service {to}; there are: {', '.join(self.names)}")
        chunked = "transfer-encoding" in request.headers
        self._check(0 if chunked else int(request.headers.get("content-length", 0)))
        query: bytes = request.scope["query_string"]
        url = self._urls[to].copy_with(raw_path=raw_path + (b"?" + query if query else b""))
        headers = httpx.Headers(list(_to_pass_on(request.headers.raw)))
        if chunked:  # RFC 9112, section 6.3: it overrides a length, which our own client would then try to keep
            headers.pop("content-length", None)
        if traceparent := current_traceparent():  # our own span is the parent of the service's
            headers["traceparent"] = traceparent
        has_body = chunked or "content-length" in request.headers
        return httpx.Request(
            request.method,
            url,
            headers=headers,
            content=self._measured(request) if has_body else None,
            extensions={"timeout": self._client.timeout.as_dict()},
        )

    async def _measured(self, request: Request) -> AsyncIterator[bytes]:
        size = 0
        async for chunk in request.stream():
            size += len(chunk)
            self._check(size)
            yield chunk

    def _check(self, size: int) -> None:
        if size > self._body_limit:
            raise BodyTooLarge(f"the body is larger than {self._body_limit} bytes: send less at once")


class _PassedBack(StreamingResponse):
    """Closes the service's answer in any case: whoever asked may be gone before its first byte, or stop reading."""

    def __init__(self, answer: httpx.Response) -> None:
        super().__init__(answer.aiter_raw(), status_code=answer.status_code)
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        given_up = False

        async def send_in_time(message: Message) -> None:
            nonlocal given_up
            try:
                async with asyncio.timeout(_TAKEN_WITHIN):
                    await send(message)
            except TimeoutError:
                given_up = True
                raise

        try:
            await super().__call__(scope, receive, send_in_time)
        except (TimeoutError, ClientDisconnect):
            if not given_up:  # else nobody is told: the server closes the connection once its reader takes more or goes
                raise
        finally:
            await self._answer.aclose()


def _to_pass_on(headers: Headers) -> Iterable[tuple[bytes, bytes]]:
    given = [(name.lower(), value) for name, value in headers]
    named = {part.strip().lower() for name, value in given if name == b"connection" for part in value.split(b",")}
    kept = _OF_THE_CONNECTION | _OF_THE_PORTAL | named
    return ((name, value) for name, value in given if name not in kept and not name.startswith(_OF_PROXIES))
