"""Who and where, by name; and what was just made."""

from uuid import UUID

from services.portal.pages.shapes.read import Read


class Raised(Read):
    id: UUID


class Found(Read):
    items: tuple[Raised, ...]


class Called(Read):
    id: UUID
    name: str


class Names(Read):
    items: tuple[Called, ...]


class Organisation(Read):
    name: str
