"""A fellowship: a post in which leading is the work, held by one doctor for a time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self, TypedDict
from uuid import UUID

from chassis.errors import NotFound, Versioned
from contracts import Actor, Event
from contracts.vocabulary import FellowshipEnding, FellowshipKind, Role

APPOINTERS = frozenset({Role.SLRDE, Role.DME, Role.MEDED_ADMIN})
"""Who keeps their own trust's register of fellows."""


class Which(TypedDict):
    """What every fact about a fellowship says first."""

    fellowship_id: UUID
    doctor_id: UUID
    trust: str
    kind: FellowshipKind
    protected_percent: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Fellowship(Versioned):
    what = "fellowship"

    fellowship_id: UUID
    doctor_id: UUID
    trust: str
    kind: FellowshipKind
    grade: str
    """The holder's on the first day."""
    grade_equivalent: bool
    protected_percent: int
    """As stated; ``reported_percent`` is what the holder says it is in truth."""
    starts_on: date
    ends_on: date
    out_of_programme: bool
    funder: str
    appointed_by: UUID
    appointed_at: datetime
    reported_percent: int | None = None
    reported_at: datetime | None = None
    reason: FellowshipEnding | None = None
    ended_on: date | None = None
    """Before its last day; none: it runs its course."""
    ended_by: UUID | None = None
    ended_at: datetime | None = None
    version: int = 1

    @property
    def last_day(self) -> date:
        return self.ended_on or self.ends_on

    def is_kept_by(self, actor: Actor) -> bool:
        return keeps(actor, trust=self.trust)

    def seen_by(self, actor: Actor, *, works_at: Collection[str]) -> Self:
        """Itself, for its holder, who works at the trust or holds any role there. Raises NotFound for the others."""
        there = self.trust in works_at or any(grant.scope == self.trust for grant in actor.grants)
        if not there and actor.person_id != self.doctor_id:
            raise NotFound
        return self


@dataclass(frozen=True, slots=True)
class Ruling:
    """The fellowship as it is from now on, and the facts that made it so."""

    fellowship: Fellowship
    events: tuple[Event, ...]


def keeps(actor: Actor, *, trust: str) -> bool:
    """Whether they keep a trust's register of fellows."""
    return any(actor.holds(role, at=trust) for role in APPOINTERS)


def which(fellowship: Fellowship) -> Which:
    """The beginning of every fact about this fellowship."""
    return Which(
        fellowship_id=fellowship.fellowship_id,
        doctor_id=fellowship.doctor_id,
        trust=fellowship.trust,
        kind=fellowship.kind,
        protected_percent=fellowship.protected_percent,
        starts_on=fellowship.starts_on,
        ends_on=fellowship.ends_on,
    )
