"""The table of who is told of what."""

from typing import Any
from uuid import uuid4

import pytest

from contracts import EVENTS, Event
from contracts.registry import Change, CodeChange
from contracts.vocabulary import Role
from services.notifications.audience import AUDIENCE, Category, Holders, telling
from services.notifications.domain import (
    Names,
    addressed,
    called,
    holders_asked_for,
    words,
)
from tests.unit.notifications import (
    facts,
    registry_facts,
)
from tests.unit.notifications.facts import COORDINATOR, DOCTOR, TPD
from tests.unit.notifications.happenings import AMARA, ONE_OF_EACH, TODAY, happening
from tests.unit.notifications.leave_facts import a_touched_request
from tests.unit.notifications.registry_facts import a_change

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
