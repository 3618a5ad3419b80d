"""What opportunities is asked."""

from datetime import datetime
from typing import Annotated, Self
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StringConstraints, model_validator

from chassis.http import ONE_LINE, READABLE, IsoDate
from contracts.vocabulary import (
    Answer,
    ClosingReason,
    DeclineReason,
    KindCode,
    OdsCode,
    OpportunityFamily,
    OpportunitySetting,
    ParticipationRole,
    PlaceBasis,
    Recurrence,
    TurnDownReason,
)
from services.opportunities.domain import Deed, Plan, Search, Verdict

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), READABLE, ONE_LINE]
Grade = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80), READABLE]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300), READABLE, ONE_LINE]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000), READABLE]
Minutes = Annotated[int, Field(ge=0, le=60_000)]


def _https(text: str) -> str:
    """Not what a browser reads otherwise than it looks, and nothing to sign in with."""
    try:
        parts = urlsplit(text)
        leads_there = parts.scheme == "https" and bool(parts.hostname) and parts.port != 0
    except ValueError:
        leads_there = False
    if not leads_there or "@" in parts.netloc or any(each.isspace() or each == "\\" for each in text):
        raise ValueError("write a link that begins with https:// and a host, without spaces, names or passwords")
    return text


Link = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000), ONE_LINE, AfterValidator(_https)
]
"""Where a document is that its owners keep, on the web."""


class Asked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class NewOpportunity(Asked):
    """What is written in it is public: name no person and no patient."""

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
    description: Words | None = None
    time_commitment: Line | None = None
    """As in "two hours a month, and an hour to read"."""
    part_time_note: Line | None = None
    """How it fits with less than full time."""
    joined_remotely: StrictBool = False

    def plan(self) -> Plan:
        return Plan(**self.model_dump(exclude={"kind", "suggestion_id"}))


class NewDraft(NewOpportunity):
    suggestion_id: UUID | None = None
    """The resident's suggestion that it takes up."""


class NewSuggestion(Asked):
    """Name no person and no patient in it."""

    trust: OdsCode
    kind: KindCode
    title: Title
    words: Words | None = None


class NewRefusal(Asked):
    """Why it does not become an opportunity."""

    reason: TurnDownReason
    words: Words | None = None


class NewGivingUp(Asked):
    reason: TurnDownReason


class NewSearch(Asked):
    """What is left out is no condition; all that is named must hold."""

    families: Annotated[tuple[OpportunityFamily, ...], Field(max_length=10)] = ()
    kinds: Annotated[tuple[KindCode, ...], Field(max_length=50)] = ()
    settings: Annotated[tuple[OpportunitySetting, ...], Field(max_length=10)] = ()
    chairing: StrictBool = False
    """Only what a resident may chair."""

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if not (self.families or self.kinds or self.settings or self.chairing):
            raise ValueError("name a family, a kind or a setting, or ask for what a resident may chair")
        return self

    def search(self, *, search_id: UUID, doctor_id: UUID, at: datetime) -> Search:
        return Search(search_id=search_id, doctor_id=doctor_id, saved_at=at, **self.model_dump())


class NewClosure(Asked):
    reason: ClosingReason


class NewInterest(Asked):
    why: Words | None = None


class NewAnswer(Asked):
    answer: Answer
    reason: DeclineReason | None = None
    """Needed where no place is offered."""
    words: Words | None = None
    basis: PlaceBasis | None = None
    """Needed with an offer where one comes to it by election or nomination."""

    def verdict(self) -> Verdict:
        return Verdict(**self.model_dump())


class NewConfirmation(Asked):
    role: ParticipationRole
    first_day: IsoDate
    last_day: IsoDate
    minutes: Annotated[int, Field(ge=1, le=60_000)]
    """Time spent on it in all."""

    def deed(self) -> Deed:
        return Deed(**self.model_dump())
