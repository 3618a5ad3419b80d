"""Facts of placements: announced, changed field by field, cancelled, disputed; and what was due before they began."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field, WithJsonSchema

from contracts._event import PLACE, Event, Part, Topic
from contracts.vocabulary import (
    DisputedField,
    DisputeOutcome,
    OdsCode,
    PlacementInformation,
    PlacementSource,
    PlacementType,
    PostNumber,
    ProgrammeNumber,
    Term,
)

Wte = Annotated[
    Decimal,
    Field(ge=0, le=1, max_digits=4, decimal_places=3),
    WithJsonSchema({"type": "string", "pattern": r"^(0(\.[0-9]{1,3})?|1(\.0{1,3})?)$"}),
]


class Placement(Part):
    """A dated spell of one doctor in one post, whole: nobody needs to ask the registry."""

    placement_id: UUID
    doctor_id: UUID
    tis_id: PostNumber | None = None
    post: PostNumber
    host: OdsCode
    site: OdsCode
    employer: OdsCode | None = None
    programme: ProgrammeNumber | None = None
    grade: Term
    specialty: Term | None = None
    type: PlacementType
    wte: Wte
    start: date
    end: date
    clinical_supervisor_id: UUID | None = None
    educational_supervisor_id: UUID | None = None
    source: PlacementSource = PlacementSource.TIS
    former_host: OdsCode | None = None
    """Where the host is the successor of the trust that it began at: that trust."""
    host_since: date | None = None
    """The first day under the successor; until the day before it was at the former host."""
    lead_employer: OdsCode | None = None
    """Who employs the doctors of a whole programme or region, wherever they work; of others there is none."""

    @property
    def first_host(self) -> OdsCode:
        """Whose starter the doctor was: what belongs to the beginning does not move with a merger."""
        return self.former_host or self.host


class CodeChange(Part):
    field: Literal["host", "site", "employer"]
    old: OdsCode | None
    new: OdsCode | None


class PostChange(Part):
    field: Literal["post", "programme"]
    old: PostNumber | None
    new: PostNumber | None


class TermChange(Part):
    field: Literal["grade", "specialty"]
    old: Term | None
    new: Term | None


class TypeChange(Part):
    field: Literal["type"]
    old: PlacementType
    new: PlacementType


class WteChange(Part):
    field: Literal["wte"]
    old: Wte
    new: Wte


class DateChange(Part):
    field: Literal["start", "end"]
    old: date
    new: date


class SupervisorChange(Part):
    field: Literal["clinical_supervisor", "educational_supervisor"]
    old: UUID | None
    new: UUID | None


Change = Annotated[
    CodeChange | PostChange | TermChange | TypeChange | WteChange | DateChange | SupervisorChange,
    Field(discriminator="field"),
]


class _AboutPlacement(Event):
    topic: ClassVar[Topic] = Topic.PLACEMENTS

    placement: Placement

    @property
    def key(self) -> str:
        return str(self.placement.doctor_id)

    @property
    def subject(self) -> str:
        return str(self.placement.placement_id)

    @property
    def extensions(self) -> dict[str, str]:
        return {PLACE: self.placement.host}


class _OfPlacement(_AboutPlacement):
    import_id: UUID | None = None


class _BeforePlacement(_OfPlacement):
    """What the trust owes the doctor before the start, by the rules of the day on which this is said.

    None: it was said before these days were told.
    """

    work_schedule_by: date | None = None
    """The last day on which the work schedule is in time (R31)."""
    rota_by: date | None = None
    """The same of the rota (R32)."""


class PlacementAnnounced(_BeforePlacement):
    """A placement is known for the first time."""

    type: ClassVar[str] = "fairlead.placement.announced.v1"
    announced_at: AwareDatetime
    notice_days: int
    """Start minus the London date of the announcement (R30); negative once it has begun."""


class PlacementChanged(_BeforePlacement):
    """A placement differs from what was said of it; ``placement`` is how it is now."""

    type: ClassVar[str] = "fairlead.placement.changed.v1"
    changes: tuple[Change, ...]
    changed_at: AwareDatetime
    notice_days: int
    """New start minus the London date of the change (R30)."""

    @property
    def follows_a_merger(self) -> bool:
        """Whether its host is another one only because the trust was merged: the doctor goes nowhere."""
        former = self.placement.former_host
        return former is not None and any(one.field == "host" and one.old == former for one in self.changes)


class PlacementCancelled(_OfPlacement):
    """A placement will not happen, or not go on; ``placement`` is as it was last said."""

    type: ClassVar[str] = "fairlead.placement.cancelled.v1"
    cancelled_at: AwareDatetime
    notice_days: int


class PlacementDisputed(_AboutPlacement):
    """A doctor says that their placement is wrong. What they wrote stays with the registry.

    It changes nothing about the placement; ``placement`` is as it stood when they said so.
    """

    type: ClassVar[str] = "fairlead.placement.disputed.v1"
    dispute_id: UUID
    fields: tuple[DisputedField, ...]
    disputed_at: AwareDatetime


class PlacementDisputeClosed(_AboutPlacement):
    """The owner of the data has looked: it was corrected, or stands. What they wrote stays with the registry.

    A correction itself arrives as every other change does; ``placement`` is as it stands at this moment.
    """

    type: ClassVar[str] = "fairlead.placement.dispute_closed.v1"
    dispute_id: UUID
    fields: tuple[DisputedField, ...]
    outcome: DisputeOutcome
    closed_at: AwareDatetime


class PlacementInformationRecorded(_AboutPlacement):
    """What is due before a placement was received by the trust, or issued by it (R30 to R33).

    Said again when another day is recorded; it also ends what the doctor said of the day before.
    """

    type: ClassVar[str] = "fairlead.placement.information_recorded.v1"
    information: PlacementInformation
    happened_on: date
    days_before: int
    """Start minus the day; negative once the placement had begun."""
    recorded_at: AwareDatetime


class PlacementInformationNotReceived(_AboutPlacement):
    """A doctor says that they do not have what the trust is to issue, whatever is recorded."""

    type: ClassVar[str] = "fairlead.placement.information_not_received.v1"
    information: PlacementInformation
    owed_by: OdsCode | None = None
    """Where those are who send it: its host, or who employs where the host has nobody. None: the host."""
    noted_at: AwareDatetime
