"""What every event is: a frozen fact with a type, a topic, a key and a subject."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import ClassVar, NamedTuple, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class Topic(StrEnum):
    """One topic per family of facts; a family has one owning service and one kind of key for life."""

    PEOPLE = "people.v1"
    ORGANISATIONS = "organisations.v1"
    APPOINTMENTS = "appointments.v1"
    COMMITMENTS = "commitments.v1"
    IMPORTS = "imports.v1"
    PLACEMENTS = "placements.v1"
    OPPORTUNITIES = "opportunities.v1"
    PARTICIPATIONS = "participations.v1"
    FORUMS = "forums.v1"
    LEAVE = "leave.v1"
    TIME = "time.v1"
    NOTICES = "notices.v1"
    FEEDBACK = "feedback.v1"
    RECOGNITION = "recognition.v1"
    ROLE_MODELLING = "role_modelling.v1"
    NOTIFICATIONS = "notifications.v1"
    REPORTING = "reporting.v1"

    @cached_property
    def family(self) -> "Family":
        return FAMILIES[self]


@dataclass(frozen=True, slots=True)
class Family:
    """How a topic is kept: who owns it, what its key is, and who may read it (None: every service)."""

    owner: str
    keyed_by: str
    compacted: bool = False
    readers: frozenset[str] | None = None
    partitions: int = 12
    names_people: bool = False
    """Its events may hold names and addresses."""
    untraceable: bool = False
    """Nothing leads back from its events to what they were said because of: no cause, no correlation, no trace."""

    def readable_by(self, service: str) -> bool:
        return self.readers is None or service in self.readers


FAMILIES: Mapping[Topic, Family] = {
    Topic.PEOPLE: Family("registry", "person", compacted=True, readers=frozenset({"notifications"}), names_people=True),
    Topic.ORGANISATIONS: Family("registry", "organisation"),
    Topic.APPOINTMENTS: Family("registry", "organisation or programme"),
    Topic.COMMITMENTS: Family("registry", "organisation"),
    Topic.IMPORTS: Family("registry", "import"),
    Topic.PLACEMENTS: Family("registry", "doctor"),
    Topic.OPPORTUNITIES: Family("opportunities", "opportunity or course"),
    Topic.PARTICIPATIONS: Family("opportunities", "doctor"),
    Topic.FORUMS: Family("opportunities", "organisation"),
    Topic.LEAVE: Family("leave", "doctor"),
    Topic.TIME: Family("leave", "doctor or organisation"),
    Topic.NOTICES: Family("leave", "person", readers=frozenset({"notifications"}), untraceable=True),
    Topic.FEEDBACK: Family("feedback", "doctor"),
    Topic.RECOGNITION: Family("recognition", "doctor"),
    Topic.ROLE_MODELLING: Family("role_modelling", "slot"),
    Topic.NOTIFICATIONS: Family("notifications", "person"),
    Topic.REPORTING: Family("reporting", "organisation"),
}


class Part(BaseModel):
    """A value inside an event. Written closed; read open by :meth:`Event.read`."""

    model_config = ConfigDict(frozen=True, extra="forbid")


PLACE = "trustcode"
"""The extension attribute that says which place an event is about, where it is about one."""


class Event(Part):
    """A fact that happened. Ids, codes, dates and numbers only; the stamp travels beside it in headers."""

    topic: ClassVar[Topic]
    type: ClassVar[str]

    @property
    def key(self) -> str:
        """Same key, same partition, same order."""
        raise AttributeError(f"{type(self).__name__} has no key")

    @property
    def subject(self) -> str:
        """The aggregate this fact is about; its facts are numbered 1..n within the topic."""
        raise AttributeError(f"{type(self).__name__} has no subject")

    @property
    def extensions(self) -> dict[str, str]:
        """Further CloudEvents extension attributes (lower-case names)."""
        return {}

    @classmethod
    def read(cls, data: bytes) -> Self:
        """Read what a newer or older writer wrote: unknown fields are ignored. Raises pydantic.ValidationError."""
        return cls.__pydantic_validator__.validate_json(data, extra="ignore")  # type: ignore[no-any-return]

    def write(self) -> bytes:
        return self.__pydantic_serializer__.to_json(self)


class Stamp(NamedTuple):
    """What the headers say about an event: which one, about whom, because of what, in which trace."""

    id: UUID
    type: str
    source: str
    subject: str
    key: str
    sequence: int
    time: datetime
    correlation: UUID
    causation: UUID | None
    traceparent: str


def families_read_by(service: str) -> Iterator[Topic]:
    return (topic for topic, family in FAMILIES.items() if family.readable_by(service))
