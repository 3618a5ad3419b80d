"""Facts of the registry: organisations, people, appointments, placements and their imports."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field, WithJsonSchema

from contracts._event import Event, Part, Topic
from contracts.vocabulary import (
    AppointmentScope,
    ImportKind,
    OdsCode,
    OrganisationKind,
    PlacementType,
    PostNumber,
    ProgrammeNumber,
    PublicText,
    Role,
    Term,
)

Wte = Annotated[
    Decimal,
    Field(ge=0, le=1, max_digits=4, decimal_places=3),
    WithJsonSchema({"type": "string", "pattern": r"^(0(\.[0-9]{1,3})?|1(\.0{1,3})?)$"}),
]


class _OfOrganisation(Event):
    topic: ClassVar[Topic] = Topic.ORGANISATIONS

    code: OdsCode

    @property
    def key(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        return self.code


class OrganisationRegistered(_OfOrganisation):
    """An organisation is known, or is known better: this is its whole state."""

    type: ClassVar[str] = "fairlead.organisation.registered.v1"
    kind: OrganisationKind
    name: PublicText
    parent: OdsCode | None = None
    region: OdsCode | None = None
    opened_on: date | None = None
    confirmed: bool = True
    trusts: tuple[OdsCode, ...] = ()
    """Of a deanery: the trusts it answers for from ``opened_on``; empty means all of its NHS region."""


class OrganisationClosed(_OfOrganisation):
    """An organisation no longer exists; what happened there stays with it."""

    type: ClassVar[str] = "fairlead.organisation.closed.v1"
    closed_on: date


class _OfPerson(Event):
    topic: ClassVar[Topic] = Topic.PEOPLE

    person_id: UUID
    given_names: str | None = None
    family_name: str | None = None
    known_as: str | None = None
    email: str | None = None
    confirmed: bool

    @property
    def key(self) -> str:
        return str(self.person_id)

    @property
    def subject(self) -> str:
        return str(self.person_id)


class PersonRegistered(_OfPerson):
    """Somebody is known. Unconfirmed: met only as a registration number in somebody else's row."""

    type: ClassVar[str] = "fairlead.person.registered.v1"


class PersonContactChanged(_OfPerson):
    """Name, address or standing changed: the whole state as it is now."""

    type: ClassVar[str] = "fairlead.person.contact_changed.v1"


class _OfAppointment(Event):
    topic: ClassVar[Topic] = Topic.APPOINTMENTS

    appointment_id: UUID
    person_id: UUID
    role: Role
    scope: AppointmentScope
    code: ProgrammeNumber
    """The organisation's, programme's or deanery's code."""

    @property
    def key(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        return str(self.appointment_id)


class AppointmentMade(_OfAppointment):
    """Somebody holds a role at a scope; said again when its dates or deputy change."""

    type: ClassVar[str] = "fairlead.appointment.made.v1"
    starts_on: date
    ends_on: date | None = None
    deputy: bool = False


class AppointmentEnded(_OfAppointment):
    """Somebody no longer holds a role at a scope."""

    type: ClassVar[str] = "fairlead.appointment.ended.v1"
    ended_on: date


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


class _OfPlacement(Event):
    topic: ClassVar[Topic] = Topic.PLACEMENTS

    placement: Placement
    import_id: UUID | None = None

    @property
    def key(self) -> str:
        return str(self.placement.doctor_id)

    @property
    def subject(self) -> str:
        return str(self.placement.placement_id)

    @property
    def extensions(self) -> dict[str, str]:
        return {"trustcode": self.placement.host}


class PlacementAnnounced(_OfPlacement):
    """A placement is known for the first time."""

    type: ClassVar[str] = "fairlead.placement.announced.v1"
    announced_at: AwareDatetime
    notice_days: int
    """Start minus the London date of the announcement (R30); negative once it has begun."""


class PlacementChanged(_OfPlacement):
    """A placement differs from what was said of it; ``placement`` is how it is now."""

    type: ClassVar[str] = "fairlead.placement.changed.v1"
    changes: tuple[Change, ...]
    changed_at: AwareDatetime
    notice_days: int
    """New start minus the London date of the change (R30)."""


class PlacementCancelled(_OfPlacement):
    """A placement will not happen, or not go on; ``placement`` is as it was last said."""

    type: ClassVar[str] = "fairlead.placement.cancelled.v1"
    cancelled_at: AwareDatetime
    notice_days: int
