"""Figures, and when they moved."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from contracts.vocabulary import OdsCode
from services.reporting.domain import (
    HEADING,
    INDICATORS,
    MEANINGS,
    Cell,
    Figure,
    Indicator,
    Measure,
    Polarity,
    quarter_of,
    value_of,
)
from services.reporting.store import Row


class IndicatorView(BaseModel):
    code: str
    trust: str | None
    """The host's code; null: the whole region, where a person counts once."""
    period: str
    numerator: int
    denominator: int
    value: float | None
    moved_at: datetime | None = None
    """When an event last moved it, or the calendar did; null: not recorded yet."""

    @classmethod
    def of(cls, cell: Cell, figure: Figure, moved_at: datetime | None) -> Self:
        return cls(
            code=cell.code,
            trust=cell.trust,
            period=cell.period,
            numerator=figure.numerator,
            denominator=figure.denominator,
            value=value_of(INDICATORS[cell.code], figure),
            moved_at=moved_at,
        )


class TargetView(BaseModel):
    """The share that an indicator is to reach today, or not to pass where lower is better."""

    share: float
    """Of a measure that is none: so much for each hundred, or as a median, in the unit."""
    better: Polarity
    measure: Measure
    unit: str

    @classmethod
    def of(cls, indicator: Indicator, share: float) -> Self:
        return cls(share=share, better=indicator.polarity, measure=indicator.measure, unit=indicator.unit)


class NationalView(BaseModel):
    """The same share in the whole country, as it was published: to compare with, and no target (R33)."""

    model_config = ConfigDict(from_attributes=True)

    share: float
    as_of: str
    source: str


class RegionView(BaseModel):
    heading: str = HEADING
    as_of: date
    deanery: str | None
    indicators: list[IndicatorView]
    meanings: Mapping[str, str] = MEANINGS
    targets: Mapping[str, TargetView]
    national: Mapping[str, NationalView]
    """Of those indicators of which something was published."""


class HistoryAsked(BaseModel):
    """Which movements; ``before`` is the ``next`` of an earlier answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str | None = Field(None, max_length=10)
    trust: OdsCode | None = None
    period: str | None = Field(None, max_length=10)
    deanery: OdsCode | None = None
    before: int | None = Field(None, ge=1, le=2**63 - 1)
    limit: int = Field(100, ge=1, le=500)


class MovementView(BaseModel):
    """A figure as it was from a moment on."""

    code: str
    trust: str | None
    period: str
    numerator: int
    denominator: int
    value: float | None
    at: datetime
    because: UUID | None
    """The event that moved it; null: time passed."""

    @classmethod
    def of(cls, row: Row) -> Self:
        figure = Figure(row["numerator"], row["denominator"])
        of = INDICATORS[row["code"]]
        return cls(**row, period=quarter_of(row["quarter"]).label, value=value_of(of, figure))


class HistoryView(BaseModel):
    heading: str = HEADING
    items: list[MovementView]
    """Newest first."""
    next: int | None
    """Ask again with ``before`` set to this for older ones; null: there are none."""
