"""A push service on a real socket, with its browsers: it checks, decrypts, and answers as it is told."""

import asyncio
import contextlib
import json
import os
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwt
from joserfc.jwk import ECKey

_TOPIC = re.compile(r"[A-Za-z0-9_-]{1,32}")
_CONTACT = re.compile(r"mailto:[^@\s]+@[^@\s]+\.[^@\s.]+|https://[^/\s]+\.[^/\s.]+\S*")


def text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw(encoded: str) -> bytes:
    return urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))


@dataclass
class Browser:
    """One that subscribed with our public key; what it was pushed, decrypted."""

    endpoint: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    auth: bytes = field(default_factory=lambda: os.urandom(16))
    server_key: str = ""
    seen: list[dict[str, Any]] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)

    @property
    def subscription(self) -> dict[str, Any]:
        """As ``PushSubscription.toJSON()`` writes it."""
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        keys = {"p256dh": text(point), "auth": text(self.auth)}
        return {"endpoint": self.endpoint, "expirationTime": None, "keys": keys}


@dataclass
class PushService:
    """Takes what is right by RFC 8030, 8188, 8291 and 8292, and will do with the next pushes what its script says.

    A word each, 201 when none is left: a status, a status and seconds to wait (``429 30``), or ``lose answer``.
    """

    now: Callable[[], datetime]
    port: int = 0
    browsers: dict[str, Browser] = field(default_factory=dict)
    script: deque[str] = field(default_factory=deque)
    faults: list[str] = field(default_factory=list)
    """What was wrong with requests, in words; none of them was taken."""
    paths: list[str] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    at_once: int = 0
    """The most requests that were in hand at the same moment."""
    _in_hand: int = 0

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def then(self, *behaviours: str) -> None:
        self.script.extend(behaviours)

    def a_browser(self, server_key: str) -> Browser:
        path = f"/push/{uuid4()}"
        self.browsers[path] = Browser(self.origin + path, server_key=server_key)
        return self.browsers[path]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._answer_one(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _answer_one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        method, path, _ = head[0].split(" ")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        self._in_hand += 1
        self.at_once = max(self.at_once, self._in_hand)
        await asyncio.sleep(0)
        self._in_hand -= 1
        self.paths.append(path)
        behaviour = self.script.popleft() if self.script else "201"
        wrong = self._wrong(method, path, headers, body)
        if wrong:
            self.faults.append(wrong)
            behaviour = "400"
        if behaviour in ("201", "lose answer"):
            self._show(self.browsers[path], headers, body)
        if behaviour == "lose answer":
            writer.transport.abort()
            return False
        status, _, wait = behaviour.partition(" ")
        more = f"Retry-After: {wait}\r\n" if wait else ""
        more += f"Location: {self.origin}/elsewhere\r\n" if status.startswith("3") else ""
        writer.write(f"HTTP/1.1 {status} As Told\r\n{more}Content-Length: 0\r\n\r\n".encode())
        await writer.drain()
        return True

    def _wrong(self, method: str, path: str, headers: dict[str, str], body: bytes) -> str:
        browser = self.browsers.get(path)
        if browser is None or method != "POST":
            return f"no browser listens at {method} {path}"
        if headers.get("host") != f"127.0.0.1:{self.port}":
            return f"host {headers.get('host')}"
        if not (headers.get("ttl", "").isdecimal() and int(headers["ttl"]) <= 2_592_000):
            return f"TTL {headers.get('ttl')}"
        if headers.get("urgency") not in ("very-low", "low", "normal", "high"):
            return f"urgency {headers.get('urgency')}"
        if not _TOPIC.fullmatch(headers.get("topic", "A")):
            return f"topic {headers.get('topic')}"
        if headers.get("content-encoding") != "aes128gcm" or not 0 < len(body) <= 4_096:
            return f"content of {len(body)} bytes as {headers.get('content-encoding')}"
        return self._unsigned(browser, headers.get("authorization", ""))

    def _unsigned(self, browser: Browser, authorization: str) -> str:
        found = re.fullmatch(r"vapid t=([\w.-]+), ?k=([\w-]+)", authorization)
        if found is None:
            return "no VAPID"
        if found[2] != browser.server_key:
            return "another key than the browser was given"
        point = raw(found[2])
        key = ECKey.import_key(
            {"kty": "EC", "crv": "P-256", "x": text(point[1:33]), "y": text(point[33:])},
        )
        token = jwt.decode(found[1], key, algorithms=["ES256"])
        claims, now = token.claims, self.now().timestamp()
        self.tokens.add(found[1])
        if claims["aud"] != self.origin:
            return f"aud {claims['aud']}"
        if not now < claims["exp"] <= now + timedelta(hours=24).total_seconds():
            return f"exp {claims['exp']}"
        return "" if _CONTACT.fullmatch(claims["sub"]) else f"sub {claims['sub']}"

    def _show(self, browser: Browser, headers: dict[str, str], body: bytes) -> None:
        plain = http_ece.decrypt(body, private_key=browser.key, auth_secret=browser.auth)
        browser.seen.append(json.loads(plain))
        browser.topics.append(headers.get("topic", ""))


@contextlib.asynccontextmanager
async def a_push_service(now: Callable[[], datetime]) -> AsyncIterator[PushService]:
    service = PushService(now)
    talks: set[asyncio.Task[None]] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        talks.add(task)
        task.add_done_callback(talks.discard)
        with contextlib.suppress(asyncio.CancelledError):  # asyncio's own callback stumbles over a cancelled task
            await service.serve(reader, writer)

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    service.port = server.sockets[0].getsockname()[1]
    try:
        yield service
    finally:
        server.close()
        for task in list(talks):
            task.cancel()
        await asyncio.gather(*talks, return_exceptions=True)
        await server.wait_closed()
