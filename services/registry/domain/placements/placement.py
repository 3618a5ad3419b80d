"""A placement as the registry keeps it, and how two states of it differ."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from contracts.registry import (
    Change,
    CodeChange,
    DateChange,
    PlacementAnnounced,
    PlacementCancelled,
    PlacementChanged,
    PostChange,
    SupervisorChange,
    TermChange,
    TypeChange,
    WteChange,
)
from contracts.registry import Placement as PlacementSaid
from contracts.vocabulary import PlacementInformation, PlacementSource, PlacementType

_CHANGES: tuple[tuple[str, str, Callable[..., Change]], ...] = (
    ("host", "host", CodeChange),
    ("site", "site", CodeChange),
    ("employer", "employer", CodeChange),
    ("employer", "lead_employer", CodeChange),
    ("post", "post", PostChange),
    ("programme", "programme", PostChange),
    ("grade", "grade", TermChange),
    ("specialty", "specialty", TermChange),
    ("type", "type", TypeChange),
    ("wte", "wte", WteChange),
    ("start", "start", DateChange),
    ("end", "end", DateChange),
    ("clinical_supervisor", "clinical_supervisor_id", SupervisorChange),
    ("educational_supervisor", "educational_supervisor_id", SupervisorChange),
)


class Placement(NamedTuple):
    """In the order of the table's columns, so that a row of it makes one."""

    id: UUID
    tis_id: str | None
    doctor_id: UUID
    post: str
    host: str
    site: str
    employer: str | None
    programme: str | None
    grade: str
    specialty: str | None
    type: PlacementType
    wte: Decimal
    start: date
    end: date
    clinical_supervisor_id: UUID | None = None
    educational_supervisor_id: UUID | None = None
    cancelled: bool = False
    source: PlacementSource = PlacementSource.TIS
    former_host: str | None = None
    host_since: date | None = None
    lead_employer: str | None = None

    @property
    def first_host(self) -> str:
        """Whose starter the doctor was: what belongs to the beginning does not move with a merger."""
        return self.former_host or self.host

    @property
    def looked_after_at(self) -> tuple[str, ...]:
        """Where those may be who look after it, nearest first: its host, who employs, who does for a whole region."""
        return tuple(code for code in (self.host, self.employer, self.lead_employer) if code)

    def is_open(self, on: date) -> bool:
        return not self.cancelled and self.end >= on

    def changes_since(self, old: "Placement") -> tuple[Change, ...]:
        """Field by field, in the order of the contract; the TIS id is a key, not a fact about the placement.

        Each field once: of two employers the one that somebody had before counts.
        """
        changes: dict[str, Change] = {}
        for field, name, change in _CHANGES:
            was, now = getattr(old, name), getattr(self, name)
            if was != now and (field not in changes or changes[field].old is None):
                changes[field] = change(field=field, old=was, new=now)
        return tuple(changes.values())

    def said(self) -> PlacementSaid:
        return PlacementSaid(
            placement_id=self.id,
            tis_id=self.tis_id,
            doctor_id=self.doctor_id,
            post=self.post,
            host=self.host,
            site=self.site,
            employer=self.employer,
            programme=self.programme,
            grade=self.grade,
            specialty=self.specialty,
            type=self.type,
            wte=self.wte,
            start=self.start,
            end=self.end,
            clinical_supervisor_id=self.clinical_supervisor_id,
            educational_supervisor_id=self.educational_supervisor_id,
            source=self.source,
            former_host=self.former_host,
            host_since=self.host_since,
            lead_employer=self.lead_employer,
        )


DaysAhead = Mapping[PlacementInformation, int]
"""How many days before the start each is due (R30 to R32)."""


def due(start: date, days: int) -> date:
    """The last day on which what is due so many days before a start is in time."""
    return start - timedelta(days=days)


@dataclass(frozen=True, slots=True)
class When:
    """The moment, the London date and the import that facts are said with."""

    at: datetime
    today: date
    import_id: UUID | None

    def notice(self, placement: Placement) -> int:
        """Days from the London date of the import to the (new) start (R30)."""
        return (placement.start - self.today).days

    def announced(self, placement: Placement, days: DaysAhead) -> PlacementAnnounced:
        return PlacementAnnounced(
            placement=placement.said(),
            import_id=self.import_id,
            announced_at=self.at,
            notice_days=self.notice(placement),
            work_schedule_by=due(placement.start, days[PlacementInformation.WORK_SCHEDULE]),
            rota_by=due(placement.start, days[PlacementInformation.ROTA]),
        )

    def changed(self, placement: Placement, changes: tuple[Change, ...], days: DaysAhead) -> PlacementChanged:
        return PlacementChanged(
            placement=placement.said(),
            import_id=self.import_id,
            changes=changes,
            changed_at=self.at,
            notice_days=self.notice(placement),
            work_schedule_by=due(placement.start, days[PlacementInformation.WORK_SCHEDULE]),
            rota_by=due(placement.start, days[PlacementInformation.ROTA]),
        )

    def cancelled(self, placement: Placement) -> PlacementCancelled:
        return PlacementCancelled(
            placement=placement.said(),
            import_id=self.import_id,
            cancelled_at=self.at,
            notice_days=self.notice(placement),
        )
