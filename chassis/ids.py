"""Ids that sort by time (RFC 9562, version 7): new ones land at the end of an index."""

import secrets
from datetime import datetime
from uuid import UUID

_VERSION = 7 << 76
_VARIANT = 2 << 62
_RANDOM = ((1 << 76) - (1 << 64)) | ((1 << 62) - 1)


def uuid7(at: datetime) -> UUID:
    """A new id of this moment (millisecond precision, 74 random bits)."""
    milliseconds = int(at.timestamp() * 1000)
    return UUID(int=(milliseconds << 80) | _VERSION | _VARIANT | secrets.randbits(80) & _RANDOM)
