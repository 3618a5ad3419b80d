"""Forums of residents: their meetings, and what they agreed."""

from datetime import date, datetime
from uuid import UUID

from contracts.vocabulary import ActionOutcome, ForumKind, Role
from services.portal.pages.shapes.read import Read


class Count(Read):
    role: Role
    count: int


class Meeting(Read):
    id: UUID
    starts_at: datetime
    ends_at: datetime
    with_residents_forum: bool
    called_off_at: datetime | None
    met_on: date | None
    attendance: tuple[Count, ...]
    fines_looked_at: bool = False
    quorum: int | None = None
    quorate: bool | None = None
    minutes: str | None = None


class Action(Read):
    """You said, we did."""

    id: UUID
    meeting_id: UUID
    owner_id: UUID
    you_said: str
    due_on: date
    outcome: ActionOutcome | None
    we_did: str | None


class Members(Read):
    """How many have each seat in the residents' forum."""

    residents: int
    lnc_residents: int
    lnc_chair: int
    education: int
    human_resources: int


class Forum(Read):
    id: UUID
    trust: str
    kind: ForumKind = ForumKind.LEADERSHIP
    requested_at: datetime | None
    found_by: date | None
    founded_at: datetime | None
    agreeing: Role | None = None
    """Whose agreement it waits for."""
    members: Members | None = None
    quorum: int | None = None
    version: int

    @property
    def is_shared(self) -> str:
        """What a form answers at first of its meetings; nothing of the residents' forum, which is the one to share."""
        return "" if self.kind is ForumKind.RESIDENTS else "no"


class ForumWhole(Forum):
    """With its latest meetings, and what they agreed."""

    meetings: tuple[Meeting, ...]
    actions: tuple[Action, ...]


class Forums(Read):
    items: tuple[Forum, ...]


class People(Read):
    items: tuple[UUID, ...]
