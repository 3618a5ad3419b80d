"""The criteria, each with its indicators, and those beside them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from contracts.vocabulary import CriterionCode, OdsCode, Role
from services.reporting.domain import HEADING, Criterion, Evidence, Measure, Polarity, Standing, value_of
from services.reporting.views.figures import NationalView


class CriteriaAsked(BaseModel):
    """Which criterion, or what beside them, and of whom; without a trust, of all trusts together."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str | None = Field(None, max_length=10)
    trust: OdsCode | None = None
    deanery: OdsCode | None = None


class EvidenceView(BaseModel):
    """What stands behind a figure."""

    at: datetime
    event_id: UUID
    """The last event."""
    events: int
    """How many there have been, and in this quarter."""
    events_this_quarter: int

    @classmethod
    def of(cls, evidence: Evidence, this_quarter: Evidence | None) -> Self:
        return cls(
            at=evidence.last_at,
            event_id=evidence.last_event,
            events=evidence.events,
            events_this_quarter=this_quarter.events if this_quarter else 0,
        )


class StandingView(BaseModel):
    """One indicator in the quarter that is running."""

    code: str
    meaning: str
    numerator: int
    denominator: int
    value: float | None
    target: float
    better: Polarity
    measure: Measure
    unit: str
    met: bool | None
    """Null: there is nothing to count."""
    owner: Role
    evidence: EvidenceView | None
    national: NationalView | None
    """Null: nothing of it was published."""

    @classmethod
    def of(cls, one: Standing) -> Self:
        return cls(
            code=one.indicator.code,
            meaning=one.indicator.meaning,
            numerator=one.figure.numerator,
            denominator=one.figure.denominator,
            value=value_of(one.indicator, one.figure),
            target=one.target,
            better=one.indicator.polarity,
            measure=one.indicator.measure,
            unit=one.indicator.unit,
            met=one.met,
            owner=one.indicator.owner,
            evidence=EvidenceView.of(one.evidence, one.this_quarter) if one.evidence else None,
            national=NationalView.model_validate(one.national) if one.national else None,
        )


class CriterionView(BaseModel):
    code: CriterionCode
    theme: str
    kind: str
    promise: str
    indicators: list[StandingView]
    """Empty: it is not measured yet."""

    @classmethod
    def of(cls, criterion: Criterion, standing: Iterable[Standing]) -> Self:
        return cls(
            code=criterion.code,
            theme=criterion.theme.name.lower(),
            kind=criterion.kind.name.lower(),
            promise=criterion.promise,
            indicators=[StandingView.of(one) for one in standing if one.indicator.criterion is criterion.code],
        )


class ResidentsView(BaseModel):
    """Whom all this is about: residents in post on the quarter's day of census (R85)."""

    model_config = ConfigDict(from_attributes=True)

    census_day: date
    heads: int
    less_than_full_time: int
    wte: float


class CriteriaView(BaseModel):
    heading: str = HEADING
    as_of: date
    period: str
    deanery: str | None
    trust: str | None
    residents: ResidentsView
    criteria: list[CriterionView]
    beside: list[StandingView]
    """The pledge itself, and the rules that none of the 27 names."""
