"""The indicators: one definition for each code, by the theme it tells of.

A new one is a definition here, a question in ``store.questions`` and a target in a migration; tests hold the three
together, and its sources against what is said and heard.
"""

from collections.abc import Mapping

from services.reporting.domain.indicators import (
    feedback,
    opportunities,
    placements,
    pledge,
    recognition,
    role_modelling,
    time,
)
from services.reporting.domain.indicators.indicator import Deadline, Indicator, Measure, Period, Polarity, Split
from services.reporting.domain.indicators.opportunities import APPENDIX
from services.reporting.domain.indicators.sources import READERS

__all__ = [
    "APPENDIX",
    "INDICATORS",
    "MEANINGS",
    "MOVED_BY_TIME",
    "OFFICES",
    "ONCE_DUE",
    "READERS",
    "THEMES",
    "Deadline",
    "Indicator",
    "Measure",
    "Period",
    "Polarity",
    "Split",
]

THEMES = tuple(
    theme.INDICATORS for theme in (pledge, placements, opportunities, time, feedback, recognition, role_modelling)
)

INDICATORS: Mapping[str, Indicator] = {one.code: one for theme in THEMES for one in theme}

MEANINGS: Mapping[str, str] = {code: one.meaning for code, one in INDICATORS.items()}
"""Per code: the denominator, and the part of it that is the numerator."""

MOVED_BY_TIME = frozenset(code for code, one in INDICATORS.items() if one.period is not Period.QUARTER)
"""These change with the calendar alone: a placement begins, an appointment ends, an opportunity is over."""

OFFICES = frozenset(office for one in INDICATORS.values() for office in one.offices)
"""The roles that some indicator asks for: of other appointments nothing is kept."""

ONCE_DUE = frozenset(code for code, one in INDICATORS.items() if one.period is Period.QUARTER_ONCE_DUE)
"""Those of them that the calendar moves in any quarter: what begins in the next falls due in this one."""
