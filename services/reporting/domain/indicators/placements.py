"""What is told of placements in time: a rule beside the 27 criteria."""

from contracts.registry import PlacementAnnounced, PlacementChanged
from contracts.vocabulary import Role
from services.reporting.domain.indicators.indicator import Deadline, Indicator
from services.reporting.domain.indicators.sources import PLACEMENTS

INDICATORS = (
    Indicator(
        code="R30",
        criterion=None,
        denominator="Placements starting in the quarter",
        numerator="those announced or last moved early enough before their start",
        counted=PLACEMENTS,
        kept=(PlacementAnnounced, PlacementChanged),
        deadline=Deadline("r30_notice_days", since=PLACEMENTS),  # backwards, from the start they say
        owner=Role.DEANERY_ANALYST,
        graded=True,
    ),
)
