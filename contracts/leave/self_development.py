"""Facts of self-development time: owed to a placement, put into its rota, and whether its doctor gets it (T-E2)."""

from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from contracts._event import PLACE, Event, Topic
from contracts.vocabulary import OdsCode


class _OfSelfDevelopment(Event):
    topic: ClassVar[Topic] = Topic.TIME

    placement_id: UUID
    doctor_id: UUID
    trust: OdsCode
    minutes_per_week: int
    required_per_week: int
    """Minutes by grade and whole-time equivalent, as they are when this is said (R38)."""
    in_work_schedule: bool
    """In the contract document too, not in the rota alone."""

    @property
    def key(self) -> str:
        return str(self.doctor_id)

    @property
    def subject(self) -> str:
        return str(self.placement_id)

    @property
    def extensions(self) -> dict[str, str]:
        return {PLACE: self.trust}


class SdtOwed(_OfSelfDevelopment):
    """A placement in post is to have another time than was said before: none, until this is said of it.

    Its minutes are 0 where nobody has scheduled any.
    """

    type: ClassVar[str] = "fairlead.sdt.owed.v1"
    gets_it: bool | None = None
    """What its doctor says of what is scheduled; none: nothing yet."""
    owed_at: AwareDatetime


class SdtScheduled(_OfSelfDevelopment):
    """Whoever plans the rota gave a placement its self-development time; its doctor is asked whether that holds."""

    type: ClassVar[str] = "fairlead.sdt.scheduled.v1"
    scheduled_at: AwareDatetime


class SdtConfirmed(_OfSelfDevelopment):
    """Its doctor says whether they get the time that was scheduled; said again when they say otherwise."""

    type: ClassVar[str] = "fairlead.sdt.confirmed.v1"
    gets_it: bool
    confirmed_at: AwareDatetime
    planned_at: OdsCode | None = None
    """Whose planners schedule it, where that is not the trust itself: of a practice, the employer's."""
