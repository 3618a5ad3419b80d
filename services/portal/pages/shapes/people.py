"""Who and where, by name; and what was just made."""

from uuid import UUID

from services.portal.pages.shapes.read import Read


class Raised(Read):
    id: UUID


class Person(Raised):
    """As whoever knows them by number finds them: no name."""

    registration: str | None


class Found(Read):
    items: tuple[Person, ...]


class Called(Read):
    id: UUID
    name: str


class Names(Read):
    items: tuple[Called, ...]


class Organisation(Read):
    name: str
