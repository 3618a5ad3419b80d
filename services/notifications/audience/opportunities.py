"""Who is told of opportunities: who made one, who leads it, and who takes part."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from contracts import Event
from contracts.opportunities import (
    ActivityConfirmed,
    ActivityDeclined,
    ActivityRecorded,
    AdaptationArranged,
    AdaptationOverdue,
    AdaptationRefused,
    AdaptationRequested,
    CataloguePlanned,
    CatalogueReleased,
    InductionPackSent,
    InterestAnswered,
    InterestExpressed,
    InterestOverdue,
    InterestWithdrawn,
    OpportunityCoproductionConfirmed,
    OpportunityDrafted,
    OpportunityPublished,
    OpportunityReviewDue,
    OpportunitySuggested,
    OpportunityTurnedDown,
    ParticipationConfirmed,
    ParticipationMissed,
    SearchMatched,
)
from contracts.vocabulary import Role
from services.notifications.audience.terms import Category, Holders, InOffice, Telling, Urgency, Whom


def _participant(
    event: InductionPackSent | SearchMatched | InterestAnswered | ParticipationConfirmed | ParticipationMissed,
) -> Iterable[UUID]:
    return (event.doctor_id,)


def _lead(event: InterestExpressed | InterestOverdue | InterestWithdrawn) -> Iterable[InOffice]:
    return (InOffice(event.lead_id, otherwise=Holders(Role.CHAMPION, event.trust)),)


def _lead_of_activity(event: ActivityRecorded) -> Iterable[UUID]:
    return (event.lead_id,)


def _whose_activity(event: ActivityConfirmed | ActivityDeclined) -> Iterable[UUID]:
    return (event.doctor_id,)


def _host_asked(event: AdaptationRequested | AdaptationOverdue) -> Iterable[UUID]:
    """Nobody else, were they to have left: that a doctor needs something is for whom they chose."""
    return (event.host_id,)


def _who_needs_it(event: AdaptationArranged | AdaptationRefused | AdaptationOverdue) -> Iterable[UUID]:
    return (event.doctor_id,)


def _champions(event: InterestOverdue | OpportunitySuggested) -> Iterable[Holders]:
    return (Holders(Role.CHAMPION, event.trust),)


def _co_producer(event: OpportunityDrafted) -> Iterable[UUID]:
    return (event.co_producer_id,)


def _suggester(event: OpportunityDrafted) -> Iterable[UUID]:
    return (event.suggested_by,) if event.suggested_by else ()


def _suggester_turned_down(event: OpportunityTurnedDown) -> Iterable[UUID]:
    return (event.suggested_by,) if event.suggested_by and event.suggested_by != event.turned_down_by else ()


def _who_made_the_draft(event: OpportunityTurnedDown) -> Iterable[UUID]:
    return [one for one in (event.co_producer_id, event.drafted_by) if one and one != event.turned_down_by]


def _drafter(event: OpportunityCoproductionConfirmed) -> Iterable[UUID]:
    return (event.drafted_by,)


def _named_lead(event: OpportunityPublished) -> Iterable[UUID]:
    """Whoever drafted it to lead it themselves knows."""
    return () if event.lead_id == event.published_by else (event.lead_id,)


def _lead_and_champion(event: OpportunityReviewDue) -> Iterable[Whom]:
    champion = Holders(Role.CHAMPION, event.trust)
    return InOffice(event.lead_id, otherwise=champion), champion


def _teams(event: CataloguePlanned | CatalogueReleased) -> Iterable[Holders]:
    return [Holders(Role.MEDED_ADMIN, trust) for trust in event.trusts]


OPPORTUNITIES: Mapping[type[Event], tuple[Telling, ...]] = {
    OpportunitySuggested: (Telling(_champions, Category.SUGGESTION_TO_CONSIDER, Urgency.NO_MAIL),),
    OpportunityTurnedDown: (
        Telling(_suggester_turned_down, Category.YOUR_SUGGESTION, Urgency.AT_ONCE),
        Telling(_who_made_the_draft, Category.YOUR_DRAFT, Urgency.NO_MAIL),
    ),
    OpportunityDrafted: (
        Telling(_co_producer, Category.DRAFT_TO_CONFIRM, Urgency.AT_ONCE),
        Telling(_suggester, Category.YOUR_SUGGESTION, Urgency.NO_MAIL),
    ),
    OpportunityCoproductionConfirmed: (Telling(_drafter, Category.YOUR_DRAFT, Urgency.NO_MAIL),),
    OpportunityPublished: (Telling(_named_lead, Category.YOU_LEAD, Urgency.NO_MAIL),),
    OpportunityReviewDue: (Telling(_lead_and_champion, Category.REVIEW_DUE, Urgency.AT_ONCE),),
    InductionPackSent: (Telling(_participant, Category.YOUR_PACK, Urgency.NO_MAIL),),
    SearchMatched: (Telling(_participant, Category.YOUR_SEARCH, Urgency.AT_ONCE),),
    InterestExpressed: (Telling(_lead, Category.INTEREST_TO_ANSWER, Urgency.AT_ONCE),),
    InterestOverdue: (
        Telling(_lead, Category.INTEREST_TO_ANSWER, Urgency.AT_ONCE),
        Telling(_champions, Category.TEAM_INTEREST_OVERDUE, Urgency.NO_MAIL),
    ),
    InterestWithdrawn: (Telling(_lead, Category.INTEREST_TO_ANSWER, Urgency.NO_MAIL),),
    InterestAnswered: (Telling(_participant, Category.YOUR_INTEREST, Urgency.AT_ONCE),),
    ParticipationConfirmed: (Telling(_participant, Category.YOUR_PARTICIPATION, Urgency.NO_MAIL),),
    ParticipationMissed: (Telling(_participant, Category.YOUR_PARTICIPATION, Urgency.NO_MAIL),),
    ActivityRecorded: (Telling(_lead_of_activity, Category.ACTIVITY_TO_CONFIRM, Urgency.AT_ONCE),),
    ActivityConfirmed: (Telling(_whose_activity, Category.YOUR_ACTIVITY, Urgency.NO_MAIL),),
    ActivityDeclined: (Telling(_whose_activity, Category.YOUR_ACTIVITY, Urgency.AT_ONCE),),
    AdaptationRequested: (Telling(_host_asked, Category.ADAPTATION_TO_ARRANGE, Urgency.AT_ONCE),),
    AdaptationArranged: (Telling(_who_needs_it, Category.YOUR_ADAPTATION, Urgency.AT_ONCE),),
    AdaptationRefused: (Telling(_who_needs_it, Category.YOUR_ADAPTATION, Urgency.AT_ONCE),),
    AdaptationOverdue: (
        Telling(_host_asked, Category.ADAPTATION_TO_ARRANGE, Urgency.AT_ONCE),
        Telling(_who_needs_it, Category.YOUR_ADAPTATION, Urgency.NO_MAIL),
    ),
    CataloguePlanned: (Telling(_teams, Category.TEAM_CATALOGUE, Urgency.NO_MAIL),),
    CatalogueReleased: (Telling(_teams, Category.TEAM_CATALOGUE, Urgency.NO_MAIL),),
}
