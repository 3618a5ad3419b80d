"""What opportunities is asked."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StringConstraints

from chassis.http import ONE_LINE, READABLE, IsoDate
from contracts.vocabulary import (
    Answer,
    ClosingReason,
    DeclineReason,
    KindCode,
    OdsCode,
    OpportunitySetting,
    ParticipationRole,
    Recurrence,
)
from services.opportunities.domain import Deed, Plan, Verdict

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), READABLE, ONE_LINE]
Grade = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80), READABLE]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000), READABLE]
Minutes = Annotated[int, Field(ge=0, le=60_000)]


class _Asked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class NewOpportunity(_Asked):
    """The title is public: name no person and no patient in it."""

    kind: KindCode
    trust: OdsCode
    title: Title
    setting: OpportunitySetting
    chairing: StrictBool | None = None
    """Whether a resident may chair it; left out: as the catalogue says."""
    lead_id: UUID
    co_producer_id: UUID
    """The resident doctor of the trust who made it with you."""
    first_day: IsoDate
    last_day: IsoDate | None = None
    recurrence: Recurrence = Recurrence.ONCE
    places: Annotated[int, Field(ge=1, le=1000)] = 1
    grades: Annotated[tuple[Grade, ...], Field(max_length=30)] = ()
    """As they stand in placements; none: open to all."""
    protected_minutes: Minutes = 0
    """Protected time that goes with it, each time it takes place."""

    def plan(self) -> Plan:
        return Plan(**self.model_dump(exclude={"kind"}))


class NewClosure(_Asked):
    reason: ClosingReason


class NewInterest(_Asked):
    why: Words | None = None


class NewAnswer(_Asked):
    answer: Answer
    reason: DeclineReason | None = None
    """Needed where no place is offered."""
    words: Words | None = None

    def verdict(self) -> Verdict:
        return Verdict(**self.model_dump())


class NewConfirmation(_Asked):
    role: ParticipationRole
    first_day: IsoDate
    last_day: IsoDate
    minutes: Annotated[int, Field(ge=1, le=60_000)]
    """Time spent on it in all."""

    def deed(self) -> Deed:
        return Deed(**self.model_dump())
