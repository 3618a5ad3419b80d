"""Figures by bands of grades."""

from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from contracts.vocabulary import OdsCode
from services.reporting.domain import HEADING, Cell, Figure


class GradesAsked(BaseModel):
    """Of which indicator, whom, and which quarter; without one, this quarter."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(max_length=10)
    trust: OdsCode | None = None
    period: str | None = Field(None, max_length=10)
    deanery: OdsCode | None = None


class GradeView(BaseModel):
    code: str
    trust: str | None
    """The host's code; null: all together, where a person counts once."""
    period: str
    band: str
    """As ``reporting.grade_bands`` calls it; ``other``: no band lists the grade, or it is not known."""
    numerator: int
    denominator: int
    value: float | None

    @classmethod
    def of(cls, cell: Cell, band: str, figure: Figure) -> Self:
        return cls(
            code=cell.code,
            trust=cell.trust,
            period=cell.period,
            band=band,
            numerator=figure.numerator,
            denominator=figure.denominator,
            value=figure.value,
        )


class GradesView(BaseModel):
    heading: str = HEADING
    as_of: date
    deanery: str | None
    items: list[GradeView]
