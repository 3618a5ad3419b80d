"""What fellowships are asked and what they answer."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, StrictBool

from chassis.http import IsoDate
from contracts import Actor
from contracts.vocabulary import FellowshipEnding, FellowshipKind, OdsCode
from services.opportunities.api.bodies import Asked, Grade
from services.opportunities.api.views import Shown
from services.opportunities.domain.fellowships import Appointment, Fellowship

Percent = Annotated[int, Field(ge=0, le=100)]


class NewFellow(Asked):
    trust: OdsCode
    kind: FellowshipKind
    doctor_id: UUID
    """Who holds it; has a placement at the trust on the first day."""
    protected_percent: Annotated[int, Field(ge=1, le=100)]
    """The share of working time that is stated as protected for leading."""
    starts_on: IsoDate
    ends_on: IsoDate
    grades: Annotated[tuple[Grade, ...], Field(max_length=30)] = ()
    """Of those who may hold it, as they stand in placements; none: open to all. A chief registrar's are a rule's."""
    grade_equivalent: StrictBool = False
    """You have judged another grade to be worth one of them."""
    out_of_programme: StrictBool = False
    """The doctor leaves their training programme for it."""
    funder: OdsCode

    def appointment(self) -> Appointment:
        return Appointment(**self.model_dump())


class NewShare(Asked):
    percent: Percent


class NewFellowshipEnding(Asked):
    reason: FellowshipEnding
    ended_on: IsoDate
    """The last day on which it was held."""


class FellowshipView(Shown):
    id: UUID
    doctor_id: UUID
    trust: str
    kind: FellowshipKind
    grade: str
    grade_equivalent: bool
    protected_percent: int
    reported_percent: int | None
    """What its holder says it is in truth; null for readers whom that is not meant for, and before it is said."""
    reported_at: datetime | None
    starts_on: date
    ends_on: date
    out_of_programme: bool
    funder: str
    reason: FellowshipEnding | None
    ended_on: date | None
    version: int

    @classmethod
    def of(cls, fellowship: Fellowship, *, reader: Actor) -> Self:
        facts = asdict(fellowship)
        if reader.person_id != fellowship.doctor_id and not fellowship.is_kept_by(reader):
            facts |= {"reported_percent": None, "reported_at": None}
        return cls(id=facts.pop("fellowship_id"), **facts)


class FellowshipPage(Shown):
    """One page; ``next`` is the ``after`` of the following one."""

    items: tuple[FellowshipView, ...]
    next: UUID | None

    @classmethod
    def of(cls, page: Sequence[Fellowship], *, reader: Actor, limit: int) -> Self:
        items = tuple(FellowshipView.of(each, reader=reader) for each in page)
        return cls(items=items, next=page[-1].fellowship_id if len(page) == limit else None)
