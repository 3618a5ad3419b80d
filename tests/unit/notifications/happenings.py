"""One of each event that somebody may be told of, and what is known of it when it is heard."""

from datetime import UTC, date, datetime
from uuid import uuid4

from contracts import Event, Stamp
from services.notifications.domain import (
    Happening,
    Person,
)
from tests.unit.notifications import (
    facts,
    fellowship_facts,
    forum_facts,
    leave_facts,
    opportunity_facts,
    registry_facts,
    training_facts,
)
from tests.unit.notifications.facts import DOCTOR

TODAY = date(2026, 11, 22)
OLDEST = date(2026, 10, 23)
AMARA = Person("Amara", "Patel", None)

ONE_OF_EACH = (
    registry_facts.an_announcement(),
    registry_facts.a_change(),
    registry_facts.a_cancellation(),
    registry_facts.a_dispute(),
    registry_facts.a_closed_dispute(),
    opportunity_facts.a_suggestion(),
    opportunity_facts.a_suggestion_turned_down(suggested_by=DOCTOR),
    opportunity_facts.a_draft(),
    opportunity_facts.a_confirmed_draft(),
    opportunity_facts.an_opportunity(),
    opportunity_facts.a_review_to_come(),
    opportunity_facts.a_planned_catalogue(),
    opportunity_facts.a_released_catalogue(),
    opportunity_facts.a_pack(),
    opportunity_facts.a_match(),
    opportunity_facts.an_interest(),
    opportunity_facts.an_overdue_interest(),
    opportunity_facts.a_withdrawn_interest(),
    opportunity_facts.an_answered_interest(),
    opportunity_facts.a_confirmed_participation(),
    opportunity_facts.a_missed_participation(),
    opportunity_facts.a_recorded_activity(),
    opportunity_facts.a_confirmed_activity(),
    opportunity_facts.a_declined_activity(),
    opportunity_facts.a_needed_adaptation(),
    opportunity_facts.an_arranged_adaptation(),
    opportunity_facts.a_refused_adaptation(),
    opportunity_facts.an_overdue_adaptation(),
    training_facts.a_seat(),
    training_facts.a_seat_given_back(),
    training_facts.a_refused_release(),
    training_facts.an_appeal_about_release(),
    training_facts.an_answer_about_release(),
    training_facts.an_attendance(),
    training_facts.an_absence(),
    training_facts.a_cancelled_course(),
    forum_facts.a_request_for_a_forum(),
    forum_facts.an_overdue_forum(),
    forum_facts.a_proposed_forum(),
    forum_facts.a_founded_forum(),
    forum_facts.a_called_forum(),
    forum_facts.a_forum_called_off(),
    forum_facts.an_agreed_action(),
    forum_facts.a_closed_action(),
    fellowship_facts.an_appointed_fellow(),
    fellowship_facts.a_reported_share(),
    fellowship_facts.an_ended_fellowship(),
    leave_facts.a_request(),
    leave_facts.a_decided_step(),
    leave_facts.an_approval(),
    leave_facts.a_refusal(),
    leave_facts.a_return(),
    leave_facts.a_reminder_of_a_return(),
    leave_facts.a_request_sent_again(),
    leave_facts.a_reminder(),
    leave_facts.a_late_step(),
    leave_facts.a_lapse(),
    leave_facts.a_withdrawal_to_confirm(),
    leave_facts.a_withdrawal(),
    leave_facts.an_alternative_taken(),
    leave_facts.an_appeal(),
    leave_facts.an_acknowledged_appeal(),
    leave_facts.a_late_appeal(),
    leave_facts.an_answered_appeal(),
    leave_facts.an_adjusted_entitlement(),
    leave_facts.an_unused_entitlement(),
    leave_facts.a_touched_request(),
    leave_facts.some_scheduled_time(),
    leave_facts.an_answer_about_time(),
    leave_facts.a_published_calendar(),
    facts.a_notice(),
    facts.some_feedback(),
    facts.a_certificate(),
    facts.a_revocation(),
    facts.a_booking(),
    facts.a_cancelled_slot(),
    facts.a_completed_booking(),
    registry_facts.a_signed_commitment(),
    registry_facts.a_renewed_commitment(),
    registry_facts.a_withdrawn_commitment(),
    registry_facts.a_lapsing_commitment(),
    registry_facts.a_declaration(),
    registry_facts.a_refused_declaration(),
    registry_facts.an_enquiry(),
    registry_facts.an_answered_enquiry(),
    registry_facts.some_information(),
    registry_facts.missed_information(),
    registry_facts.a_vacancy(),
    registry_facts.a_succession(),
    registry_facts.a_merger(),
)


def happening(event: Event, day: date = TODAY) -> Happening:
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    stamp = Stamp(uuid4(), event.type, "/services/x", event.subject, event.key, 1, at, uuid4(), None, "00-0-0-00")
    return Happening.of(event, stamp, day)
