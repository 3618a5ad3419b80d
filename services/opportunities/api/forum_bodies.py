"""What forums are asked and what they answer."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, StrictBool

from chassis.http import Moment
from contracts.vocabulary import ActionOutcome, ForumKind, OdsCode, Role
from services.opportunities.api.bodies import Asked, Link, Words
from services.opportunities.api.views import Shown
from services.opportunities.domain.forums import Action, Forum, Meeting, Members, Record, Said


class NewForum(Asked):
    trust: OdsCode


class NewForumOfKind(NewForum):
    kind: ForumKind = ForumKind.LEADERSHIP


Seats = Annotated[int, Field(ge=0, le=1000)]


class NewMembers(Asked):
    """How many have each seat that the contract asks for (R72)."""

    residents: Seats
    lnc_residents: Seats
    lnc_chair: Annotated[int, Field(ge=0, le=1)]
    education: Seats
    human_resources: Seats

    def members(self) -> Members:
        return Members(**self.model_dump())


class NewQuorum(Asked):
    quorum: Annotated[int, Field(ge=1, le=1000)] | None
    """How many the forum's terms ask to be there, of whatever role; null: they name none."""


class NewMeeting(Asked):
    starts_at: Moment
    ends_at: Moment
    with_residents_forum: StrictBool = False
    """In the same meeting as the contractual residents' forum; it then needs an agenda item of its own."""


class NewRoleCount(Asked):
    role: Role
    count: Annotated[int, Field(ge=1, le=10_000)]


class NewRecord(Asked):
    attendance: Annotated[tuple[NewRoleCount, ...], Field(min_length=1, max_length=len(Role))]
    own_item: StrictBool = False
    """Whether the forum had an agenda item of its own; needed where the meeting was shared."""
    fines_looked_at: StrictBool = False
    """Whether the residents' forum looked at what the guardian's fines are spent on."""

    def what(self) -> Record:
        attendance = tuple((one.role, one.count) for one in self.attendance)
        return Record(attendance, self.own_item, self.fines_looked_at)


class NewMinutes(Asked):
    link: Link | None
    """Where the trust keeps them; whoever reads the forum reads it, and the trust decides who gets in there; null: the
    link is taken away.
    """


class NewAction(Asked):
    you_said: Words
    """Everybody who works at the trust reads it: name no person and no patient in it."""
    owner_id: UUID
    """Who is to see to it; holds a role at the trust."""

    def what(self) -> Said:
        return Said(**self.model_dump())


class NewOutcome(Asked):
    outcome: ActionOutcome
    we_did: Words
    """Everybody who works at the trust reads it: name no person and no patient in it."""


class MembersView(Shown):
    residents: int
    lnc_residents: int
    lnc_chair: int
    education: int
    human_resources: int
    missing: tuple[str, ...]
    """The seats that the contract asks for, and nobody has."""


class ForumView(Shown):
    id: UUID = Field(validation_alias="forum_id")
    trust: str
    kind: ForumKind
    requested_at: datetime | None
    found_by: date | None
    overdue_at: datetime | None
    founded_at: datetime | None
    proposed_at: datetime | None
    agreeing: Role | None
    """Whose agreement it waits for, while it is proposed (R72)."""
    members: MembersView | None
    """Of the residents' forum, once that is said."""
    quorum: int | None
    """How many its terms ask to be there, of whatever role."""
    version: int


class ForumList(Shown):
    items: tuple[ForumView, ...]

    @classmethod
    def of(cls, found: Sequence[Forum]) -> Self:
        return cls(items=tuple(map(ForumView.model_validate, found)))


class RoleCountView(Shown):
    role: Role
    count: int


class MeetingView(Shown):
    id: UUID
    starts_at: datetime
    ends_at: datetime
    with_residents_forum: bool
    called_off_at: datetime | None
    met_on: date | None
    attendance: tuple[RoleCountView, ...]
    fines_looked_at: bool
    quorum: int | None
    """What held when it was recorded."""
    quorate: bool | None
    """Whether as many came; null before it is recorded, or where the terms name no quorum."""
    minutes: str | None
    """Where they are."""

    @classmethod
    def of(cls, meeting: Meeting) -> Self:
        return cls(
            id=meeting.meeting_id,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            with_residents_forum=meeting.with_residents_forum,
            called_off_at=meeting.called_off_at,
            met_on=meeting.met_on,
            attendance=tuple(RoleCountView(role=role, count=count) for role, count in meeting.attendance),
            fines_looked_at=meeting.fines_looked_at,
            quorum=meeting.quorum,
            quorate=meeting.quorate,
            minutes=meeting.minutes,
        )


class ActionView(Shown):
    """You said, we did."""

    id: UUID = Field(validation_alias="action_id")
    meeting_id: UUID
    owner_id: UUID
    you_said: str
    due_on: date
    agreed_at: datetime
    outcome: ActionOutcome | None
    we_did: str | None
    closed_at: datetime | None


class ForumPage(ForumView):
    """A forum with its latest meetings and actions."""

    meetings: tuple[MeetingView, ...]
    actions: tuple[ActionView, ...]

    @classmethod
    def whole(cls, forum: Forum, meetings: Sequence[Meeting], actions: Sequence[Action]) -> Self:
        return cls(
            **ForumView.model_validate(forum).model_dump(),
            meetings=tuple(map(MeetingView.of, meetings)),
            actions=tuple(map(ActionView.model_validate, actions)),
        )
