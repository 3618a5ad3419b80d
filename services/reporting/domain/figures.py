"""What a figure is, where it stands, and when it has moved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from services.reporting.domain.indicators import INDICATORS, Indicator, Measure, Period, Polarity
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
    """What was found of so many things: how many of them, or how much, by the measure of its indicator."""

    numerator: int
    denominator: int


NOTHING = Figure(0, 0)

Figures = Mapping[Cell, Figure]


def moved(cells: Iterable[Cell], *, before: Figures, now: Figures) -> dict[Cell, Figure]:
    """Of these cells, those whose figure differs from what was last recorded; a vanished figure becomes 0 of 0."""
    return {cell: now.get(cell, NOTHING) for cell in cells if now.get(cell, NOTHING) != before.get(cell, NOTHING)}


def is_standing(cell: Cell, *, today: date) -> bool:
    """Whether facts still tell this figure: what was live on a day of an earlier quarter, they do not."""
    return INDICATORS[cell.code].period is not Period.TODAY or cell.quarter == quarter_of(today).first_day


def value_of(indicator: Indicator, figure: Figure) -> float | None:
    """Its share, so much for each hundred, or its median; None: nothing to count."""
    return round(figure.numerator / float(_whole(indicator, figure)), 4) if figure.denominator else None


def meets(indicator: Indicator, figure: Figure, *, target: float) -> bool | None:
    """Whether its value has reached the target, or not passed it where lower is better; None: nothing to count."""
    if not figure.denominator:
        return None
    wanted = Decimal(str(target)) * _whole(indicator, figure)  # as it was written: 0.55 of 100 is 55, no hair more
    return figure.numerator >= wanted if indicator.polarity is Polarity.HIGHER else figure.numerator <= wanted


def _whole(indicator: Indicator, figure: Figure) -> Decimal:
    """By what the numerator is divided."""
    match indicator.measure:
        case Measure.SHARE:
            return Decimal(figure.denominator)
        case Measure.PER_HUNDRED:
            return Decimal(figure.denominator) / 100
        case Measure.MEDIAN:
            return Decimal(1)
