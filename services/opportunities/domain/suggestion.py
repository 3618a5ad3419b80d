"""What a resident would like their trust to offer, until somebody drafts it or says why not (O-E1)."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from chassis.errors import LostUpdate, NotFound
from contracts import Actor, Event
from contracts import opportunities as facts
from contracts.vocabulary import OpportunityFamily, TurnDownReason
from services.opportunities.domain.catalogue import Kind, edits
from services.opportunities.domain.obstacles import AlreadyDecided, NotYourTrust


class SuggestionStatus(StrEnum):
    OPEN = "open"
    TAKEN_UP = "taken_up"
    TURNED_DOWN = "turned_down"


@dataclass(frozen=True, slots=True)
class Suggestion:
    suggestion_id: UUID
    """Of the opportunity as well that takes it up."""
    trust: str
    kind: str
    family: OpportunityFamily
    title: str
    words: str | None
    """In the resident's own words; neither they nor the title leave this service."""
    suggested_by: UUID
    suggested_at: datetime
    status: SuggestionStatus = SuggestionStatus.OPEN
    reason: TurnDownReason | None = None
    answer: str | None = None
    """In words of who turned it down."""
    decided_by: UUID | None = None
    decided_at: datetime | None = None
    version: int = 1

    def seen_by(self, actor: Actor) -> Self:
        """Itself, for who suggested it and who looks after the trust's portfolio. Raises NotFound."""
        if actor.person_id != self.suggested_by and not edits(actor, trust=self.trust):
            raise NotFound
        return self

    def held_by_editor(self, actor: Actor, *, match: int | None = None) -> Self:
        """Itself, for who looks after the trust's portfolio. Raises NotFound, LostUpdate, AlreadyDecided."""
        if not edits(actor, trust=self.trust):
            raise NotFound
        by_whom: dict[str, Any] = {"decided_by": str(self.decided_by)} if self.decided_by else {}
        LostUpdate.unless_at(match, self.version, f"suggestion {self.suggestion_id}", **by_whom)
        if self.status != SuggestionStatus.OPEN:
            raise AlreadyDecided(f"Its status is {self.status}.", **by_whom)
        return self


@dataclass(frozen=True, slots=True)
class Considered:
    """The suggestion as it is from now on, and the facts that made it so."""

    suggestion: Suggestion
    events: tuple[Event, ...] = ()


def suggest(
    *,
    suggestion_id: UUID,
    trust: str,
    kind: Kind,
    title: str,
    words: str | None,
    by: Actor,
    works_at: Collection[str],
    at: datetime,
) -> Considered:
    """Propose something of a kind where one works today. Raises NotYourTrust."""
    if trust not in works_at:
        raise NotYourTrust(f"you do not work at {trust} today")
    suggestion = Suggestion(
        suggestion_id=suggestion_id,
        trust=trust,
        kind=kind.code,
        family=kind.family,
        title=title,
        words=words,
        suggested_by=by.person_id,
        suggested_at=at,
    )
    said = facts.OpportunitySuggested(
        opportunity_id=suggestion_id,
        trust=trust,
        kind=kind.code,
        family=kind.family,
        suggested_by=by.person_id,
        suggested_at=at,
    )
    return Considered(suggestion, (said,))


def take_up(suggestion: Suggestion, *, trust: str, by: Actor, at: datetime) -> Considered:
    """It becomes a draft of that trust, which says so itself. Raises NotFound, AlreadyDecided."""
    if trust != suggestion.trust:
        raise NotFound
    suggestion.held_by_editor(by)
    taken = replace(suggestion, status=SuggestionStatus.TAKEN_UP, decided_by=by.person_id, decided_at=at)
    return Considered(taken)


def turn_down(
    suggestion: Suggestion,
    *,
    by: Actor,
    reason: TurnDownReason,
    answer: str | None,
    at: datetime,
    match: int | None = None,
) -> Considered:
    """Say why it is not taken up. Raises NotFound, LostUpdate, AlreadyDecided."""
    suggestion.held_by_editor(by, match=match)
    turned_down = replace(
        suggestion,
        status=SuggestionStatus.TURNED_DOWN,
        reason=reason,
        answer=answer,
        decided_by=by.person_id,
        decided_at=at,
    )
    said = facts.OpportunityTurnedDown(
        opportunity_id=suggestion.suggestion_id,
        trust=suggestion.trust,
        kind=suggestion.kind,
        family=suggestion.family,
        suggested_by=suggestion.suggested_by,
        reason=reason,
        turned_down_by=by.person_id,
        turned_down_at=at,
    )
    return Considered(turned_down, (said,))
