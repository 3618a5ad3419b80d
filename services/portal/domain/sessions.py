"""One person signed in on one browser: what the portal knows of them, and until when."""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from contracts import Grant
from contracts.vocabulary import Role

_SEEN_AGAIN = timedelta(minutes=1)
"""How late the note of somebody's last visit may be, so that not every page writes."""


@dataclass(frozen=True, slots=True)
class Session:
    """The browser holds the key, the portal its fingerprint: a copy of the database opens no session."""

    key: str
    person_id: UUID
    name: str
    """As the issuer has it; shown to nobody but themselves."""
    grants: frozenset[Grant]
    granted_at: datetime
    seen_at: datetime
    ends_at: datetime

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.grants)

    def lives(self, *, at: datetime, idle: timedelta) -> bool:
        """Neither over, nor left alone for too long (ASVS 7.3)."""
        return at < self.ends_at and at < self.seen_at + idle

    def with_grants(self, grants: Iterable[Grant], *, at: datetime) -> Self:
        return replace(self, grants=frozenset(grants), granted_at=at)

    def to_be_noted(self, *, at: datetime) -> bool:
        return at >= self.seen_at + _SEEN_AGAIN


def fingerprint(key: str) -> bytes:
    """What is kept of a session's key, or of any secret that comes back as it was given out."""
    return hashlib.sha256(key.encode()).digest()


def form_token(key: str) -> str:
    """What a form of this session carries: only who holds the key can know it, and it tells nothing of the key."""
    return base64.urlsafe_b64encode(hashlib.sha256(b"form\0" + key.encode()).digest()).decode().rstrip("=")
