"""Facts of imported files."""

from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from contracts._event import Event, Topic
from contracts.vocabulary import ImportKind


class ImportCompleted(Event):
    """One file is in. What it caused carries its id; the three counts are of events said, not rows."""

    topic: ClassVar[Topic] = Topic.IMPORTS
    type: ClassVar[str] = "fairlead.import.completed.v1"
    import_id: UUID
    kind: ImportKind
    completed_at: AwareDatetime
    rows: int
    rejected: int
    announced: int = 0
    changed: int = 0
    cancelled: int = 0

    @property
    def key(self) -> str:
        return str(self.import_id)

    @property
    def subject(self) -> str:
        return str(self.import_id)
