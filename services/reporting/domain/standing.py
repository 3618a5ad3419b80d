"""How a promise is kept: a figure against its target, and what stands behind it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.reporting.domain.evidence import Evidence
from services.reporting.domain.figures import Figure, meets
from services.reporting.domain.indicators import Indicator


@dataclass(frozen=True, slots=True, kw_only=True)
class Residents:
    """In post on a day of census; who works less than full time is one head all the same (R85)."""

    census_day: date
    heads: int
    less_than_full_time: int
    wte: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class National:
    """The same share in the whole country, as it was published: to compare with, and no target (R33)."""

    share: float
    as_of: str
    """Of when it is, in words."""
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One indicator in the quarter that is running."""

    indicator: Indicator
    figure: Figure
    target: float
    evidence: Evidence | None
    """All there has been; none: nothing yet."""
    this_quarter: Evidence | None
    national: National | None
    """None: nothing of it was published."""

    @property
    def met(self) -> bool | None:
        return meets(self.indicator, self.figure, target=self.target)
