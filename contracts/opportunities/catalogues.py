"""Facts of a programme's public catalogue: planned for the day preferences open, and released before it (R37)."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from contracts._event import Event, Topic
from contracts.vocabulary import OdsCode, ProgrammeNumber


class _OfCatalogue(Event):
    """For which programme, of which trusts, and when: whole each time."""

    topic: ClassVar[Topic] = Topic.OPPORTUNITIES

    catalogue_id: UUID
    programme: ProgrammeNumber
    trusts: tuple[OdsCode, ...]
    preferences_open_on: date
    release_by: date
    """The last day on which it is early enough for who chooses (O-D1)."""

    @property
    def key(self) -> str:
        return str(self.catalogue_id)

    @property
    def subject(self) -> str:
        return str(self.catalogue_id)


class CataloguePlanned(_OfCatalogue):
    """It is known when preferences open; said again where that day, or the trusts, are others."""

    type: ClassVar[str] = "fairlead.catalogue.planned.v1"
    planned_by: UUID
    planned_at: AwareDatetime


class CatalogueReleased(_OfCatalogue):
    """What these trusts offer is public from now on, without sign-in."""

    type: ClassVar[str] = "fairlead.catalogue.released.v1"
    opportunities: int
    """How many are in it on that day; it shows what is live whenever it is read."""
    released_by: UUID
    released_at: AwareDatetime
