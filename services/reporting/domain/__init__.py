"""What the figures mean: quarters, cells, indicators, criteria, who may ask about which deanery. Pure."""

from datetime import date

from services.reporting.domain.criteria import BESIDE, CRITERIA, Criterion, Kind, NoSuchPromise, Theme, asked_for
from services.reporting.domain.evidence import Evidence, together
from services.reporting.domain.figures import (
    HEADING,
    NOTHING,
    Cell,
    Figure,
    Figures,
    is_standing,
    meets,
    moved,
    value_of,
)
from services.reporting.domain.indicators import (
    INDICATORS,
    MEANINGS,
    MOVED_BY_TIME,
    ONCE_DUE,
    Deadline,
    Indicator,
    Measure,
    Period,
    Polarity,
    Split,
)
from services.reporting.domain.promises import (
    PROMISES,
    Account,
    Keeping,
    NotBegun,
    Spell,
    State,
    accounts_of,
    may_dispute,
)
from services.reporting.domain.quarters import NoSuchQuarter, Quarter, census_day, quarter_named, quarter_of, quarters
from services.reporting.domain.seeing import FIGURE_ROLES, NotToldBy, WhichDeanery, deanery_for, told_by, trust_among
from services.reporting.domain.standing import Residents, Standing
from services.reporting.domain.touching import (
    FIGURE_FIELDS,
    NOTICE_FIELDS,
    is_evidence,
    needs_notice,
    touched_by,
    touched_by_change,
    touched_by_placement,
)

__all__ = [
    "ALWAYS",
    "BESIDE",
    "CRITERIA",
    "FIGURE_FIELDS",
    "FIGURE_ROLES",
    "HEADING",
    "INDICATORS",
    "MEANINGS",
    "MOVED_BY_TIME",
    "NOTHING",
    "NOTICE_FIELDS",
    "ONCE_DUE",
    "PROMISES",
    "Account",
    "Cell",
    "Criterion",
    "Deadline",
    "Evidence",
    "Figure",
    "Figures",
    "Indicator",
    "Keeping",
    "Kind",
    "Measure",
    "NoSuchPromise",
    "NoSuchQuarter",
    "NotBegun",
    "NotToldBy",
    "Period",
    "Polarity",
    "Quarter",
    "Residents",
    "Spell",
    "Split",
    "Standing",
    "State",
    "Theme",
    "WhichDeanery",
    "accounts_of",
    "asked_for",
    "census_day",
    "deanery_for",
    "is_evidence",
    "is_standing",
    "may_dispute",
    "meets",
    "moved",
    "needs_notice",
    "quarter_named",
    "quarter_of",
    "quarters",
    "together",
    "told_by",
    "touched_by",
    "touched_by_change",
    "touched_by_placement",
    "trust_among",
    "value_of",
]

ALWAYS = date(1900, 1, 1)
"""From when a list without a date counts."""
