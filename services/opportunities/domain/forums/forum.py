"""A trust's forums: asked for, founded, its meetings, and what it agreed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Self, TypedDict
from uuid import UUID

from chassis.errors import NotFound, Versioned
from contracts import Actor, Event
from contracts.vocabulary import ActionOutcome, ForumKind, Role
from services.opportunities.domain.forums.obstacles import NotFounded

CONVENERS: Mapping[ForumKind, frozenset[Role]] = {
    ForumKind.LEADERSHIP: frozenset({Role.CHAMPION, Role.RDPL, Role.SLRDE, Role.DME}),
    ForumKind.RESIDENTS: frozenset({Role.GUARDIAN, Role.DME}),
}
"""Who founds their own trust's forum, calls it together, and records what came of it (R72)."""

JOINTLY: Mapping[Role, Role] = {Role.GUARDIAN: Role.DME, Role.DME: Role.GUARDIAN}
"""Who sets up the residents' forum, and who agrees to it: the one or the other proposes it (R72)."""


@dataclass(frozen=True, slots=True)
class Members:
    """How many sit in the residents' forum of the contract, by the seat (R72); none of their names."""

    residents: int
    """Elected by the residents of the trust."""
    lnc_residents: int
    """The residents' representatives in the local negotiating committee (LNC)."""
    lnc_chair: int
    education: int
    human_resources: int

    @property
    def missing(self) -> tuple[str, ...]:
        """The seats that the contract asks for, and nobody has."""
        return tuple(field.name for field in fields(self) if not getattr(self, field.name))


@dataclass(frozen=True, slots=True)
class Meeting:
    meeting_id: UUID
    starts_at: datetime
    ends_at: datetime
    with_residents_forum: bool
    """In the same meeting as the contractual residents' forum (R72)."""
    called_by: UUID
    called_at: datetime
    invited: tuple[UUID, ...]
    """Who worked there on its day, as far as that was known when it was called."""
    called_off_at: datetime | None = None
    met_on: date | None = None
    attendance: tuple[tuple[Role, int], ...] = ()
    """How many of each role; none of their names."""
    recorded_by: UUID | None = None
    fines_looked_at: bool = False
    """Whether the residents' forum looked at what the guardian's fines are spent on (R72)."""
    quorum: int | None = None
    """As the forum's terms had it when the meeting was recorded; None: they named none."""
    minutes: str | None = None
    """Where they are, an https link: the trust keeps them, and we no second copy."""

    @property
    def quorate(self) -> bool | None:
        """Whether as many came as the terms ask for, of whatever role; None before it is known, or if they ask none."""
        if self.met_on is None or self.quorum is None:
            return None
        return sum(count for _, count in self.attendance) >= self.quorum


@dataclass(frozen=True, slots=True)
class Action:
    """You said, we did. The words never leave this service; whoever works at the trust reads them."""

    action_id: UUID
    meeting_id: UUID
    owner_id: UUID
    you_said: str
    due_on: date
    agreed_by: UUID
    agreed_at: datetime
    outcome: ActionOutcome | None = None
    we_did: str | None = None
    closed_by: UUID | None = None
    closed_at: datetime | None = None


class Which(TypedDict):
    """What every fact about a forum says first."""

    forum_id: UUID
    trust: str
    kind: ForumKind


@dataclass(frozen=True, slots=True)
class Forum(Versioned):
    """One of each kind for each trust. Its version counts what happens to its meetings and actions as well."""

    what = "forum"

    forum_id: UUID
    trust: str
    requested_by: UUID | None = None
    """None: the trust founded it of itself."""
    requested_at: datetime | None = None
    found_by: date | None = None
    overdue_at: datetime | None = None
    """When it was noticed that nobody had founded it in time."""
    founded_by: UUID | None = None
    founded_at: datetime | None = None
    kind: ForumKind = ForumKind.LEADERSHIP
    proposed_by: UUID | None = None
    """Who set up the residents' forum, with who founded it by agreeing."""
    proposed_as: Role | None = None
    proposed_at: datetime | None = None
    members: Members | None = None
    quorum: int | None = None
    """How many its terms ask to be there, of whatever role; None: they name none."""
    version: int = 1

    @property
    def agreeing(self) -> Role | None:
        """Whose agreement a forum that is proposed waits for."""
        return None if self.proposed_as is None or self.founded_at else JOINTLY[self.proposed_as]

    def seen_by(self, actor: Actor, *, works_at: Collection[str]) -> Self:
        """Itself, for who works at the trust or holds any role there. Raises NotFound for everybody else."""
        if self.trust not in works_at and not any(grant.scope == self.trust for grant in actor.grants):
            raise NotFound
        return self

    def convened_by(self, actor: Actor, *, match: int | None) -> Self:
        """Itself, for who convenes it. Raises NotFound, LostUpdate."""
        if not convenes(actor, trust=self.trust, kind=self.kind):
            raise NotFound
        return self.seen_at(match)

    def founded(self) -> Self:
        """Itself. Raises NotFounded."""
        if self.founded_at is None:
            by_when: dict[str, Any] = {"found_by": str(self.found_by)} if self.found_by else {}
            raise NotFounded("Found it first.", **by_when)
        return self


@dataclass(frozen=True, slots=True)
class Result:
    """The forum as it is from now on, the meeting or action that changed, and the facts that made it so."""

    forum: Forum
    events: tuple[Event, ...]
    meeting: Meeting | None = None
    action: Action | None = None


def convenes(actor: Actor, *, trust: str, kind: ForumKind) -> bool:
    return any(actor.holds(role, at=trust) for role in CONVENERS[kind])


def which(forum: Forum) -> Which:
    """The beginning of every fact about this forum."""
    return Which(forum_id=forum.forum_id, trust=forum.trust, kind=forum.kind)
