"""What stands in the way of a forum, of its meetings, and of what it agrees."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from chassis.errors import Declined, LostUpdate, NotFound
from contracts import Actor, Grant
from contracts.opportunities import ForumFounded, ForumOverdue
from contracts.vocabulary import ActionOutcome, ForumKind, Role
from services.opportunities.domain import forums
from services.opportunities.domain.forums import Action, Forum, Meeting, Record, Result, Said
from services.opportunities.domain.forums.obstacles import (
    ActionAlreadyClosed,
    AlreadyFounded,
    AlreadyMet,
    AlreadyRequested,
    HoursNotPossible,
    MeetingCalledOff,
    NobodyCame,
    NoItemOfItsOwn,
    NotFounded,
    NotYetMet,
    OwnerNotThere,
    RoleCountedTwice,
)
from services.opportunities.domain.obstacles import NotYourTrust
from tests.unit.opportunities.facts import CHAMPION, DOCTOR, LEAD, NOW, STRANGER

FOUND_BY = date(2026, 12, 20)
STARTS, ENDS = datetime(2026, 12, 1, 13, tzinfo=UTC), datetime(2026, 12, 1, 14, tzinfo=UTC)
PEER_LEAD = Actor(uuid4(), frozenset({Grant(Role.RDPL, "R0B"), Grant(Role.RESIDENT_DOCTOR)}))
ASKED_FOR = Forum(uuid4(), "R0B", requested_by=DOCTOR.person_id, requested_at=NOW, found_by=FOUND_BY)
FOUNDED = replace(ASKED_FOR, founded_by=CHAMPION.person_id, founded_at=NOW)
CALLED = Meeting(
    uuid4(), STARTS, ENDS, with_residents_forum=False, called_by=CHAMPION.person_id, called_at=NOW, invited=(uuid4(),)
)
MET = replace(CALLED, met_on=date(2026, 12, 1), recorded_by=CHAMPION.person_id)
CAME = Record(((Role.RESIDENT_DOCTOR, 14), (Role.SLRDE, 1)), own_item=False)
AGREED = Action(
    uuid4(), MET.meeting_id, LEAD.person_id, "Rotas come late.", date(2027, 3, 1), CHAMPION.person_id, STARTS
)


def requested(before: Forum | None = None, *, trust: str = "R0B") -> Result:
    works_at = {"R0B"}
    return forums.request(
        before, forum_id=uuid4(), trust=trust, by=DOCTOR, works_at=works_at, found_by=FOUND_BY, at=NOW
    )


def founded_unasked(before: Forum | None, **facts: Any) -> Result:
    ordinary = {"trust": "R0B", "kind": ForumKind.LEADERSHIP, "by": PEER_LEAD}
    return forums.found_unasked(before, forum_id=uuid4(), at=NOW, **ordinary | facts)


@pytest.mark.parametrize(
    ("otherwise", "obstacle"),
    [
        ({"trust": "RXF"}, NotYourTrust),
        ({"before": ASKED_FOR}, AlreadyRequested),
        ({"before": FOUNDED}, AlreadyFounded),
    ],
)
def test_a_forum_is_asked_for_where_one_works_and_once(otherwise: dict[str, Any], obstacle: type[Declined]) -> None:
    with pytest.raises(obstacle):
        requested(**otherwise)


def test_whoever_asks_second_learns_by_when_it_is_to_be_founded() -> None:
    with pytest.raises(AlreadyRequested) as second:
        requested(ASKED_FOR)
    assert second.value.facts == {"forum_id": str(ASKED_FOR.forum_id), "found_by": "2026-12-20"}


@pytest.mark.parametrize(
    ("forum", "by", "match", "obstacle"),
    [
        (ASKED_FOR, STRANGER, None, NotFound),
        (ASKED_FOR, DOCTOR, None, NotFound),
        (ASKED_FOR, LEAD, None, NotFound),
        (ASKED_FOR, CHAMPION, 2, LostUpdate),
        (FOUNDED, CHAMPION, None, AlreadyFounded),
    ],
)
def test_each_obstacle_to_founding_stands_in_the_way(
    forum: Forum, by: Actor, match: int | None, obstacle: type[Declined]
) -> None:
    with pytest.raises(obstacle):
        forums.found(forum, by=by, at=NOW, match=match)


def test_a_trust_may_found_its_forum_unasked_and_only_its_own() -> None:
    [said] = founded_unasked(None).events
    assert isinstance(said, ForumFounded)
    assert (said.requested_by, said.found_by) == (None, None)

    with pytest.raises(NotYourTrust):
        founded_unasked(None, trust="RXF")
    with pytest.raises(AlreadyRequested):
        founded_unasked(ASKED_FOR)


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        (Role.CHAMPION, [ForumKind.LEADERSHIP]),
        (Role.RDPL, [ForumKind.LEADERSHIP]),
        (Role.SLRDE, [ForumKind.LEADERSHIP]),
        (Role.DME, [ForumKind.LEADERSHIP, ForumKind.RESIDENTS]),
        (Role.GUARDIAN, [ForumKind.RESIDENTS]),
        (Role.MEDED_ADMIN, []),
    ],
)
def test_guardian_and_director_set_up_the_residents_forum_and_convene_it(role: Role, kinds: list[ForumKind]) -> None:
    """R72: the one of the contract; the leadership forum is not the guardian's."""
    somebody = Actor(uuid4(), frozenset({Grant(role, "R0B")}))
    for kind in ForumKind:
        there = replace(FOUNDED, kind=kind)
        if kind in kinds:
            assert founded_unasked(None, by=somebody, kind=kind).forum.kind is kind
            assert there.convened_by(somebody, match=None) is there
        else:
            with pytest.raises(NotYourTrust):
                founded_unasked(None, by=somebody, kind=kind)
            with pytest.raises(NotFound):
                there.convened_by(somebody, match=None)


@pytest.mark.parametrize(
    ("forum", "today", "said"),
    [
        (ASKED_FOR, FOUND_BY, False),
        (ASKED_FOR, FOUND_BY + timedelta(days=1), True),
        (FOUNDED, FOUND_BY + timedelta(days=1), False),
        (replace(ASKED_FOR, overdue_at=NOW), FOUND_BY + timedelta(days=2), False),
        (Forum(uuid4(), "R0B"), FOUND_BY + timedelta(days=1), False),
    ],
    ids=["its last day", "the day after", "founded", "said before", "nobody asked"],
)
def test_a_forum_is_overdue_from_the_day_after_its_last_and_once(forum: Forum, today: date, said: bool) -> None:
    result = forums.note_overdue(forum, at=NOW, today=today)

    assert (result is not None) is said
    if result:
        assert isinstance(result.events[0], ForumOverdue)
        assert forums.note_overdue(result.forum, at=NOW, today=today) is None


def test_a_late_forum_may_still_be_founded() -> None:
    assert forums.found(replace(ASKED_FOR, overdue_at=NOW), by=CHAMPION, at=NOW).forum.founded_at == NOW


@pytest.mark.parametrize(
    ("otherwise", "obstacle"),
    [
        ({"by": LEAD}, NotFound),
        ({"by": STRANGER}, NotFound),
        ({"forum": ASKED_FOR}, NotFounded),
        ({"starts_at": NOW}, HoursNotPossible),
        ({"starts_at": NOW + timedelta(days=365, seconds=1)}, HoursNotPossible),
        ({"ends_at": STARTS}, HoursNotPossible),
        ({"match": 9}, LostUpdate),
    ],
)
def test_each_obstacle_to_calling_it_stands_in_the_way(otherwise: dict[str, Any], obstacle: type[Declined]) -> None:
    facts: dict[str, Any] = {"forum": FOUNDED, "by": CHAMPION, "starts_at": STARTS, "ends_at": ENDS} | otherwise
    forum = facts.pop("forum")
    with pytest.raises(obstacle):
        forums.call(forum, meeting_id=uuid4(), with_residents_forum=False, invited=(), days_ahead=365, at=NOW, **facts)


SHARED = replace(CALLED, with_residents_forum=True)


@pytest.mark.parametrize(
    ("meeting", "what", "at", "obstacle"),
    [
        (replace(CALLED, called_off_at=NOW), CAME, STARTS, MeetingCalledOff),
        (MET, CAME, STARTS, AlreadyMet),
        (CALLED, CAME, STARTS - timedelta(seconds=1), NotYetMet),
        (CALLED, Record(((Role.RESIDENT_DOCTOR, 1), (Role.RESIDENT_DOCTOR, 2)), False), STARTS, RoleCountedTwice),
        (CALLED, Record(((Role.SLRDE, 1),), False), STARTS, NobodyCame),
        (SHARED, CAME, STARTS, NoItemOfItsOwn),
    ],
)
def test_each_obstacle_to_recording_it_stands_in_the_way(
    meeting: Meeting, what: Record, at: datetime, obstacle: type[Declined]
) -> None:
    with pytest.raises(obstacle):
        forums.record(FOUNDED, meeting, what, by=CHAMPION, at=at)


def test_whoever_records_too_early_reads_the_hour_in_london() -> None:
    in_summer = replace(CALLED, starts_at=datetime(2027, 6, 1, 23, 30, tzinfo=UTC))

    with pytest.raises(NotYetMet, match=r"00:30 on 02\.06\.2027"):
        forums.record(FOUNDED, in_summer, CAME, by=CHAMPION, at=NOW)


def test_in_a_shared_meeting_an_item_of_its_own_is_a_meeting_of_the_forum() -> None:
    result = forums.record(FOUNDED, SHARED, replace(CAME, own_item=True), by=PEER_LEAD, at=STARTS)

    assert result.meeting is not None
    assert (result.meeting.met_on, result.meeting.attendance) == (date(2026, 12, 1), CAME.attendance)


def test_where_the_region_asks_for_none_a_shared_meeting_needs_no_item_of_its_own() -> None:
    result = forums.record(FOUNDED, SHARED, CAME, by=PEER_LEAD, at=STARTS, item_of_its_own=False)

    assert result.meeting is not None
    assert result.meeting.attendance == CAME.attendance


@pytest.mark.parametrize("meeting", [MET, replace(CALLED, called_off_at=NOW)])
def test_what_met_or_was_called_off_is_not_called_off(meeting: Meeting) -> None:
    with pytest.raises((AlreadyMet, MeetingCalledOff)):
        forums.call_off(FOUNDED, meeting, by=CHAMPION, at=NOW)


@pytest.mark.parametrize(
    ("meeting", "by", "owner_is_there", "obstacle"),
    [
        (CALLED, CHAMPION, True, NotYetMet),
        (MET, LEAD, True, NotFound),
        (MET, CHAMPION, False, OwnerNotThere),
    ],
)
def test_each_obstacle_to_agreeing_stands_in_the_way(
    meeting: Meeting, by: Actor, owner_is_there: bool, obstacle: type[Declined]
) -> None:
    with pytest.raises(obstacle):
        forums.agree(
            FOUNDED,
            meeting,
            Said("Rotas come late.", LEAD.person_id),
            action_id=uuid4(),
            by=by,
            owner_is_there=owner_is_there,
            due_on=date(2027, 3, 1),
            at=STARTS,
        )


def closed(by: Actor = LEAD, action: Action = AGREED) -> Result:
    return forums.close(FOUNDED, action, outcome=ActionOutcome.DONE, we_did="Eight weeks now.", by=by, at=ENDS)


@pytest.mark.parametrize("by", [LEAD, CHAMPION, PEER_LEAD])
def test_an_action_is_closed_by_its_owner_or_who_convenes_and_its_words_stay(by: Actor) -> None:
    result = closed(by)

    assert result.action is not None
    assert (result.action.we_did, result.action.closed_by) == ("Eight weeks now.", by.person_id)
    assert "weeks" not in result.events[0].model_dump_json()


@pytest.mark.parametrize(
    ("by", "action", "obstacle"),
    [
        (DOCTOR, AGREED, NotFound),
        (STRANGER, AGREED, NotFound),
        (Actor(LEAD.person_id, frozenset({Grant(Role.SENIOR_LEADER, "RXF")})), AGREED, NotFound),
        (LEAD, replace(AGREED, closed_at=ENDS, closed_by=CHAMPION.person_id), ActionAlreadyClosed),
    ],
)
def test_each_obstacle_to_closing_stands_in_the_way(by: Actor, action: Action, obstacle: type[Declined]) -> None:
    with pytest.raises(obstacle):
        closed(by, action)
