"""An opportunity: published with its lead and its co-producer, open until it is closed or over."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Self, TypedDict
from uuid import UUID

from chassis.errors import LostUpdate, NotFound
from contracts import Actor, Event
from contracts import opportunities as facts
from contracts.vocabulary import ClosingReason, OpportunityFamily, OpportunitySetting, Recurrence, Role
from services.opportunities.domain.catalogue import Kind, edits
from services.opportunities.domain.obstacles import (
    AlreadyClosed,
    AlreadyOver,
    DaysInWrongOrder,
    LeadNotThere,
    NotCoProduced,
    NotYourTrust,
    WrongSetting,
)


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
    title: str


@dataclass(frozen=True, slots=True)
class Opportunity:
    opportunity_id: UUID
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
    grades: tuple[str, ...]
    protected_minutes: int
    published_by: UUID
    published_at: datetime
    closed_at: datetime | None = None
    closed_because: ClosingReason | None = None
    version: int = 1

    def is_open(self, today: date) -> bool:
        return self.closed_at is None and (self.last_day is None or self.last_day >= today)

    @property
    def is_called_off(self) -> bool:
        return self.closed_because == ClosingReason.NOT_TAKING_PLACE

    def is_led_by(self, actor: Actor) -> bool:
        """By its named lead for as long as they hold a role at the trust; its champion may always step in."""
        is_lead = actor.person_id == self.lead_id and any(grant.scope == self.trust for grant in actor.grants)
        return is_lead or actor.holds(Role.CHAMPION, at=self.trust)

    def seen_by(self, actor: Actor, *, works_at: Collection[str]) -> Self:
        """Itself, for who works there, leads it, made it or looks after it. Raises NotFound for everybody else."""
        involved = actor.person_id in (self.lead_id, self.co_producer_id) or edits(actor, trust=self.trust)
        if not involved and self.trust not in works_at:
            raise NotFound
        return self

    def seen_at(self, version: int | None) -> Self:
        """Itself, when the reader knew this very version or named none. Raises LostUpdate."""
        LostUpdate.unless_at(version, self.version, f"opportunity {self.opportunity_id}")
        return self


@dataclass(frozen=True, slots=True)
class Decision:
    """The opportunity as it is from now on, and the facts that made it so."""

    opportunity: Opportunity
    events: tuple[Event, ...] = ()


def publish(
    plan: Plan,
    *,
    opportunity_id: UUID,
    kind: Kind,
    by: Actor,
    lead_is_there: bool,
    co_producer_works_at: Collection[str],
    at: datetime,
    today: date,
) -> Decision:
    """Offer something of a kind at one's own trust, made together with one of its residents (O-E1).

    Raises NotYourTrust, WrongSetting, DaysInWrongOrder, AlreadyOver, LeadNotThere, NotCoProduced.
    """
    if not edits(by, trust=plan.trust):
        raise NotYourTrust(f"you do not look after the opportunities of {plan.trust}")
    _check(plan, kind, today)
    if not lead_is_there and plan.lead_id != by.person_id:
        raise LeadNotThere(field="lead_id")
    if plan.trust not in co_producer_works_at:
        raise NotCoProduced(
            f"Name a resident doctor who works at {plan.trust} today and has made it with you.", field="co_producer_id"
        )
    opportunity = Opportunity(
        opportunity_id=opportunity_id,
        trust=plan.trust,
        kind=kind.code,
        family=kind.family,
        title=plan.title,
        setting=plan.setting,
        chairing=kind.chairing if plan.chairing is None else plan.chairing,
        lead_id=plan.lead_id,
        co_producer_id=plan.co_producer_id,
        first_day=plan.first_day,
        last_day=plan.ends_on,
        recurrence=plan.recurrence,
        places=plan.places,
        grades=plan.grades,
        protected_minutes=plan.protected_minutes,
        published_by=by.person_id,
        published_at=at,
    )
    return Decision(opportunity, (_published(opportunity),))


def close(
    opportunity: Opportunity, *, by: Actor, reason: ClosingReason, at: datetime, match: int | None = None
) -> Decision:
    """End it: nobody can ask for it any more. Raises NotFound, LostUpdate, AlreadyClosed."""
    if not edits(by, trust=opportunity.trust):
        raise NotFound
    opportunity.seen_at(match)
    if opportunity.closed_at is not None:
        raise AlreadyClosed(f"It was closed because it is {opportunity.closed_because}.")
    closed = replace(opportunity, closed_at=at, closed_because=reason)
    said = facts.OpportunityClosed(**which(closed), reason=reason, closed_by=by.person_id, closed_at=at)
    return Decision(closed, (said,))


def which(opportunity: Opportunity) -> Which:
    """The beginning of every fact about this opportunity."""
    return Which(
        opportunity_id=opportunity.opportunity_id,
        trust=opportunity.trust,
        kind=opportunity.kind,
        family=opportunity.family,
        title=opportunity.title,
    )


def _check(plan: Plan, kind: Kind, today: date) -> None:
    if kind.setting not in (None, plan.setting):
        raise WrongSetting(f"{kind.code} belongs to {kind.setting}.", field="setting")
    if plan.last_day is not None and plan.last_day < plan.first_day:
        raise DaysInWrongOrder(f"last_day {plan.last_day} is before first_day {plan.first_day}.", field="last_day")
    if plan.ends_on is not None and plan.ends_on < today:
        raise AlreadyOver(f"It ends on {plan.ends_on}, before today, {today}.", field="last_day")


def _published(opportunity: Opportunity) -> facts.OpportunityPublished:
    return facts.OpportunityPublished(
        **which(opportunity),
        setting=opportunity.setting,
        lead_id=opportunity.lead_id,
        co_producer_id=opportunity.co_producer_id,
        first_day=opportunity.first_day,
        last_day=opportunity.last_day,
        recurrence=opportunity.recurrence,
        places=opportunity.places,
        grades=opportunity.grades,
        protected_minutes=opportunity.protected_minutes,
        published_by=opportunity.published_by,
        published_at=opportunity.published_at,
    )
