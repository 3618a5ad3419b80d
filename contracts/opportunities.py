"""Facts of opportunities: published and closed; asked for, answered, withdrawn; and that a doctor took part."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from contracts._event import Event, Topic
from contracts.vocabulary import (
    Answer,
    ClosingReason,
    DeclineReason,
    KindCode,
    OdsCode,
    OpportunityFamily,
    OpportunitySetting,
    ParticipationRole,
    PublicText,
    Recurrence,
    Term,
)


class _AboutOpportunity(Event):
    """Which opportunity, whole enough that nobody needs to ask for it: what it is called, what kind, and where."""

    opportunity_id: UUID
    trust: OdsCode
    kind: KindCode
    family: OpportunityFamily
    title: PublicText

    @property
    def extensions(self) -> dict[str, str]:
        return {"trustcode": self.trust}


class _OfOpportunity(_AboutOpportunity):
    topic: ClassVar[Topic] = Topic.OPPORTUNITIES

    @property
    def key(self) -> str:
        return str(self.opportunity_id)

    @property
    def subject(self) -> str:
        return str(self.opportunity_id)


class OpportunityPublished(_OfOpportunity):
    """A trust offers its residents something to lead, chair, watch or learn; it is live until it is closed or over."""

    type: ClassVar[str] = "fairlead.opportunity.published.v1"
    setting: OpportunitySetting
    lead_id: UUID
    """Who answers those interested, and confirms who took part."""
    co_producer_id: UUID | None = None
    """The resident doctor it was made together with (O-E1); none: it was made without one."""
    first_day: date
    last_day: date | None = None
    """None: it goes on until it is closed."""
    recurrence: Recurrence
    places: int
    grades: tuple[Term, ...] = ()
    """As the deanery writes them; empty: open to all."""
    protected_minutes: int = 0
    """Protected time that goes with it, each time it takes place."""
    published_by: UUID
    published_at: AwareDatetime


class OpportunityClosed(_OfOpportunity):
    """Nobody can ask for it any more; what was offered before stands."""

    type: ClassVar[str] = "fairlead.opportunity.closed.v1"
    reason: ClosingReason
    closed_by: UUID
    closed_at: AwareDatetime


class _OfParticipation(_AboutOpportunity):
    topic: ClassVar[Topic] = Topic.PARTICIPATIONS

    participation_id: UUID
    """One doctor's way through one opportunity, from the interest to the confirmation."""
    doctor_id: UUID

    @property
    def key(self) -> str:
        return str(self.doctor_id)

    @property
    def subject(self) -> str:
        return str(self.participation_id)


class InterestExpressed(_OfParticipation):
    """A resident doctor would like to take part; its lead is to answer."""

    type: ClassVar[str] = "fairlead.interest.expressed.v1"
    lead_id: UUID
    expressed_at: AwareDatetime
    answer_by: date


class InterestAnswered(_OfParticipation):
    """The doctor was offered a place, or declined with a reason. The words stay with the service."""

    type: ClassVar[str] = "fairlead.interest.answered.v1"
    answer: Answer
    reason: DeclineReason | None = None
    """Why not; none when a place is offered."""
    answered_by: UUID
    answered_at: AwareDatetime


class InterestWithdrawn(_OfParticipation):
    """The doctor no longer wants it; a place that was offered is free again."""

    type: ClassVar[str] = "fairlead.interest.withdrawn.v1"
    lead_id: UUID
    withdrawn_at: AwareDatetime


class ParticipationConfirmed(_OfParticipation):
    """Its lead confirms that the doctor took part: what a certificate may rest on (C-D3)."""

    type: ClassVar[str] = "fairlead.participation.confirmed.v1"
    role: ParticipationRole
    first_day: date
    last_day: date
    minutes: int
    """Time spent on it in all."""
    confirmed_by: UUID
    confirmed_at: AwareDatetime
