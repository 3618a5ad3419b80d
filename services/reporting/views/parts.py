"""Figures in parts."""

from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from contracts.vocabulary import OdsCode
from services.reporting.domain import HEADING, INDICATORS, Cell, Figure, Measure, Split, value_of


class PartsAsked(BaseModel):
    """Of which indicator, whom, and which quarter; without one, this quarter."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(max_length=10)
    by: Split = Split.GRADE
    trust: OdsCode | None = None
    period: str | None = Field(None, max_length=10)
    deanery: OdsCode | None = None


class PartView(BaseModel):
    code: str
    trust: str | None
    """The host's code; null: all together, where a person counts once."""
    period: str
    part: str
    """A band of grades as ``reporting.grade_bands`` calls it, a site's code …; ``other``: none, or it is not known."""
    numerator: int
    denominator: int
    value: float | None

    @classmethod
    def of(cls, cell: Cell, part: str, figure: Figure) -> Self:
        return cls(
            code=cell.code,
            trust=cell.trust,
            period=cell.period,
            part=part,
            numerator=figure.numerator,
            denominator=figure.denominator,
            value=value_of(INDICATORS[cell.code], figure),
        )


class PartsView(BaseModel):
    heading: str = HEADING
    as_of: date
    deanery: str | None
    by: Split
    measure: Measure
    unit: str
    items: list[PartView]
