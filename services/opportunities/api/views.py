"""What opportunities answers."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from contracts.vocabulary import (
    ClosingReason,
    DeclineReason,
    OpportunityFamily,
    OpportunitySetting,
    ParticipationRole,
    Recurrence,
)
from services.opportunities.domain import Entry, Opportunity, Participation, Status


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class Made(_Shown):
    id: UUID


class KindView(_Shown):
    code: str
    family: OpportunityFamily
    title: str
    setting: OpportunitySetting | None
    """The only setting it belongs to; null: any."""
    chairing: bool
    entry: Entry


class Catalogue(_Shown):
    """Every kind there is today, in the order of the commitment's appendix."""

    items: tuple[KindView, ...]


class OpportunityView(_Shown):
    id: UUID
    trust: str
    kind: str
    family: OpportunityFamily
    title: str
    setting: OpportunitySetting
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
    published_at: datetime
    closed_at: datetime | None
    closed_because: ClosingReason | None
    version: int

    @classmethod
    def of(cls, opportunity: Opportunity, *, taken: int) -> Self:
        facts = asdict(opportunity)
        return cls(id=facts.pop("opportunity_id"), places_left=opportunity.places - taken, **facts)


class OpportunityPage(_Shown):
    """One page, newest first; ``next`` is the ``after`` of the following one."""

    items: tuple[OpportunityView, ...]
    next: UUID | None

    @classmethod
    def of(cls, page: Sequence[Opportunity], *, taken: Mapping[UUID, int], limit: int) -> Self:
        items = tuple(OpportunityView.of(each, taken=taken[each.opportunity_id]) for each in page)
        return cls(items=items, next=page[-1].opportunity_id if len(page) == limit else None)


class ParticipationView(_Shown):
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
    reason: DeclineReason | None
    words: str | None
    answered_by: UUID | None
    answered_at: datetime | None
    role: ParticipationRole | None
    first_day: date | None
    last_day: date | None
    minutes: int | None
    confirmed_by: UUID | None
    confirmed_at: datetime | None
    version: int

    @classmethod
    def of(cls, participation: Participation, opportunity: Opportunity) -> Self:
        facts = asdict(participation)
        return cls(id=facts.pop("participation_id"), title=opportunity.title, trust=opportunity.trust, **facts)


class ParticipationPage(_Shown):
    """One page, newest first; ``next`` is the ``after`` of the following one."""

    items: tuple[ParticipationView, ...]
    next: UUID | None

    @classmethod
    def of(cls, page: Sequence[Participation], *, among: Mapping[UUID, Opportunity], limit: int) -> Self:
        items = tuple(ParticipationView.of(each, among[each.opportunity_id]) for each in page)
        return cls(items=items, next=page[-1].participation_id if len(page) == limit else None)
