"""A portal that is newer than a service reads what that service answered before it said more."""

from datetime import date
from typing import Any

import pytest

from contracts.vocabulary import RefusalReason
from services.portal.pages import catalogues, leave_facts, particulars, shapes

_ID = "018f0000-0000-7000-8000-000000000001"
_AT = "2026-11-22T09:00:00Z"
LEAVE: dict[str, Any] = {
    "id": _ID,
    "doctor_id": _ID,
    "status": "waiting",
    "type": "study",
    "purpose": "discretionary",
    "leadership": True,
    "activity": "Leading teams",
    "provider": "FMLM",
    "first_day": "2027-02-01",
    "last_day": "2027-02-02",
    "trust": "R0B",
    "short_notice_reason": None,
    "submitted_at": _AT,
    "steps": [],
    "refusal": None,
    "appeal": None,
    "placement_affected": False,
    "placement_affected_at": None,
    "placement_affected_fields": [],
    "withdrawal_asked_at": None,
    "version": 1,
}
DISPUTE: dict[str, Any] = {
    "id": _ID,
    "placement_id": _ID,
    "doctor_id": _ID,
    "doctor": None,
    "host": "R0B",
    "fields": [],
    "words": "I start in March.",
    "disputed_at": _AT,
    "outcome": None,
    "answer": None,
    "closed_by": None,
    "closed_at": None,
    "version": 1,
}


def test_leave_without_days_off_and_a_full_calendar() -> None:
    leave = shapes.Leave.model_validate(LEAVE)

    assert (leave.in_lieu, leave.capacity) == ((), ())


def test_leave_of_which_it_is_not_said_since_when_its_days_are_asked_for_was_asked_for_when_it_was_made() -> None:
    leave = shapes.Leave.model_validate(LEAVE)

    assert leave_facts.notice(leave) == "22 November 2026, 71 days before it starts"
    moved = leave.model_copy(update={"days_asked_on": date(2027, 1, 25)})
    assert leave_facts.notice(moved) == "25 January 2027, 7 days before it starts"


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ({"location": "", "remote": ""}, {}),
        ({"location": "Leeds", "remote": "yes"}, {"location": "Leeds", "remote": True}),
    ],
    ids=["nothing", "both"],
)
def test_of_a_place_only_what_is_said_is_sent_for_a_leave_service_of_before_knows_none(
    typed: dict[str, str], sent: dict[str, Any]
) -> None:
    assert particulars.place_in(typed, []) == sent


def test_leave_of_which_it_is_not_said_for_whom_it_waits_is_left_to_its_service() -> None:
    assert shapes.Leave.model_validate(LEAVE).waits_for_you


def test_leave_of_which_it_is_not_said_with_which_reasons_it_may_be_refused_has_all() -> None:
    assert shapes.Leave.model_validate(LEAVE).refusal_codes == tuple(RefusalReason)


def test_a_place_of_which_it_is_not_said_whether_a_day_off_has_another_has_it() -> None:
    asked_at = {"trust": "R0B", "first_day": "2026-08-05", "last_day": "2027-08-03", "standing": "here"}
    assert shapes.AskedAt.model_validate({**asked_at, "declarations": []}).days_in_lieu


def test_a_dispute_of_which_it_is_not_said_who_answers() -> None:
    assert shapes.Dispute.model_validate(DISPUTE).has_owner


def test_a_catalogue_of_which_it_is_not_said_how_often_it_was_read_shows_no_number() -> None:
    planned = {"id": _ID, "programme": "NTH030", "trusts": ["R0B"], "release_by": "2027-01-04", "released_at": _AT}
    found = shapes.PlannedCatalogue.model_validate({**planned, "preferences_open_on": "2027-03-01", "version": 1})
    assert catalogues.readings(found) == ()
    assert catalogues.readings(found.model_copy(update={"views": 0}))
