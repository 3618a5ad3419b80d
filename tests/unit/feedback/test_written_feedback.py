"""Who may write feedback to whom about which day, and until when they may mend it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import LostUpdate, NotFound
from contracts import Actor
from contracts.feedback import FeedbackGiven
from services.feedback.domain import (
    Decision,
    NoLongerEditable,
    NotYetHappened,
    Placement,
    Words,
    Written,
    edit,
    give,
)

DOCTOR = UUID(int=7000010)
CLINICAL = Actor(person_id=UUID(int=1))
EDUCATIONAL = Actor(person_id=UUID(int=2))
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
THE_DAY = date(2026, 11, 18)

PLACEMENT = Placement(
    placement_id=UUID(int=20),
    doctor_id=DOCTOR,
    host="R0B",
    start=date(2026, 8, 5),
    end=date(2026, 12, 1),
    clinical_supervisor_id=CLINICAL.person_id,
    educational_supervisor_id=EDUCATIONAL.person_id,
    cancelled=False,
)
WORDS = Words(
    activity="Chaired the handover review",
    did_well="Everybody was heard.",
    do_more="Close each item with a name.",
    next_step="Chair the next one alone.",
)


def given_by(actor: Actor, *placements: Placement, on: date = THE_DAY, to: UUID = DOCTOR) -> Decision:
    return give(
        WORDS,
        feedback_id=UUID(int=30),
        doctor_id=to,
        activity_date=on,
        by=actor,
        placements=placements or [PLACEMENT],
        at=NOW,
        today=TODAY,
        editable_days=14,
    )


WRITTEN: Written = given_by(CLINICAL).written


@pytest.mark.parametrize("supervisor", [CLINICAL, EDUCATIONAL])
def test_both_supervisors_may_write_and_it_counts_for_the_host(supervisor: Actor) -> None:
    (said,) = given_by(supervisor).events

    assert said == FeedbackGiven(
        feedback_id=UUID(int=30),
        doctor_id=DOCTOR,
        giver_id=supervisor.person_id,
        trust="R0B",
        activity_date=THE_DAY,
        given_at=NOW,
    )


def test_what_was_written_is_not_said() -> None:
    (said,) = given_by(CLINICAL).events

    assert not any(words in said.model_dump_json() for words in (WORDS.activity, WORDS.did_well, WORDS.do_more))


@pytest.mark.parametrize(
    ("actor", "placement", "on"),
    [
        (Actor(UUID(int=3)), PLACEMENT, THE_DAY),
        (CLINICAL, replace(PLACEMENT, cancelled=True), THE_DAY),
        (CLINICAL, PLACEMENT, date(2026, 8, 4)),
        (CLINICAL, replace(PLACEMENT, end=THE_DAY - timedelta(days=1)), THE_DAY),
        (CLINICAL, replace(PLACEMENT, doctor_id=UUID(int=4)), THE_DAY),
        (Actor(DOCTOR), replace(PLACEMENT, clinical_supervisor_id=DOCTOR), THE_DAY),
    ],
    ids=["a stranger", "cancelled", "before it", "after it", "another doctor", "oneself"],
)
def test_whoever_did_not_supervise_the_doctor_that_day_finds_nobody_to_write_to(
    actor: Actor, placement: Placement, on: date
) -> None:
    with pytest.raises(NotFound):
        given_by(actor, placement, on=on)


@given(days=st.integers(min_value=-120, max_value=120))
def test_the_day_is_within_the_placement_and_not_after_today(days: int) -> None:
    on = TODAY + timedelta(days=days)
    if on > TODAY:
        with pytest.raises(NotYetHappened):
            given_by(CLINICAL, on=on)
    elif on < PLACEMENT.start:
        with pytest.raises(NotFound):
            given_by(CLINICAL, on=on)
    else:
        assert given_by(CLINICAL, on=on).written.activity_date == on


def test_it_counts_for_the_placement_under_which_the_giver_supervised() -> None:
    elsewhere = replace(PLACEMENT, placement_id=UUID(int=19), host="RXX", clinical_supervisor_id=UUID(int=9))

    assert given_by(CLINICAL, elsewhere, PLACEMENT).written.trust == "R0B"


def test_only_giver_and_receiver_see_it() -> None:
    assert WRITTEN.seen_by(CLINICAL) == WRITTEN.seen_by(Actor(DOCTOR)) == WRITTEN
    with pytest.raises(NotFound):
        WRITTEN.seen_by(EDUCATIONAL)


def test_the_giver_may_mend_it_for_fourteen_days_and_nobody_else_ever() -> None:
    better = replace(WORDS, did_well="Everybody was heard, twice.")
    last_day = TODAY + timedelta(days=14)

    assert edit(WRITTEN, better, by=CLINICAL, at=NOW, today=last_day).words == better
    with pytest.raises(NoLongerEditable):
        edit(WRITTEN, better, by=CLINICAL, at=NOW, today=last_day + timedelta(days=1))
    for somebody_else in (EDUCATIONAL, Actor(DOCTOR)):
        with pytest.raises(NotFound):
            edit(WRITTEN, better, by=somebody_else, at=NOW, today=TODAY)


def test_mending_an_older_version_is_lost() -> None:
    with pytest.raises(LostUpdate):
        edit(WRITTEN, WORDS, by=CLINICAL, at=NOW, today=TODAY, match=7)
