"""Facts of opportunities: the portfolio, who takes part, packs for starters, doctors' own activities, adaptations."""

from contracts.opportunities.activities import ActivityConfirmed, ActivityDeclined, ActivityRecorded
from contracts.opportunities.adaptations import (
    AdaptationArranged,
    AdaptationOverdue,
    AdaptationRefused,
    AdaptationRequested,
)
from contracts.opportunities.catalogues import CataloguePlanned, CatalogueReleased
from contracts.opportunities.packs import InductionPackSent
from contracts.opportunities.portfolio import (
    AreaUpdated,
    InterestAnswered,
    InterestExpressed,
    InterestOverdue,
    InterestWithdrawn,
    OpportunityClosed,
    OpportunityCoproductionConfirmed,
    OpportunityDrafted,
    OpportunityPublished,
    OpportunityReviewed,
    OpportunitySuggested,
    OpportunityTurnedDown,
    ParticipationConfirmed,
)

__all__ = [
    "ActivityConfirmed",
    "ActivityDeclined",
    "ActivityRecorded",
    "AdaptationArranged",
    "AdaptationOverdue",
    "AdaptationRefused",
    "AdaptationRequested",
    "AreaUpdated",
    "CataloguePlanned",
    "CatalogueReleased",
    "InductionPackSent",
    "InterestAnswered",
    "InterestExpressed",
    "InterestOverdue",
    "InterestWithdrawn",
    "OpportunityClosed",
    "OpportunityCoproductionConfirmed",
    "OpportunityDrafted",
    "OpportunityPublished",
    "OpportunityReviewed",
    "OpportunitySuggested",
    "OpportunityTurnedDown",
    "ParticipationConfirmed",
]
