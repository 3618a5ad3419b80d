"""Who sits in a forum; how it is called together, called off and recorded as having met (R72, R73), and its minutes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from chassis.clock import LONDON, london_date
from contracts import Actor
from contracts import opportunities as facts
from contracts.vocabulary import ForumKind, Role
from services.opportunities.domain.forums.forum import Forum, Meeting, Members, Result, which
from services.opportunities.domain.forums.obstacles import (
    AlreadyMet,
    HoursNotPossible,
    MeetingCalledOff,
    NobodyCame,
    NoItemOfItsOwn,
    NotOfThisForum,
    NotYetMet,
    RoleCountedTwice,
)


@dataclass(frozen=True, slots=True)
class Record:
    """Who was there, in numbers, and whether the forum had an agenda item of its own."""

    attendance: tuple[tuple[Role, int], ...]
    own_item: bool
    fines_looked_at: bool = False


def call(
    forum: Forum,
    *,
    meeting_id: UUID,
    starts_at: datetime,
    ends_at: datetime,
    with_residents_forum: bool,
    invited: Sequence[UUID],
    days_ahead: int,
    by: Actor,
    at: datetime,
    match: int | None = None,
) -> Result:
    """Call the residents together who work at the trust on that day.

    Raises NotFound, LostUpdate, NotFounded, HoursNotPossible.
    """
    forum.convened_by(by, match=match).founded()
    if starts_at <= at:
        raise HoursNotPossible("A meeting is called before it starts.", field="starts_at")
    if starts_at > at + timedelta(days=days_ahead):
        raise HoursNotPossible(f"It starts more than {days_ahead} days from now.", field="starts_at")
    if with_residents_forum and forum.kind is ForumKind.RESIDENTS:
        raise HoursNotPossible("It is the residents' forum itself.", field="with_residents_forum")
    if ends_at <= starts_at:
        raise HoursNotPossible("A meeting ends after it starts.", field="ends_at")
    meeting = Meeting(
        meeting_id,
        starts_at,
        ends_at,
        with_residents_forum,
        called_by=by.person_id,
        called_at=at,
        invited=tuple(invited),
    )
    said = facts.ForumCalled(
        **which(forum),
        meeting_id=meeting_id,
        starts_at=starts_at,
        ends_at=ends_at,
        with_residents_forum=with_residents_forum,
        invited=meeting.invited,
        called_by=by.person_id,
        called_at=at,
    )
    return Result(forum, (said,), meeting=meeting)


def call_off(forum: Forum, meeting: Meeting, *, by: Actor, at: datetime, match: int | None = None) -> Result:
    """It does not take place, or did not: who was invited is told.

    Raises NotFound, LostUpdate, MeetingCalledOff, AlreadyMet.
    """
    forum.convened_by(by, match=match)
    _check_open(meeting)
    said = facts.ForumCalledOff(
        **which(forum),
        meeting_id=meeting.meeting_id,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        invited=meeting.invited,
        called_off_by=by.person_id,
        called_off_at=at,
    )
    return Result(forum, (said,), meeting=replace(meeting, called_off_at=at))


def record(
    forum: Forum,
    meeting: Meeting,
    what: Record,
    *,
    by: Actor,
    at: datetime,
    item_of_its_own: bool = True,
    match: int | None = None,
) -> Result:
    """It met: how many of each role were there, once, after it began.

    ``item_of_its_own``: whether that needs one on the agenda of a meeting shared with the residents' forum (R73).

    Raises NotFound, LostUpdate, MeetingCalledOff, AlreadyMet, NotYetMet, RoleCountedTwice, NobodyCame, NoItemOfItsOwn,
    NotOfThisForum.
    """
    forum.convened_by(by, match=match)
    _check_open(meeting)
    if at < meeting.starts_at:
        raise NotYetMet(f"It starts at {meeting.starts_at.astimezone(LONDON):%H:%M on %d.%m.%Y}.")
    _check(meeting, what, item_of_its_own=item_of_its_own)
    of_contract = forum.kind is ForumKind.RESIDENTS
    if what.fines_looked_at and not of_contract:
        raise NotOfThisForum("What fines are spent on is the residents' forum's.", field="fines_looked_at")
    met = replace(
        meeting,
        met_on=london_date(meeting.starts_at),
        attendance=what.attendance,
        recorded_by=by.person_id,
        fines_looked_at=what.fines_looked_at,
        quorum=forum.quorum,
    )
    said = facts.ForumMet(
        **which(forum),
        meeting_id=meeting.meeting_id,
        met_on=london_date(meeting.starts_at),
        attendance=tuple(facts.RoleCount(role=role, count=count) for role, count in what.attendance),
        recorded_by=by.person_id,
        recorded_at=at,
        fines_looked_at=what.fines_looked_at if of_contract else None,
    )
    return Result(forum, (said,), meeting=met)


def compose(forum: Forum, members: Members, *, by: Actor, match: int | None = None) -> Result:
    """Say how many sit in the residents' forum, by the seat (R72); a seat that nobody has is told as missing.

    Raises NotFound, LostUpdate, NotFounded, NotOfThisForum.
    """
    forum.convened_by(by, match=match).founded()
    if forum.kind is not ForumKind.RESIDENTS:
        raise NotOfThisForum("Whoever works at the trust is of the leadership forum.")
    return Result(replace(forum, members=members), ())


def note_quorum(forum: Forum, quorum: int | None, *, by: Actor, match: int | None = None) -> Result:
    """Say how many the forum's terms ask to be there; meetings that are recorded already keep what held for them.

    Raises NotFound, LostUpdate, NotFounded.
    """
    forum.convened_by(by, match=match).founded()
    return Result(replace(forum, quorum=quorum), ())


def note_minutes(forum: Forum, meeting: Meeting, link: str | None, *, by: Actor, match: int | None = None) -> Result:
    """Say where the minutes of a meeting are, or take the link away: at any time, for addresses move.

    Raises NotFound, LostUpdate, NotYetMet.
    """
    forum.convened_by(by, match=match)
    if meeting.met_on is None:
        raise NotYetMet("Record the meeting first.")
    return Result(forum, (), meeting=replace(meeting, minutes=link))


def _check_open(meeting: Meeting) -> None:
    if meeting.called_off_at is not None:
        raise MeetingCalledOff
    if meeting.met_on is not None:
        raise AlreadyMet(recorded_by=str(meeting.recorded_by))


def _check(meeting: Meeting, what: Record, *, item_of_its_own: bool) -> None:
    roles = [role for role, _ in what.attendance]
    if len(set(roles)) < len(roles):
        raise RoleCountedTwice(field="attendance")
    if not dict(what.attendance).get(Role.RESIDENT_DOCTOR):
        raise NobodyCame("Call it off instead.", field="attendance")
    if item_of_its_own and meeting.with_residents_forum and not what.own_item:
        raise NoItemOfItsOwn("Without one it was the residents' forum that met (R73).", field="own_item")
