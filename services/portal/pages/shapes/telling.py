"""What was told, and on which devices one is rung."""

from datetime import datetime
from uuid import UUID

from services.portal.pages.shapes.read import Read


class About(Read):
    kind: str
    id: str


class Item(Read):
    """One notice of somebody's inbox."""

    event_id: UUID
    type: str
    about: About
    title: str
    lines: tuple[str, ...]
    at: datetime
    read: bool


class Inbox(Read):
    items: tuple[Item, ...]
    next: str | None


class Unread(Read):
    unread: int


class PushKey(Read):
    public_key: str


class Device(Read):
    """A browser of somebody's that is rung."""

    id: UUID
    service: str
    fingerprint: str
    added_at: datetime
    last_reached_at: datetime | None

    @property
    def browser(self) -> str:
        """Its kind, as far as its push service tells."""
        return next((name for host, name in _BROWSERS.items() if self.service.endswith(host)), "A browser")


class Devices(Read):
    items: tuple[Device, ...]


_BROWSERS = {
    "googleapis.com": "Chrome or another browser of its family",
    "mozilla.com": "Firefox",
    "windows.com": "Edge",
    "apple.com": "Safari",
}
