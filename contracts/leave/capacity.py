"""Facts of capacity: how much study leave a department's doctors have, and how much of it its days can hold."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from contracts._event import PLACE, Event, Topic
from contracts.vocabulary import OdsCode, Term


class CapacityPublished(Event):
    """A department says on how many of its days how many may be away, before its roster is made (T-D1).

    Said whole each time that its calendar is published, and again when it is published anew.
    """

    topic: ClassVar[Topic] = Topic.TIME
    type: ClassVar[str] = "fairlead.capacity.published.v1"
    capacity_id: UUID
    trust: OdsCode
    department: Term
    """A specialty."""
    first_day: date
    last_day: date
    doctors: int
    """Placed there on any of these days."""
    half_days_owed: int
    """Of study leave beside teaching, that these days earn them."""
    half_days_free: int
    """That the days can hold: as many as may be away, on each working day."""
    first_published_on: date
    """The London date."""
    publish_by: date | None = None
    """The last day before the roster of its days was due (R32); None: it was said before this was told."""
    published_by: UUID
    published_at: AwareDatetime
    short_before: bool = False
    """Published anew, and its days could not hold as much before either."""

    @property
    def key(self) -> str:
        return self.trust

    @property
    def subject(self) -> str:
        return str(self.capacity_id)

    @property
    def extensions(self) -> dict[str, str]:
        return {PLACE: self.trust}
