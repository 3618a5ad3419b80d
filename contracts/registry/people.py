"""Facts of people. Only who must write to them may hear these."""

from typing import ClassVar
from uuid import UUID

from contracts._event import Event, Topic


class _OfPerson(Event):
    topic: ClassVar[Topic] = Topic.PEOPLE

    person_id: UUID
    given_names: str | None = None
    family_name: str | None = None
    known_as: str | None = None
    email: str | None = None
    confirmed: bool

    @property
    def key(self) -> str:
        return str(self.person_id)

    @property
    def subject(self) -> str:
        return str(self.person_id)


class PersonRegistered(_OfPerson):
    """Somebody is known. Unconfirmed: met only as a registration number in somebody else's row."""

    type: ClassVar[str] = "fairlead.person.registered.v1"


class PersonContactChanged(_OfPerson):
    """Name, address or standing changed: the whole state as it is now."""

    type: ClassVar[str] = "fairlead.person.contact_changed.v1"
