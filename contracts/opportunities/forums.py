"""Facts of a trust's forums: asked for, founded or overdue, called, met, and what came of what was said."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from contracts._event import PLACE, Event, Part, Topic
from contracts.vocabulary import ActionOutcome, ForumKind, OdsCode, Role


class RoleCount(Part):
    """How many of a role were there; who they were, nobody writes down."""

    role: Role
    count: int


class _OfForum(Event):
    """Which forum. All facts of one trust's forums come in their order."""

    topic: ClassVar[Topic] = Topic.FORUMS

    forum_id: UUID
    trust: OdsCode
    kind: ForumKind = ForumKind.LEADERSHIP

    @property
    def key(self) -> str:
        return self.trust

    @property
    def subject(self) -> str:
        return str(self.forum_id)

    @property
    def extensions(self) -> dict[str, str]:
        return {PLACE: self.trust}


class ForumRequested(_OfForum):
    """A resident doctor asks their trust for a leadership development forum (O-E3)."""

    type: ClassVar[str] = "fairlead.forum.requested.v1"
    requested_by: UUID
    requested_at: AwareDatetime
    found_by: date
    """The last day on which founding it is in time."""


class ForumOverdue(_OfForum):
    """A forum was asked for, and its last day has gone by without one."""

    type: ClassVar[str] = "fairlead.forum.overdue.v1"
    requested_by: UUID
    requested_at: AwareDatetime
    found_by: date
    overdue_at: AwareDatetime


class ForumProposed(_OfForum):
    """Guardian or director of medical education proposes the residents' forum; it waits for the other's word (R72)."""

    type: ClassVar[str] = "fairlead.forum.proposed.v1"
    proposed_by: UUID
    agreeing: Role
    proposed_at: AwareDatetime


class ForumFounded(_OfForum):
    """The trust has this forum, whether it was asked for or not."""

    type: ClassVar[str] = "fairlead.forum.founded.v1"
    requested_by: UUID | None = None
    """None: the trust founded it of itself."""
    found_by: date | None = None
    founded_by: UUID
    founded_at: AwareDatetime
    proposed_by: UUID | None = None
    """Of the residents' forum, who set it up with who founded it."""


class _OfMeeting(_OfForum):
    meeting_id: UUID


class ForumCalled(_OfMeeting):
    """The forum is to meet, and whoever works at the trust on that day is invited."""

    type: ClassVar[str] = "fairlead.forum.called.v1"
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    with_residents_forum: bool
    """In the same meeting as the contractual residents' forum (R72), under an item of its own (R73)."""
    invited: tuple[UUID, ...]
    called_by: UUID
    called_at: AwareDatetime


class ForumCalledOff(_OfMeeting):
    """A meeting that was called does not take place."""

    type: ClassVar[str] = "fairlead.forum.called_off.v1"
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    invited: tuple[UUID, ...]
    called_off_by: UUID
    called_off_at: AwareDatetime


class ForumMet(_OfMeeting):
    """The forum met, and so many of each role were there (R73)."""

    type: ClassVar[str] = "fairlead.forum.met.v1"
    met_on: date
    attendance: tuple[RoleCount, ...]
    recorded_by: UUID
    recorded_at: AwareDatetime
    fines_looked_at: bool | None = None
    """Whether the residents' forum looked at what fines are spent on (R72); of the leadership forum nothing is said."""


class _OfAction(_OfMeeting):
    """Something that was said in a meeting and that somebody is to do; the words stay with the service."""

    action_id: UUID
    owner_id: UUID
    due_on: date


class ForumActionAgreed(_OfAction):
    """You said."""

    type: ClassVar[str] = "fairlead.forum.action_agreed.v1"
    agreed_by: UUID
    agreed_at: AwareDatetime


class ForumActionClosed(_OfAction):
    """We did, or why not."""

    type: ClassVar[str] = "fairlead.forum.action_closed.v1"
    agreed_at: AwareDatetime
    outcome: ActionOutcome
    closed_by: UUID
    closed_at: AwareDatetime
