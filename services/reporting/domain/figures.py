"""What a figure is, where it stands, and when it has moved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from services.reporting.domain.indicators import INDICATORS, Indicator, Period, Polarity
from services.reporting.domain.quarters import quarter_of

HEADING = "management information, not for publication"


class Cell(NamedTuple):
    """Where a figure stands: an indicator, a host (``None``: the whole region), a quarter by its first day."""

    code: str
    trust: str | None
    quarter: date

    @property
    def period(self) -> str:
        return quarter_of(self.quarter).label


@dataclass(frozen=True, slots=True)
class Figure:
    """A numerator that is part of its denominator; both count whole things."""

    numerator: int
    denominator: int

    @property
    def value(self) -> float | None:
        return round(self.numerator / self.denominator, 4) if self.denominator else None


NOTHING = Figure(0, 0)

Figures = Mapping[Cell, Figure]


def moved(cells: Iterable[Cell], *, before: Figures, now: Figures) -> dict[Cell, Figure]:
    """Of these cells, those whose figure differs from what was last recorded; a vanished figure becomes 0 of 0."""
    return {cell: now.get(cell, NOTHING) for cell in cells if now.get(cell, NOTHING) != before.get(cell, NOTHING)}


def is_standing(cell: Cell, *, today: date) -> bool:
    """Whether facts still tell this figure: what was live on a day of an earlier quarter, they do not."""
    return INDICATORS[cell.code].period is not Period.TODAY or cell.quarter == quarter_of(today).first_day


def meets(indicator: Indicator, figure: Figure, *, target: float) -> bool | None:
    """Whether its share has reached the target, or not passed it where lower is better; None: nothing to count."""
    if not figure.denominator:
        return None
    wanted = Decimal(str(target)) * figure.denominator  # as it was written: 0.55 of 100 is 55, no hair more
    return figure.numerator >= wanted if indicator.polarity is Polarity.HIGHER else figure.numerator <= wanted
