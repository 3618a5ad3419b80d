"""Facts of protected time that was lost: counts large enough to hide behind, never a single report (R42, R48)."""

from datetime import date
from typing import ClassVar

from pydantic import AwareDatetime

from contracts._event import PLACE, Event, Part, Topic
from contracts.vocabulary import OdsCode, Term


class CountedReports(Part):
    """Reports of one or several departments of an organisation in one month; each report stands in one of these."""

    department: Term | None = None
    """A specialty; none: all that are not told by themselves, which may be the whole organisation."""
    reports: int
    reporters: int
    """Distinct doctors who reported."""
    doctors: int
    """Distinct residents in post on the month's census day (R85)."""
    minutes_lost: int
    acknowledged_in_time: int
    resolved_in_time: int
    reinstated: int
    """Those whose time was given back, or time off in its place."""


class ProtectedTimeCounted(Event):
    """What an organisation's residents reported in one month, said once and for ever (T-D2).

    Each part has reporters and doctors enough (R48), and no report is in two parts, of this month or of another:
    nothing follows from subtracting one from another (R83). What is too small even as a whole is never said.
    """

    topic: ClassVar[Topic] = Topic.TIME
    type: ClassVar[str] = "fairlead.protected_time.counted.v1"
    trust: OdsCode
    month: date
    """Its first day; a report belongs to the month in which it was made."""
    parts: tuple[CountedReports, ...]
    counted_at: AwareDatetime

    @property
    def key(self) -> str:
        return self.trust

    @property
    def subject(self) -> str:
        return self.trust

    @property
    def extensions(self) -> dict[str, str]:
        return {PLACE: self.trust}
