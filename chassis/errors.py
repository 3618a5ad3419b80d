"""How work ends when it does not end well.

Exception
├── Declined            the business says no: roll back, answer or note it, move on
│   ├── NotFound        there is none, or none that you may see
│   ├── Forbidden       your role may not do this
│   └── LostUpdate      somebody else changed it first
├── Unreadable          no retry will help: hold the record, move on
└── anything else       our fault: roll back, wait, again; then hold or stop and say so
"""

from collections.abc import Mapping
from typing import Any, ClassVar, Self


class Declined(Exception):
    """An expected no: ``slug`` is its stable name, ``status`` its HTTP status, ``facts`` further problem details."""

    status: ClassVar[int] = 409
    slug: ClassVar[str] = "declined"
    title: ClassVar[str] = "This cannot be done"

    def __init__(self, detail: str = "", *, retry_after: int | None = None, **facts: object) -> None:
        """``retry_after``: seconds until the same may well be done, where that is known (RFC 9110, section 10.2.3)."""
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.retry_after = retry_after
        self.facts = facts


class NotFound(Declined):
    status = 404
    slug = "not-found"
    title = "There is no such thing, or none that you may see"


class Forbidden(Declined):
    status = 403
    slug = "forbidden"
    title = "Your role may not do this"


class LostUpdate(Declined):
    status = 412
    slug = "lost-update"
    title = "It was changed since you read it: read it again"

    @classmethod
    def unless_at(cls, match: int | None, version: int, what: str, **facts: Any) -> None:
        """Raises it when the reader named another version (``If-Match``) than this; who named none, overwrites."""
        if match is not None and match != version:
            raise cls(f"{what} is at version {version}, not {match}; read it again", **facts)


class Versioned:
    """What its readers know by a version, and change only as long as it is that one."""

    __slots__ = ()
    what: ClassVar[str]
    version: int

    @property
    def by_whom(self) -> Mapping[str, Any]:
        """Who changed it first, for whoever comes second: by id, where that is kept."""
        return {}

    def seen_at(self, version: int | None) -> Self:
        """Itself, when the reader knew this very version or named none. Raises LostUpdate."""
        LostUpdate.unless_at(version, self.version, f"this {self.what}", **self.by_whom)
        return self


class Unreadable(Exception):
    """A record that no retry makes readable; the message says what is wrong, without its content."""
