"""What is said of opportunities before anybody asks for one: suggested, drafted, confirmed, published."""

from collections.abc import Mapping
from uuid import UUID

from contracts import Event
from contracts.opportunities import (
    CataloguePlanned,
    CatalogueReleased,
    OpportunityCoproductionConfirmed,
    OpportunityDrafted,
    OpportunityPublished,
    OpportunityReviewDue,
    OpportunitySuggested,
    OpportunityTurnedDown,
)
from contracts.vocabulary.labels import TURN_DOWNS
from services.notifications.audience import Category
from services.notifications.domain.notice import Teller, Words, same
from services.notifications.domain.plain_words import Names, day

_Unpublished = OpportunitySuggested | OpportunityDrafted | OpportunityTurnedDown
PortfolioEvent = _Unpublished | OpportunityCoproductionConfirmed | OpportunityPublished


def people_in_portfolio(event: PortfolioEvent) -> set[UUID]:
    match event:
        case OpportunitySuggested():
            return {event.suggested_by}
        case OpportunityDrafted() | OpportunityPublished():
            return {event.lead_id}
        case OpportunityCoproductionConfirmed():
            return {event.co_producer_id}
        case OpportunityTurnedDown():
            return set()


def _of_kind(event: _Unpublished, names: Names) -> tuple[str, str]:
    """What it is called is nobody's to read before it is published."""
    return f"Kind: {event.kind.replace('_', ' ')}", f"Where: {names.organisation(event.trust)}"


def _suggested(event: OpportunitySuggested, names: Names) -> Words:
    title = f"Suggested by: {names.doctor(event.suggested_by)}"
    return same("A resident suggests an opportunity", *_of_kind(event, names), title=title)


def _turned_down(event: OpportunityTurnedDown, names: Names) -> Words:
    return Words(
        "There is an answer to your suggestion",
        "Your suggestion is not taken up",
        (*_of_kind(event, names), f"Reason: {TURN_DOWNS[event.reason]}"),
        (*_of_kind(event, names), "Sign in to read the answer."),
    )


def _given_up(event: OpportunityTurnedDown, names: Names) -> Words:
    reason = f"Reason: {TURN_DOWNS[event.reason]}"
    return same("A draft that you worked on is given up", *_of_kind(event, names), reason)


def _to_confirm(event: OpportunityDrafted, names: Names) -> Words:
    lead = f"Led by: {names.person(event.lead_id)}"
    ask = "It is published once you have confirmed it. If it is not as agreed, say so there."
    return same("An opportunity you helped to make is yours to confirm", *_of_kind(event, names), lead, ask)


def _taken_up(event: OpportunityDrafted, names: Names) -> Words:
    return same("Your suggestion is taken up", *_of_kind(event, names))


def _confirmed(event: OpportunityCoproductionConfirmed, names: Names) -> Words:
    by = f"Confirmed by: {names.doctor(event.co_producer_id)}"
    lines = (f"Opportunity: {event.title}", f"Where: {names.organisation(event.trust)}", by)
    return same("An opportunity you drafted is confirmed and published", *lines)


def _published(event: OpportunityPublished, names: Names) -> Words:
    first = f"First day: {day(event.first_day)}"
    lines = (f"Opportunity: {event.title}", f"Where: {names.organisation(event.trust)}", first)
    return same("An opportunity that you lead is published", *lines)


def _review_due(event: OpportunityReviewDue, names: Names) -> Words:
    where = f"Where: {names.organisation(event.trust)}"
    lines = (f"Opportunity: {event.title}", where, f"Look at it again by: {day(event.review_due)}")
    return same("An opportunity is to be reviewed", *lines, "Say that it still stands, or close it.")


def _planned(event: CataloguePlanned, _: Names) -> Words:
    lines = (
        f"Programme: {event.programme}",
        f"Preferences open: {day(event.preferences_open_on)}",
        f"Its catalogue is to be public by: {day(event.release_by)}",
        "What you offer on that day is in it.",
    )
    return same("What you offer is to be public before doctors choose", *lines)


def _released(event: CatalogueReleased, _: Names) -> Words:
    lines = (
        f"Programme: {event.programme}",
        f"Opportunities in it: {event.opportunities}",
        f"Preferences open: {day(event.preferences_open_on)}",
    )
    return same("A programme's catalogue is public, with what you offer", *lines)


PORTFOLIO_TELLERS: Mapping[tuple[type[Event], Category], Teller] = {
    (OpportunitySuggested, Category.SUGGESTION_TO_CONSIDER): _suggested,
    (OpportunityTurnedDown, Category.YOUR_SUGGESTION): _turned_down,
    (OpportunityTurnedDown, Category.YOUR_DRAFT): _given_up,
    (OpportunityDrafted, Category.DRAFT_TO_CONFIRM): _to_confirm,
    (OpportunityDrafted, Category.YOUR_SUGGESTION): _taken_up,
    (OpportunityCoproductionConfirmed, Category.YOUR_DRAFT): _confirmed,
    (OpportunityPublished, Category.YOU_LEAD): _published,
    (OpportunityReviewDue, Category.REVIEW_DUE): _review_due,
    (CataloguePlanned, Category.TEAM_CATALOGUE): _planned,
    (CatalogueReleased, Category.TEAM_CATALOGUE): _released,
}
