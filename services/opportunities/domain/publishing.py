"""From an editor's draft to what is live: its co-producer confirms it as it stands (O-E1)."""

from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.errors import NotFound
from contracts import Actor
from contracts import opportunities as facts
from contracts.vocabulary import TurnDownReason
from services.opportunities.domain.catalogue import Kind
from services.opportunities.domain.obstacles import (
    AlreadyClosed,
    AlreadyOver,
    AlreadyPublished,
    DaysInWrongOrder,
    LeadNotThere,
    NotCoProduced,
    NotYourTrust,
    WrongSetting,
)
from services.opportunities.domain.opportunity import Decision, Opportunity, Plan, called, which


def draft(
    plan: Plan,
    *,
    opportunity_id: UUID,
    kind: Kind,
    by: Actor,
    drafts_at: Collection[str],
    lead_is_there: bool,
    co_producer_works_at: Collection[str],
    suggested_by: UUID | None = None,
    at: datetime,
    today: date,
) -> Decision:
    """Prepare something of a kind where one drafts, for one of the trust's residents to confirm (O-E1).

    Raises NotYourTrust, WrongSetting, DaysInWrongOrder, AlreadyOver, LeadNotThere, NotCoProduced.
    """
    if plan.trust not in drafts_at:
        raise NotYourTrust(f"you do not look after the opportunities of {plan.trust}")
    _check(plan, kind, today)
    _check_people(plan, by, lead_is_there=lead_is_there, co_producer_works_at=co_producer_works_at)
    drafted = Opportunity(
        **_planned(plan, kind),
        opportunity_id=opportunity_id,
        suggested_by=suggested_by,
        published_by=by.person_id,
        drafted_at=at,
    )
    return Decision(drafted, (_drafted(drafted),))


def redraft(
    opportunity: Opportunity,
    plan: Plan,
    *,
    kind: Kind,
    by: Actor,
    drafts_at: Collection[str],
    lead_is_there: bool,
    co_producer_works_at: Collection[str],
    at: datetime,
    today: date,
    match: int | None = None,
) -> Decision:
    """Change a draft, which then waits for its co-producer anew.

    Raises NotFound, LostUpdate, AlreadyPublished, AlreadyClosed, NotYourTrust, and what :func:`draft` does.
    """
    if not opportunity.is_edited_by(by, drafts_at=drafts_at):
        raise NotFound
    _check_waiting(opportunity, match)
    again = draft(
        plan,
        opportunity_id=opportunity.opportunity_id,
        kind=kind,
        by=by,
        drafts_at=drafts_at,
        lead_is_there=lead_is_there,
        co_producer_works_at=co_producer_works_at,
        suggested_by=opportunity.suggested_by,
        at=at,
        today=today,
    )
    return replace(again, opportunity=replace(again.opportunity, version=opportunity.version))


def publish(
    opportunity: Opportunity,
    *,
    by: Actor,
    works_at: Collection[str],
    lead_is_there: bool,
    review_due: date,
    at: datetime,
    today: date,
    match: int | None = None,
) -> Decision:
    """Its co-producer, a resident of the trust still, confirms it as it stands: it is live (O-E1).

    Raises NotFound, LostUpdate, AlreadyPublished, AlreadyClosed, NotCoProduced, AlreadyOver, LeadNotThere.
    """
    if by.person_id != opportunity.co_producer_id:
        raise NotFound
    _check_waiting(opportunity, match)
    if opportunity.trust not in works_at:
        raise NotCoProduced("You do not work there today: another resident is to be named.")
    if opportunity.last_day is not None and opportunity.last_day < today:
        raise AlreadyOver(f"It ended on {opportunity.last_day}: its days are to be changed first.")
    if not lead_is_there:
        raise LeadNotThere("Another lead is to be named first.")
    published = replace(opportunity, published_at=at, review_due=review_due)
    confirmed = facts.OpportunityCoproductionConfirmed(
        **called(published),
        co_producer_id=by.person_id,
        drafted_by=published.published_by,
        confirmed_at=at,
    )
    return Decision(published, (confirmed, _published(published, at)))


def give_up(
    opportunity: Opportunity,
    *,
    by: Actor,
    drafts_at: Collection[str],
    reason: TurnDownReason,
    at: datetime,
    match: int | None = None,
) -> Decision:
    """End a draft: who looks after the portfolio does, or its co-producer who does not agree.

    Raises NotFound, LostUpdate, AlreadyPublished, AlreadyClosed.
    """
    if by.person_id != opportunity.co_producer_id and not opportunity.is_edited_by(by, drafts_at=drafts_at):
        raise NotFound
    _check_waiting(opportunity, match)
    said = facts.OpportunityTurnedDown(
        **which(opportunity),
        suggested_by=opportunity.suggested_by,
        co_producer_id=opportunity.co_producer_id,
        drafted_by=opportunity.published_by,
        reason=reason,
        turned_down_by=by.person_id,
        turned_down_at=at,
    )
    return Decision(replace(opportunity, closed_at=at, turned_down_because=reason), (said,))


def _check(plan: Plan, kind: Kind, today: date) -> None:
    if kind.setting not in (None, plan.setting):
        raise WrongSetting(f"{kind.code} belongs to {kind.setting}.", field="setting")
    if plan.last_day is not None and plan.last_day < plan.first_day:
        raise DaysInWrongOrder(f"last_day {plan.last_day} is before first_day {plan.first_day}.", field="last_day")
    if plan.ends_on is not None and plan.ends_on < today:
        raise AlreadyOver(f"It ends on {plan.ends_on}, before today, {today}.", field="last_day")


def _check_people(plan: Plan, by: Actor, *, lead_is_there: bool, co_producer_works_at: Collection[str]) -> None:
    serves_there = plan.lead_id == by.person_id and any(grant.scope == plan.trust for grant in by.grants)
    if not lead_is_there and not serves_there:
        raise LeadNotThere(field="lead_id")
    if plan.trust not in co_producer_works_at or plan.co_producer_id == by.person_id:
        raise NotCoProduced(
            f"Name a resident doctor who works at {plan.trust} today and has made it with you.", field="co_producer_id"
        )


def _check_waiting(opportunity: Opportunity, match: int | None) -> None:
    opportunity.seen_at(match)
    if not opportunity.is_draft:
        raise AlreadyPublished
    if opportunity.closed_at is not None:
        raise AlreadyClosed(f"Its draft was given up: {opportunity.turned_down_because}.")


def _planned(plan: Plan, kind: Kind) -> dict[str, Any]:
    chairing = kind.chairing if plan.chairing is None else plan.chairing
    of_kind = {"kind": kind.code, "family": kind.family, "entry": kind.entry, "chairing": chairing}
    return asdict(plan) | of_kind | {"last_day": plan.ends_on}


def _drafted(opportunity: Opportunity) -> facts.OpportunityDrafted:
    return facts.OpportunityDrafted(
        **which(opportunity),
        lead_id=opportunity.lead_id,
        co_producer_id=opportunity.co_producer_id,
        suggested_by=opportunity.suggested_by,
        drafted_by=opportunity.published_by,
        drafted_at=opportunity.drafted_at,
    )


def _published(opportunity: Opportunity, at: datetime) -> facts.OpportunityPublished:
    return facts.OpportunityPublished(
        **called(opportunity),
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
        published_at=at,
        review_due=opportunity.review_due,
    )
