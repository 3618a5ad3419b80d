"""What opportunities answers about induction packs, and about the searches that order them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Self
from uuid import UUID

from contracts.vocabulary import OpportunityFamily, OpportunitySetting, PackOccasion
from services.opportunities.api.views import OpportunityView, Shown
from services.opportunities.domain import Opportunity, Pack, Search


class PackSummary(Shown):
    id: UUID
    placement_id: UUID
    trust: str
    occasion: PackOccasion
    due_on: date
    sent_at: datetime
    matches: int
    """How many of its opportunities, the first ones, a search you saved had found."""

    @classmethod
    def of(cls, pack: Pack) -> Self:
        facts = asdict(pack)
        return cls(id=facts.pop("pack_id"), **{name: facts[name] for name in cls.model_fields if name in facts})


class PackPage(Shown):
    """One page, newest first; ``next`` is the ``after`` of the following one."""

    items: tuple[PackSummary, ...]
    next: UUID | None

    @classmethod
    def of(cls, page: Sequence[Pack], *, limit: int) -> Self:
        items = tuple(PackSummary.of(each) for each in page)
        return cls(items=items, next=page[-1].pack_id if len(page) == limit else None)


class PackView(Shown):
    """What was put before a doctor, as it stands now: what was closed since says so."""

    pack: PackSummary
    opportunities: tuple[OpportunityView, ...]

    @classmethod
    def of(cls, pack: Pack, *, among: Mapping[UUID, Opportunity], taken: Mapping[UUID, int]) -> Self:
        shown = (OpportunityView.of(among[which], taken=taken[which]) for which in pack.opportunities)
        return cls(pack=PackSummary.of(pack), opportunities=tuple(shown))


class SearchView(Shown):
    id: UUID
    families: tuple[OpportunityFamily, ...]
    kinds: tuple[str, ...]
    settings: tuple[OpportunitySetting, ...]
    chairing: bool
    saved_at: datetime

    @classmethod
    def of(cls, search: Search) -> Self:
        facts = asdict(search)
        return cls(id=facts.pop("search_id"), **facts)


class SearchList(Shown):
    """All of them: there are few."""

    items: tuple[SearchView, ...]
