"""Saved searches: what a doctor would like to be shown, and what they are told when it is published (O-E1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts import opportunities as facts
from contracts.vocabulary import OpportunityFamily, OpportunitySetting
from services.opportunities.domain.opportunity import Opportunity


@dataclass(frozen=True, slots=True)
class Search:
    """What a doctor would like to be shown: nothing named of a sort, all of that sort."""

    search_id: UUID
    doctor_id: UUID
    families: tuple[OpportunityFamily, ...]
    kinds: tuple[str, ...]
    settings: tuple[OpportunitySetting, ...]
    chairing: bool
    """Only what a resident may chair."""
    saved_at: datetime

    def finds(self, opportunity: Opportunity) -> bool:
        return (
            (not self.families or opportunity.family in self.families)
            and (not self.kinds or opportunity.kind in self.kinds)
            and (not self.settings or opportunity.setting in self.settings)
            and (opportunity.chairing or not self.chairing)
        )


def is_found(opportunity: Opportunity, searches: Iterable[Search]) -> bool:
    return any(search.finds(opportunity) for search in searches)


def found_by(opportunity: Opportunity, searches: Iterable[Search]) -> set[UUID]:
    """Whose of these searches find it."""
    return {search.doctor_id for search in searches if search.finds(opportunity)}


def tell_of(found: Sequence[Opportunity], *, match_id: UUID, doctor_id: UUID, at: datetime) -> facts.SearchMatched:
    """All that their searches find since they were last told, in one telling."""
    return facts.SearchMatched(
        match_id=match_id,
        doctor_id=doctor_id,
        found=tuple(
            facts.FoundOpportunity(opportunity_id=one.opportunity_id, trust=one.trust, title=one.title) for one in found
        ),
        matched_at=at,
    )
