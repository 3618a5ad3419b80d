"""Opportunities to lead."""

from contracts.opportunities import OpportunityClosed, OpportunityPublished
from contracts.vocabulary import CriterionCode, Role
from services.reporting.domain.indicators.indicator import Indicator, Period
from services.reporting.domain.indicators.sources import PLACEMENTS

INDICATORS = (
    Indicator(
        code="O-E1",
        criterion=CriterionCode.O_E1,
        denominator="The four families of opportunities at each trust that hosts placements",
        numerator="those with a live one today",
        counted=PLACEMENTS,
        kept=(OpportunityPublished,),
        undone=(OpportunityClosed,),
        period=Period.TODAY,
        owner=Role.CHAMPION,
    ),
    Indicator(
        code="O-E1-CO",
        criterion=CriterionCode.O_E1,
        denominator="Opportunities published in the quarter",
        numerator="those made together with a resident doctor",
        counted=(OpportunityPublished,),
        kept=(OpportunityPublished,),
        owner=Role.CHAMPION,
    ),
)
