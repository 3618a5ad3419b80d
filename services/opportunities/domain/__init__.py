"""Opportunities, pure: what may be suggested, published, asked for, answered, and confirmed, and by whom."""

from services.opportunities.domain import fellowships, forums, training
from services.opportunities.domain.activities import (
    Account,
    Activity,
    ActivityStatus,
    Recorded,
    confirm_activity,
    decline_activity,
    record,
    record_anew,
)
from services.opportunities.domain.adaptations import (
    Adaptation,
    AdaptationStatus,
    adaptation_is_late,
    arrange,
    ask_anew,
    ask_for_adaptation,
    let_go,
    refuse_adaptation,
)
from services.opportunities.domain.answering import answer, call_off, fall_overdue
from services.opportunities.domain.catalogue import EDITORS, Entry, Kind, edited_by
from services.opportunities.domain.obstacles import TooManySearches, UnknownKind
from services.opportunities.domain.opportunity import Decision, Opportunity, Plan
from services.opportunities.domain.packs import SEND_PACKS, Pack, PackTerms, Search, Starter, pack_for
from services.opportunities.domain.participation import PLACED, WAITING, Deed, Participation, Status, Step, Verdict
from services.opportunities.domain.people import Placement, hosts
from services.opportunities.domain.public_catalogue import (
    PLANNERS,
    CataloguePlan,
    Planned,
    PublicCatalogue,
    plan_anew,
    plan_catalogue,
    plans,
    release,
)
from services.opportunities.domain.publishing import draft, give_up, publish, redraft
from services.opportunities.domain.suggestion import (
    Considered,
    Suggestion,
    SuggestionStatus,
    suggest,
    take_up,
    turn_down,
)
from services.opportunities.domain.taking_part import confirm, express, withdraw
from services.opportunities.domain.upkeep import close, put_on_page, review

__all__ = [
    "EDITORS",
    "PLACED",
    "PLANNERS",
    "SEND_PACKS",
    "WAITING",
    "Account",
    "Activity",
    "ActivityStatus",
    "Adaptation",
    "AdaptationStatus",
    "CataloguePlan",
    "Considered",
    "Decision",
    "Deed",
    "Entry",
    "Kind",
    "Opportunity",
    "Pack",
    "PackTerms",
    "Participation",
    "Placement",
    "Plan",
    "Planned",
    "PublicCatalogue",
    "Recorded",
    "Search",
    "Starter",
    "Status",
    "Step",
    "Suggestion",
    "SuggestionStatus",
    "TooManySearches",
    "UnknownKind",
    "Verdict",
    "adaptation_is_late",
    "answer",
    "arrange",
    "ask_anew",
    "ask_for_adaptation",
    "call_off",
    "close",
    "confirm",
    "confirm_activity",
    "decline_activity",
    "draft",
    "edited_by",
    "express",
    "fall_overdue",
    "fellowships",
    "forums",
    "give_up",
    "hosts",
    "let_go",
    "pack_for",
    "plan_anew",
    "plan_catalogue",
    "plans",
    "publish",
    "put_on_page",
    "record",
    "record_anew",
    "redraft",
    "refuse_adaptation",
    "release",
    "review",
    "suggest",
    "take_up",
    "training",
    "turn_down",
    "withdraw",
]
