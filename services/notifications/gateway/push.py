"""The push services of the browsers: one request as RFC 8030 has it, and what became of it for certain."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from uuid import UUID

import httpcore
import httpx

from services.notifications.domain import Device, Outcome, topic
from services.notifications.gateway.reaching import NotAllowed, PublicOnly, Reach
from services.notifications.gateway.sealing import Vapid, seal

LONGEST_PUSH = 20.0
"""Seconds that one attempt takes at most; a lease must be longer."""
_Headers = Mapping[bytes | str, bytes | str]
_WAITS = {"connect": 5.0, "pool": 10.0, "write": 5.0, "read": 10.0}
_LONGEST_BODY = 4_096
"""Bytes of an answer that are read, so that its connection can be used again."""
_ABOUT_US = frozenset({401, 403})
_COME_BACK = frozenset({408, 425, 429})


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one attempt, and the push service's status. Its words are not kept."""

    outcome: Outcome
    status: int | None = None
    wait: timedelta = timedelta()
    """How long we were asked to wait."""

    @property
    def is_about_us(self) -> bool:
        """Our key or our clock is refused, not this device."""
        return self.status in _ABOUT_US


class Pusher:
    """Sends pushes. It connects when the first one is sent, and follows no redirect."""

    def __init__(self, vapid: Vapid, reach: Reach) -> None:
        self.vapid = vapid
        self.reach = reach
        self._pool: httpcore.AsyncConnectionPool | None = None

    async def push(self, device: Device, *, item: UUID, tag: UUID, lives: timedelta, at: datetime) -> Answer:
        """Tell a device that there is something new in the inbox, and which item; never what."""
        try:
            place = self.reach.place(device.endpoint)
        except NotAllowed:
            return Answer(Outcome.REJECTED)
        headers: _Headers = {
            "Host": place.origin.partition("://")[2],
            "Authorization": self.vapid.authorization(place.origin, at=at),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(int(lives.total_seconds())),
            "Urgency": "normal",
            "Topic": topic(tag),
        }
        content = seal(_content(item, tag), p256dh=device.p256dh, auth=device.auth)
        try:
            async with asyncio.timeout(LONGEST_PUSH):
                return await self._ask(place.url, headers, content, at)
        except (httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.PoolTimeout):
            return Answer(Outcome.NOT_SENT)
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, TimeoutError, OSError):
            return Answer(Outcome.UNKNOWN)

    async def close(self) -> None:
        if self._pool is not None:
            await self._pool.aclose()
            self._pool = None

    async def _ask(
        self, url: httpcore.URL, headers: Mapping[bytes | str, bytes | str], content: bytes, at: datetime
    ) -> Answer:
        async with self._connections().stream(
            "POST", url, headers=headers, content=content, extensions={"timeout": _WAITS}
        ) as response:
            answer = _judged(response.status, _header(response, b"retry-after"), at)
            read = 0
            async for part in response.aiter_stream():
                read += len(part)
                if read > _LONGEST_BODY:
                    break
        return answer

    def _connections(self) -> httpcore.AsyncConnectionPool:
        if self._pool is None:
            self._pool = httpcore.AsyncConnectionPool(
                ssl_context=httpx.create_ssl_context(),
                max_connections=40,
                keepalive_expiry=30.0,
                network_backend=PublicOnly(loopback=self.reach.loopback),
            )
        return self._pool


def _content(item: UUID, tag: UUID) -> bytes:
    """No word of what happened: the service worker has the words, and sign-in the rest. Always as long."""
    return json.dumps({"item": str(item), "tag": topic(tag)}).encode()


def _judged(status: int, retry_after: str | None, at: datetime) -> Answer:
    """401 and 403 are about our key or clock, not the device: it is tried again while an operator sees to that."""
    if 200 <= status < 300:
        return Answer(Outcome.ACCEPTED, status)
    if status in (404, 410):
        return Answer(Outcome.GONE, status)
    if status in _COME_BACK | _ABOUT_US or status >= 500:
        return Answer(Outcome.NOT_SENT, status, _asked_wait(retry_after, at))
    return Answer(Outcome.REJECTED, status)


def _asked_wait(retry_after: str | None, at: datetime) -> timedelta:
    """Seconds or a date; whatever cannot be read asks for nothing."""
    try:
        if retry_after is None or retry_after.strip().isdecimal():
            return timedelta(seconds=int(retry_after or 0))
        return max(parsedate_to_datetime(retry_after) - at, timedelta())
    except (ValueError, TypeError, OverflowError):
        return timedelta()


def _header(response: httpcore.Response, name: bytes) -> str | None:
    return next((value.decode("latin-1") for key, value in response.headers if key.lower() == name), None)
