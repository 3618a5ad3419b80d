"""A client that does not give up: the same command under the same key until somebody answers it for good."""

import asyncio
import functools
import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

from fairlead.embedded.addresses import Addresses
from fairlead.embedded.layout import Layout
from fairlead.embedded.loopback import plain_async_client
from fairlead.embedded.services import operator_secret

_WITHIN = 15.0
"""Seconds an answer may take; then its outcome is unknown and it is asked again."""
_TOKEN_FOR = 300.0
_ALREADY_DONE = 409


class NeverAccepted(Exception):
    """A command that must be taken sooner or later was not, long after the last fault."""


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody in one of their roles: a registration number, or a stand-in."""

    person: str
    role: str


OPERATOR = Who("operator", "operator")


@dataclass
class Asker:
    """Everybody's way to the HTTP APIs of a region that is falling over all the time."""

    addresses: Addresses
    layout: Layout
    answers: Counter[str] = field(default_factory=Counter)
    """Commands acknowledged, and how often one was asked again because nobody answered, or answered for good."""
    surprises: list[str] = field(default_factory=list)
    """Answers that say that an effect happened twice."""
    until: float | None = None
    """When patience ends; while there are faults it does not."""
    _tokens: dict[Who, tuple[str, float]] = field(default_factory=dict)
    _client: httpx.AsyncClient | None = None

    async def command(self, who: Who, path: str, *, body: Any = None, content: "Upload | None" = None) -> Any:
        """The answer to a POST. Raises NeverAccepted."""
        key = {"Idempotency-Key": str(uuid4())}
        if content is not None:
            kind, sent = content.encoded()
        else:
            kind, sent = "application/json", json.dumps(body or {}).encode()
        headers, url = {**key, "Content-Type": kind}, self._url(path)
        answer = await self._patiently(
            who, lambda signed, client: client.post(url, content=sent, headers=headers | signed), path
        )
        self.answers["acknowledged"] += 1
        return answer

    async def look(self, who: Who, path: str) -> Any:
        return await self._patiently(who, lambda signed, client: client.get(self._url(path), headers=signed), path)

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()

    async def person_id(self, who: Who) -> str:
        """The id of somebody."""
        return str((await self._sign_in(who))["person_id"])

    async def _patiently(self, who: Who, ask: "Callable[[dict[str, str], httpx.AsyncClient], Any]", path: str) -> Any:
        while True:
            signed = {"Authorization": f"Bearer {await self._token(who)}"}
            response = await self._once(functools.partial(ask, signed))
            if response is not None and response.is_success:
                return response.json() if response.content else None
            if response is not None and response.status_code == 401:
                self._tokens.pop(who, None)
            if response is not None and response.status_code == _ALREADY_DONE:
                self.surprises.append(f"{_shape(path)} answered {response.text[:200]}")
                raise NeverAccepted(_shape(path))
            await self._again(path, response)

    def _url(self, path: str) -> str:
        """Straight to the service: a killed portal must not spare it its load."""
        return self.addresses.services[path.split("/")[2]] + path

    async def _token(self, who: Who) -> str:
        kept = self._tokens.get(who)
        if kept is None or kept[1] < time.monotonic():
            token = str((await self._sign_in(who))["token"])
            self._tokens[who] = kept = (token, time.monotonic() + _TOKEN_FOR)
        return kept[0]

    async def _sign_in(self, who: Who) -> Any:
        secret = {"Authorization": f"Operator {operator_secret(self.layout)}"}
        asked, path = {"person": who.person, "role": who.role}, "/api/portal/tokens"
        url = self._url(path)
        while True:
            response = await self._once(lambda client: client.post(url, json=asked, headers=secret))
            if response is not None and response.is_success:
                return response.json()
            await self._again(path, response)

    async def _once(self, ask: "Callable[[httpx.AsyncClient], Any]") -> httpx.Response | None:
        """None: nobody answered, so nobody knows what came of it."""
        if self._client is None:
            self._client = plain_async_client("", timeout=_WITHIN)
        try:
            response: httpx.Response = await ask(self._client)
        except httpx.TransportError:
            return None
        return response

    async def _again(self, path: str, response: httpx.Response | None) -> None:
        """Wait a moment; raises NeverAccepted once the faults are long over."""
        why = "nobody answers" if response is None else f"{response.status_code} {response.text[:300]}"
        self.answers["unanswered" if response is None else f"answered {response.status_code}"] += 1
        if self.until is not None and time.monotonic() > self.until:
            raise NeverAccepted(f"{_shape(path)}: {why}")
        await asyncio.sleep(0.3 if response is None else 0.5)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file and the fields sent with it; the same bytes at each attempt, as an idempotent repetition must be."""

    name: str
    content: bytes
    fields: dict[str, str]

    def encoded(self) -> tuple[str, bytes]:
        """Content type and body."""
        files = {"file": (self.name, self.content)}
        request = httpx.Request("POST", "http://127.0.0.1/", files=files, data=self.fields)
        return request.headers["content-type"], request.read()


def _shape(path: str) -> str:
    """A path without the ids in it."""
    return "/".join("…" if part.count("-") == 4 else part for part in path.split("/"))
