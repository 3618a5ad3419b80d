"""What becomes of an opportunity that is live: looked at again, and one day closed."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from chassis.errors import NotFound
from contracts import Actor
from contracts import opportunities as facts
from contracts.vocabulary import ClosingReason
from services.opportunities.domain.obstacles import AlreadyClosed
from services.opportunities.domain.opportunity import Decision, Opportunity, called


def review(
    opportunity: Opportunity,
    *,
    by: Actor,
    drafts_at: Collection[str],
    review_due: date,
    at: datetime,
    match: int | None = None,
) -> Decision:
    """Its lead, or who looks after the portfolio, finds that it stands; it is due again on ``review_due`` (O-E1).

    Raises NotFound, LostUpdate, AlreadyClosed.
    """
    if opportunity.is_draft or not opportunity.is_kept_by(by, drafts_at=drafts_at):
        raise NotFound
    _check_not_closed(opportunity, match)
    said = facts.OpportunityReviewed(
        **called(opportunity), reviewed_by=by.person_id, reviewed_at=at, review_due=review_due
    )
    return Decision(replace(opportunity, review_due=review_due), (said,))


def notice_review(opportunity: Opportunity, *, at: datetime) -> Decision:
    """Say once of the day by which it is to be reviewed that it comes near, or is past (O-E1)."""
    due = opportunity.review_due
    if due is None or opportunity.review_noticed_for == due:
        return Decision(opportunity)
    said = facts.OpportunityReviewDue(**called(opportunity), lead_id=opportunity.lead_id, review_due=due, noticed_at=at)
    return Decision(replace(opportunity, review_noticed_for=due), (said,))


def put_on_page(
    opportunity: Opportunity,
    *,
    by: Actor,
    drafts_at: Collection[str],
    contact: str | None,
    route: str | None,
    at: datetime,
    match: int | None = None,
) -> Decision:
    """Its lead, or who looks after the portfolio, says on the trust's page whom to turn to and how to join (O-D2).

    Raises NotFound, LostUpdate, AlreadyClosed.
    """
    if opportunity.is_draft or not opportunity.is_kept_by(by, drafts_at=drafts_at):
        raise NotFound
    _check_not_closed(opportunity, match)
    shown = replace(opportunity, contact=contact, route=route)
    complete = bool(contact and route)
    said = facts.AreaUpdated(**called(shown), complete=complete, updated_by=by.person_id, updated_at=at)
    return Decision(shown, (said,))


def close(
    opportunity: Opportunity,
    *,
    by: Actor,
    drafts_at: Collection[str],
    reason: ClosingReason,
    at: datetime,
    match: int | None = None,
) -> Decision:
    """End it: nobody can ask for it any more. Raises NotFound, LostUpdate, AlreadyClosed."""
    if opportunity.is_draft or not opportunity.is_edited_by(by, drafts_at=drafts_at):
        raise NotFound
    _check_not_closed(opportunity, match)
    said = facts.OpportunityClosed(**called(opportunity), reason=reason, closed_by=by.person_id, closed_at=at)
    return Decision(replace(opportunity, closed_at=at, closed_because=reason), (said,))


def _check_not_closed(opportunity: Opportunity, match: int | None) -> None:
    opportunity.seen_at(match)
    if opportunity.closed_at is not None:
        raise AlreadyClosed(f"It was closed because it is {opportunity.closed_because}.")
