"""What reporting answers: the shapes of its HTTP bodies."""

from services.reporting.views.criteria import CriteriaAsked, CriteriaView, CriterionView, ResidentsView, StandingView
from services.reporting.views.figures import (
    HistoryAsked,
    HistoryView,
    IndicatorView,
    MovementView,
    NationalView,
    RegionView,
    TargetView,
)
from services.reporting.views.journeys import TraceView, trace_view
from services.reporting.views.parts import PartsAsked, PartsView, PartView
from services.reporting.views.promises import MyPromises, PromisesOfPlacement

__all__ = [
    "CriteriaAsked",
    "CriteriaView",
    "CriterionView",
    "HistoryAsked",
    "HistoryView",
    "IndicatorView",
    "MovementView",
    "MyPromises",
    "NationalView",
    "PartView",
    "PartsAsked",
    "PartsView",
    "PromisesOfPlacement",
    "RegionView",
    "ResidentsView",
    "StandingView",
    "TargetView",
    "TraceView",
    "trace_view",
]
