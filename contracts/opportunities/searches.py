"""Facts of saved searches: what was published since, and they find."""

from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from contracts._event import Event, Part, Topic
from contracts.vocabulary import OdsCode, PublicText


class FoundOpportunity(Part):
    """What a search finds: live where its doctor works, and open to their grade."""

    opportunity_id: UUID
    trust: OdsCode
    title: PublicText


class SearchMatched(Event):
    """What was published since a doctor was last told, and a search that they saved finds (O-E1)."""

    topic: ClassVar[Topic] = Topic.PARTICIPATIONS
    type: ClassVar[str] = "fairlead.search.matched.v1"
    match_id: UUID
    """Of this telling: several opportunities are told at once."""
    doctor_id: UUID
    found: tuple[FoundOpportunity, ...]
    """One at least, the newest first; none that they were told of before."""
    matched_at: AwareDatetime

    @property
    def key(self) -> str:
        return str(self.doctor_id)

    @property
    def subject(self) -> str:
        return str(self.match_id)
