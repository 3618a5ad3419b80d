"""Facts of opportunities: published and closed; asked for, answered, withdrawn; and that a doctor took part."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from contracts._event import PLACE, Event, Topic
from contracts.vocabulary import (
    Answer,
    ClosingReason,
    DeclineReason,
    KindCode,
    OdsCode,
    OpportunityFamily,
    OpportunitySetting,
    ParticipationRole,
    PlaceBasis,
    PublicText,
    Recurrence,
    Term,
    TurnDownReason,
)


class _OfOpportunity(Event):
    """Which opportunity, of what kind, and where; its title is nobody's to read before it is published."""

    topic: ClassVar[Topic] = Topic.OPPORTUNITIES

    opportunity_id: UUID
    trust: OdsCode
    kind: KindCode
    family: OpportunityFamily

    @property
    def key(self) -> str:
        return str(self.opportunity_id)

    @property
    def subject(self) -> str:
        return str(self.opportunity_id)

    @property
    def extensions(self) -> dict[str, str]:
        return {PLACE: self.trust}


class OpportunitySuggested(_OfOpportunity):
    """A resident doctor proposes that their trust offer something (O-E1). What it is, they wrote: words stay behind."""

    type: ClassVar[str] = "fairlead.opportunity.suggested.v1"
    suggested_by: UUID
    suggested_at: AwareDatetime


class OpportunityTurnedDown(_OfOpportunity):
    """It is not taken up, or its draft is given up: by who looks after the portfolio, or by its co-producer."""

    type: ClassVar[str] = "fairlead.opportunity.turned_down.v1"
    suggested_by: UUID | None = None
    co_producer_id: UUID | None = None
    drafted_by: UUID | None = None
    """None of the two: it was never drafted."""
    reason: TurnDownReason
    turned_down_by: UUID
    turned_down_at: AwareDatetime


class OpportunityDrafted(_OfOpportunity):
    """It waits for its co-producer, in this form from now on: others see it once they have confirmed it (O-E1)."""

    type: ClassVar[str] = "fairlead.opportunity.drafted.v1"
    lead_id: UUID
    co_producer_id: UUID
    suggested_by: UUID | None = None
    """Whose suggestion it takes up."""
    drafted_by: UUID
    drafted_at: AwareDatetime


class _OfPublished(_OfOpportunity):
    """Whole enough that nobody needs to ask for it: what it is called too."""

    title: PublicText


class OpportunityCoproductionConfirmed(_OfPublished):
    """The resident doctor it was made together with agrees to it as it stands: with this it is published (O-E1)."""

    type: ClassVar[str] = "fairlead.opportunity.coproduction_confirmed.v1"
    co_producer_id: UUID
    drafted_by: UUID
    confirmed_at: AwareDatetime


class OpportunityPublished(_OfPublished):
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
    """Who looks after the trust's portfolio and drafted it."""
    published_at: AwareDatetime
    review_due: date | None = None
    """Unreviewed after that day it is stale; None: it was published before reviews were kept."""


class OpportunityReviewed(_OfPublished):
    """Somebody looked at it again and found that it stands (O-E1)."""

    type: ClassVar[str] = "fairlead.opportunity.reviewed.v1"
    reviewed_by: UUID
    reviewed_at: AwareDatetime
    review_due: date
    """Unreviewed after that day it is stale."""


class OpportunityReviewDue(_OfPublished):
    """It is to be looked at again soon, or it is stale (O-E1). Said once, until it is reviewed."""

    type: ClassVar[str] = "fairlead.opportunity.review_due.v1"
    lead_id: UUID
    review_due: date
    """Unreviewed after that day it is stale."""
    noticed_at: AwareDatetime


class AreaUpdated(_OfPublished):
    """The trust's page says of this opportunity whom to turn to and how to join, or no longer does (O-D2)."""

    type: ClassVar[str] = "fairlead.area.updated.v1"
    complete: bool
    """Both are there; what they say is on the page."""
    updated_by: UUID
    updated_at: AwareDatetime


class OpportunityClosed(_OfPublished):
    """Nobody can ask for it any more; what was offered before stands."""

    type: ClassVar[str] = "fairlead.opportunity.closed.v1"
    reason: ClosingReason
    closed_by: UUID
    closed_at: AwareDatetime


class _OfParticipation(_OfPublished):
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


class InterestOverdue(_OfParticipation):
    """The day by which a lead was to answer is over, and there is no answer (O-D2). Said once."""

    type: ClassVar[str] = "fairlead.interest.overdue.v1"
    lead_id: UUID
    answer_by: date
    overdue_at: AwareDatetime
    """When it was noticed: soon after that day ended in London (R90)."""


class InterestAnswered(_OfParticipation):
    """The doctor was offered a place, or declined with a reason. The words stay with the service."""

    type: ClassVar[str] = "fairlead.interest.answered.v1"
    answer: Answer
    reason: DeclineReason | None = None
    """Why not; none when a place is offered."""
    basis: PlaceBasis | None = None
    """How they came to a place that is not given for the asking."""
    answered_by: UUID
    answered_at: AwareDatetime


class InterestWithdrawn(_OfParticipation):
    """The doctor no longer wants it; a place that was offered is free again."""

    type: ClassVar[str] = "fairlead.interest.withdrawn.v1"
    lead_id: UUID
    withdrawn_at: AwareDatetime


class ParticipationMissed(_OfParticipation):
    """Its lead records that a doctor who was offered a place did not take part; confirming it later puts that right."""

    type: ClassVar[str] = "fairlead.participation.missed.v1"
    recorded_by: UUID
    recorded_at: AwareDatetime


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
