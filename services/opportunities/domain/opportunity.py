"""An opportunity: drafted, confirmed by its co-producer and so published, open until it is closed or over."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self, TypedDict
from uuid import UUID

from chassis.errors import NotFound, Versioned
from contracts import Actor, Event
from contracts.vocabulary import (
    ClosingReason,
    OpportunityFamily,
    OpportunitySetting,
    Recurrence,
    Role,
    TurnDownReason,
)
from services.opportunities.domain.catalogue import Entry, edits


@dataclass(frozen=True, slots=True)
class Plan:
    """What an editor wants to publish."""

    trust: str
    title: str
    setting: OpportunitySetting
    chairing: bool | None
    """Whether a resident may chair it; none: as the catalogue says."""
    lead_id: UUID
    co_producer_id: UUID
    first_day: date
    last_day: date | None
    recurrence: Recurrence
    places: int
    grades: tuple[str, ...]
    protected_minutes: int
    description: str | None = None
    time_commitment: str | None = None
    """How much of whose time it takes, as whoever drafts it would say it."""
    part_time_note: str | None = None
    """How it fits with less than full time."""
    joined_remotely: bool = False

    @property
    def ends_on(self) -> date | None:
        """What happens once is over when its day is."""
        return self.first_day if self.recurrence == Recurrence.ONCE and self.last_day is None else self.last_day


class Which(TypedDict):
    """What every fact about an opportunity says first."""

    opportunity_id: UUID
    trust: str
    kind: str
    family: OpportunityFamily


class Called(Which):
    """What every fact about one that is published says first."""

    title: str


@dataclass(frozen=True, slots=True)
class Opportunity(Versioned):
    what = "opportunity"

    opportunity_id: UUID
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
    grades: tuple[str, ...]
    protected_minutes: int
    suggested_by: UUID | None
    """The resident whose suggestion it takes up."""
    published_by: UUID
    """Who drafted it last."""
    drafted_at: datetime
    published_at: datetime | None = None
    """When its co-producer confirmed it; none: it waits for that."""
    review_due: date | None = None
    """Unreviewed after that day it is stale."""
    review_noticed_for: date | None = None
    """The last of these days of which it was said that it comes near."""
    searched_at: datetime | None = None
    """When it was noted whose saved searches find it, once it was published."""
    closed_at: datetime | None = None
    closed_because: ClosingReason | None = None
    turned_down_because: TurnDownReason | None = None
    """Why its draft was given up."""
    contact: str | None = None
    """A team or a post, no person: whom to turn to, as the trust's page says (O-D2)."""
    route: str | None = None
    """How to join, as the trust's page says."""
    description: str | None = None
    time_commitment: str | None = None
    part_time_note: str | None = None
    joined_remotely: bool = False
    """Whether one may take part from elsewhere."""
    version: int = 1

    @property
    def is_draft(self) -> bool:
        return self.published_at is None

    def is_open(self, today: date) -> bool:
        going_on = self.closed_at is None and (self.last_day is None or self.last_day >= today)
        return going_on and not self.is_draft

    @property
    def is_called_off(self) -> bool:
        return self.closed_because == ClosingReason.NOT_TAKING_PLACE

    def is_led_by(self, actor: Actor) -> bool:
        """By its named lead for as long as they hold a role at the trust; its champion may always step in."""
        is_lead = actor.person_id == self.lead_id and any(grant.scope == self.trust for grant in actor.grants)
        return is_lead or actor.holds(Role.CHAMPION, at=self.trust)

    def is_edited_by(self, actor: Actor, *, drafts_at: Collection[str]) -> bool:
        """By who looks after the trust's portfolio, and by who drafted it where they still draft."""
        drafted = actor.person_id == self.published_by and self.trust in drafts_at
        return drafted or edits(actor, trust=self.trust)

    def is_kept_by(self, actor: Actor, *, drafts_at: Collection[str]) -> bool:
        """By who leads it too."""
        return self.is_led_by(actor) or self.is_edited_by(actor, drafts_at=drafts_at)

    def seen_by(self, actor: Actor, *, works_at: Collection[str], drafts_at: Collection[str]) -> Self:
        """Itself, for who leads it, made it or looks after it, and once published who works there. Raises NotFound."""
        made = actor.person_id in (self.lead_id, self.co_producer_id)
        involved = made or self.is_edited_by(actor, drafts_at=drafts_at)
        if not involved and (self.is_draft or self.trust not in works_at):
            raise NotFound
        return self


@dataclass(frozen=True, slots=True)
class Decision:
    """The opportunity as it is from now on, and the facts that made it so."""

    opportunity: Opportunity
    events: tuple[Event, ...] = ()


def which(opportunity: Opportunity) -> Which:
    """The beginning of every fact about this opportunity."""
    return Which(
        opportunity_id=opportunity.opportunity_id,
        trust=opportunity.trust,
        kind=opportunity.kind,
        family=opportunity.family,
    )


def called(opportunity: Opportunity) -> Called:
    """The same with its title, which is public once it is published."""
    return Called(**which(opportunity), title=opportunity.title)
