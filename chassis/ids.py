"""Ids of events (RFC 9562): those that sort by time (version 7), and those that follow from a cause (version 5)."""

import secrets
from datetime import datetime
from functools import cache
from hashlib import sha1
from typing import Any
from uuid import UUID

from asyncpg.pgproto import pgproto

SAID = UUID("6d3c1f3e-0a4b-4b57-9a39-9a3f8c6f1c55")
"""The namespace of the ids of what handlers say."""

_VERSION = 7 << 76
_HASHED = 5 << 76
_VARIANT = 2 << 62
_MARKED = 15 << 76 | 3 << 62
_RANDOM = ((1 << 76) - (1 << 64)) | ((1 << 62) - 1)


def uuid7(at: datetime) -> UUID:
    """A new id of this moment, at the end of every index (millisecond precision, 74 random bits)."""
    milliseconds = int(at.timestamp() * 1000)
    return UUID(int=(milliseconds << 80) | _VERSION | _VARIANT | secrets.randbits(80) & _RANDOM)


def derived(consumer: str, cause: UUID, nth: int) -> UUID:
    """The id of what a consumer says because of an event: the same each time it handles it.

    A UUID of version 5, made in a seventh of the time that ``uuid.uuid5`` takes.
    """
    name = _named(consumer).copy()
    name.update(f"{cause}/{nth}".encode())
    value = int.from_bytes(name.digest()[:16]) & ~_MARKED | _HASHED | _VARIANT
    return pgproto.UUID(value.to_bytes(16))  # type: ignore[no-any-return]


@cache
def _named(consumer: str) -> Any:
    return sha1(SAID.bytes + f"{consumer}/".encode(), usedforsecurity=False)
