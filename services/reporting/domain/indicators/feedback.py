"""Feedback on leading."""

from contracts.feedback import FeedbackGiven
from contracts.vocabulary import CriterionCode, Role
from services.reporting.domain.indicators.indicator import POST, Indicator, Period
from services.reporting.domain.indicators.sources import PLACEMENTS

INDICATORS = (
    Indicator(
        code="F-E1",
        criterion=CriterionCode.F_E1,
        denominator="Residents in post on the day of census",
        numerator="those given written feedback on a leadership activity in the quarter",
        counted=PLACEMENTS,
        kept=(FeedbackGiven,),
        period=Period.QUARTER_SO_FAR,
        owner=Role.SUPERVISOR,
        told_by=POST,
        repeats=True,  # the same doctor is there by more than one placement
    ),
)
