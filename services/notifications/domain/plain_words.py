"""Codes, dates and numbers as a reader expects them: NHS content style, British English."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from contracts.vocabulary import (
    DisputedField,
    PlacementType,
    RevocationReason,
)

_LONDON = ZoneInfo("Europe/London")

PLACEMENT_TYPES: Mapping[PlacementType, str] = {
    PlacementType.IN_POST: "in post",
    PlacementType.PARENTAL_LEAVE: "parental leave",
    PlacementType.SICK_LEAVE: "sick leave",
    PlacementType.OUT_OF_PROGRAMME: "out of programme",
    PlacementType.OTHER: "other",
}

DISPUTED: Mapping[DisputedField, str] = {
    DisputedField.HOST: "the organisation",
    DisputedField.SITE: "the site",
    DisputedField.DATES: "the dates",
    DisputedField.WTE: "the working time (WTE)",
    DisputedField.GRADE: "the grade",
    DisputedField.SUPERVISOR: "a supervisor",
    DisputedField.NOT_MINE: "that it is theirs at all",
    DisputedField.OTHER: "something else",
}

REVOCATIONS: Mapping[RevocationReason, str] = {
    RevocationReason.WRONG_NAME: "the name on it is wrong",
    RevocationReason.WRONG_ACTIVITY: "what it says of the activity is wrong",
    RevocationReason.DID_NOT_TAKE_PART: "the record says that you did not take part",
    RevocationReason.ISSUED_IN_ERROR: "it was issued in error",
    RevocationReason.ASKED_BY_HOLDER: "you asked for it",
}


@dataclass(frozen=True, slots=True)
class Person:
    """What we may call somebody. Never put into a subject line, a log or an event."""

    given_names: str | None = None
    family_name: str | None = None
    known_as: str | None = None

    @property
    def name(self) -> str | None:
        first = self.known_as or self.given_names
        return " ".join(part for part in (first, self.family_name) if part) or None

    @property
    def as_doctor(self) -> str | None:
        return f"Dr {self.family_name}" if self.family_name else self.name


@dataclass(frozen=True, slots=True)
class Names:
    """Names of the organisations and people that a notice mentions, as they are known now."""

    organisations: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[UUID, Person] = field(default_factory=dict)

    def organisation(self, code: str | None) -> str:
        if code is None:
            return "not recorded"
        name = self.organisations.get(code)
        return f"{name} ({code})" if name else code

    def person(self, person_id: UUID | None) -> str:
        if person_id is None:
            return "not recorded"
        return self.people.get(person_id, Person()).name or "name not known yet"

    def doctor(self, person_id: UUID) -> str:
        name = self.people.get(person_id, Person()).name
        return f"Dr {name}" if name else "a doctor whose name is not known yet"


def day(on: date) -> str:
    """Monday 1 June 2026."""
    return f"{on:%A} {on.day} {on:%B} {on.year}"


def days(first: date, last: date) -> str:
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def moment(at: datetime) -> str:
    return f"{day(at.astimezone(_LONDON).date())}, {time_of_day(at)}"


def time_of_day(at: datetime) -> str:
    """09:00, in London."""
    return f"{at.astimezone(_LONDON):%H:%M}"


def wte(share: Decimal) -> str:
    """1.0, 0.6 or 0.75: always with a decimal, never with noughts to fill."""
    return f"{share:.3f}".rstrip("0").ljust(3, "0")


def time_spent(minutes: int) -> str:
    """1 hour 30 minutes."""
    hours, rest = divmod(minutes, 60)
    parts = [count(hours, "hour")] if hours else []
    return " ".join([*parts, count(rest, "minute")] if rest or not parts else parts)


def halves(number: int) -> str:
    """Half days as days: 1 day, 2.5 days."""
    whole, half = divmod(number, 2)
    return f"{whole}.5 days" if half else count(whole, "day")


def count(number: int, thing: str, things: str | None = None) -> str:
    """``things``: several of them, where an s is not enough."""
    return f"{number} {thing}" if number == 1 else f"{number} {things or thing + 's'}"
