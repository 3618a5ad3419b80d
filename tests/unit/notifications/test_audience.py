"""The table of who is told of what."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest

from contracts import EVENTS, Event, Stamp
from contracts.registry import Change, CodeChange, DateChange
from contracts.vocabulary import Role
from services.notifications.audience import AUDIENCE, Category, Holders, Urgency, telling
from services.notifications.domain import (
    Happening,
    Names,
    Person,
    Standing,
    addressed,
    called,
    decide,
    holders_asked_for,
    words,
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
from tests.unit.notifications.facts import COORDINATOR, DOCTOR, TPD
from tests.unit.notifications.leave_facts import a_touched_request
from tests.unit.notifications.registry_facts import a_change, a_placement

TODAY = date(2026, 11, 22)
OLDEST = date(2026, 10, 23)
AMARA = Person("Amara", "Patel", None)
REACHABLE = Standing(confirmed=True, has_address=True)

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

UNTOLD = {
    "AreaUpdated": "the trust's page says it",
    "OpportunityReviewed": "it stands as it was",
    "SdtOwed": "how much it is to be stands beside what is scheduled, of which its doctor hears",
    "EntitlementClosed": "the leave year is over: it is counted, and nobody can change it any more",
    "ProtectedTimeCounted": "counts are for figures, and lead to nobody",
    "OpportunityClosed": "who waits is answered: by its lead, or with the closing itself when it is not taking place",
    "TrainingScheduled": "courses are a catalogue, which residents look into when they want to",
    "ForumMet": "who was there knows, and for the others its page shows what was agreed",
    "ShadowingOffered": "slots are a catalogue, which residents look into when they want to",
    "PersonRegistered": "it is how notifications knows whom to write to",
    "PersonContactChanged": "at their new address they are told what they missed at the old one, not that it is new",
    "OrganisationRegistered": "it is how notices call a trust by its name",
    "AppointmentMade": "whoever appointed them has told them; it is how notifications knows who holds a role",
    "AppointmentEnded": "as for its making",
    "ImportCompleted": "what a file changed is told event by event, and it lets go of the mails that waited for it",
    "NotificationSent": "a notice about a notice would never end",
    "NotificationFailed": "a notice about a notice would never end",
    "NotificationWithheld": "a notice about a notice would never end",
    "PromiseDisputed": "it is counted; only the doctor knows that it was theirs",
}
"""Nobody is told of these, because …"""


def happening(event: Event, day: date = TODAY) -> Happening:
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    stamp = Stamp(uuid4(), event.type, "/services/x", event.subject, event.key, 1, at, uuid4(), None, "00-0-0-00")
    return Happening.of(event, stamp, day)


def test_the_makers_cover_the_whole_table() -> None:
    assert {type(event) for event in ONE_OF_EACH} == set(AUDIENCE)


def test_no_event_is_left_without_a_decision() -> None:
    """Whoever adds an event says who is told of it, or why nobody is."""
    untold = {event.__name__ for event in EVENTS.values() if event not in AUDIENCE}
    assert untold == UNTOLD.keys(), "a row in the table of audiences, or a line with the reason in UNTOLD"


@pytest.mark.parametrize("event", ONE_OF_EACH, ids=lambda event: event.type)
def test_each_row_has_words_and_a_subject_fit_for_a_lock_screen(event: Event) -> None:
    names = Names({"R0B": "A Trust"}, {DOCTOR: AMARA, COORDINATOR: AMARA})
    for row in AUDIENCE[type(event)]:
        said = words(event, row.category, names)
        assert said.subject.isascii()
        assert len(said.subject) <= 60
        assert "Patel" not in said.subject
        assert said.lines
        assert said.mail_lines


@pytest.mark.parametrize("event", ONE_OF_EACH, ids=lambda event: event.type)
def test_each_row_has_words_where_nobodys_name_is_known(event: Event) -> None:
    for row in AUDIENCE[type(event)]:
        said = words(event, row.category, Names())
        assert said.subject
        written = " ".join((said.subject, *said.lines, *said.mail_lines))
        assert [gap for gap in ("None", "()", "  ", " .", " ,") if gap in written] == []


@pytest.mark.parametrize("event", list(AUDIENCE), ids=lambda event: event.type)
def test_no_category_stands_twice_in_one_row(event: type[Event]) -> None:
    categories = [row.category for row in AUDIENCE[event]]
    assert len(set(categories)) == len(categories)
    assert all(telling(event, category).category is category for category in categories)


def test_a_move_between_hosts_concerns_the_coordinators_of_both() -> None:
    moved = happening(a_change(changes=(CodeChange(field="host", old="RTD", new="R0B"),)))
    expected = {Holders(Role.ROTA_COORDINATOR, host) for host in ("R0B", "RTD")}
    assert {whom for whom, _ in holders_asked_for(addressed([moved]))} == expected


EMPLOYER_NAMED = CodeChange(field="employer", old=None, new="RTD")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ((EMPLOYER_NAMED,), 0),
        ((CodeChange(field="employer", old="R0B", new="RTD"),), 2),
        ((registry_facts.A_SITE_MOVE, EMPLOYER_NAMED), 2),
    ],
)
def test_an_employer_named_for_the_first_time_is_told_to_nobody(changes: tuple[Change, ...], told: int) -> None:
    assert len(addressed([happening(a_change(changes=changes))])) == told


def test_a_doctor_who_is_also_the_coordinator_is_told_once_as_the_doctor() -> None:
    change = happening(a_change())
    holder = Holders(Role.ROTA_COORDINATOR, "R0B")
    calls, vacant = called(addressed([change]), {(holder, TODAY): [DOCTOR, COORDINATOR]})
    assert [(row.category, person) for _, row, person in calls] == [
        (Category.YOUR_PLACEMENT, DOCTOR),
        (Category.TEAM_PLACEMENT, COORDINATOR),
    ]
    assert vacant == []


def test_a_role_without_holder_is_a_vacancy_of_that_role_only() -> None:
    moved = happening(a_change(changes=(CodeChange(field="host", old="RTD", new="R0B"),)))
    holder = Holders(Role.ROTA_COORDINATOR, "R0B")
    _, vacant = called(addressed([moved]), {(holder, TODAY): [COORDINATOR]})
    assert [vacancy.holders.scope for vacancy in vacant] == ["RTD"]


def test_approvers_are_those_whom_the_event_names() -> None:
    calls, _ = called(addressed([happening(a_touched_request(approvers=(COORDINATOR,)))]), {})
    assert {person for _, _, person in calls} == {DOCTOR, COORDINATOR}


def verdicts(event: Event, person: Standing | None, day: date = TODAY, row: int = 0) -> tuple[str, str]:
    told = decide(happening(event, day), AUDIENCE[type(event)][row], DOCTOR, person=person, today=TODAY, oldest=OLDEST)
    assert told.mail is not None
    assert told.inbox is not None
    return (
        f"{told.mail.decision}:{told.mail.reason or ''}",
        f"{told.inbox.decision}:{told.inbox.reason or ''}",
    )


OVER = a_placement(start=date(2026, 1, 1), end=date(2026, 11, 21))


@pytest.mark.parametrize(
    ("event", "person", "day", "mail", "inbox"),
    [
        (registry_facts.a_change(), REACHABLE, TODAY, "pending:", "sent:"),
        (registry_facts.an_announcement(), REACHABLE, TODAY, "withheld:inbox_only", "sent:"),
        (registry_facts.a_change(), None, TODAY, "pending:person_unknown", "pending:person_unknown"),
        (registry_facts.a_change(), Standing(True, False), TODAY, "withheld:no_address", "sent:"),
        (
            registry_facts.an_announcement(),
            Standing(False, True),
            TODAY,
            "withheld:unconfirmed_person",
            "withheld:unconfirmed_person",
        ),
        (registry_facts.a_change(), REACHABLE, date(2026, 10, 22), "withheld:too_old", "sent:"),
        (registry_facts.a_change(), REACHABLE, date(2026, 10, 23), "pending:", "sent:"),
        (registry_facts.an_announcement(OVER), REACHABLE, TODAY, "withheld:over", "withheld:over"),
        (registry_facts.a_change(OVER), None, TODAY, "withheld:over", "withheld:over"),
        (leave_facts.a_refusal(last_day=date(2026, 11, 21)), REACHABLE, TODAY, "withheld:over", "sent:"),
        (leave_facts.a_refusal(last_day=TODAY), REACHABLE, TODAY, "pending:", "sent:"),
        (facts.some_feedback(activity_date=date(2026, 1, 1)), REACHABLE, TODAY, "pending:", "sent:"),
    ],
)
def test_each_circumstance_has_its_verdict(
    event: Event, person: Standing | None, day: date, mail: str, inbox: str
) -> None:
    assert verdicts(event, person, day) == (mail, inbox)


def test_a_placement_cut_short_to_yesterday_still_reaches_its_doctor() -> None:
    cut = a_change(OVER, changes=(DateChange(field="end", old=date(2027, 2, 1), new=OVER.end),))
    assert verdicts(cut, REACHABLE) == ("pending:", "sent:")


def test_a_change_of_an_import_shares_a_mail_and_one_without_has_its_own() -> None:
    import_id = uuid4()
    row = AUDIENCE[type(a_change())][1]
    assert row.urgency is Urgency.WITH_ITS_IMPORT
    told = [
        decide(happening(event), row, COORDINATOR, person=REACHABLE, today=TODAY, oldest=OLDEST)
        for event in (a_change(import_id=import_id), a_change())
    ]
    assert [one.group for one in told] == [f"import:{import_id}", None]


CHAMPION = uuid4()


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (facts.a_booking(), {COORDINATOR: Category.SHADOWING_YOU_HOST}),
        (facts.a_place_given_back(), {COORDINATOR: Category.SHADOWING_YOU_HOST}),
        (facts.a_cancelled_slot(DOCTOR, TPD), {DOCTOR: Category.YOUR_SHADOWING, TPD: Category.YOUR_SHADOWING}),
        (
            facts.a_cancelled_slot(DOCTOR, cancelled_by=CHAMPION),
            {DOCTOR: Category.YOUR_SHADOWING, COORDINATOR: Category.SHADOWING_YOU_HOST},
        ),
        (facts.a_cancelled_slot(bookings=()), {}),
        (facts.a_completed_booking(), {DOCTOR: Category.YOUR_SHADOWING}),
    ],
    ids=["booked", "given back", "cancelled by its host", "by the champion", "an empty slot", "completed"],
)
def test_whoever_did_it_is_not_told_of_shadowing_and_everybody_else_whom_it_concerns_is(
    event: Event, told: dict[Any, Category]
) -> None:
    calls, vacant = called(addressed([happening(event)]), {})
    assert ({person: row.category for _, row, person in calls}, vacant) == (told, [])


@pytest.mark.parametrize("event", ONE_OF_EACH, ids=lambda event: event.type)
def test_a_role_that_nobody_holds_is_missed_once_for_each_event_however_often_it_is_named(event: Event) -> None:
    _, vacant = called(addressed([happening(event)]), {})
    missed = [vacancy.holders for vacancy in vacant]
    assert len(missed) == len(set(missed))


def test_shadowing_that_is_over_mails_nobody() -> None:
    assert verdicts(facts.a_booking(ends_at=datetime(2026, 11, 21, 13, tzinfo=UTC)), REACHABLE)[0] == "withheld:over"
    assert verdicts(facts.a_cancelled_slot(), REACHABLE) == ("pending:", "sent:")
