"""What opportunities answers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from contracts import Actor
from contracts.vocabulary import (
    ClosingReason,
    DeclineReason,
    OpportunityFamily,
    OpportunitySetting,
    ParticipationRole,
    PlaceBasis,
    Recurrence,
    TurnDownReason,
)
from services.opportunities.domain import (
    Entry,
    Opportunity,
    Participation,
    Status,
    Suggestion,
    SuggestionStatus,
)


class Shown(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True, validate_by_name=True, validate_by_alias=True)


class Made(Shown):
    id: UUID


class KindView(Shown):
    code: str
    family: OpportunityFamily
    title: str
    setting: OpportunitySetting | None
    """The only setting it belongs to; null: any."""
    chairing: bool
    entry: Entry


class Catalogue(Shown):
    """Every kind there is today, in the order of the commitment's appendix."""

    items: tuple[KindView, ...]


class OpportunityView(Shown):
    id: UUID
    trust: str
    kind: str
    family: OpportunityFamily
    title: str
    setting: OpportunitySetting
    entry: Entry
    chairing: bool
    lead_id: UUID
    co_producer_id: UUID
    first_day: date
    last_day: date | None
    recurrence: Recurrence
    places: int
    places_left: int
    grades: tuple[str, ...]
    protected_minutes: int
    description: str | None
    time_commitment: str | None
    part_time_note: str | None
    joined_remotely: bool
    published_at: datetime | None
    """None: it waits for its co-producer."""
    review_due: date | None
    """Unreviewed after that day it is stale."""
    closed_at: datetime | None
    closed_because: ClosingReason | None
    turned_down_because: TurnDownReason | None
    contact: str | None
    route: str | None
    version: int

    @classmethod
    def of(cls, opportunity: Opportunity, *, taken: int, **for_its_reader: bool) -> Self:
        facts = asdict(opportunity) | for_its_reader
        return cls(id=facts.pop("opportunity_id"), places_left=opportunity.places - taken, **facts)


class ListedOpportunity(OpportunityView):
    yours_to_edit: bool
    """Whether its reader looks after it: changes it while it is a draft, and one day closes it."""


class OneOpportunity(ListedOpportunity):
    works_there: bool
    """Whether its reader works there today, and so may ask to take part."""


class OpportunityPage(Shown):
    """One page, newest first; ``next`` is the ``after`` of the following one."""

    items: tuple[ListedOpportunity, ...]
    next: UUID | None

    @classmethod
    def of(
        cls,
        page: Sequence[Opportunity],
        *,
        taken: Mapping[UUID, int],
        reader: Actor,
        drafts_at: Collection[str],
        limit: int,
    ) -> Self:
        items = tuple(
            ListedOpportunity.of(
                each,
                taken=taken.get(each.opportunity_id, 0),
                yours_to_edit=each.is_edited_by(reader, drafts_at=drafts_at),
            )
            for each in page
        )
        return cls(items=items, next=page[-1].opportunity_id if len(page) == limit else None)


class SuggestionView(Shown):
    """What a resident would like to be offered, as they and who looks after the portfolio see it."""

    id: UUID
    trust: str
    kind: str
    family: OpportunityFamily
    title: str
    words: str | None
    suggested_by: UUID
    suggested_at: datetime
    status: SuggestionStatus
    reason: TurnDownReason | None
    answer: str | None
    decided_by: UUID | None
    decided_at: datetime | None
    version: int

    @classmethod
    def of(cls, suggestion: Suggestion) -> Self:
        facts = asdict(suggestion)
        return cls(id=facts.pop("suggestion_id"), **facts)


class SuggestionPage(Shown):
    """One page, newest first; ``next`` is the ``after`` of the following one."""

    items: tuple[SuggestionView, ...]
    next: UUID | None

    @classmethod
    def of(cls, page: Sequence[Suggestion], *, limit: int) -> Self:
        items = tuple(SuggestionView.of(each) for each in page)
        return cls(items=items, next=page[-1].suggestion_id if len(page) == limit else None)


class ParticipationView(Shown):
    """One doctor's way through one opportunity, as the doctor and its lead see it."""

    id: UUID
    opportunity_id: UUID
    title: str
    trust: str
    doctor_id: UUID
    status: Status
    why: str | None
    expressed_at: datetime
    answer_by: date
    overdue_at: datetime | None
    """Since when it is known that the answer is late."""
    reason: DeclineReason | None
    words: str | None
    basis: PlaceBasis | None
    answered_by: UUID | None
    answered_at: datetime | None
    role: ParticipationRole | None
    first_day: date | None
    last_day: date | None
    minutes: int | None
    confirmed_by: UUID | None
    confirmed_at: datetime | None
    missed_by: UUID | None
    """Who recorded that the doctor did not take part."""
    missed_at: datetime | None
    version: int

    @classmethod
    def of(cls, participation: Participation, opportunity: Opportunity) -> Self:
        facts = asdict(participation)
        return cls(id=facts.pop("participation_id"), title=opportunity.title, trust=opportunity.trust, **facts)


class ParticipationPage(Shown):
    """One page, newest first; ``next`` is the ``after`` of the following one."""

    items: tuple[ParticipationView, ...]
    next: UUID | None

    @classmethod
    def of(cls, page: Sequence[Participation], *, among: Mapping[UUID, Opportunity], limit: int) -> Self:
        items = tuple(ParticipationView.of(each, among[each.opportunity_id]) for each in page)
        return cls(items=items, next=page[-1].participation_id if len(page) == limit else None)
