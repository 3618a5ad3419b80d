"""Facts of opportunities, of taking part, and of what a doctor needs for it."""

from datetime import date
from typing import Any
from uuid import uuid4

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
from tests.unit.notifications.facts import CHAMPION, COORDINATOR, DOCTOR, NOW, TPD


def an_opportunity(**facts: Any) -> OpportunityPublished:
    ordinary = {
        **_of_opportunity(),
        "setting": "acute",
        "lead_id": COORDINATOR,
        "co_producer_id": DOCTOR,
        "first_day": date(2027, 1, 12),
        "recurrence": "monthly",
        "places": 2,
        "published_by": CHAMPION,
        "published_at": NOW,
    }
    return OpportunityPublished(**{**ordinary, **facts})


def a_review_to_come(**facts: Any) -> OpportunityReviewDue:
    ordinary = {"lead_id": COORDINATOR, "review_due": date(2026, 12, 6), "noticed_at": NOW}
    return OpportunityReviewDue(**_of_opportunity(**{**ordinary, **facts}))


def a_suggestion(**facts: Any) -> OpportunitySuggested:
    return OpportunitySuggested(**_of_draft(**{"suggested_by": DOCTOR, "suggested_at": NOW, **facts}))


def a_suggestion_turned_down(**facts: Any) -> OpportunityTurnedDown:
    ordinary = {"reason": "nobody_to_lead", "turned_down_by": CHAMPION, "turned_down_at": NOW}
    return OpportunityTurnedDown(**_of_draft(**{**ordinary, **facts}))


def a_draft(**facts: Any) -> OpportunityDrafted:
    people = {"lead_id": COORDINATOR, "co_producer_id": DOCTOR, "drafted_by": CHAMPION}
    return OpportunityDrafted(**_of_draft(**{**people, "drafted_at": NOW, **facts}))


def a_confirmed_draft(**facts: Any) -> OpportunityCoproductionConfirmed:
    ordinary = {"co_producer_id": DOCTOR, "drafted_by": COORDINATOR, "confirmed_at": NOW}
    return OpportunityCoproductionConfirmed(**_of_opportunity(**{**ordinary, **facts}))


def _of_draft(**facts: Any) -> dict[str, Any]:
    return {name: value for name, value in _of_opportunity(**facts).items() if name != "title"}


def _of_opportunity(**facts: Any) -> dict[str, Any]:
    ordinary = {
        "opportunity_id": uuid4(),
        "trust": "R0B",
        "kind": "quality_and_safety_meeting",
        "family": "meeting",
        "title": "Patient safety meeting",
    }
    return {**ordinary, **facts}


def _of_participation(**facts: Any) -> dict[str, Any]:
    return _of_opportunity(**{"participation_id": uuid4(), "doctor_id": DOCTOR, **facts})


def _of_activity(**facts: Any) -> dict[str, Any]:
    ordinary = {
        "activity_id": uuid4(),
        "doctor_id": DOCTOR,
        "trust": "R0B",
        "kind": "improvement_project",
        "first_day": date(2026, 9, 1),
        "last_day": date(2026, 11, 12),
        "minutes": 600,
        "lead_id": COORDINATOR,
    }
    return {**ordinary, **facts}


def a_recorded_activity(**facts: Any) -> ActivityRecorded:
    return ActivityRecorded(**_of_activity(**{"recorded_at": NOW, **facts}))


def a_confirmed_activity(**facts: Any) -> ActivityConfirmed:
    return ActivityConfirmed(**_of_activity(**{"confirmed_by": COORDINATOR, "confirmed_at": NOW, **facts}))


def a_declined_activity(**facts: Any) -> ActivityDeclined:
    ordinary = {"reason": "not_as_recorded", "declined_by": COORDINATOR, "declined_at": NOW}
    return ActivityDeclined(**_of_activity(**{**ordinary, **facts}))


def _of_adaptation(**facts: Any) -> dict[str, Any]:
    ordinary = {"adaptation_id": uuid4(), "doctor_id": DOCTOR, "trust": "R0B", "host_id": COORDINATOR}
    return {**ordinary, **facts}


def a_needed_adaptation(**facts: Any) -> AdaptationRequested:
    ordinary = {"answer_by": date(2026, 12, 4), "requested_at": NOW}
    return AdaptationRequested(**_of_adaptation(**{**ordinary, **facts}))


def an_arranged_adaptation(**facts: Any) -> AdaptationArranged:
    return AdaptationArranged(**_of_adaptation(**{"arranged_at": NOW, **facts}))


def a_refused_adaptation(**facts: Any) -> AdaptationRefused:
    return AdaptationRefused(**_of_adaptation(**{"reason": "not_in_time", "refused_at": NOW, **facts}))


def an_overdue_adaptation(**facts: Any) -> AdaptationOverdue:
    return AdaptationOverdue(**_of_adaptation(**{"answer_by": date(2026, 11, 20), "overdue_at": NOW, **facts}))


def _of_catalogue(**facts: Any) -> dict[str, Any]:
    ordinary = {
        "catalogue_id": uuid4(),
        "programme": "NOR/FP/001",
        "trusts": ("R0B", "RXF"),
        "preferences_open_on": date(2027, 3, 1),
        "release_by": date(2027, 1, 4),
    }
    return {**ordinary, **facts}


def a_planned_catalogue(**facts: Any) -> CataloguePlanned:
    return CataloguePlanned(**_of_catalogue(**{"planned_by": TPD, "planned_at": NOW, **facts}))


def a_released_catalogue(**facts: Any) -> CatalogueReleased:
    released = {"opportunities": 31, "released_by": TPD, "released_at": NOW}
    return CatalogueReleased(**_of_catalogue(**{**released, **facts}))


def a_pack(**facts: Any) -> InductionPackSent:
    ordinary = {
        "pack_id": uuid4(),
        "placement_id": uuid4(),
        "doctor_id": DOCTOR,
        "trust": "R0B",
        "starts_on": date(2026, 12, 2),
        "occasion": "first_day",
        "due_on": date(2026, 12, 2),
        "opportunities": 12,
        "sent_at": NOW,
    }
    return InductionPackSent(**{**ordinary, **facts})


def a_match(*titles: str, **facts: Any) -> SearchMatched:
    found = [{"opportunity_id": uuid4(), "trust": "R0B", "title": title} for title in titles or ("Ethics committee",)]
    return SearchMatched(**{"match_id": uuid4(), "doctor_id": DOCTOR, "found": found, "matched_at": NOW, **facts})


def an_interest(**facts: Any) -> InterestExpressed:
    ordinary = {"lead_id": COORDINATOR, "expressed_at": NOW, "answer_by": date(2026, 12, 6)}
    return InterestExpressed(**_of_participation(**{**ordinary, **facts}))


def an_overdue_interest(**facts: Any) -> InterestOverdue:
    ordinary = {"lead_id": COORDINATOR, "answer_by": date(2026, 11, 21), "overdue_at": NOW}
    return InterestOverdue(**_of_participation(**{**ordinary, **facts}))


def a_withdrawn_interest(**facts: Any) -> InterestWithdrawn:
    return InterestWithdrawn(**_of_participation(**{"lead_id": COORDINATOR, "withdrawn_at": NOW, **facts}))


def an_answered_interest(**facts: Any) -> InterestAnswered:
    ordinary = {"answer": "offered", "answered_by": COORDINATOR, "answered_at": NOW}
    return InterestAnswered(**_of_participation(**{**ordinary, **facts}))


def a_missed_participation(**facts: Any) -> ParticipationMissed:
    return ParticipationMissed(**_of_participation(**{"recorded_by": COORDINATOR, "recorded_at": NOW, **facts}))


def a_confirmed_participation(**facts: Any) -> ParticipationConfirmed:
    ordinary = {
        "role": "chaired",
        "first_day": date(2026, 11, 12),
        "last_day": date(2026, 11, 12),
        "minutes": 90,
        "confirmed_by": COORDINATOR,
        "confirmed_at": NOW,
    }
    return ParticipationConfirmed(**_of_participation(**{**ordinary, **facts}))
