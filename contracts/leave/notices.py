"""Private notices: somebody has something to read, and nothing says what, because of whom, or when it came to be."""

from typing import ClassVar
from uuid import UUID

from contracts._event import Event, Topic


class NoticeDue(Event):
    """This person has a private item (R47). Said a random while after the fact, by itself, outside every trace."""

    topic: ClassVar[Topic] = Topic.NOTICES
    type: ClassVar[str] = "fairlead.notice.due.v1"
    notice_id: UUID
    """Of the telling, not of what is to be read: it leads nowhere."""
    person_id: UUID

    @property
    def key(self) -> str:
        return str(self.person_id)

    @property
    def subject(self) -> str:
        return str(self.notice_id)
